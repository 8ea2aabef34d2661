"""What an operator hears of a feed from one poll to the next."""

from datetime import timedelta

import msgspec

from clashwire_contracts.feed_state import FeedGap, FeedState, ValidatorDistrust
from clashwire_ingest.polling.feed_memory import Polled, after_document
from clashwire_ingest.polling.turning_points import turning_points
from tests.unit.ingest.items import FEED, NOW

NEW = "https://news.harbour.example/world.xml?key=secret"
DAY = timedelta(days=1)


def state(**changes: object) -> FeedState:
    found = after_document(FEED, None, Polled(at=NOW), None)
    return msgspec.structs.replace(found, **changes)


def told(before: FeedState | None, after: FeedState) -> list[tuple[str, str]]:
    return [(point.name, point.meaning) for point in turning_points(before, after)]


def test_an_ordinary_poll_is_no_turning_point() -> None:
    assert told(None, state()) == []
    assert told(state(), state(health="http_404", consecutive_failures=3)) == []


def test_a_move_and_its_end_are_told_without_the_query() -> None:
    ((name, meaning),) = told(state(), state(moved_url=NEW))
    assert (name, "https://news.harbour.example/world.xml" in meaning) == ("feed_moved", True)
    assert "secret" not in meaning

    ((name, meaning),) = told(state(moved_url=NEW), state())
    assert (name, "secret" in meaning) == ("feed_move_undone", False)


def test_a_gap_is_told_once_and_by_whether_it_closed() -> None:
    gap = FeedGap(found_at=NOW, since=NOW - DAY, until=NOW, closed=False)
    healed = msgspec.structs.replace(gap, closed=True)

    assert told(state(), state(gap=gap))[0][0] == "feed_gap"
    assert "1440 minutes may be lost" in told(state(), state(gap=gap))[0][1]
    assert told(state(), state(gap=healed))[0][0] == "feed_gap_closed"
    assert told(state(gap=gap), state(gap=gap)) == []


def test_each_validator_that_lost_trust_is_told_once() -> None:
    both = ValidatorDistrust(etag_until=NOW + DAY, last_modified_until=NOW + DAY)
    after = state(distrust=both)

    assert [name for name, _ in told(state(), after)] == ["validator_distrusted"] * 2
    assert told(after, after) == []
    assert told(state(), state(distrust=ValidatorDistrust(strikes=1))) == []
