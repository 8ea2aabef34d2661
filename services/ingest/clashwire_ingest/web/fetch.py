"""One polite request for a feed: conditional, identified, bounded, every hop past the guard."""

import asyncio

import httpx
import msgspec

from clashwire_ingest.identity.canonical_url import absolute_url
from clashwire_ingest.web.inflate import ACCEPT_ENCODING, BoundedBody, DamagedError, TooLargeError
from clashwire_runtime.address_guard import AddressGuard, ForbiddenAddressError
from clashwire_runtime.guarded_client import guarded_client

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 5
_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"


class FetchLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How long a fetch may take in all, and how large a body may be, received or inflated."""

    timeout_seconds: float
    max_body_bytes: int


class FeedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask for; validators go back exactly as the server gave them."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


class NotModified(msgspec.Struct, frozen=True, kw_only=True):
    """A 304: nothing new; new validators when the server sent some."""

    etag: str | None
    last_modified: str | None


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A document, inflated; `url` is where it was found after redirects."""

    url: str
    content: bytes
    content_type: str
    etag: str | None
    last_modified: str | None


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """No document: the health state it means, why in a sentence, Retry-After as it came."""

    health: str
    reason: str
    retry_after: str | None = None


Fetched = NotModified | Body | Failed
# Failure -> health state, what it means; the first that fits. Anything else is a bug and raises.
_FAILURES: tuple[tuple[type[Exception], str, str], ...] = (
    (ForbiddenAddressError, "forbidden_address", "the address guard refused"),
    (TooLargeError, "too_large", "the document is too large"),
    (DamagedError, "bad_encoding", "the body is damaged"),
    (TimeoutError, "timeout", "no complete answer in time"),
    (httpx.TimeoutException, "timeout", "the server did not answer in time"),
    (httpx.HTTPError, "unreachable", "the request failed"),
    (httpx.InvalidURL, "unreachable", "the URL cannot be requested"),
    (UnicodeError, "unreachable", "the URL or an answer's header cannot be read"),
)
_EXPECTED = tuple(kind for kind, _, _ in _FAILURES)


class Fetcher:
    """Fetches feeds over one client; a failure is a value, never an exception."""

    def __init__(self, client: httpx.AsyncClient, limits: FetchLimits) -> None:
        self._client = client
        self._limits = limits

    async def fetch(self, request: FeedRequest) -> Fetched:
        """One request, redirects followed by hand -> what came of it."""
        try:
            async with asyncio.timeout(self._limits.timeout_seconds):
                return await self._follow(request)
        except _EXPECTED as error:
            return _explain(error)

    async def _follow(self, request: FeedRequest) -> Fetched:
        url, seen = request.url, {request.url}
        for _ in range(_MAX_REDIRECTS + 1):
            async with self._client.stream("GET", url, headers=_conditions(request)) as response:
                if response.status_code not in _REDIRECTS:
                    return await self._read(response, url)
                location = response.headers.get("location")
            target = absolute_url(location, url)
            if target is None:
                return Failed(
                    health="bad_redirect",
                    reason=f"{shown(url)} redirects to {shown(location or '')!r}",
                )
            if target in seen:
                return Failed(
                    health="redirect_loop", reason=f"{shown(target)} redirects back to itself"
                )
            seen.add(target)
            url = target
        return Failed(health="redirect_loop", reason=f"more than {_MAX_REDIRECTS} redirects")

    async def _read(self, response: httpx.Response, url: str) -> Fetched:
        headers = response.headers
        etag, last_modified = headers.get("etag"), headers.get("last-modified")
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return NotModified(etag=etag, last_modified=last_modified)
        if response.status_code != httpx.codes.OK:
            status = f"{response.status_code} {response.reason_phrase}".strip()
            return Failed(
                health=f"http_{response.status_code}",
                reason=f"{shown(url)} answered {status}",
                retry_after=headers.get("retry-after"),
            )
        body = BoundedBody(headers.get("content-encoding", ""), self._limits.max_body_bytes)
        async for chunk in response.aiter_raw():
            body.add(chunk)
        return Body(
            url=url,
            content=body.finish(),
            content_type=headers.get("content-type", ""),
            etag=etag,
            last_modified=last_modified,
        )


def feed_client(
    guard: AddressGuard, *, user_agent: str, connections: int, timeout_seconds: float
) -> httpx.AsyncClient:
    """A guarded client that says who asks and offers only encodings that can be bounded."""
    return guarded_client(
        guard,
        timeout=httpx.Timeout(timeout_seconds),
        headers={
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPT_ENCODING,
        },
        limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
        http2=True,
    )


def user_agent(version: str, contact: str) -> str:
    """Version and a publisher's way to reach the operator -> the User-Agent header."""
    told = f"+{contact}" if contact else "no contact set by its operator"
    return f"Clashwire/{version} (conflict news feed reader; {told})"


def shown(url: str) -> str:
    """A URL -> the same for logs and reasons, without its query, which may hold a key."""
    return url.partition("?")[0]


def _conditions(request: FeedRequest) -> dict[str, str]:
    given = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in given.items() if value}


def _explain(error: Exception) -> Failed:
    health, meaning = next((h, m) for kind, h, m in _FAILURES if isinstance(error, kind))
    return Failed(health=health, reason=f"{meaning}: {str(error) or type(error).__name__}")
