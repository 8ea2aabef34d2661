"""A site that notes every request of a feed reader: the server of the score, on simulated time.

Each feed brings a new item at a steady pace, gives the validators it is told to, answers a
conditional request by the letter, and has faults at times.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import NamedTuple

import msgspec

from clashwire_runtime.clock import Clock
from tests.hostile_web.hostile_web import HostileWeb, Seen, by_request, response
from tests.unit.ingest.documents import rss

ITEM = """<item><title>Edition {number} of {name}</title>
<link>https://{name}.example/{number}</link><guid isPermaLink="false">{name}-{number}</guid>
<pubDate>{date}</pubDate><description>What happened by edition {number}.</description></item>"""
_ITEMS_SHOWN = 12


class Fault(NamedTuple):
    """A status with headers that takes the feed's place, from and until so long after the start."""

    since: timedelta
    until: timedelta
    status: str
    headers: dict[str, str]


class ScoredFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed of the site: its pace, validators, headers and faults.

    `asked` is how long it asks readers to stay away, by whatever means.
    """

    name: str
    every: timedelta = timedelta(hours=1)
    gives: frozenset[str] = frozenset({"etag", "last-modified"})
    head: str = ""
    headers: dict[str, str] = {}
    faults: tuple[Fault, ...] = ()
    asked: timedelta | None = None


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """A request and what was answered: header names in lower case."""

    at: datetime
    feed: str
    method: str
    target: str
    sent: dict[str, str]
    status: int
    given: dict[str, str]


class ScoredSite:
    """Serves its feeds from a hostile web, each under a host of its own; `visits` are in order."""

    def __init__(self, web: HostileWeb, clock: Clock, feeds: tuple[ScoredFeed, ...]) -> None:
        self.feeds = {feed.name: feed for feed in feeds}
        self.visits: list[Visit] = []
        self._web = web
        self._clock = clock
        self._start = clock.now()
        for feed in feeds:
            healthy = msgspec.structs.replace(feed, faults=())
            web.answers[path_of(feed)] = by_request(self._answering(feed))
            web.answers[elsewhere(feed)] = by_request(self._answering(healthy))

    def url(self, feed: ScoredFeed) -> str:
        """Where a feed is."""
        return self._web.url(path_of(feed), host=f"{feed.name}.example")

    def _answering(self, feed: ScoredFeed) -> Callable[[Seen], bytes]:
        def decide(seen: Seen) -> bytes:
            status, headers, body = self._decide(feed, seen)
            given = {name.lower().replace("_", "-"): value for name, value in headers.items()}
            self.visits.append(
                Visit(
                    at=self._clock.now(),
                    feed=feed.name,
                    method=seen.method,
                    target=seen.path,
                    sent=seen.headers,
                    status=int(status.split()[0]),
                    given=given,
                )
            )
            return response(body, status=status, **headers)

        return decide

    def _decide(self, feed: ScoredFeed, seen: Seen) -> tuple[str, dict[str, str], bytes]:
        age = self._clock.now() - self._start
        for fault in feed.faults:
            if fault.since <= age < fault.until:
                return fault.status, self._filled(fault.headers), b""
        edition = age // feed.every
        headers = {**self._filled(feed.headers), **validators(feed, edition)}
        if _is_known(seen.headers, headers):
            return "304 Not Modified", headers, b""
        return "200 OK", headers, self._document(feed, edition)

    def _filled(self, headers: dict[str, str]) -> dict[str, str]:
        """Headers with a number of seconds in place of `{+N}`, as an HTTP date so far ahead."""
        filled = dict(headers)
        for name, value in headers.items():
            if value.startswith("{+"):
                ahead = timedelta(seconds=int(value[2:-1]))
                filled[name] = format_datetime(self._clock.now() + ahead, usegmt=True)
        return filled

    def _document(self, feed: ScoredFeed, edition: int) -> bytes:
        items = [
            ITEM.format(
                number=number,
                name=feed.name,
                date=format_datetime(self._start + number * feed.every),
            )
            for number in range(edition, edition - _ITEMS_SHOWN, -1)
        ]
        return rss(feed.head, *items).encode()


def path_of(feed: ScoredFeed) -> str:
    """A feed's path on its host."""
    return f"/{feed.name}.xml"


def elsewhere(feed: ScoredFeed) -> str:
    """Where a feed is found while it redirects."""
    return f"/{feed.name}-elsewhere.xml"


def validators(feed: ScoredFeed, edition: int) -> dict[str, str]:
    """The validators of an edition, of the kinds that the feed gives; they look odd on purpose."""
    found = {
        "etag": ("ETag", f'W/"{feed.name}--{edition}"'),
        "last-modified": ("Last_Modified", f"edition {edition}, about noon"),
    }
    return {name: value for kind, (name, value) in found.items() if kind in feed.gives}


def _is_known(sent: dict[str, str], given: dict[str, str]) -> bool:
    """RFC 9110 13.2.2: If-None-Match decides where it is sent, else If-Modified-Since."""
    if "if-none-match" in sent:
        return sent["if-none-match"] == given.get("ETag")
    return "if-modified-since" in sent and sent["if-modified-since"] == given.get("Last_Modified")
