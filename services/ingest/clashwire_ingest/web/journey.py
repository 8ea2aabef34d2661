"""One fetch on its way: the URL it is at, the answers so far, what it may carry on.

Cookies live as long as the journey: some sites set one and redirect to see it again. A feed's
secret goes to the origin it is meant for, and to no other.
"""

import httpx
import msgspec

from clashwire_ingest.identity.canonical_url import absolute_url
from clashwire_ingest.web.answer import Answer, Hop, kept_headers
from clashwire_ingest.web.credentials import may_carry
from clashwire_ingest.web.sites import shown

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_REDIRECTS = 5
Headers = dict[bytes, bytes]
_LOCATION = "clashwire_location"


class Stray(msgspec.Struct, frozen=True):
    """A redirect that leads nowhere: the health state it means, and why in a sentence."""

    health: str
    reason: str


async def set_location_aside(response: httpx.Response) -> None:
    """Response hook: keep httpx from reading Location, which raises where it is no URL."""
    if "location" in response.headers:
        response.extensions[_LOCATION] = response.headers.pop("location")


def location_of(response: httpx.Response, url: str) -> str | None:
    """An answer of a client with `set_location_aside` -> where it leads, absolute, or None."""
    return absolute_url(str(response.extensions.get(_LOCATION, "")), url)


class Journey:
    """From the URL that was asked for, hop by hop; holds no client and sends nothing."""

    def __init__(self, url: str, conditions: Headers) -> None:
        self.url = url
        self.answer: Answer | None = None
        self._asked = url
        self._conditions = conditions
        self._credential: tuple[bytes, bytes] | None = None
        self._cookies: httpx.Cookies | None = None
        self._seen = {(url, "")}

    def carry(self, credential: tuple[bytes, bytes]) -> None:
        """Take a secret along, as header name and value."""
        self._credential = credential

    def headers(self) -> Headers:
        """The headers of the request to where the journey is."""
        if self._credential is None or not may_carry(self._asked, self.url):
            return self._conditions
        name, value = self._credential
        return {**self._conditions, name: value}

    def add_cookies(self, request: httpx.Request) -> None:
        """Give a request the cookies set on the way that are for its host and path."""
        if self._cookies is not None:
            self._cookies.set_cookie_header(request)

    def arrive(self, response: httpx.Response) -> Answer:
        """An answer has come -> the same, with every answer before it."""
        hop = Hop(self.url, response.status_code)
        before = () if self.answer is None else self.answer.hops
        headers = kept_headers(response.headers.raw)
        self.answer = Answer(url=hop.url, status=hop.status, hops=(*before, hop), headers=headers)
        return self.answer

    def turn(self, response: httpx.Response) -> Stray | None:
        """Go on to where a redirect leads; a Stray when it leads nowhere."""
        location = str(response.extensions.get(_LOCATION, ""))
        target = location_of(response, self.url)
        if target is None:
            return Stray("bad_redirect", f"{shown(self.url)} redirects to {shown(location)!r}")
        if self.answer is not None and len(self.answer.hops) > MAX_REDIRECTS:
            return Stray("redirect_loop", f"more than {MAX_REDIRECTS} redirects")
        self._take_cookies(response)
        self.url = target
        if (target, self._carried()) in self._seen:
            return Stray("redirect_loop", f"{shown(target)} redirects back to itself")
        self._seen.add((target, self._carried()))
        return None

    def _take_cookies(self, response: httpx.Response) -> None:
        if "set-cookie" not in response.headers:
            return
        if self._cookies is None:
            self._cookies = httpx.Cookies()
        self._cookies.extract_cookies(response)

    def _carried(self) -> str:
        """The cookies that the next request takes along: a page may wait for one."""
        if self._cookies is None:
            return ""
        request = httpx.Request("GET", self.url)
        self._cookies.set_cookie_header(request)
        return str(request.headers.get("cookie", ""))
