import pytest

from clashwire_contracts.codec import DecodeError, encode
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

    assert states.adopt(FEED.feed_id, pack(encode(state()))) == state()
    assert states.get(FEED.feed_id) == state()


def test_bytes_that_are_no_state_are_refused() -> None:
    with pytest.raises(DecodeError):
        PackedStates().adopt(FEED.feed_id, pack(b'{"feed_id": 7}'))


def test_known_items_take_a_fraction_of_their_encoded_size() -> None:
    many = state()
    for number in range(50):
        url = f"https://harbour.example/world/{number}"
        many = with_article(FEED, many, article_of(item(guid=f"{number}", url=url)))

    assert len(pack(encode(many))) * 3 < len(encode(many))
