"""How far behind each part is: its group's committed offsets against the topics' ends."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from typing import Self

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError, KafkaError

from clashwire_cli.connection import kafka_silent
from clashwire_contracts.topics import (
    CLAIMS,
    DEAD_LETTER_TOPICS,
    DELIVERIES,
    ENRICHED_ARTICLES,
    EVENTS,
    MENTIONS,
    RAW_ARTICLES,
    Topic,
    consumer_group,
)
from clashwire_runtime.errors import ClashwireError
from clashwire_runtime.kafka import build_consumer
from clashwire_runtime.settings import ServiceSettings

_COORDINATOR_TRIES = 40
_COORDINATOR_WAIT_SECONDS = 0.25
# which part reads which topics in a consumer group, in the order of the data path
READERS: tuple[tuple[str, tuple[Topic, ...]], ...] = (
    ("tag", (RAW_ARTICLES,)),
    ("resolve", (MENTIONS,)),
    ("index", (ENRICHED_ARTICLES, EVENTS, CLAIMS, DELIVERIES)),
    ("alerts", (EVENTS,)),
)


class PartLag(msgspec.Struct, frozen=True, kw_only=True):
    """One part on one topic: records on it, and how many the part has not done."""

    part: str
    topic: str
    records: int
    behind: int


class LagReader:
    """Asks Kafka, over one connection, how far behind every part is."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
        self._consumer: AIOKafkaConsumer = build_consumer(
            ServiceSettings(kafka_bootstrap=kafka), group=None
        )

    async def __aenter__(self) -> Self:
        """Connect; raises ClashwireError when Kafka does not answer."""
        try:
            await self._admin.start()
            await self._consumer.start()
        except KafkaError as error:
            await self.__aexit__()
            raise kafka_silent(self._kafka) from error
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._admin.close()
        await self._consumer.stop()

    async def lags(self) -> list[PartLag]:
        """Every part's lag now, in the order of the data path.

        Raises ClashwireError when Kafka went away or was never set up.
        """
        with self._in_words():
            await self._check_topics()
            return [lag async for lag in self._lags()]

    async def _lags(self) -> AsyncIterator[PartLag]:
        for part, topics in READERS:
            committed = await self._committed(consumer_group(part))
            for topic in topics:
                starts, ends = await self._bounds(topic)
                yield part_lag(part, topic.name, committed, starts, ends)

    async def _committed(self, group: str) -> dict[TopicPartition, int]:
        """A group's offsets; a new Kafka needs a moment before it knows of any group."""
        for tries_left in reversed(range(_COORDINATOR_TRIES)):
            try:
                offsets = await self._admin.list_consumer_group_offsets(group)
            except GroupCoordinatorNotAvailableError:
                if not tries_left:
                    raise
                await asyncio.sleep(_COORDINATOR_WAIT_SECONDS)
            else:
                return {tp: found.offset for tp, found in offsets.items()}
        return {}

    async def dead_letters(self) -> int:
        """How many dead letters there are on all dead-letter topics."""
        total = 0
        with self._in_words():
            for topic in DEAD_LETTER_TOPICS:
                starts, ends = await self._bounds(topic)
                total += sum(ends[tp] - starts[tp] for tp in ends)
        return total

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except KafkaError as error:
            raise kafka_silent(self._kafka) from error

    async def _check_topics(self) -> None:
        existing = await self._consumer.topics()
        missing = sorted({t.name for _, topics in READERS for t in topics} - existing)
        if missing:
            raise ClashwireError(
                f"Kafka at {self._kafka} has no topic {missing[0]}; run `clashwire setup` first."
            )

    async def _bounds(
        self, topic: Topic
    ) -> tuple[dict[TopicPartition, int], dict[TopicPartition, int]]:
        partitions = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
        starts = await self._consumer.beginning_offsets(partitions)
        return starts, await self._consumer.end_offsets(partitions)


def part_lag(
    part: str,
    topic: str,
    committed: Mapping[TopicPartition, int],
    starts: Mapping[TopicPartition, int],
    ends: Mapping[TopicPartition, int],
) -> PartLag:
    """Offsets -> one part's lag on one topic; a partition never committed counts whole."""
    behind = 0
    for tp, end in ends.items():
        done = committed.get(tp, -1)
        behind += max(0, end - max(done, starts[tp]))
    records = sum(end - starts[tp] for tp, end in ends.items())
    return PartLag(part=part, topic=topic, records=records, behind=behind)
