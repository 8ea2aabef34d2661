"""How far behind each part is: its group's committed offsets against the topics' ends."""

from collections.abc import Mapping
from typing import Self

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

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
            raise ClashwireError(
                f"Kafka at {self._kafka} does not answer ({error}); is it running?"
            ) from error
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._admin.close()
        await self._consumer.stop()

    async def lags(self) -> list[PartLag]:
        """Every part's lag now, in the order of the data path."""
        found = []
        for part, topics in READERS:
            offsets = await self._admin.list_consumer_group_offsets(consumer_group(part))
            committed = {tp: found.offset for tp, found in offsets.items()}
            for topic in topics:
                starts, ends = await self._bounds(topic)
                found.append(part_lag(part, topic.name, committed, starts, ends))
        return found

    async def dead_letters(self) -> int:
        """How many dead letters there are on all dead-letter topics."""
        total = 0
        for topic in DEAD_LETTER_TOPICS:
            starts, ends = await self._bounds(topic)
            total += sum(ends[tp] - starts[tp] for tp in ends)
        return total

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
