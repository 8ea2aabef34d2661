"""What an answer says of the reader's allowance: Retry-After and the two RateLimit families.

| header | read as | source |
|---|---|---|
| Retry-After | seconds or an HTTP date | RFC 9110 10.2.3 |
| X-RateLimit-Remaining | requests left | de facto |
| X-RateLimit-Reset, -Reset-After | seconds, epoch seconds or milliseconds | de facto |
| RateLimit-Remaining, RateLimit-Reset | requests left, seconds | IETF ratelimit-headers, early |
| RateLimit: "name";r=0;t=30 | requests left, seconds | IETF ratelimit-headers |
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from clashwire_ingest.web.freshness import read_http_date

LONGEST_WAIT = timedelta(hours=24)  # a longer wish is most often a mistake or a maintenance page
_EPOCH_SECONDS_FROM = 1e9  # no delay is 31 years long, so a larger number is a time
_EPOCH_MILLISECONDS_FROM = 1e12
_REMAINING = ("ratelimit-remaining", "x-ratelimit-remaining")
_RESET = ("ratelimit-reset", "x-ratelimit-reset-after", "x-ratelimit-reset")
_NUMBER = re.compile(r"\d{1,16}(?:\.\d{1,9})?")
_FIELD = r"(?:^|[;,\s]){name}\s*=\s*(\d{{1,16}})"
_LEFT = tuple(re.compile(_FIELD.format(name=name)) for name in ("r", "remaining"))
_RESETS_IN = tuple(re.compile(_FIELD.format(name=name)) for name in ("t", "reset"))


def read_retry_after(header: str | None, now: datetime) -> timedelta | None:
    """A Retry-After header -> how long to wait, at most a day; None when it says nothing.

    A past date is no wait.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:12]), LONGEST_WAIT.total_seconds()))
    at = read_http_date(text)
    return None if at is None else min(max(at - now, timedelta(0)), LONGEST_WAIT)


def is_exhausted(headers: Mapping[str, str]) -> bool:
    """Whether the answer says that no request is left."""
    told = [_number(headers.get(name)) for name in _REMAINING]
    told.append(_first(_LEFT, headers.get("ratelimit", "")))
    return any(left is not None and left < 1 for left in told)


def asked_wait(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server asks to wait, Retry-After first; None when nothing usable says it."""
    said = read_retry_after(headers.get("retry-after"), now)
    if said:
        return said
    for name in _RESET:
        reset = _until_reset(headers.get(name), now)
        if reset:
            return reset
    seconds = _first(_RESETS_IN, headers.get("ratelimit", ""))
    return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds())) if seconds else None


def _until_reset(text: str | None, now: datetime) -> timedelta | None:
    value = _number(text)
    if value is None:
        at = read_http_date(text)
        return None if at is None else _bounded(at - now)
    if value >= _EPOCH_MILLISECONDS_FROM:
        value /= 1000
    if value >= _EPOCH_SECONDS_FROM:
        value -= now.astimezone(UTC).timestamp()
    return _bounded(timedelta(seconds=min(value, LONGEST_WAIT.total_seconds())))


def _bounded(wait: timedelta) -> timedelta | None:
    return min(wait, LONGEST_WAIT) if wait > timedelta(0) else None


def _number(text: str | None) -> float | None:
    """The number a header begins with: some add `;w=60` or repeat themselves."""
    match = _NUMBER.match((text or "").strip())
    rest = (text or "").strip()[match.end() :] if match else ""
    return float(match[0]) if match and (not rest or rest[0] in ",; ") else None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> float | None:
    return next((float(m[1]) for pattern in patterns if (m := pattern.search(text))), None)
