import msgspec

from clashwire_contracts.codec import encode
from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.polling.packed_states import PackedStates, pack
from clashwire_ingest.polling.state_reload import with_article
from tests.unit.ingest.items import FEED, item
from tests.unit.ingest.test_state_reload import article_of


def state() -> FeedState:
    return with_article(FEED, None, article_of(item()))


def test_what_is_put_in_is_what_is_got_out() -> None:
    states = PackedStates()
    states.put(state())

    assert states.get(FEED.feed_id) == state()
    assert states.pop(FEED.feed_id) == state()
    assert (states.get(FEED.feed_id), states.pop(FEED.feed_id)) == (None, None)


def test_a_packed_state_is_adopted_as_it_is() -> None:
    states = PackedStates()

    assert states.adopt(FEED.feed_id, pack(state())) == state()
    assert states.get(FEED.feed_id) == state()


def test_items_that_stay_are_kept_in_place() -> None:
    states = PackedStates()
    states.put(state())
    items = states._packed[FEED.feed_id][1]

    states.put(msgspec.structs.replace(state(), consecutive_failures=3))

    assert states._packed[FEED.feed_id][1] is items
    after = states.get(FEED.feed_id)
    assert after is not None
    assert (after.consecutive_failures, after.items) == (3, state().items)


def test_known_items_take_a_fraction_of_their_encoded_size() -> None:
    many = state()
    for number in range(50):
        url = f"https://harbour.example/world/{number}"
        many = with_article(FEED, many, article_of(item(guid=f"{number}", url=url)))

    assert sum(map(len, pack(many))) * 3 < len(encode(many))
