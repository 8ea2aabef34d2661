"""robots.txt of a host: fetched once, kept for a day, obeyed as RFC 9309 says.

| answer | means | RFC 9309 |
|---|---|---|
| 200 | its rules, of the first 500 KiB | 2.5 |
| 400 to 499 | no rules | 2.3.1.3 |
| 429 | not now: a rate limit says nothing of rules | - |
| 500 to 599, none | all is disallowed for an hour; known rules hold on | 2.3.1.4, 2.4 |
| more than five redirects | no rules | 2.3.1.2 |

Beside it stands the host's tdmrep.json, which reserves paths; without one, none is reserved.
"""

import asyncio
from collections import OrderedDict
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

import msgspec
from protego import Protego

from clashwire_ingest.pages.reservations import AGENT_TOKEN, reserved_paths
from clashwire_ingest.web.fetch import Body, Failed, FeedRequest, Fetched, Fetcher
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_runtime.clock import Clock

_MAX_ROBOTS_BYTES = 500 * 1024  # RFC 9309 2.5: a crawler reads at least so much
_FRESH_FOR = timedelta(hours=24)
_UNREACHABLE_FOR = timedelta(hours=1)
LONGEST_CRAWL_DELAY_SECONDS = 30.0  # a longer one would mean a page or two an hour at most
_MAX_HOSTS = 1000
_TOO_MANY_REQUESTS = 429
_NO_RULES_HEALTH = frozenset({"redirect_loop", "bad_redirect"})


class Robots(msgspec.Struct, frozen=True):
    """The rules of a host as known, until when; `rules` None with `reason` disallows all.

    `reserved` are the rules of its tdmrep.json.
    """

    rules: Protego | None
    until: datetime
    reason: str = ""
    reserved: Protego | None = None

    def refuse(self, url: str) -> str | None:
        """A URL of the host -> why robots.txt forbids it, or None."""
        if self.rules is None:
            return self.reason
        if self.rules.can_fetch(url, AGENT_TOKEN):
            return None
        return f"robots.txt of {urlsplit(url).netloc} disallows {urlsplit(url).path or '/'}"

    def reserve(self, url: str) -> str | None:
        """A URL of the host -> why it is reserved from machines, or None."""
        if self.reserved is None or self.reserved.can_fetch(url, AGENT_TOKEN):
            return None
        where = urlsplit(url)
        return f"tdmrep.json of {where.netloc} reserves {where.path or '/'} from data mining"

    @property
    def crawl_delay_seconds(self) -> float:
        """The pause that the host asks for between requests, up to our longest."""
        asked = self.rules.crawl_delay(AGENT_TOKEN) if self.rules is not None else None
        return min(max(float(asked or 0.0), 0.0), LONGEST_CRAWL_DELAY_SECONDS)


def read_robots(fetched: Fetched, known: Robots | None, now: datetime) -> Robots:
    """What came for robots.txt, and what was known of it -> the rules that hold now."""
    if isinstance(fetched, Body):
        text = fetched.content[:_MAX_ROBOTS_BYTES].decode("utf-8", "replace")
        return Robots(Protego.parse(text.lstrip("\ufeff")), now + _FRESH_FOR)
    if isinstance(fetched, Failed) and _says_no_rules(fetched):
        return Robots(Protego.parse(""), now + _FRESH_FOR)
    until = now + _UNREACHABLE_FOR
    if known is not None and known.rules is not None:
        return Robots(known.rules, until)
    why = fetched.reason if isinstance(fetched, Failed) else "a 304 nobody asked for"
    return Robots(None, until, f"robots.txt cannot be read, so nothing is asked for ({why})")


def robots_url(url: str) -> str:
    """A URL -> its host's robots.txt."""
    return _at_root(url, "/robots.txt")


def tdmrep_url(url: str) -> str:
    """A URL -> its host's tdmrep.json."""
    return _at_root(url, "/.well-known/tdmrep.json")


def _at_root(url: str, path: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, "", ""))


class RobotsCache:
    """Rules by host, fetched once and shared by all who wait for them; the least used go first."""

    def __init__(self, fetcher: Fetcher, turns: HostTurns, clock: Clock) -> None:
        self._fetcher = fetcher
        self._turns = turns
        self._clock = clock
        self._known: OrderedDict[str, Robots] = OrderedDict()
        self._locks: dict[str, asyncio.Lock] = {}

    async def of(self, url: str) -> Robots:
        """The rules for a URL's host, asked for when they are unknown or a day old."""
        where = robots_url(url)
        async with self._locks.setdefault(where, asyncio.Lock()):
            known = self._known.get(where)
            if known is None or known.until <= self._clock.now():
                known = await self._ask(url, known)
            self._keep(where, known)
        return known

    async def _ask(self, url: str, known: Robots | None) -> Robots:
        found = read_robots(await self._fetch(robots_url(url)), known, self._clock.now())
        if found.rules is None:
            return found
        told = await self._fetch(tdmrep_url(url))
        if not isinstance(told, Body) or len(told.content) > _MAX_ROBOTS_BYTES:
            return found
        return msgspec.structs.replace(found, reserved=reserved_paths(told.content))

    async def _fetch(self, url: str) -> Fetched:
        async with self._turns.turn(url):
            return await self._fetcher.fetch(FeedRequest(url=url, accept="*/*"))

    def _keep(self, where: str, robots: Robots) -> None:
        self._known[where] = robots
        self._known.move_to_end(where)
        while len(self._known) > _MAX_HOSTS:
            gone, _ = self._known.popitem(last=False)
            self._locks.pop(gone, None)


def _says_no_rules(failed: Failed) -> bool:
    if failed.health in _NO_RULES_HEALTH:
        return True
    status = failed.answer.status if failed.answer is not None else 0
    is_client_error = 400 <= status < 500  # noqa: PLR2004  # RFC 9110 15.5: the class of 4xx
    return is_client_error and status != _TOO_MANY_REQUESTS and failed.health == f"http_{status}"
