"""Ingest put together: feeds.yaml → poll loop → topics. The only place that builds the service."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaError

from clashwire_contracts.topics import consumer_group
from clashwire_ingest.clients import fetch_limits, open_client, open_parser
from clashwire_ingest.feeds.feed_catalog import FeedCatalog
from clashwire_ingest.health.network_watch import NetworkWatch
from clashwire_ingest.health.poll_gate import PollGate
from clashwire_ingest.hubs.callback_server import CallbackServer
from clashwire_ingest.hubs.callbacks import Callbacks, read_callbacks
from clashwire_ingest.hubs.subscriber import HubSubscriber
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.pages.full_text import FullText, FullTextBounds
from clashwire_ingest.pages.page_visit import PageVisitor
from clashwire_ingest.pages.robots import RobotsCache
from clashwire_ingest.polling.assignment import FeedAssignment
from clashwire_ingest.polling.group_member import FEED_TOPICS, GroupMember
from clashwire_ingest.polling.poll import FeedPoller
from clashwire_ingest.polling.poll_loop import Completion, PollLoop
from clashwire_ingest.polling.publish import FeedPublisher
from clashwire_ingest.polling.state_reload import reload_states
from clashwire_ingest.settings import IngestSettings
from clashwire_ingest.web.fetch import Fetcher
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_ingest.web.rate_limits import RateLimits
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.ending import end_tasks
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.group_lease import GroupLease, LeaseLostError
from clashwire_runtime.kafka import build_consumer, build_producer
from clashwire_runtime.name_lookup import SystemResolver
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.reachable import ConnectionTrial

_CONSUMER_STOP_SECONDS = 1.0
_TRIAL_SECONDS = 5.0
_PRODUCER_STOP_SECONDS = 1.0  # what is unacknowledged by then is repeated by the next start


async def main(settings: IngestSettings, context: ServiceContext) -> None:
    """Run ingest until told to stop; raises ClashwireError when it cannot start or go on."""
    catalog = FeedCatalog(Path(settings.feeds), context.logger)
    if not settings.contact:
        context.logger.warning(
            "no_contact", remedy="set CLASHWIRE_CONTACT so that publishers can reach you"
        )
    callbacks = _callbacks(settings)
    try:
        while not context.stop.is_set():
            try:
                await _run_as_member(settings, context, catalog, callbacks)
            except LeaseLostError as error:
                context.logger.warning("lease_lost", reason=str(error))
    except KafkaError as error:
        raise InfrastructureError(
            f"Kafka at {settings.kafka_bootstrap} cannot be used ({error}); check the broker."
        ) from error


async def _run_as_member(
    settings: IngestSettings,
    context: ServiceContext,
    catalog: FeedCatalog,
    callbacks: Callbacks | None,
) -> None:
    """Poll as one member of the group, with clients of its own, until told to stop."""
    guard = AddressGuard(settings.allow_cidrs)
    lease = GroupLease(settings.session_timeout.total_seconds(), context.clock)
    async with (
        _running_producer(settings, lease) as producer,
        open_client(settings, guard, settings.concurrent_polls) as client,
        open_parser(settings, settings.parser_processes) as parser,
    ):
        ledger = ArticleLedger()
        turns = HostTurns(guard, settings.host_spacing.total_seconds(), context.clock)
        fetcher = Fetcher(client, fetch_limits(settings, settings.max_body_bytes), turns)
        poller = FeedPoller(fetcher, parser, ledger, context.clock, configured=catalog.urls)
        sender = Publisher(producer, context.logger, context.metrics, settings.give_up_after)
        publisher = _feed_publisher(settings, context, sender, lease)
        trial = ConnectionTrial(guard, SystemResolver(), _TRIAL_SECONDS)
        network = NetworkWatch(trial.reaches, context.clock)
        limits = RateLimits()
        gate = PollGate(turns, limits, network, context)
        pages = Fetcher(client, fetch_limits(settings, settings.max_page_bytes), turns)
        robots = RobotsCache(pages, turns, context.clock)
        visitor = PageVisitor(pages, parser, robots, turns, limits, context.clock)
        completions: list[Completion] = [_full_text(settings, visitor, context).complete]
        hear = None
        if callbacks is not None:
            hubs = HubSubscriber(client, guard, turns, callbacks, context)
            completions.append(hubs.complete)
            hear = hubs.hear
        loop = PollLoop(
            poller,
            publisher,
            gate,
            ledger,
            context,
            settings.concurrent_polls,
            completions=completions,
        )
        reload = partial(reload_states, settings, context=context)
        assignment = FeedAssignment(catalog, loop, reload, lease, context)
        async with (
            _membership(settings, assignment, lease) as consumer,
            _callback_server(settings, callbacks, catalog, sender, context),
        ):
            group = GroupMember(consumer, assignment, loop, context, hear)
            member = asyncio.create_task(group.run())
            try:
                await loop.run()
            finally:
                await end_tasks({member})


def _callbacks(settings: IngestSettings) -> Callbacks | None:
    """What hubs call us by; None where the operator gave no public URL for it."""
    if not settings.websub_callback:
        return None
    return read_callbacks(settings.websub_callback, settings.websub_secret_file)


def _callback_server(
    settings: IngestSettings,
    callbacks: Callbacks | None,
    catalog: FeedCatalog,
    sender: Publisher,
    context: ServiceContext,
) -> AbstractAsyncContextManager[None]:
    """Hubs are answered meanwhile, where the operator wants it."""
    if callbacks is None:
        return nullcontext()
    max_bytes = settings.max_body_bytes
    server = CallbackServer(callbacks, catalog.find, sender.publish, context, max_bytes)
    return server.running(settings.websub_host, settings.websub_port)


def _feed_publisher(
    settings: IngestSettings, context: ServiceContext, sender: Publisher, lease: GroupLease
) -> FeedPublisher:
    letters = DeadLetterWriter(sender, context.name, Path(settings.data_dir))
    return FeedPublisher(sender, letters, context, lease)


@asynccontextmanager
async def _membership(
    settings: IngestSettings, assignment: FeedAssignment, lease: GroupLease
) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer that takes part in ingest's group, and leaves it at the end."""
    consumer = build_consumer(
        settings,
        group=consumer_group("ingest"),
        instance=settings.instance_id or None,
        co_partitioned=True,
    )
    lease.renew_by(consumer)
    consumer.subscribe([topic.name for topic in FEED_TOPICS], listener=assignment)
    try:
        await consumer.start()
        yield consumer
    finally:
        await _within(_CONSUMER_STOP_SECONDS, consumer.stop())


def _full_text(settings: IngestSettings, visitor: PageVisitor, context: ServiceContext) -> FullText:
    bounds = FullTextBounds(pages=settings.full_text_pages, wait=settings.full_text_wait)
    return FullText(visitor, bounds, context)


@asynccontextmanager
async def _running_producer(
    settings: IngestSettings, lease: GroupLease
) -> AsyncIterator[AIOKafkaProducer]:
    producer = build_producer(settings)
    lease.guard(producer)
    try:
        await producer.start()
        yield producer
    finally:
        await _within(_PRODUCER_STOP_SECONDS, producer.stop())


async def _within(seconds: float, stop: Coroutine[object, object, object]) -> None:
    """Let a client stop for so long; while Kafka is away it may do anything but stop."""
    stopping = asyncio.create_task(stop)
    await asyncio.wait({stopping}, timeout=seconds)
    await end_tasks({stopping})
