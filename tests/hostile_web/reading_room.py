"""A feed that asks for full text and its pages, on the hostile web: poll, then pages, for real."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import msgspec

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.documents.parser_pool import ParserLimits, ParserPool
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.pages.full_text import FullText, FullTextBounds
from clashwire_ingest.pages.page_visit import PageVisitor
from clashwire_ingest.pages.robots import RobotsCache
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.poll import FeedPoller
from clashwire_ingest.web.fetch import Fetcher
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_ingest.web.rate_limits import RateLimits
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import ManualClock
from clashwire_runtime.context import ServiceContext
from tests.hostile_web.desk import counted, desk_context
from tests.hostile_web.hostile_web import HostileWeb, response
from tests.unit.ingest.items import FEED, NOW

HOST = "harbour.example"
BOUNDS = FullTextBounds(pages=5, wait=timedelta(seconds=20))


class ReadingRoom:
    """A poller and what completes its polls, with the state carried from poll to poll."""

    def __init__(
        self, web: HostileWeb, poller: FeedPoller, visitor: PageVisitor, context: ServiceContext
    ) -> None:
        self.web = web
        self.context = context
        self.limits = RateLimits()
        self.feed: FeedConfig = msgspec.structs.replace(
            FEED, url=web.url("/feed", HOST), full_text=True
        )
        self.state: FeedState | None = None
        self._poller = poller
        self._visitor = visitor
        self._full_text = FullText(visitor, BOUNDS, context)

    @property
    def clock(self) -> ManualClock:
        assert isinstance(self.context.clock, ManualClock)
        return self.context.clock

    def page_url(self, number: int, host: str = HOST) -> str:
        return self.web.url(f"/world/{number}", host)

    def serve_feed(self, *items: str) -> None:
        """Let the feed hold these items from now on."""
        body = f'<rss version="2.0"><channel><title>H</title>{"".join(items)}</channel></rss>'
        self.web.answers["/feed"] = response(body.encode(), Content_Type="application/rss+xml")

    def serve_page(self, number: int, body: bytes, **headers: str) -> None:
        given = {"Content_Type": "text/html; charset=utf-8", **headers}
        self.web.answers[f"/world/{number}"] = response(body, **given)

    def serve_robots(self, text: str) -> None:
        self.web.answers["/robots.txt"] = response(text.encode(), Content_Type="text/plain")

    def bound(self, *, pages: int = BOUNDS.pages, wait: timedelta = BOUNDS.wait) -> None:
        """Let a poll ask for so many pages, and wait for them so long."""
        bounds = FullTextBounds(pages=pages, wait=wait)
        self._full_text = FullText(self._visitor, bounds, self.context)

    async def poll(self) -> PollOutcome:
        """Poll once, read pages, carry the state on."""
        before = self.state
        found = await self._poller.poll(self.feed, before)
        outcome = await self._full_text.complete(self.feed, before, found)
        self.state = outcome.state
        return outcome

    def counted(self) -> dict[str, float]:
        """Pages by outcome, as the metric has them."""
        return counted(self.context.metrics, "clashwire_pages_total")


@asynccontextmanager
async def open_reading_room(web: HostileWeb, fetcher: Fetcher) -> AsyncIterator[ReadingRoom]:
    """A reading room with a parser child of its own, its clock at NOW, hosts without spacing."""
    clock = ManualClock(NOW)
    context = desk_context(clock)
    parser = ParserPool(1, ParserLimits(cpu_seconds=3))
    turns, limits = HostTurns(AddressGuard(), 0.0, clock), RateLimits()
    robots = RobotsCache(fetcher, turns, clock)
    visitor = PageVisitor(fetcher, parser, robots, turns, limits, clock)
    try:
        poller = FeedPoller(fetcher, parser, ArticleLedger(), clock)
        room = ReadingRoom(web, poller, visitor, context)
        room.limits = limits
        yield room
    finally:
        await parser.close()
