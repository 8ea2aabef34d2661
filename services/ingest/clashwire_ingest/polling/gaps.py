"""Gaps: a feed that holds nothing known any more may have held items between two polls, unseen."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from clashwire_contracts.feed_state import FeedGap, FeedState
from clashwire_ingest.identity.identify import Identified

_FEWEST_ITEMS = 2  # a document of one item overlaps with nothing, however often it is polled


def find_gap(
    before: FeedState | None, found: Sequence[Identified], now: datetime
) -> FeedGap | None:
    """A state and the items of the next document -> the time that neither tells of; None mostly.

    Items all new but not all later than what is known are a publisher's new numbering, no gap.
    """
    if before is None or not before.items or len(found) < _FEWEST_ITEMS:
        return None
    if reaches_known(before, found):
        return None
    since = max((i.first_published_at for i in before.items if i.first_published_at), default=None)
    dates = [one.item.published_at for one in found]
    until = min((date for date in dates if date is not None), default=None)
    if since is not None and until is not None and until <= since:
        return None
    return FeedGap(found_at=now, since=since, until=until, closed=False)


def reaches_known(before: FeedState, found: Sequence[Identified]) -> bool:
    """Whether a document's items overlap with what a feed is known to have held."""
    known = {item.article_id for item in before.items}
    return any(one.known.article_id in known for one in found)


def closed(gap: FeedGap) -> FeedGap:
    """The gap, once older pages reached back to a known item."""
    return msgspec.structs.replace(gap, closed=True)


def explain(gap: FeedGap) -> str:
    """A gap -> a sentence for an operator."""
    if gap.since is None or gap.until is None:
        return "an unknown time may be lost: the feed held no known item and tells no dates"
    minutes = round((gap.until - gap.since).total_seconds() / 60)
    told = f"between {gap.since:%Y-%m-%d %H:%M} and {gap.until:%Y-%m-%d %H:%M} UTC"
    if gap.closed:
        return f"{minutes} minutes {told} were closed from the feed's older pages"
    return f"{minutes} minutes may be lost {told}: the feed held no known item any more"
