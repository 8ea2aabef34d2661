"""Whether a host can be connected to at all: a connection past the guard, opened and closed.

Nothing is asked of the server. Needs the extra `clashwire-runtime[http]`.
"""

import asyncio
from urllib.parse import urlsplit

import httpcore

from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.name_lookup import Resolver, look_up

_PORTS = {"http": 80, "https": 443}


class ConnectionTrial:
    """Tries connections to the hosts of URLs, each within so many seconds."""

    def __init__(self, guard: AddressGuard, resolver: Resolver, limit_seconds: float) -> None:
        self._guard = guard
        self._resolver = resolver
        self._limit_seconds = limit_seconds

    async def reaches(self, url: str) -> bool:
        """A URL -> whether its host accepts a connection; an address the guard refuses is none."""
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 443)
        try:
            async with asyncio.timeout(self._limit_seconds):
                found = await look_up(
                    self._resolver, parts.hostname or "", port, self._limit_seconds
                )
                allowed = [address for address in found if self._guard.refuse(address) is None]
                return await _accepts(allowed, port)
        except (TimeoutError, httpcore.ConnectError, httpcore.ConnectTimeout):
            return False


async def _accepts(addresses: list[str], port: int) -> bool:
    """Whether any of the addresses takes a connection."""
    for address in addresses:
        try:
            _, writer = await asyncio.open_connection(address, port)
        except OSError:
            continue
        writer.close()
        return True
    return False
