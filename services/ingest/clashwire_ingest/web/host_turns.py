"""Turns at a host: one request at a time, with a pause between two, whatever feeds share it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import Clock


class HostTurns:
    """Hands out turns; hosts in networks the operator opened need none."""

    def __init__(self, guard: AddressGuard, spacing_seconds: float, clock: Clock) -> None:
        self._guard = guard
        self._spacing_seconds = spacing_seconds
        self._clock = clock
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at_seconds: dict[str, float] = {}

    def busy_seconds(self, url: str) -> float:
        """How long a request to the URL would have to wait now, at the least; 0 when not at all."""
        parts = urlsplit(url)
        lock = self._locks.get(parts.netloc.lower())
        if lock is None or self._guard.opens(parts.hostname or ""):
            return 0.0
        if lock.locked():
            return self._spacing_seconds
        free_at_seconds = self._free_at_seconds.get(parts.netloc.lower(), 0.0)
        return max(0.0, free_at_seconds - self._clock.monotonic_seconds())

    @asynccontextmanager
    async def turn(self, url: str, pause_seconds: float = 0.0) -> AsyncIterator[None]:
        """Wait for a turn at the URL's host and port, and hold it.

        `pause_seconds` is the pause that follows, where it is longer than the usual one.
        """
        parts = urlsplit(url)
        if self._guard.opens(parts.hostname or ""):
            yield
            return
        host = parts.netloc.lower()
        async with self._locks.setdefault(host, asyncio.Lock()):
            wait = self._free_at_seconds.get(host, 0.0) - self._clock.monotonic_seconds()
            if wait > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                pause = max(self._spacing_seconds, pause_seconds)
                self._free_at_seconds[host] = self._clock.monotonic_seconds() + pause
