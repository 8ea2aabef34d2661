"""When a feed is due: a pure function of its state, its own rhythm and what the server asked."""

import hashlib
from datetime import datetime, timedelta

import msgspec

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.polling.rhythm import wait_for_news
from clashwire_ingest.web.rate_limit_headers import LONGEST_WAIT

GONE_WAIT = timedelta(days=7)  # a feed that is gone (410) is asked again, for some come back
_MAX_DOUBLINGS = 10
_JITTER_SHARE = 0.1
# A request that met no server burdened none, and a lost packet should not cost two hours.
UNHEARD = frozenset({"dns_failure", "dns_unknown_host", "refused", "reset", "unreachable"})
_UNHEARD_WAIT = timedelta(minutes=15)
_MISSING = "http_404"
# Large sites answer 404 for hours and recover; half a day of them is no reason to slow down.
_MISSING_IN_RHYTHM = 12


class PollResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a poll says about the next: when it ended, what came of it, when news came before.

    `asked` is how long the publisher asks readers to stay away, by header or document;
    `retry_after` what the server answered beside a refusal; `hurry` wants the earliest poll.
    """

    feed_id: str
    polled_at: datetime
    consecutive_failures: int = 0
    health: str = "ok"
    came: tuple[datetime, ...] = ()
    retry_after: timedelta | None = None
    asked: timedelta | None = None
    hurry: bool = False


def next_poll_at(result: PollResult, feed: FeedConfig) -> datetime:
    """A poll's result -> the earliest time of the next one.

    Without a word from operator or publisher, no feed is polled twice within an hour. What the
    publisher asks for moves that floor; an operator's interval overrides both. A server's
    Retry-After always holds, up to a day.
    """
    at = result.polled_at
    low, high = _bounds(result, feed)
    if result.health == "gone":
        low = high = max(high, GONE_WAIT) if feed.interval is None else high
    wanted = _wanted(result, low, high)
    spread = _JITTER_SHARE * jitter(result.feed_id, at)
    wait = max(wanted, low) * (1 + spread)
    if wait > high:
        wait = max(high * (1 - spread), low)
    return at + max(wait, min(result.retry_after or timedelta(0), LONGEST_WAIT))


def due_at(state: FeedState, feed: FeedConfig) -> datetime:
    """A remembered state -> when the feed is due, as its settings stand now.

    An operator who shortened an interval does not wait out the longer one; what the server
    asked for is waited out all the same.
    """
    latest = state.polled_at + feed.pace.max
    if state.asked_until is not None:
        latest = max(latest, state.asked_until)
    if state.health == "gone" and feed.interval is None:
        latest = state.polled_at + GONE_WAIT
    return min(state.next_poll_at, latest)


def jitter(feed_id: str, at: datetime) -> float:
    """A feed and a time -> a number in [0, 1), the same on every run, to spread polls."""
    digest = hashlib.sha256(f"{feed_id} {at.timestamp()}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32


def _bounds(result: PollResult, feed: FeedConfig) -> tuple[timedelta, timedelta]:
    """The shortest and the longest wait that hold for this poll."""
    pace = feed.pace
    if feed.interval is not None:
        return pace.min, pace.max
    if result.health in UNHEARD:
        return min(_UNHEARD_WAIT, pace.min), pace.max
    low = pace.min if result.asked is None else result.asked
    return low, max(pace.max, low)


def _wanted(result: PollResult, low: timedelta, high: timedelta) -> timedelta:
    failures = result.consecutive_failures
    if result.hurry:
        return low
    in_rhythm = result.health == _MISSING and failures <= _MISSING_IN_RHYTHM
    if failures == 0 or in_rhythm:
        wait = wait_for_news(result.came, result.polled_at)
        return low if wait is None else min(wait, high)
    if result.health == _MISSING:
        failures -= _MISSING_IN_RHYTHM
    if result.health in UNHEARD:
        failures -= 1
    return min(low * (1 << min(failures, _MAX_DOUBLINGS)), high)
