"""When a feed is due: a pure function of its state, its own rhythm and what the server asked."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from statistics import median

import msgspec

from clashwire_ingest.feeds.feed_config import Interval

RETRY_AFTER_CAP = timedelta(hours=24)  # a longer wish is most often a mistake or a maintenance page
_MAX_DOUBLINGS = 10
_JITTER_SHARE = 0.1
_RHYTHM_DATES = 10
_RHYTHM_SHARE = 0.5  # polling at half the usual gap sees most items within one gap


class PollResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a poll says about the next: when it ended, failures in a row, the items' dates."""

    feed_id: str
    polled_at: datetime
    consecutive_failures: int
    published: tuple[datetime, ...] = ()
    retry_after: timedelta | None = None


def next_poll_at(result: PollResult, pace: Interval) -> datetime:
    """A poll's result -> the earliest time of the next one.

    Within the pace's bounds, except that a server's Retry-After always holds, up to a day.
    """
    wanted = _backed_off(result, pace) if result.consecutive_failures else _by_rhythm(result, pace)
    spread = 1 + _JITTER_SHARE * jitter(result.feed_id, result.polled_at)
    wait = min(max(wanted * spread, pace.min), pace.max)
    return result.polled_at + max(wait, min(result.retry_after or timedelta(0), RETRY_AFTER_CAP))


def jitter(feed_id: str, at: datetime) -> float:
    """A feed and a time -> a number in [0, 1), the same on every run, to spread polls."""
    digest = hashlib.sha256(f"{feed_id} {at.timestamp()}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32


def read_retry_after(header: str | None, now: datetime) -> timedelta | None:
    """A Retry-After header, seconds or a date -> how long to wait; None when it says nothing.

    RFC 9110 section 10.2.3. A past date is no wait; the cap is `next_poll_at`'s.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:12]), RETRY_AFTER_CAP.total_seconds()))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
    return max(wait, timedelta(0))


def _backed_off(result: PollResult, pace: Interval) -> timedelta:
    doublings = min(result.consecutive_failures, _MAX_DOUBLINGS)
    return pace.min * (1 << doublings)


def _by_rhythm(result: PollResult, pace: Interval) -> timedelta:
    """Half the median gap between the latest items, from now too, so that a silent feed slows."""
    latest = sorted(_not_after(result.published, result.polled_at), reverse=True)[:_RHYTHM_DATES]
    if not latest:
        return pace.min
    times = [result.polled_at, *latest]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(times)]
    return timedelta(seconds=median(gaps) * _RHYTHM_SHARE)


def _not_after(dates: Iterable[datetime], now: datetime) -> list[datetime]:
    return [date for date in dates if date <= now]
