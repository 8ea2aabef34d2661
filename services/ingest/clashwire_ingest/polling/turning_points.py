"""What changed about a feed from one state to the next that its operator should hear of. Pure."""

import msgspec

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.polling.gaps import explain
from clashwire_ingest.web.sites import shown


class TurningPoint(msgspec.Struct, frozen=True):
    """An event's name for the log, and what it means in a sentence."""

    name: str
    meaning: str


def turning_points(before: FeedState | None, after: FeedState) -> list[TurningPoint]:
    """The states before and after a poll -> what to tell, in no more than a line each."""
    found = [_moved(before, after), _gap(before, after), *_distrusted(before, after)]
    return [one for one in found if one is not None]


def _moved(before: FeedState | None, after: FeedState) -> TurningPoint | None:
    was = before.moved_url if before else None
    if was == after.moved_url:
        return None
    if after.moved_url is None:
        meaning = f"{shown(was or '')} serves it no longer; it is asked for at its own URL again"
        return TurningPoint("feed_move_undone", meaning)
    meaning = f"it redirects permanently; it is asked for at {shown(after.moved_url)} from now on"
    return TurningPoint("feed_moved", meaning)


def _gap(before: FeedState | None, after: FeedState) -> TurningPoint | None:
    if after.gap is None or (before is not None and before.gap == after.gap):
        return None
    return TurningPoint("feed_gap_closed" if after.gap.closed else "feed_gap", explain(after.gap))


def _distrusted(before: FeedState | None, after: FeedState) -> list[TurningPoint]:
    was, told = before.distrust if before else None, after.distrust
    if told is None:
        return []
    pairs = (
        ("ETag", was.etag_until if was else None, told.etag_until),
        ("Last-Modified", was.last_modified_until if was else None, told.last_modified_until),
    )
    return [
        TurningPoint(
            "validator_distrusted",
            f"items changed while its {name} stayed; it is not sent until {until:%Y-%m-%d}",
        )
        for name, earlier, until in pairs
        if until is not None and until != earlier
    ]
