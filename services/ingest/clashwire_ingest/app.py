"""Ingest put together: feeds.yaml → poll loop → topics. The only place that builds clients."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from clashwire_ingest.documents.parser_pool import ParserLimits, ParserPool
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.feeds.feeds_file import read_feeds_file
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.poll import FeedPoller
from clashwire_ingest.polling.poll_loop import PollLoop
from clashwire_ingest.polling.publish import FeedPublisher
from clashwire_ingest.polling.state_reload import reload_states
from clashwire_ingest.settings import IngestSettings
from clashwire_ingest.web.fetch import Fetcher, FetchLimits, feed_client, user_agent
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import CODE_VERSION, DeadLetterWriter
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.kafka import build_producer
from clashwire_runtime.publisher import Publisher

_PRODUCER_STOP_SECONDS = 1.0  # what is unacknowledged by then is repeated by the next start


async def main(settings: IngestSettings, context: ServiceContext) -> None:
    """Run ingest until told to stop; raises ClashwireError when it cannot start or go on."""
    # One worker owns every feed. With several, a consumer group's assignment chooses these.
    feeds = read_feeds_file(Path(settings.feeds))
    if not settings.contact:
        context.logger.warning(
            "no_contact", remedy="set CLASHWIRE_CONTACT so that publishers can reach you"
        )
    guard = AddressGuard(settings.allow_cidrs)
    try:
        async with (
            _running_producer(settings) as producer,
            _client(settings, guard) as client,
            _parser(settings) as parser,
        ):
            publisher = _feed_publisher(settings, context, producer)
            ledger = ArticleLedger()
            poller = FeedPoller(_fetcher(settings, client), parser, ledger, context.clock)
            turns = HostTurns(guard, settings.host_spacing.total_seconds(), context.clock)
            loop = PollLoop(poller, publisher, turns, ledger, context, settings.concurrent_polls)
            await _take_on(loop, publisher, feeds, settings, context)
            await loop.run()
    except KafkaError as error:
        raise InfrastructureError(
            f"Kafka at {settings.kafka_bootstrap} cannot be used ({error}); check the broker."
        ) from error


async def _take_on(
    loop: PollLoop,
    publisher: FeedPublisher,
    feeds: Sequence[FeedConfig],
    settings: IngestSettings,
    context: ServiceContext,
) -> None:
    """Give the loop its feeds with their states, once the topic tells of every article."""
    reloaded = await reload_states(settings, feeds, context)
    await publisher.publish_states(reloaded.unwritten)
    loop.assign(feeds, reloaded.states)
    context.watch.start()


def _feed_publisher(
    settings: IngestSettings, context: ServiceContext, producer: AIOKafkaProducer
) -> FeedPublisher:
    publisher = Publisher(producer, context.logger, context.metrics, settings.give_up_after)
    letters = DeadLetterWriter(publisher, context.name, Path(settings.data_dir))
    return FeedPublisher(publisher, letters, context)


def _fetcher(settings: IngestSettings, client: httpx.AsyncClient) -> Fetcher:
    limits = FetchLimits(
        timeout_seconds=settings.fetch_timeout.total_seconds(),
        max_body_bytes=settings.max_body_bytes,
    )
    return Fetcher(client, limits)


def _client(settings: IngestSettings, guard: AddressGuard) -> httpx.AsyncClient:
    return feed_client(
        guard,
        user_agent=user_agent(CODE_VERSION, settings.contact),
        connections=settings.concurrent_polls,
        timeout_seconds=settings.fetch_timeout.total_seconds(),
    )


@asynccontextmanager
async def _parser(settings: IngestSettings) -> AsyncIterator[ParserPool]:
    cpu_seconds = max(1, round(settings.parse_timeout.total_seconds()))
    pool = ParserPool(settings.parser_processes, ParserLimits(cpu_seconds=cpu_seconds))
    try:
        yield pool
    finally:
        await pool.close()


@asynccontextmanager
async def _running_producer(settings: IngestSettings) -> AsyncIterator[AIOKafkaProducer]:
    producer = build_producer(settings)
    try:
        await producer.start()
        yield producer
    finally:
        with suppress(TimeoutError):
            await asyncio.wait_for(producer.stop(), _PRODUCER_STOP_SECONDS)
