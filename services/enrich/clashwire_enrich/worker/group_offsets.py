"""A consumer group's committed offsets and its topic's ends, asked from the broker itself.

Faust's own monitor learns an end offset only by fetching, so a fetcher that died looks caught up.
"""

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from clashwire_runtime.errors import ClashwireError

_LOOK_MS = 10_000


class GroupOffsets:
    """Looks at one group from outside, by clients that belong to no group."""

    def __init__(
        self, consumer: AIOKafkaConsumer, admin: AIOKafkaAdminClient, bootstrap: str, group: str
    ) -> None:
        self._consumer = consumer
        self._admin = admin
        self._bootstrap = bootstrap
        self._group = group

    async def start(self) -> None:
        """Connect; raises ClashwireError when the broker does not answer."""
        try:
            await self._consumer.start()
            await self._admin.start()
        except KafkaError as error:
            await self.stop()
            raise ClashwireError(
                f"Kafka at {self._bootstrap} does not answer ({error}); is it running, and is "
                "CLASHWIRE_KAFKA_BOOTSTRAP its address?"
            ) from error

    async def stop(self) -> None:
        """Disconnect."""
        await self._consumer.stop()
        await self._admin.close()

    async def require_topics(self, *names: str) -> None:
        """Refuse to go on, naming what is missing, unless every topic exists."""
        missing = sorted(set(names) - set(await self._admin.list_topics()))
        if missing:
            raise ClashwireError(
                f"Kafka at {self._bootstrap} has no topic {', '.join(missing)}; "
                "run `clashwire setup` against it."
            )

    async def committed(self) -> dict[TopicPartition, int]:
        """-> the next offset to read, for each partition the group ever committed."""
        found = await self._admin.list_consumer_group_offsets(self._group)
        return {tp: entry.offset for tp, entry in found.items() if entry.offset >= 0}

    async def resume_at(self, partition: TopicPartition) -> int:
        """-> where the group must read on: at its commit, or at the first record still kept."""
        beginning = (await self.beginnings([partition]))[partition]
        return max(beginning, (await self.committed()).get(partition, 0))

    async def next_kept(self, partition: TopicPartition, offset: int) -> int | None:
        """-> the offset of the first record at or after an offset; None when none comes."""
        self._consumer.assign([partition])
        self._consumer.seek(partition, offset)
        found = await self._consumer.getmany(timeout_ms=_LOOK_MS, max_records=1)
        self._consumer.unsubscribe()
        return next((messages[0].offset for messages in found.values()), None)

    async def beginnings(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        """-> the first offset still kept, by partition."""
        found: dict[TopicPartition, int] = await self._consumer.beginning_offsets(partitions)
        return found

    async def ends(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        """-> the offset after the last record, by partition."""
        found: dict[TopicPartition, int] = await self._consumer.end_offsets(partitions)
        return found

    async def count_kept(self, topic: str, partitions: int) -> int:
        """-> how many offsets a topic spans now; 0 only when it is empty."""
        names = [TopicPartition(topic, number) for number in range(partitions)]
        beginnings, ends = await self.beginnings(names), await self.ends(names)
        return sum(ends[name] - beginnings[name] for name in names)
