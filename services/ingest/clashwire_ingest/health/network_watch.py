"""Whether a failure without an answer is our network's: other sites are tried before one is blamed.

A site that answered within the last seconds settles it. Else up to three other sites, those that
answered last, are connected to and not asked for anything. When none can be reached the network
is ours to mend: polls wait, and one at a time is let through as a canary until a server answers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta

from clashwire_ingest.web.sites import registrable_domain
from clashwire_runtime.clock import Clock

Reach = Callable[[str], Awaitable[bool]]
CANARY_EVERY = timedelta(seconds=30)
_FRESH_SECONDS = 5.0  # an answer so young shows that the network works
_SITES_TO_TRY = 3


class NetworkWatch:
    """Tells a publisher's failures from those of our own network; in memory only."""

    def __init__(self, reach: Reach, clock: Clock) -> None:
        self._reach = reach
        self._clock = clock
        self._urls: dict[str, str] = {}  # one of each site, that which answered last at the end
        self._answered_at_seconds: dict[str, float] = {}
        self._down_since: datetime | None = None
        self._next_canary: datetime | None = None
        self._verdict: tuple[float, bool] | None = None
        self._trying = asyncio.Lock()

    @property
    def down_since(self) -> datetime | None:
        """Since when nothing can be reached; None while the network works."""
        return self._down_since

    def take_on(self, urls: Iterable[str]) -> None:
        """Learn of sites that can be tried."""
        for url in urls:
            self._urls.setdefault(registrable_domain(url), url)

    def answered(self, url: str) -> None:
        """A server answered, whatever it said: the network works."""
        site = registrable_domain(url)
        self._urls.pop(site, None)
        self._urls[site] = url
        self._answered_at_seconds[site] = self._clock.monotonic_seconds()
        self._down_since = self._next_canary = self._verdict = None

    def closed_until(self, now: datetime) -> datetime | None:
        """When a poll may try again; None when it may now, be it as the canary."""
        if self._next_canary is None:
            return None
        if now < self._next_canary:
            return self._next_canary
        self._next_canary = now + CANARY_EVERY
        return None

    async def is_down(self, failed_url: str) -> bool:
        """A poll got no answer -> whether that is our network's fault rather than the site's."""
        site = registrable_domain(failed_url)
        if self._answered_lately(site):
            return False
        others = [url for other, url in self._urls.items() if other != site][-_SITES_TO_TRY:]
        if not others:
            return False  # there is nothing to compare with
        async with self._trying:
            reached = await self._reaches_any(others)
        if not reached and self._down_since is None:
            now = self._clock.now()
            self._down_since, self._next_canary = now, now + CANARY_EVERY
        return not reached

    def _answered_lately(self, but: str) -> bool:
        oldest = self._clock.monotonic_seconds() - _FRESH_SECONDS
        latest = next((site for site in reversed(self._urls) if site != but), "")
        return self._answered_at_seconds.get(latest, oldest - 1) >= oldest

    async def _reaches_any(self, urls: list[str]) -> bool:
        """Try sites at once, or trust a trial of the last seconds, for many polls fail together."""
        now_seconds = self._clock.monotonic_seconds()
        if self._verdict is None or now_seconds - self._verdict[0] > _FRESH_SECONDS:
            found = await asyncio.gather(*[self._reach(url) for url in urls])
            self._verdict = (self._clock.monotonic_seconds(), any(found))
        return self._verdict[1]
