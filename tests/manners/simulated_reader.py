"""Ingest's poller and loop on simulated time: days of polls in seconds, no part replaced."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from structlog.testing import LogCapture

from clashwire_contracts.codec import decode
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.topics import FEEDS_STATE
from clashwire_ingest.documents.parser_pool import ParserLimits, ParserPool
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.health.network_watch import NetworkWatch
from clashwire_ingest.health.poll_gate import PollGate
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.packed_states import Packed, pack
from clashwire_ingest.polling.poll import FeedPoller
from clashwire_ingest.polling.poll_loop import PollLoop
from clashwire_ingest.polling.publish import FeedPublisher
from clashwire_ingest.web.fetch import Fetcher, FetchLimits, feed_client, user_agent
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_ingest.web.rate_limits import RateLimits
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import ManualClock
from clashwire_runtime.compacted import read_latest
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.group_lease import GroupLease
from clashwire_runtime.kafka import build_producer
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.name_lookup import Resolver
from clashwire_runtime.progress import ProgressWatch
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.reachable import ConnectionTrial
from clashwire_runtime.settings import ServiceSettings

_FOR_EVER_SECONDS = 1e9
_CONTACT = "https://desk.example/contact"


class SimulatedReader:
    """A worker that owns some feeds, its clock, and the topic that keeps its states."""

    def __init__(
        self, loop: PollLoop, context: ServiceContext, clock: ManualClock, log: LogCapture
    ) -> None:
        self.context = context
        self._log = log
        self._loop = loop
        self._clock = clock
        self._running: asyncio.Task[None] | None = None

    async def live_until(self, end: datetime) -> None:
        """Let simulated time run, stopping for each poll."""
        running = self._running = self._running or asyncio.create_task(self._loop.run())
        while (self._clock.now() < end or self._loop._in_hand) and not running.done():
            await asyncio.sleep(0.001 if self._loop._in_hand else 0)
            self._advance(end)

    def said(self, event: str) -> list[dict[str, object]]:
        """The log lines of an event, in order."""
        return [dict(entry) for entry in self._log.entries if entry["event"] == event]

    async def stop(self) -> None:
        """Stop the worker as SIGTERM does."""
        self.context.stop.set()
        self._loop._stirred.set()
        if self._running is not None:
            await self._running

    def _advance(self, end: datetime) -> None:
        """Move the clock on to the next poll, unless one is being made or due."""
        next_at = self._loop._held.due.next_at()
        if self._loop._in_hand or next_at is None:
            return
        ahead = min(next_at, end) - self._clock.now()
        if ahead > timedelta(0):
            self._clock.advance(ahead.total_seconds())
            self._loop._stirred.set()


@asynccontextmanager
async def simulated_reader(  # what a worker is made of, named
    resolver: Resolver,
    clock: ManualClock,
    feeds: Sequence[FeedConfig],
    states: Mapping[str, Packed],
    settings: ServiceSettings,
    folder: Path,
) -> AsyncIterator[SimulatedReader]:
    """A worker with the feeds and what is remembered of them, its states on the real Kafka."""
    log = LogCapture()
    context = _context(clock, log)
    guard = AddressGuard(["127.0.0.0/8"])
    lease = GroupLease(_FOR_EVER_SECONDS, clock)
    lease.renew(clock.monotonic_seconds())
    parser = ParserPool(1, ParserLimits(cpu_seconds=5))
    producer = build_producer(settings, linger_ms=0)
    await producer.start()
    try:
        async with feed_client(
            guard,
            user_agent=user_agent("1.0", _CONTACT),
            connections=4,
            timeout_seconds=5.0,
            resolver=resolver,
        ) as client:
            fetcher = Fetcher(client, FetchLimits(timeout_seconds=5.0, max_body_bytes=1_000_000))
            ledger = ArticleLedger()
            urls = {feed.url for feed in feeds}
            poller = FeedPoller(fetcher, parser, ledger, clock, configured=urls)
            publisher = Publisher(producer, context.logger, context.metrics, timedelta(seconds=30))
            letters = DeadLetterWriter(publisher, context.name, folder)
            trial = ConnectionTrial(guard, resolver, 5.0)
            gate = PollGate(
                HostTurns(guard, 1.0, clock),
                RateLimits(),
                NetworkWatch(trial.reaches, clock),
                context,
            )
            feed_publisher = FeedPublisher(publisher, letters, context, lease)
            loop = PollLoop(poller, feed_publisher, gate, ledger, context, 8)
            loop.assign(feeds, states)
            reader = SimulatedReader(loop, context, clock, log)
            yield reader
            await reader.stop()
    finally:
        await producer.stop()
        await parser.close()


async def remembered(settings: ServiceSettings, feeds: Sequence[FeedConfig]) -> dict[str, Packed]:
    """What the topic holds of these feeds, packed as a starting worker takes it."""
    owned = {feed.feed_id for feed in feeds}
    found = await read_latest(settings, FEEDS_STATE.name)
    states = [decode(FeedState, record.value) for record in found.values() if record.value]
    return {state.feed_id: pack(state) for state in states if state.feed_id in owned}


def _context(clock: ManualClock, log: LogCapture) -> ServiceContext:
    return ServiceContext(
        name="ingest",
        clock=clock,
        logger=structlog.wrap_logger(None, processors=[log]),
        metrics=Metrics(),
        watch=ProgressWatch(clock, timedelta(hours=1)),
        stop=asyncio.Event(),
    )
