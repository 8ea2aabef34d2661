"""A feed on the hostile web, polled again and again: fetcher, parser child, identity, state."""

import asyncio
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager
from datetime import timedelta

import msgspec
import structlog

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.documents.parser_pool import ParserLimits, ParserPool
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.poll import FeedPoller
from clashwire_ingest.web.fetch import Fetcher, FetchLimits, feed_client
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import ManualClock
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch
from tests.hostile_web.hostile_web import HostileWeb, response
from tests.unit.ingest.items import FEED, NOW

LIMITS = FetchLimits(timeout_seconds=3.0, max_body_bytes=20_000_000)
AGENT = "Clashwire/0 (conflict news feed reader; +https://desk.example/contact)"
LOOPBACK = ("127.0.0.1/32", "::1/128")


class Desk:
    """A poller, a feed on the server, and the state carried from poll to poll."""

    def __init__(self, web: HostileWeb, poller: FeedPoller, clock: ManualClock) -> None:
        self.web = web
        self.clock = clock
        self.feed: FeedConfig = msgspec.structs.replace(FEED, url=web.url("/feed"))
        self.state: FeedState | None = None
        self._poller = poller

    def serve(self, body: bytes, **headers: str) -> None:
        """Let the feed answer so from now on."""
        self.web.answers["/feed"] = response(body, **headers)

    async def poll(self) -> PollOutcome:
        """Poll once and carry the state on."""
        outcome = await self._poller.poll(self.feed, self.state)
        self.state = outcome.state
        return outcome

    async def links(self) -> list[str | None]:
        """Poll once -> the links of its articles."""
        return [article.url for article in (await self.poll()).articles]

    @property
    def health(self) -> str:
        """The feed's health after the latest poll."""
        assert self.state is not None
        return self.state.health

    @property
    def wait(self) -> timedelta:
        """How long until the next poll."""
        assert self.state is not None
        return self.state.next_poll_at - self.clock.now()

    async def poll_when_due(self) -> PollOutcome:
        """Let the time of the next poll come, then poll."""
        if self.state is not None:
            ahead = self.state.next_poll_at - self.clock.now()
            self.clock.advance(max(ahead.total_seconds(), 0.0))
        return await self.poll()


def desk_context(clock: ManualClock) -> ServiceContext:
    """What a service runs in, on a clock of the test's own."""
    return ServiceContext(
        name="ingest",
        clock=clock,
        logger=structlog.get_logger(),
        metrics=Metrics(),
        watch=ProgressWatch(clock, timedelta(minutes=1)),
        stop=asyncio.Event(),
    )


def counted(metrics: Metrics, name: str) -> dict[str, float]:
    """A counter -> its values by its first label."""
    lines = metrics.exposition().decode().splitlines()
    found = [line.rpartition(" ") for line in lines if line.startswith(f"{name}{{")]
    return {labels.split('"')[1]: float(value) for labels, _, value in found}


@asynccontextmanager
async def open_fetcher(web: HostileWeb, limits: FetchLimits = LIMITS) -> AsyncIterator[Fetcher]:
    """A fetcher that may reach loopback and resolves every name to the hostile server."""
    async with feed_client(
        AddressGuard(LOOPBACK),
        user_agent=AGENT,
        connections=4,
        timeout_seconds=limits.timeout_seconds,
        resolver=web.resolver,
    ) as client:
        yield Fetcher(client, limits)


@asynccontextmanager
async def open_desk(
    web: HostileWeb, fetcher: Fetcher, configured: Container[str] = ()
) -> AsyncIterator[Desk]:
    """A desk with a parser child of its own, its clock at NOW."""
    parser = ParserPool(1, ParserLimits(cpu_seconds=4))
    clock = ManualClock(NOW)
    poller = FeedPoller(
        fetcher, parser, ArticleLedger(), clock, configured=configured, page_pause_seconds=0.0
    )
    try:
        yield Desk(web, poller, clock)
    finally:
        await parser.close()
