"""One polite request for a feed: conditional, identified, bounded, every hop past the guard."""

import asyncio
from collections.abc import Callable

import httpx
import msgspec

from clashwire_ingest.web.answer import HEADER_ENCODING, Answer
from clashwire_ingest.web.bot_wall import PAGE_BYTES, WALL_STATUSES, wall_by_headers, wall_by_page
from clashwire_ingest.web.credentials import credential_header
from clashwire_ingest.web.failures import EXPECTED, NoBodyError, explain_failure
from clashwire_ingest.web.feed_client import feed_client, user_agent
from clashwire_ingest.web.fetched import Body, Failed, FeedRequest, Fetched, NotModified
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_ingest.web.inflate import BoundedBody, TooLargeError
from clashwire_ingest.web.journey import REDIRECTS, Journey
from clashwire_ingest.web.sites import host_of, shown

__all__ = [
    "Body",
    "Failed",
    "FeedRequest",
    "FetchLimits",
    "Fetched",
    "Fetcher",
    "NotModified",
    "feed_client",
    "shown",
    "user_agent",
]
# 203 is a 200 that a proxy on the way has changed, RFC 9110 15.3.4.
_DOCUMENTS = frozenset({200, 203})


class FetchLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How long a fetch may take in all, and how large a body may be, received or inflated."""

    timeout_seconds: float
    max_body_bytes: int


class Fetcher:
    """Fetches feeds over one client; a failure is a value, never an exception.

    Whoever calls holds a turn at the host asked for; `turns` spaces requests to hosts that a
    redirect leads to.
    """

    def __init__(
        self, client: httpx.AsyncClient, limits: FetchLimits, turns: HostTurns | None = None
    ) -> None:
        self._client = client
        self._limits = limits
        self._turns = turns

    async def fetch(
        self, request: FeedRequest, may_follow: Callable[[str], bool] | None = None
    ) -> Fetched:
        """One request, redirects followed by hand -> what came of it.

        A redirect that `may_follow` refuses is not followed, and fails so.
        """
        journey = Journey(request.url, _conditions(request))
        try:
            if request.auth is not None:
                journey.carry(credential_header(request.auth))
            async with asyncio.timeout(self._limits.timeout_seconds):
                await self._space(request.in_turn_of, request.url)
                return await self._follow(journey, may_follow)
        except EXPECTED as error:
            health, reason = explain_failure(error)
            told = f"{shown(journey.url)}: {reason}"
            return Failed(health=health, reason=told, answer=journey.answer)

    async def _follow(self, journey: Journey, may_follow: Callable[[str], bool] | None) -> Fetched:
        while True:
            request = self._client.build_request("GET", journey.url, headers=journey.headers())
            journey.add_cookies(request)
            response = await self._client.send(request, stream=True)
            try:
                answer = journey.arrive(response)
                if answer.status not in REDIRECTS:
                    return await self._read(response, answer)
            finally:
                await response.aclose()
            stray = journey.turn(response)
            if stray is not None:
                return Failed(health=stray.health, reason=stray.reason, answer=answer)
            if may_follow is not None and not may_follow(journey.url):
                reason = f"{shown(answer.url)} redirects to {shown(journey.url)}"
                return Failed(health="redirect_not_followed", reason=reason, answer=answer)
            await self._space(answer.url, journey.url)

    async def _space(self, in_turn_of: str | None, url: str) -> None:
        """Keep the spacing of a host that is asked within another host's turn."""
        if self._turns is None or in_turn_of is None or host_of(url) == host_of(in_turn_of):
            return
        await self._turns.pass_through(url)

    async def _read(self, response: httpx.Response, answer: Answer) -> Fetched:
        if answer.status == httpx.codes.NOT_MODIFIED:
            return NotModified(answer=answer)
        wall = wall_by_headers(answer)
        if wall is not None:
            return _walled(answer, wall)
        if answer.status not in _DOCUMENTS:
            return await self._read_refusal(response, answer)
        content, is_cut = await _read_body(response, self._limits.max_body_bytes)
        wall = wall_by_page(answer.status, content)
        if wall is not None:
            return _walled(answer, wall)
        return Body(answer=answer, content=content, is_cut=is_cut)

    async def _read_refusal(self, response: httpx.Response, answer: Answer) -> Failed:
        """A status that brings no document -> the failure; its page may be a bot wall's."""
        status = f"{answer.status} {response.reason_phrase}".strip()
        reason = f"{shown(answer.url)} answered {status}"
        failed = Failed(health=f"http_{answer.status}", reason=reason, answer=answer)
        if answer.status not in WALL_STATUSES:
            return failed
        wall = wall_by_page(answer.status, await _read_head(response, PAGE_BYTES))
        return failed if wall is None else _walled(answer, wall)


def _conditions(request: FeedRequest) -> dict[bytes, bytes]:
    given = {
        b"If-None-Match": request.etag,
        b"If-Modified-Since": request.last_modified,
        b"Accept": request.accept,
    }
    return {name: value.encode(HEADER_ENCODING) for name, value in given.items() if value}


def _walled(answer: Answer, wall: str) -> Failed:
    where = f"{shown(answer.url)} ({answer.status})"
    reason = f"a bot wall by {wall} stands before {where}; ask the publisher to let readers in"
    return Failed(health="bot_wall", reason=reason, answer=answer)


async def _read_body(response: httpx.Response, max_bytes: int) -> tuple[bytes, bool]:
    """An answer's body, inflated, and whether the connection ended before it did."""
    announced = response.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:19]) > max_bytes:
        raise TooLargeError(f"{announced[:19]} bytes announced, more than {max_bytes}")
    body = BoundedBody(response.headers.get("content-encoding", ""), max_bytes)
    try:
        async for chunk in response.aiter_raw():
            body.add(chunk)
    except (httpx.RemoteProtocolError, httpx.ReadError) as error:
        if not body.received_bytes:
            raise NoBodyError(
                f"of the document that was announced, nothing came ({error})"
            ) from error
        return body.finish(), True
    return body.finish(), False


async def _read_head(response: httpx.Response, max_bytes: int) -> bytes:
    """The first bytes of an answer's body, inflated, or what comes of them."""
    body = BoundedBody(response.headers.get("content-encoding", ""), max_bytes)
    try:
        async for chunk in response.aiter_raw():
            body.add(chunk[: max_bytes - body.received_bytes])
            if body.received_bytes == max_bytes:
                break
        return body.finish()
    except EXPECTED:
        return body.so_far()  # the status has come, and a page is no more than a hint
