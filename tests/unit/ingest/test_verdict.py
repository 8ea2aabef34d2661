"""What `clashwire feeds check` says of a feed's lateness: by the rhythm that polling goes by."""

from datetime import datetime, timedelta

import pytest

from clashwire_ingest.checking.inspect import Inspection
from clashwire_ingest.checking.verdict import check
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from tests.unit.ingest.items import NOW, item

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def dated(*moments: datetime) -> Inspection:
    """A feed whose items are dated so."""
    items = tuple(
        item(guid=f"g{n}", url=f"https://harbour.example/{n}", published_at=moment)
        for n, moment in enumerate(moments)
    )
    return Inspection(source="feed", parsed=ParsedFeed(health="ok", format="rss20", items=items))


def late(newest: timedelta, gap: timedelta, count: int) -> bool:
    """Whether a feed with so many items so far apart, the newest so old, is called late."""
    moments = [NOW - newest - n * gap for n in range(count)]
    return any("late for its own rhythm" in said for said in check(dated(*moments), NOW).problems)


@pytest.mark.parametrize(
    ("newest", "gap", "count", "expected"),
    [
        (23 * HOUR, HOUR, 10, False),
        (25 * HOUR, HOUR, 10, True),
        (20 * DAY, 7 * DAY, 6, False),
        (22 * DAY, 7 * DAY, 6, True),
        (29 * DAY, HOUR, 3, False),
        (31 * DAY, HOUR, 3, True),
    ],
)
def test_a_feed_is_late_when_it_is_silent_for_longer_than_its_rhythm(
    newest: timedelta, gap: timedelta, count: int, *, expected: bool
) -> None:
    assert late(newest, gap, count) is expected
