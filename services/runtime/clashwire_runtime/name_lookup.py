"""Host name -> numeric addresses, by the system's resolver, with its failures told apart.

Needs the extra `clashwire-runtime[http]`: the failures are httpcore's connect errors.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

import httpcore

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
# Threads of its own: a silent name server holds one for tens of seconds, and asyncio's default
# pool has no more than a handful on a small machine.
LOOKUP_THREADS = 32
_UNKNOWN = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class UnknownHostError(httpcore.ConnectError):
    """The name does not exist, says the name service."""


class NameServiceError(httpcore.ConnectError):
    """The name service gave no answer this time: SERVFAIL, or no server reached."""


class NameServiceTimeoutError(httpcore.ConnectTimeout):
    """The name service did not answer in time."""


class SystemResolver:
    """The system's resolver in threads of its own, which start when needed and end with it."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="name-lookup")

    async def __call__(self, host: str, port: int) -> list[str]:
        """Host name or any spelling of an address -> numeric addresses, in the system's order."""
        if _is_numeric(host):
            return [host]
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _get_addresses, host, port)
        return list(dict.fromkeys(found))


async def look_up(resolver: Resolver, host: str, port: int, limit_seconds: float) -> Sequence[str]:
    """Ask a resolver within a time limit; raises one of this module's errors."""
    try:
        async with asyncio.timeout(limit_seconds):
            return await resolver(host, port)
    except TimeoutError as error:
        raise NameServiceTimeoutError(f"the name {host} was not resolved in time") from error
    except socket.gaierror as error:
        kind = UnknownHostError if error.errno in _UNKNOWN else NameServiceError
        raise kind(f"the name {host} does not resolve: {error.strerror or error}") from error
    except OSError as error:
        raise NameServiceError(f"the name {host} does not resolve: {error}") from error
    except UnicodeError as error:
        raise UnknownHostError(f"{host} cannot be a host name: {error}") from error


def _get_addresses(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def _is_numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
