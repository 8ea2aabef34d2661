"""One polite request for a feed: conditional, identified, bounded, every hop past the guard."""

import asyncio

import httpx
import msgspec

from clashwire_ingest.identity.canonical_url import absolute_url
from clashwire_ingest.web.answer import HEADER_ENCODING, Answer, Hop, kept_headers
from clashwire_ingest.web.inflate import ACCEPT_ENCODING, BoundedBody, DamagedError, TooLargeError
from clashwire_runtime.address_guard import AddressGuard, ForbiddenAddressError
from clashwire_runtime.guarded_client import Resolver, guarded_client

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

    answer: Answer

    @property
    def etag(self) -> str | None:
        """The ETag as it came."""
        return self.answer.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """Last-Modified as it came."""
        return self.answer.headers.get("last-modified")


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A document, inflated, and the answer it came in."""

    answer: Answer
    content: bytes

    @property
    def url(self) -> str:
        """Where the document was found, after redirects."""
        return self.answer.url

    @property
    def content_type(self) -> str:
        """Content-Type as it came, empty when none did."""
        return self.answer.headers.get("content-type", "")

    @property
    def etag(self) -> str | None:
        """The ETag as it came."""
        return self.answer.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        """Last-Modified as it came."""
        return self.answer.headers.get("last-modified")


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """No document: the health state it means, why in a sentence, the last answer, if any came."""

    health: str
    reason: str
    answer: Answer | None = None

    @property
    def retry_after(self) -> str | None:
        """Retry-After as it came."""
        return None if self.answer is None else self.answer.headers.get("retry-after")


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
        answers: list[Answer] = []
        try:
            async with asyncio.timeout(self._limits.timeout_seconds):
                return await self._follow(request, answers)
        except _EXPECTED as error:
            return _explain(error, answers[-1] if answers else None)

    async def _follow(self, request: FeedRequest, answers: list[Answer]) -> Fetched:
        url, seen = request.url, {request.url}
        for _ in range(_MAX_REDIRECTS + 1):
            async with self._client.stream("GET", url, headers=_conditions(request)) as response:
                answer = _answer(response, url, answers)
                answers.append(answer)
                if answer.status not in _REDIRECTS:
                    return await self._read(response, answer)
                location = response.headers.get("location")
            target = absolute_url(location, url)
            if target is None:
                reason = f"{shown(url)} redirects to {shown(location or '')!r}"
                return Failed(health="bad_redirect", reason=reason, answer=answer)
            if target in seen:
                reason = f"{shown(target)} redirects back to itself"
                return Failed(health="redirect_loop", reason=reason, answer=answer)
            seen.add(target)
            url = target
        reason = f"more than {_MAX_REDIRECTS} redirects"
        return Failed(health="redirect_loop", reason=reason, answer=answers[-1])

    async def _read(self, response: httpx.Response, answer: Answer) -> Fetched:
        if answer.status == httpx.codes.NOT_MODIFIED:
            return NotModified(answer=answer)
        if answer.status != httpx.codes.OK:
            status = f"{answer.status} {response.reason_phrase}".strip()
            reason = f"{shown(answer.url)} answered {status}"
            return Failed(health=f"http_{answer.status}", reason=reason, answer=answer)
        encoding = response.headers.get("content-encoding", "")
        body = BoundedBody(encoding, self._limits.max_body_bytes)
        async for chunk in response.aiter_raw():
            body.add(chunk)
        return Body(answer=answer, content=body.finish())


def feed_client(
    guard: AddressGuard,
    *,
    user_agent: str,
    connections: int,
    timeout_seconds: float,
    resolver: Resolver | None = None,
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
        resolver=resolver,
    )


def user_agent(version: str, contact: str) -> str:
    """Version and a publisher's way to reach the operator -> the User-Agent header."""
    told = f"+{contact}" if contact else "no contact set by its operator"
    return f"Clashwire/{version} (conflict news feed reader; {told})"


def shown(url: str) -> str:
    """A URL -> the same for logs and reasons, without its query, which may hold a key."""
    return url.partition("?")[0]


def _conditions(request: FeedRequest) -> dict[bytes, bytes]:
    given = {b"If-None-Match": request.etag, b"If-Modified-Since": request.last_modified}
    return {name: value.encode(HEADER_ENCODING) for name, value in given.items() if value}


def _answer(response: httpx.Response, url: str, before: list[Answer]) -> Answer:
    hop = Hop(url, response.status_code)
    hops = (*before[-1].hops, hop) if before else (hop,)
    headers = kept_headers(response.headers.raw)
    return Answer(url=url, status=response.status_code, hops=hops, headers=headers)


def _explain(error: Exception, answer: Answer | None) -> Failed:
    health, meaning = next((h, m) for kind, h, m in _FAILURES if isinstance(error, kind))
    reason = f"{meaning}: {str(error) or type(error).__name__}"
    return Failed(health=health, reason=reason, answer=answer)
