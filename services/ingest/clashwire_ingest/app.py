"""Ingest put together: feeds.yaml → poll loop → topics. The only place that builds clients."""

from collections.abc import Mapping
from pathlib import Path

from aiokafka.errors import KafkaError

from clashwire_contracts.codec import DecodeError, decode
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.topics import FEEDS_STATE
from clashwire_ingest.article_ledger import ArticleLedger
from clashwire_ingest.feeds_file import read_feeds_file
from clashwire_ingest.fetch import Fetcher, FetchLimits, feed_client, user_agent
from clashwire_ingest.host_turns import HostTurns
from clashwire_ingest.parser_pool import ParserLimits, ParserPool
from clashwire_ingest.poll import FeedPoller
from clashwire_ingest.poll_loop import PollLoop
from clashwire_ingest.publish import FeedPublisher
from clashwire_ingest.settings import IngestSettings
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.compacted import read_latest
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import CODE_VERSION, DeadLetterWriter
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.kafka import build_producer
from clashwire_runtime.publisher import Publisher


async def main(settings: IngestSettings, context: ServiceContext) -> None:
    """Run ingest until told to stop; raises ClashwireError when it cannot start or go on."""
    # One worker owns every feed. With several, a consumer group's assignment chooses these.
    feeds = read_feeds_file(Path(settings.feeds))
    guard = AddressGuard(settings.allow_cidrs)
    producer = build_producer(settings)
    fetch_seconds = settings.fetch_timeout.total_seconds()
    parser = ParserPool(
        settings.parser_processes,
        ParserLimits(cpu_seconds=max(1, round(settings.parse_timeout.total_seconds()))),
    )
    client = feed_client(
        guard,
        user_agent=user_agent(CODE_VERSION, settings.contact),
        connections=settings.concurrent_polls,
        timeout_seconds=fetch_seconds,
    )
    limits = FetchLimits(timeout_seconds=fetch_seconds, max_body_bytes=settings.max_body_bytes)
    ledger = ArticleLedger()
    publisher = Publisher(producer, context.logger, context.metrics, settings.give_up_after)
    loop = PollLoop(
        FeedPoller(Fetcher(client, limits), parser, ledger, context.clock),
        FeedPublisher(
            publisher, DeadLetterWriter(publisher, "ingest", Path(settings.data_dir)), context
        ),
        HostTurns(guard, settings.host_spacing.total_seconds(), context.clock),
        ledger,
        context,
        settings.concurrent_polls,
    )
    try:
        await producer.start()
        loop.assign(feeds, await read_states(settings, context))
        context.watch.start()
        await loop.run()
    except KafkaError as error:
        raise InfrastructureError(
            f"Kafka at {settings.kafka_bootstrap} cannot be used ({error}); check the broker."
        ) from error
    finally:
        await client.aclose()
        await parser.close()
        await producer.stop()


async def read_states(settings: IngestSettings, context: ServiceContext) -> Mapping[str, FeedState]:
    """The compacted topic -> what is remembered of each feed; an unreadable state is said."""
    states: dict[str, FeedState] = {}
    for record in (await read_latest(settings, FEEDS_STATE.name)).values():
        try:
            state = decode(FeedState, record.value)
        except DecodeError as error:
            context.logger.warning(
                "state_unreadable", key=repr(record.key), offset=record.offset, error=str(error)
            )
            continue
        states[state.feed_id] = state
    return states
