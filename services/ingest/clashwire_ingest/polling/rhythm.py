"""A feed's own rhythm, from when its news came: how soon the next may come, how long is too long.

The gaps between past arrivals are a sample of silences. Of those that lasted as long as the
present one, the quarter that ended first says when to look again. So a steady feed is looked at
shortly before its next item, a burst is followed at once, and a feed that brings ten items in an
hour and then rests for days is left to rest: no mean is taken that bursts could fool. A feed
silent for longer than ever is looked at less and less, but not seldom before it counts as stale.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

_ONE_ARRIVAL = timedelta(minutes=5)  # items dated closer together came with one publication
_MAX_ARRIVALS = 50
_RECENCY = 0.9  # each older gap counts so much less; the three latest of many are over a quarter
_QUANTILE = 0.25
_SHARE = 0.5  # polling at half of the silence to come sees most items within it
_SAME_SILENCE = 3  # a silence may outlast a gap so many times and still be one like it
_KNOWN_RHYTHM = 5  # arrivals
_STALE_GAPS = 3
_SHORTEST_STALE = timedelta(days=1)
_BACKDATED = timedelta(days=2)


def arrivals(dates: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    """Dates of items -> when news came, latest first: none of the future, none twice."""
    found: list[datetime] = []
    for date in sorted((date for date in dates if date <= now), reverse=True):
        if not found or found[-1] - date > _ONE_ARRIVAL:
            found.append(date)
        if len(found) == _MAX_ARRIVALS:
            break
    return tuple(found)


def news_times(
    published: Iterable[datetime], news_at: Sequence[datetime], now: datetime
) -> tuple[datetime, ...]:
    """Items' dates, or where they have none or lag behind, the polls that found news."""
    told, seen = arrivals(published, now), arrivals(news_at, now)
    if not told or (seen and seen[0] - told[0] > _BACKDATED and len(seen) > 1):
        return seen
    return told


def wait_for_news(came: Sequence[datetime], now: datetime) -> timedelta | None:
    """When news came, latest first -> how long to wait; None when none ever came."""
    if not came:
        return None
    silence, gaps = now - came[0], _gaps(came)
    left = sorted(
        (max(gap - silence, timedelta(0)), _RECENCY**age)
        for age, gap in enumerate(gaps)
        if gap * _SAME_SILENCE > silence
    )
    if left:
        return _quantile(left) * _SHARE
    stale = stale_after(came)
    overdue = stale is not None and silence <= stale
    return min(silence * _SHARE, _SAME_SILENCE * max(gaps)) if overdue else silence * _SHARE


def stale_after(came: Sequence[datetime]) -> timedelta | None:
    """When news came -> the silence that is out of rhythm; None while no rhythm is known."""
    if len(came) < _KNOWN_RHYTHM:
        return None
    return max(_STALE_GAPS * max(_gaps(came)), _SHORTEST_STALE)


def _gaps(came: Sequence[datetime]) -> list[timedelta]:
    return [later - earlier for later, earlier in pairwise(came)]


def _quantile(weighted: Sequence[tuple[timedelta, float]]) -> timedelta:
    """Sorted values with weights -> the first that so much of the weight is not beyond."""
    enough = _QUANTILE * sum(weight for _, weight in weighted)
    so_far = 0.0
    for value, weight in weighted:
        so_far += weight
        if so_far >= enough:
            return value
    return weighted[-1][0]
