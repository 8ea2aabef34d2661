"""Rate limits, and whom each concerns: learned from who else is refused, never asked of anyone.

A first refusal holds for its feed. Once a second feed of the host is refused before any feed of
the host was served, the limit is the host's; once a second host of the site is, the site's. A
shared scope is remembered for a week, so that one refusal is enough the next time; it is given up
when the same feed alone is refused three times while its neighbours are served in between.
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from clashwire_ingest.web.answer import Answer
from clashwire_ingest.web.rate_limit_headers import asked_wait, is_exhausted
from clashwire_ingest.web.sites import host_of, registrable_domain

Scope = Literal["feed", "host", "site"]
Place = tuple[Scope, str]
SHORTEST_WAIT = timedelta(minutes=1)
UNSAID_WAIT = timedelta(minutes=15)  # doubled with each refusal that follows an obeyed one
LONGEST_UNSAID_WAIT = timedelta(hours=6)
LONGEST_ALLOWANCE_WAIT = timedelta(hours=1)  # of a served feed whose allowance is used up
RECENTLY_SERVED = timedelta(hours=3)  # so that a feed polled every hour is among them
_EVIDENCE_FOR = timedelta(hours=24)
_LEARNED_FOR = timedelta(days=7)
_ALONE_TOO_OFTEN = 3
_TIDY_EVERY = timedelta(hours=1)
_TOO_MANY_REQUESTS, _FORBIDDEN, _UNAVAILABLE = 429, 403, 503
_MAX_UNSAID_DOUBLINGS = 5


class RateLimit(msgspec.Struct, frozen=True, kw_only=True):
    """A limit as understood: whom it concerns, until when, and refusals in a row.

    `place` is the feed's URL, the host or the site.
    """

    scope: Scope
    place: str
    until: datetime
    refusals: int


class _Shared(msgspec.Struct, frozen=True):
    """That a place shares its limit: until when that is believed, refusals of one feed alone."""

    until: datetime
    alone: int = 0


class RateLimits:
    """The limits of one worker, which owns all feeds of a site; in memory only."""

    def __init__(self) -> None:
        self._limits: dict[Place, RateLimit] = {}
        self._refused: dict[Place, dict[str, datetime]] = {}
        self._shared: dict[Place, _Shared] = {}
        self._served: dict[str, datetime] = {}
        self._tidied_at: datetime | None = None

    def told(self, url: str, answer: Answer, now: datetime) -> RateLimit | None:
        """Any answer that is no success -> the limit it means, which holds from now on, or None.

        429 is one; 503 with Retry-After is one; 403 is one when the answer says so or the host
        served us within three hours.
        """
        self._forget_past(now)
        if not self._is_limit(url, answer, now):
            return None
        place = self._scope_of(url, now)
        before = self._limits.get(place)
        again = before is not None and before.until <= now
        refusals = 1 if before is None else before.refusals + int(again)
        until = now + _wait(answer, refusals, now)
        if before is not None and not again:
            until = max(until, before.until)
        limit = RateLimit(scope=place[0], place=place[1], until=until, refusals=refusals)
        self._limits[place] = limit
        return limit

    def ok(self, url: str, now: datetime, answer: Answer | None = None) -> None:
        """The feed was served: what stood against it, and has run out, is over.

        Where the answer says that the allowance is used up, the host rests until it is renewed.
        """
        self._forget_past(now)
        feed, *wider = _places(url)
        self._limits.pop(feed, None)
        for place in wider:
            limit = self._limits.get(place)
            if limit is None or limit.until <= now:  # or it was asked before the limit was told
                self._limits.pop(place, None)
                self._refused.pop(place, None)
        self._served[host_of(url)] = now
        if answer is not None and is_exhausted(answer.headers):
            self._rest(url, answer, now)

    def wait_until(self, url: str) -> datetime | None:
        """When the URL may be asked for, perhaps past already; None when nothing is known."""
        limits = (self._limits.get(place) for place in _places(url))
        return max((limit.until for limit in limits if limit), default=None)

    def _is_limit(self, url: str, answer: Answer, now: datetime) -> bool:
        if answer.status == _TOO_MANY_REQUESTS:
            return True
        says_so = asked_wait(answer.headers, now) is not None
        if answer.status == _UNAVAILABLE:
            return says_so
        served = self._served.get(host_of(url))
        recently = served is not None and now - served <= RECENTLY_SERVED
        return answer.status == _FORBIDDEN and (says_so or is_exhausted(answer.headers) or recently)

    def _scope_of(self, url: str, now: datetime) -> Place:
        """Note a refusal -> the widest place that it speaks for."""
        found, host, site = _places(url)
        for place, who in ((host, url), (site, host[1])):
            refused = _since(self._refused.get(place, {}), now - _EVIDENCE_FOR)
            refused[who] = now
            self._refused[place] = refused
            if self._is_shared(place, len(refused) > 1, now):
                found = place
        return found

    def _is_shared(self, place: Place, others_too: bool, now: datetime) -> bool:  # noqa: FBT001
        """Learn from one more refusal whether the place shares its limit."""
        known = self._shared.get(place)
        if others_too:
            known = _Shared(now + _LEARNED_FOR)
        elif known is not None:
            known = msgspec.structs.replace(known, alone=known.alone + 1)
        if known is None or known.until <= now or known.alone >= _ALONE_TOO_OFTEN:
            self._shared.pop(place, None)
            return False
        self._shared[place] = known
        return True

    def _forget_past(self, now: datetime) -> None:
        """Once an hour, drop what says nothing any more: memory follows the feeds of a day."""
        if self._tidied_at is not None and now - self._tidied_at < _TIDY_EVERY:
            return
        self._tidied_at = now
        old = now - _EVIDENCE_FOR
        refused = {place: _since(seen, old) for place, seen in self._refused.items()}
        self._refused = {place: seen for place, seen in refused.items() if seen}
        self._limits = {p: one for p, one in self._limits.items() if one.until > old}
        self._shared = {p: one for p, one in self._shared.items() if one.until > now}
        self._served = {h: at for h, at in self._served.items() if at >= now - RECENTLY_SERVED}

    def _rest(self, url: str, answer: Answer, now: datetime) -> None:
        wait = asked_wait(answer.headers, now)
        if wait is None:
            return
        until = now + min(wait, LONGEST_ALLOWANCE_WAIT)
        host = host_of(url)
        self._limits["host", host] = RateLimit(scope="host", place=host, until=until, refusals=0)


def _places(url: str) -> tuple[Place, Place, Place]:
    return ("feed", url), ("host", host_of(url)), ("site", registrable_domain(url))


def _since(seen: dict[str, datetime], oldest: datetime) -> dict[str, datetime]:
    return {who: at for who, at in seen.items() if at > oldest}


def _wait(answer: Answer, refusals: int, now: datetime) -> timedelta:
    said = asked_wait(answer.headers, now)
    if said is not None:
        return max(said, SHORTEST_WAIT)
    doublings = min(refusals - 1, _MAX_UNSAID_DOUBLINGS)
    return min(UNSAID_WAIT * (1 << max(doublings, 0)), LONGEST_UNSAID_WAIT)
