"""Turns at a host: one request at a time, with a pause between two, whatever feeds share it.

A site, which may have hundreds of hosts on one server, is asked for few things at once besides.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from clashwire_ingest.web.sites import host_of, registrable_domain
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import Clock

_LONGEST_DETOUR_SECONDS = 5.0
SITE_TURNS = 4  # under the six connections that a browser opens to one server


class HostTurns:
    """Hands out turns; hosts in networks the operator opened need none."""

    def __init__(
        self,
        guard: AddressGuard,
        spacing_seconds: float,
        clock: Clock,
        site_turns: int = SITE_TURNS,
    ) -> None:
        self._guard = guard
        self._spacing_seconds = spacing_seconds
        self._clock = clock
        self._site_turns = site_turns
        self._hosts: dict[str, asyncio.Lock] = {}
        self._sites: dict[str, asyncio.Semaphore] = {}
        self._free_at_seconds: dict[str, float] = {}

    def busy_seconds(self, url: str) -> float:
        """How long a request to the URL would have to wait now, at the least; 0 when not at all."""
        if self._guard.opens(urlsplit(url).hostname or ""):
            return 0.0
        host, site = self._host(url), self._site(url)
        if host.locked() or site.locked():
            return self._spacing_seconds
        free_at_seconds = self._free_at_seconds.get(host_of(url), 0.0)
        return max(0.0, free_at_seconds - self._clock.monotonic_seconds())

    @asynccontextmanager
    async def turn(self, url: str, pause_seconds: float = 0.0) -> AsyncIterator[None]:
        """Wait for a turn at the URL's host and port, then for one at its site, and hold both.

        `pause_seconds` is the pause that follows, where it is longer than the usual one.
        """
        if self._guard.opens(urlsplit(url).hostname or ""):
            yield
            return
        host = host_of(url)
        # the host first: who waits for a host must not keep its site from others
        async with self._host(url):
            wait = self._free_at_seconds.get(host, 0.0) - self._clock.monotonic_seconds()
            if wait > 0:
                await asyncio.sleep(wait)
            async with self._site(url):
                try:
                    yield
                finally:
                    pause = max(self._spacing_seconds, pause_seconds)
                    self._free_at_seconds[host] = self._clock.monotonic_seconds() + pause

    async def pass_through(self, url: str) -> None:
        """Keep a host's spacing for a request that a redirect leads there, without a turn.

        Who holds one turn must not wait for another, or two could wait for each other; so the
        next free moment is taken, and after a few seconds the request goes all the same.
        """
        if self._guard.opens(urlsplit(url).hostname or ""):
            return
        host, now = host_of(url), self._clock.monotonic_seconds()
        at_seconds = max(self._free_at_seconds.get(host, 0.0), now)
        at_seconds = min(at_seconds, now + _LONGEST_DETOUR_SECONDS)
        self._free_at_seconds[host] = at_seconds + self._spacing_seconds
        await asyncio.sleep(at_seconds - now)

    def _host(self, url: str) -> asyncio.Lock:
        return self._hosts.setdefault(host_of(url), asyncio.Lock())

    def _site(self, url: str) -> asyncio.Semaphore:
        site = registrable_domain(url)
        return self._sites.setdefault(site, asyncio.Semaphore(self._site_turns))
