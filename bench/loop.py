"""The at-least-once loop on a real Kafka, against aiokafka alone doing the same work bare."""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path

from aiokafka import AIOKafkaProducer

from clashwire_contracts.topics import ENRICHED_ARTICLES, RAW_ARTICLES, Topic, dead_letters
from clashwire_local import start_stack
from clashwire_runtime.clock import SystemClock
from clashwire_runtime.consumer_loop import ConsumerLoop, LoopLimits
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.kafka import build_consumer, build_producer
from clashwire_runtime.logs import configure_logs
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Done, Outgoing, Record, SetAside
from clashwire_runtime.topic_setup import create_topics

RECORDS = 20_000
VALUE = b"x" * 4_000
_BATCH = 500
_TOPICS = (RAW_ARTICLES, ENRICHED_ARTICLES, dead_letters(RAW_ARTICLES.name))
Run = Callable[[ServiceSettings, str], Awaitable[None]]


class PassOn:
    """A step that does nothing, so that only the loop is measured."""

    name = "pass_on"

    def __call__(self, record: Record) -> Sequence[Outgoing]:
        """One record -> the same bytes for the next topic."""
        key = record.key or b""
        return (Outgoing(topic=ENRICHED_ARTICLES.name, key=key, value=record.value),)


class PublishAll:
    """A sink that puts all outputs on Kafka, acknowledged, and counts them."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self.written = 0

    async def write(self, done: Sequence[Done]) -> Sequence[SetAside]:
        """Publish every output -> nothing refused."""
        outputs = [o for one in done for o in one.outputs if isinstance(o, Outgoing)]
        await self._publisher.publish(outputs)
        self.written += len(outputs)
        return ()


async def run_ours(settings: ServiceSettings, group: str) -> None:
    """Our loop until every record is passed on."""
    logger = configure_logs("bench", "error")
    clock, metrics = SystemClock(), Metrics()
    context = ServiceContext(
        name="bench",
        clock=clock,
        logger=logger,
        metrics=metrics,
        watch=ProgressWatch(clock, timedelta(seconds=60)),
        stop=asyncio.Event(),
    )
    producer = build_producer(settings)
    consumer = build_consumer(settings, RAW_ARTICLES.name, group=group)
    await producer.start()
    await consumer.start()
    publisher = Publisher(producer, logger, metrics, timedelta(minutes=1))
    sink = PublishAll(publisher)
    loop = ConsumerLoop(
        consumer=consumer,
        step=PassOn(),
        sink=sink,
        dead_letters=DeadLetterWriter(publisher, PassOn.name, Path(settings.data_dir)),
        context=context,
        limits=LoopLimits(max_records=_BATCH),
    )
    await loop.run(on_committed=lambda: context.stop.set() if sink.written >= RECORDS else None)
    await consumer.stop()
    await producer.stop()


async def run_bare(settings: ServiceSettings, group: str) -> None:
    """Bare aiokafka: take a batch, send, wait for the acknowledgements, commit; no more."""
    producer = build_producer(settings)
    consumer = build_consumer(settings, RAW_ARTICLES.name, group=group)
    await producer.start()
    await consumer.start()
    done = 0
    while done < RECORDS:
        found = await consumer.getmany(timeout_ms=500, max_records=_BATCH)
        messages = [message for batch in found.values() for message in batch]
        sent = [
            await producer.send(ENRICHED_ARTICLES.name, value=m.value, key=m.key) for m in messages
        ]
        await asyncio.gather(*sent)
        await consumer.commit({tp: batch[-1].offset + 1 for tp, batch in found.items()})
        done += len(messages)
    await consumer.stop()
    await producer.stop()


async def _fill(producer: AIOKafkaProducer) -> None:
    await producer.start()
    sent = [
        await producer.send(RAW_ARTICLES.name, value=VALUE, key=str(number).encode())
        for number in range(RECORDS)
    ]
    await asyncio.gather(*sent)
    await producer.stop()


async def _timed(run: Run, settings: ServiceSettings, group: str) -> tuple[float, float]:
    """-> records a second, and CPU microseconds of this process a record."""
    wall, cpu = time.perf_counter(), time.process_time()
    await run(settings, group)
    elapsed_seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    return RECORDS / elapsed_seconds, cpu_seconds / RECORDS * 1e6


async def _measure(settings: ServiceSettings) -> list[tuple[str, str, str, str]]:
    topics: tuple[Topic, ...] = _TOPICS
    await create_topics(settings.kafka_bootstrap, topics)
    await _fill(build_producer(settings))
    names: dict[str, Run] = {
        "clashwire_runtime.consumer_loop": run_ours,
        "aiokafka bare, same batches": run_bare,
    }
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for turn in range(3):
        for name, run in names.items():
            measured[name].append(await _timed(run, settings, f"bench-{name[:9]}-{turn}"))
    best = {name: max(turns) for name, turns in measured.items()}
    ours = next(iter(best.values()))
    return [
        (name, f"{rate:,.0f}", f"{us:.0f}", f"{us / ours[1]:.2f}")
        for name, (rate, us) in best.items()
    ]


def rows() -> list[tuple[str, str, str, str]]:
    """(what, records a second, CPU microseconds a record, CPU against ours), the best of three."""
    with (
        tempfile.TemporaryDirectory() as folder,
        start_stack(Path(folder) / "stack", rebalance_delay_ms=0) as stack,
    ):
        settings = ServiceSettings(kafka_bootstrap=stack.kafka_bootstrap, data_dir=folder)
        return asyncio.run(_measure(settings))
