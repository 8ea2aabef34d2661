"""What a feed's state tells beyond its health, in sentences: failures, moves, gaps, distrust."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from clashwire_cli.terminal import harmless
from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.polling.gaps import explain
from clashwire_ingest.web.sites import shown


def moment(when: datetime) -> str:
    """A time in UTC -> `2026-11-22 14:10Z`."""
    return f"{when:%Y-%m-%d %H:%MZ}"


def length(duration: timedelta) -> str:
    """A duration -> the same roughly, in its largest unit: `3 h`."""
    seconds = duration.total_seconds()
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def feed_story(state: FeedState, now: datetime) -> Iterator[str]:
    """A state -> a sentence for each thing that an operator should know of the feed."""
    if state.health_reason:
        yield harmless(state.health_reason)
    yield from _failures(state, now)
    yield from _moves(state)
    if state.gap is not None:
        yield explain(state.gap)
    yield from _distrust(state, now)
    if state.asked_until is not None and state.asked_until > now:
        yield f"its server asks not to be polled before {moment(state.asked_until)}"
    hub = state.subscription
    if hub is not None and hub.status != "active":
        yield harmless(f"hub {hub.status}" + (f": {hub.reason}" if hub.reason else ""))


def _failures(state: FeedState, now: datetime) -> Iterator[str]:
    if not state.consecutive_failures or state.failing_since is None:
        return
    polls = "1 poll" if state.consecutive_failures == 1 else f"{state.consecutive_failures} polls"
    last = f"last read {moment(state.succeeded_at)}" if state.succeeded_at else "never read yet"
    yield f"failing for {length(now - state.failing_since)}, {polls} in a row; {last}"


def _moves(state: FeedState) -> Iterator[str]:
    if state.moved_url is not None:
        yield harmless(f"moved: it is asked for at {shown(state.moved_url)}; correct the file")
    elif state.move is not None:
        since = f"{state.move.first_seen_at:%Y-%m-%d}"
        yield harmless(f"redirects for good to {shown(state.move.target)} since {since}")


def _distrust(state: FeedState, now: datetime) -> Iterator[str]:
    told = state.distrust
    pairs = (
        ("ETag", told.etag_until if told else None),
        ("Last-Modified", told.last_modified_until if told else None),
    )
    for name, until in pairs:
        if until is not None and until > now:
            yield f"its {name} stayed while items changed; it is not sent until {until:%Y-%m-%d}"
