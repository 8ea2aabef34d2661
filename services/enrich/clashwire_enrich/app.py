"""The enrich service: builds the clients of its two workers and runs one of them.

tag       clashwire.articles.raw.v1 → articles.enriched.v1, mentions.v1     stateless, any number
resolve   clashwire.mentions.v1 → events.v1, claims.v1                      one worker, one table
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import msgspec
from aiokafka.admin import AIOKafkaAdminClient

from clashwire_contracts.codec import encode
from clashwire_contracts.topics import (
    CLAIMS,
    ENRICHED_ARTICLES,
    EVENTS,
    MENTIONS,
    RAW_ARTICLES,
    RESOLVE_CHANGELOG,
    Topic,
    consumer_group,
    dead_letters,
)
from clashwire_enrich.resolve.compose import Composer
from clashwire_enrich.resolve.rows import JOURNAL_KEY, Journal
from clashwire_enrich.resolve.sink import ResolveSink
from clashwire_enrich.resolve.state import BEGINNING, ResolveState, Spans
from clashwire_enrich.resolve.step import ResolveStep
from clashwire_enrich.settings import EnrichSettings
from clashwire_enrich.text.countries import load_countries
from clashwire_enrich.worker.faust_app import build_app
from clashwire_enrich.worker.faust_intake import FaustIntake
from clashwire_enrich.worker.faust_table import AcknowledgedTable, build_table
from clashwire_enrich.worker.faust_worker import FaustWorker
from clashwire_enrich.worker.group_offsets import GroupOffsets
from clashwire_enrich.worker.tag_step import PublishSink, TagStep
from clashwire_runtime.brake import BrakeLimits
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.errors import ClashwireError
from clashwire_runtime.kafka import build_consumer, build_producer
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.record_batch import RecordBatch, Sink
from clashwire_runtime.step import Step

TAG_GROUP = consumer_group("tag")
RESOLVE_GROUP = consumer_group("resolve")
_TAG_AT_ONCE = 16  # articles whose outputs are acknowledged together
_TAG_LINGER_MS = 5
_RESOLVE_LINGER_MS = 0


class Clients(msgspec.Struct, frozen=True):
    """What a worker talks to Kafka with, beside faust."""

    publisher: Publisher
    offsets: GroupOffsets


async def run_tag(settings: EnrichSettings, context: ServiceContext) -> None:
    """Tag raw articles until told to stop."""
    # here, so that resolve starts without loading the rules and libraries of tagging
    from clashwire_enrich.places.gazetteer import GazetteerError  # noqa: PLC0415
    from clashwire_enrich.tag import load_resources, tag_article, to_mentions  # noqa: PLC0415

    try:
        resources = load_resources(sentence_model=settings.sentence_model)
    except GazetteerError as error:
        raise ClashwireError(f"Tagging cannot start: {error}.") from error
    topics = (RAW_ARTICLES, ENRICHED_ARTICLES, MENTIONS, dead_letters(RAW_ARTICLES.name))
    async with _connected(settings, context, TAG_GROUP, topics, _TAG_LINGER_MS) as clients:
        step = TagStep(partial(tag_article, resources=resources), to_mentions)
        sink = PublishSink(clients.publisher, context.metrics)
        batch = _batch(step, sink, clients, settings, context)
        app = build_app(settings, TAG_GROUP)
        worker = FaustWorker(
            app=app,
            intake=FaustIntake(app, RAW_ARTICLES.name, clients.offsets),
            offsets=clients.offsets,
            settings=settings,
            context=context,
        )

        async def open_batch() -> RecordBatch:
            return batch

        await worker.run(open_batch, max_records=_TAG_AT_ONCE)


async def run_resolve(settings: EnrichSettings, context: ServiceContext) -> None:
    """Resolve mentions until told to stop; the table's rows are the state it starts from."""
    topics = (MENTIONS, EVENTS, CLAIMS, RESOLVE_CHANGELOG, dead_letters(MENTIONS.name))
    async with _connected(settings, context, RESOLVE_GROUP, topics, _RESOLVE_LINGER_MS) as clients:
        app = build_app(settings, RESOLVE_GROUP)
        table = build_table(app, RESOLVE_CHANGELOG)
        composer = Composer(
            country_names={country.code: country.name for country in load_countries()},
            backfill_after=settings.backfill_after,
        )
        worker = FaustWorker(
            app=app,
            intake=FaustIntake(app, MENTIONS.name, clients.offsets),
            offsets=clients.offsets,
            settings=settings,
            context=context,
        )

        async def open_batch() -> RecordBatch:
            rows = await _begin(table, clients.offsets)
            state = ResolveState(rows, Spans(settings.active_for, settings.remember_for))
            await table.write(state.completed)
            context.logger.info(
                "state_restored", rows=len(rows), completed_rows=len(state.completed)
            )
            sink = ResolveSink(clients.publisher, table, state, context.metrics)
            return _batch(ResolveStep(state, composer), sink, clients, settings, context)

        await worker.run(open_batch, max_records=1)


async def _begin(table: AcknowledgedTable, offsets: GroupOffsets) -> Mapping[bytes, bytes]:
    """The table's rows; an empty table is begun, unless events show that it was lost."""
    if not len(table):
        told = await offsets.count_kept(EVENTS.name, EVENTS.partitions)
        if told:
            raise ClashwireError(
                f"The table of resolve is empty but {EVENTS.name} holds {told} records: starting "
                f"would begin every event anew. Restore the topic {RESOLVE_CHANGELOG.name}, or "
                "empty the events and claims topics and their indices, then start again."
            )
        begun = Journal(sequence=0, at=BEGINNING, rows={})
        await table.write({JOURNAL_KEY: encode(begun)})
    return dict(table.items())


@asynccontextmanager
async def _connected(
    settings: EnrichSettings,
    context: ServiceContext,
    group: str,
    topics: tuple[Topic, ...],
    linger_ms: int,
) -> AsyncIterator[Clients]:
    """Clients that are connected while inside; refuses a broker that lacks a topic."""
    offsets = GroupOffsets(
        build_consumer(settings, group=None),
        AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap),
        settings.kafka_bootstrap,
        group,
    )
    await offsets.start()
    producer = build_producer(settings, linger_ms=linger_ms)
    try:
        await offsets.require_topics(*(topic.name for topic in topics))
        await producer.start()
        publisher = Publisher(producer, context.logger, context.metrics, settings.give_up_after)
        yield Clients(publisher, offsets)
    finally:
        await producer.stop()
        await offsets.stop()


def _batch(
    step: Step[object],
    sink: Sink,
    clients: Clients,
    settings: EnrichSettings,
    context: ServiceContext,
) -> RecordBatch:
    return RecordBatch(
        step=step,
        sink=sink,
        dead_letters=DeadLetterWriter(clients.publisher, step.name, Path(settings.data_dir)),
        context=context,
        brake=BrakeLimits(),
    )
