"""An httpx client whose every connection passes the address guard.

The guard judges the address that is then connected to, so that a redirect, an odd spelling or a
second DNS answer changes nothing. Needs the extra `clashwire-runtime[http]`.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore
import httpx

from clashwire_runtime.address_guard import AddressGuard, ForbiddenAddressError

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
_DEFAULT_CONNECT_SECONDS = 10.0


def guarded_client(
    guard: AddressGuard,
    *,
    timeout: httpx.Timeout,
    headers: dict[str, str] | None = None,
    limits: httpx.Limits | None = None,
    http2: bool = False,
    resolver: Resolver | None = None,
) -> httpx.AsyncClient:
    """A client whose every connection passes the guard; no proxy, no environment, no redirects.

    A refused host raises ForbiddenAddressError; all else raises httpx errors as usual.
    """
    backend = _GuardedBackend(guard, resolver or resolve)
    transport = _GuardedTransport(backend, limits or httpx.Limits(), http2=http2)
    return httpx.AsyncClient(
        transport=transport,
        timeout=timeout,
        headers=headers,
        trust_env=False,
        follow_redirects=False,
    )


async def resolve(host: str, port: int) -> list[str]:
    """Host name or any spelling of an address -> its numeric addresses, in the system's order."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves once, drops forbidden addresses, connects to one that was checked."""

    def __init__(self, guard: AddressGuard, resolver: Resolver) -> None:
        self._guard = guard
        self._resolver = resolver
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        limit_seconds = timeout or _DEFAULT_CONNECT_SECONDS
        deadline = asyncio.get_running_loop().time() + limit_seconds
        addresses = await self._checked_addresses(host, port, limit_seconds)
        error: Exception = httpcore.ConnectError(f"{host} has no address")
        for tried, address in enumerate(addresses):
            left = deadline - asyncio.get_running_loop().time()
            try:
                return await self._inner.connect_tcp(
                    address,
                    port,
                    timeout=max(left, 0.1) / (len(addresses) - tried),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109  # httpcore's own signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        raise ForbiddenAddressError(f"A request may not use the local socket {path}.")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    async def _checked_addresses(self, host: str, port: int, limit_seconds: float) -> list[str]:
        found = await self._look_up(host, port, limit_seconds)
        refused = [reason for reason in map(self._guard.refuse, found) if reason]
        allowed = [address for address in found if self._guard.refuse(address) is None]
        if refused and not allowed:
            raise ForbiddenAddressError(
                f"{host} may not be requested: {'; '.join(refused)}; "
                "if it is meant, add its network to CLASHWIRE_ALLOW_CIDRS."
            )
        return allowed

    async def _look_up(self, host: str, port: int, limit_seconds: float) -> Sequence[str]:
        try:
            async with asyncio.timeout(limit_seconds):
                return await self._resolver(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"the name {host} was not resolved in time") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} does not resolve: {error}") from error


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool that connects through the guard.

    httpx offers no parameter for the network backend, so the pool it made is replaced.
    """

    def __init__(self, backend: _GuardedBackend, limits: httpx.Limits, *, http2: bool) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            http2=http2,
            network_backend=backend,
        )
