"""The retry schedule of Standard Webhooks 1.0.0: an attempt's result -> what happens next. Pure."""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import msgspec

from clashwire_contracts.vocabulary import DeliveryStatus

# delays before each attempt, from the spec's "Retry schedule"; about 75 hours in all
DELAYS: tuple[timedelta, ...] = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MAX_RETRY_AFTER = timedelta(hours=24)
_JITTER_SHARE = 0.1  # later by up to a tenth, so that a revived receiver is not hit at once
_THROTTLING = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """How one POST ended: a status code, or the error in its place."""

    status_code: int | None
    error: str | None
    retry_after: str | None = None


class Next(msgspec.Struct, frozen=True, kw_only=True):
    """What an attempt leads to; `hold_until` asks to spare the whole endpoint until then."""

    status: DeliveryStatus
    next_attempt_at: datetime | None = None
    hold_until: datetime | None = None


def after(answer: Answer, attempts: int, delivery_id: str, now: datetime) -> Next:
    """The answer to attempt number `attempts` (from 1) -> delivered, disabled, failed or again.

    2xx is success; 410 disables; all else, redirects too, is tried again on the schedule.
    """
    code = answer.status_code
    if code is not None and HTTPStatus(200) <= code < HTTPStatus(300):
        return Next(status="delivered")
    if code == HTTPStatus.GONE:
        return Next(status="disabled")
    if attempts >= len(DELAYS):
        return Next(status="failed")
    asked = retry_after(answer.retry_after, now) if code in _THROTTLING else None
    planned = now + delay_before(attempts + 1, delivery_id)
    return Next(status="pending", next_attempt_at=max(planned, asked or planned), hold_until=asked)


def delay_before(attempt: int, delivery_id: str) -> timedelta:
    """Attempt number (from 1) -> the wait before it, with jitter drawn from the delivery's id."""
    draw = hashlib.sha256(f"{delivery_id}\x1f{attempt}".encode()).digest()
    share = int.from_bytes(draw[:4]) / 0xFFFFFFFF
    return DELAYS[attempt - 1] * (1 + _JITTER_SHARE * share)


def retry_after(header: str | None, now: datetime) -> datetime | None:
    """A Retry-After header, seconds or date (RFC 9110 10.2.3) -> when, at most a day ahead."""
    if header is None:
        return None
    try:
        if header.strip().isascii() and header.strip().isdecimal():
            when = now + timedelta(seconds=min(int(header), MAX_RETRY_AFTER.total_seconds()))
        else:
            when = parsedate_to_datetime(header).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(when, now), now + MAX_RETRY_AFTER)
