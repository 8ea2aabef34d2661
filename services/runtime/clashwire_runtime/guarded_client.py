"""An httpx client whose every connection passes the address guard.

The guard judges the address that is then connected to, so that a redirect, an odd spelling or a
second DNS answer changes nothing. Needs the extra `clashwire-runtime[http]`.
"""

import asyncio
import errno
import ssl
from collections.abc import Iterable, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy

import certifi
import httpcore
import httpx

from clashwire_runtime.address_guard import AddressGuard, ForbiddenAddressError
from clashwire_runtime.name_lookup import Resolver, SystemResolver, look_up

_DEFAULT_CONNECT_SECONDS = 10.0
_MAX_ADDRESSES = 8  # of a name with hundreds none would get time enough


def guarded_client(
    guard: AddressGuard,
    *,
    timeout: httpx.Timeout,
    headers: dict[str, str] | None = None,
    limits: httpx.Limits | None = None,
    http2: bool = False,
    resolver: Resolver | None = None,
) -> httpx.AsyncClient:
    """A client whose every connection passes the guard; no proxy, environment, redirect, cookie.

    A refused host raises ForbiddenAddressError; all else raises httpx errors as usual, of which
    a failed look-up's cause is one of `name_lookup`.
    """
    backend = _GuardedBackend(guard, resolver or SystemResolver())
    transport = _GuardedTransport(backend, limits or httpx.Limits(), http2=http2)
    return httpx.AsyncClient(
        transport=transport,
        timeout=timeout,
        headers=headers,
        # one jar for all hosts would carry a visitor's mark from one fetch to the next
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        trust_env=False,
        follow_redirects=False,
    )


def trusted_certificates() -> ssl.SSLContext:
    """Trust in the system's authorities, which an operator may add to, and in certifi's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


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
        failures: list[Exception] = []
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
                failures.append(failed)
        raise _most_telling(failures) or httpcore.ConnectError(f"{host} has no address")

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
        found = await look_up(self._resolver, host, port, limit_seconds)
        judged = [(address, self._guard.refuse(address, port)) for address in found]
        refused = [reason for _, reason in judged if reason is not None]
        allowed = [address for address, reason in judged if reason is None]
        if refused and not allowed:
            raise ForbiddenAddressError(
                f"{host} may not be requested: {'; '.join(refused)}; "
                "if it is meant, add its network to CLASHWIRE_ALLOW_CIDRS."
            )
        return allowed[:_MAX_ADDRESSES]


def _most_telling(failures: Sequence[Exception]) -> Exception | None:
    """The last failure that met the host; one for want of a way there only where all are."""
    met = [one for one in failures if not _found_no_way(one)]
    told = met or failures
    return told[-1] if told else None


def _found_no_way(error: BaseException | None) -> bool:
    """Whether a chain of causes ends in an address that this machine has no route to."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENETUNREACH, errno.EADDRNOTAVAIL):
            return True
        error = error.__cause__ or error.__context__
    return False


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool that connects through the guard.

    httpx offers no parameter for the network backend, so the pool it made is replaced.
    """

    def __init__(self, backend: _GuardedBackend, limits: httpx.Limits, *, http2: bool) -> None:
        context = trusted_certificates()
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            http2=http2,
            network_backend=backend,
        )
