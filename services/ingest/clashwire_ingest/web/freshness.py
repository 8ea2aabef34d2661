"""How long a publisher asks a reader to stay away: the longest of what header and document say.

| what says it | read as | source |
|---|---|---|
| Cache-Control: max-age | so many seconds, less the Age spent in caches | RFC 9111 4.2.1, 5.2.2.1 |
| Expires, where there is no max-age | Expires less Date, less Age | RFC 9111 4.2.1 |
| Expires: 0, a past one, no-store, no-cache | no wish | RFC 9111 5.2.2, 5.3 |
| `<ttl>` | so many minutes | RSS 2.0 |
| `sy:updatePeriod`, `sy:updateFrequency` | the first divided by the second | RSS 1.0 modules |
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# A wish of seconds is a cache's setting, not a licence to ask every few seconds.
SHORTEST_HINT = timedelta(minutes=10)
# Beyond a day news would be late; weekly and monthly feeds are still asked once a day.
LONGEST_HINT = timedelta(hours=24)
# A lifetime over a week is meant for files that never change, put on a feed by mistake.
LONGEST_MEANT_LIFETIME = timedelta(days=7)
_PERIOD_HOURS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_DEFAULT_FREQUENCY = 1.0  # RSS 1.0 Syndication module
_DIRECTIVE = re.compile(r'([\w-]+)(?:\s*=\s*("[^"]*"|[^\s,;]*))?')


def freshness_hint(
    headers: Mapping[str, str],
    feed_ttl_minutes: float | None,
    sy_period: str | None,
    sy_frequency: float | None,
    now: datetime,
) -> timedelta | None:
    """What header and document ask -> how long to stay away, bounded; None when nothing is asked.

    `headers` have lower-case names; a 304's count like any other's.
    """
    asked = (
        _of_headers(headers, now),
        _of_ttl(feed_ttl_minutes),
        _of_syndication(sy_period, sy_frequency),
    )
    wishes = [wish for wish in asked if wish is not None and wish > timedelta(0)]
    if not wishes:
        return None
    return min(max(*wishes, SHORTEST_HINT), LONGEST_HINT)


def read_http_date(text: str | None) -> datetime | None:
    """An HTTP date in any of its forms -> the time in UTC; None when it is none."""
    try:
        at = parsedate_to_datetime(text or "")
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _of_headers(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    directives = _directives(headers.get("cache-control", ""))
    if "no-store" in directives or "no-cache" in directives:
        return None
    if "max-age" in directives:
        seconds = _whole_number(directives["max-age"])
        lifetime = None if seconds is None else timedelta(seconds=seconds)
    else:
        lifetime = _until_expiry(headers, now)
    if lifetime is None or lifetime > LONGEST_MEANT_LIFETIME:
        return None
    return lifetime - timedelta(seconds=_whole_number(headers.get("age", "")) or 0)


def _until_expiry(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    expires = read_http_date(headers.get("expires"))
    if expires is None:
        return None
    return expires - (read_http_date(headers.get("date")) or now)


def _directives(cache_control: str) -> dict[str, str]:
    """Cache-Control -> directives in lower case; of a repeated one the first, RFC 9111 4.2.1."""
    found: dict[str, str] = {}
    for name, value in _DIRECTIVE.findall(cache_control):
        found.setdefault(name.lower(), value.strip('"'))
    return found


def _whole_number(text: str) -> int | None:
    """Digits -> a number no longer than time can count; None for anything else."""
    plain = text.strip()
    return int(plain[:10]) if plain.isascii() and plain.isdigit() else None


def _of_ttl(minutes: float | None) -> timedelta | None:
    if minutes is None or not math.isfinite(minutes):
        return None
    return timedelta(minutes=min(max(minutes, 0.0), LONGEST_HINT / timedelta(minutes=1)))


def _of_syndication(period: str | None, frequency: float | None) -> timedelta | None:
    """The period divided by the frequency; a period that is no word of the module says nothing."""
    hours = _PERIOD_HOURS.get((period or "").strip().lower())
    if hours is None:
        return None
    usable = frequency is not None and math.isfinite(frequency) and frequency > 0
    times = frequency if frequency is not None and usable else _DEFAULT_FREQUENCY
    return timedelta(hours=min(hours / times, LONGEST_HINT / timedelta(hours=1)))
