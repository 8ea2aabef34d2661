"""Reading a compacted topic to its end: the latest value of every key."""

from collections.abc import AsyncIterator

from aiokafka import AIOKafkaConsumer, TopicPartition

from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.kafka import build_consumer, to_record
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Record

_POLL_MS = 500


async def read_latest(settings: ServiceSettings, topic: str) -> dict[bytes, Record]:
    """Topic name -> latest record by key as of now; a tombstone removes its key."""
    latest: dict[bytes, Record] = {}
    async for record in read_to_end(settings, topic):
        _take(latest, record)
    return latest


async def read_to_end(settings: ServiceSettings, topic: str) -> AsyncIterator[Record]:
    """Topic name -> its records from the beginning to the end it has now, each key's in order.

    For a reader that folds them and need not hold them all.
    """
    consumer = build_consumer(settings, group=None)
    await consumer.start()
    try:
        partitions = await _partitions(consumer, topic)
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        await consumer.seek_to_beginning(*partitions)
        while await _behind(consumer, ends):
            for messages in (await consumer.getmany(timeout_ms=_POLL_MS)).values():
                for message in messages:
                    yield to_record(message)
    finally:
        await consumer.stop()


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> list[TopicPartition]:
    await consumer.topics()  # refreshes the metadata
    found = consumer.partitions_for_topic(topic)
    if not found:
        raise InfrastructureError(
            f"Kafka has no topic {topic}; run `clashwire setup` against this broker."
        )
    return [TopicPartition(topic, number) for number in sorted(found)]


async def _behind(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    for partition, end in ends.items():
        if await consumer.position(partition) < end:
            return True
    return False


def _take(latest: dict[bytes, Record], record: Record) -> None:
    key = record.key or b""
    if record.value is None:
        latest.pop(key, None)
    else:
        latest[key] = record
