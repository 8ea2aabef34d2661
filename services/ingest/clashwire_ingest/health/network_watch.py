"""Whether a failure without an answer is our network's: other sites are asked before one is blamed.

Only what came after a failure can settle it: another site's answer, else a connection to one of
three other sites, those that answered last, which are asked for nothing. When none can be reached
the network is ours to mend: polls wait, and one at a time is let through as a canary until a
server answers. A short outage that ended before its failures came in is known by this, that while
a poll was under way other sites failed too and none answered; it is forgiven once in a row.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from clashwire_ingest.web.sites import registrable_domain
from clashwire_runtime.clock import Clock

Reach = Callable[[str], Awaitable[bool]]
CANARY_EVERY = timedelta(seconds=30)
_BUSY_SECONDS = 5.0  # a worker that had an answer within these will soon have another
_PATIENCE_SECONDS = 2.0
_SITES_TO_TRY = 3
_LONG_AGO = float("-inf")


class NetworkWatch:
    """Tells a publisher's failures from those of our own network; in memory only."""

    def __init__(
        self, reach: Reach, clock: Clock, patience_seconds: float = _PATIENCE_SECONDS
    ) -> None:
        self._patience_seconds = patience_seconds
        self._reach = reach
        self._clock = clock
        self._urls: dict[str, str] = {}  # one of each site, that which answered last at the end
        self._answered_at: dict[str, float] = {}  # monotonic seconds, by site, the latest last
        self._failed_at: dict[str, float] = {}  # the same
        self._forgiven: set[str] = set()
        self._down_since: datetime | None = None
        self._next_canary: datetime | None = None
        self._trial: tuple[float, bool] = (_LONG_AGO, True)
        self._trying = asyncio.Lock()
        self._answer = asyncio.Event()

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
        self._answered_at.pop(site, None)
        self._answered_at[site] = self._clock.monotonic_seconds()
        self._forgiven.discard(url)
        self._down_since = self._next_canary = None
        self._answer.set()
        self._answer = asyncio.Event()

    def closed_until(self, now: datetime) -> datetime | None:
        """When a poll may try again; None when it may now, be it as the canary."""
        if self._next_canary is None:
            return None
        if now < self._next_canary:
            return self._next_canary
        self._next_canary = now + CANARY_EVERY
        return None

    async def is_ours(self, url: str, started_seconds: float) -> bool:
        """A poll begun at that monotonic reading got no answer -> whether that is ours to mend."""
        site, failed_at = registrable_domain(url), self._clock.monotonic_seconds()
        self._failed_at.pop(site, None)
        self._failed_at[site] = failed_at
        if not await self._works_after(site, failed_at):
            if self._down_since is None:
                now = self._clock.now()
                self._down_since, self._next_canary = now, now + CANARY_EVERY
            return True
        self._down_since = self._next_canary = None
        if url not in self._forgiven and self._was_away(site, started_seconds):
            self._forgiven.add(url)
            return True
        self._forgiven.discard(url)
        return False

    async def _works_after(self, site: str, failed_at: float) -> bool:
        """Whether another site answers or is reached after a failure; true with none to ask."""
        others = list(self._others(site, _SITES_TO_TRY))
        if not others:
            return True
        latest = max(self._answered_at.get(other, _LONG_AGO) for other in others)
        if failed_at - latest <= _BUSY_SECONDS and await self._hears_from_another(site, failed_at):
            return True
        async with self._trying:
            if self._trial[0] < failed_at:
                begun = self._clock.monotonic_seconds()
                found = await asyncio.gather(*[self._reach(self._urls[one]) for one in others])
                self._trial = (begun, any(found))
        return self._trial[1]

    async def _hears_from_another(self, site: str, after: float) -> bool:
        """Wait a moment for the answer of another site, which a busy worker has at once."""
        try:
            async with asyncio.timeout(self._patience_seconds):
                while True:
                    await self._answer.wait()
                    latest = next(self._others(site, 1), "")
                    if self._answered_at.get(latest, _LONG_AGO) >= after:
                        return True
        except TimeoutError:
            return False

    def _was_away(self, site: str, started: float) -> bool:
        """Whether, since a poll began, other sites failed and none answered before it ended."""
        ended = self._failed_at[site]
        failed = any(True for _ in _latest(self._failed_at, site, started))
        answered = any(at <= ended for at in _latest(self._answered_at, site, started))
        return failed and not answered

    def _others(self, site: str, count: int) -> Iterator[str]:
        """Other sites, the one that answered last first."""
        return islice((other for other in reversed(self._urls) if other != site), count)


def _latest(times: dict[str, float], but: str, since: float) -> Iterator[float]:
    """Times of other sites, the latest first, as far back as a reading."""
    for site in reversed(times):
        if times[site] < since:
            return
        if site != but:
            yield times[site]
