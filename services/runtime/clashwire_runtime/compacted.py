"""Reading a compacted topic to its end: the latest value of every key."""

from collections.abc import AsyncIterator, Collection
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.kafka import build_consumer, to_record
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Record

_POLL_MS = 500
_RECORDS = 500  # at a time, for a fetch inflates to many times its size


async def read_latest(settings: ServiceSettings, topic: str) -> dict[bytes, Record]:
    """Topic name -> latest record by key as of now; a tombstone removes its key."""
    latest: dict[bytes, Record] = {}
    async for record in read_to_end(settings, topic):
        _take(latest, record)
    return latest


async def read_to_end(
    settings: ServiceSettings,
    topic: str,
    *,
    since: datetime | None = None,
    numbers: Collection[int] | None = None,
) -> AsyncIterator[Record]:
    """Topic name -> its records to the end it has now, each key's in order.

    From the beginning, or from a record timestamp on; of all partitions, or of those named by
    number. For a reader that folds them and need not hold them all.
    """
    partitions = [
        partition
        for partition in await _partitions(settings, topic)
        if numbers is None or partition.partition in numbers
    ]
    consumer = build_consumer(settings, group=None)
    await consumer.start()
    try:
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        await _seek(consumer, partitions, since)
        while await _behind(consumer, ends):
            found = await consumer.getmany(timeout_ms=_POLL_MS, max_records=_RECORDS)
            for messages in found.values():
                for message in messages:
                    yield to_record(message)
    finally:
        await consumer.stop()


async def _partitions(settings: ServiceSettings, topic: str) -> list[TopicPartition]:
    """Asks the broker, because a consumer without a subscription knows no topic."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap)
    await admin.start()
    try:
        described = {found["topic"]: found for found in await admin.describe_topics()}
    finally:
        await admin.close()
    if topic not in described:
        raise InfrastructureError(
            f"Kafka has no topic {topic}; run `clashwire setup` against this broker."
        )
    numbers = sorted(found["partition"] for found in described[topic]["partitions"])
    return [TopicPartition(topic, number) for number in numbers]


async def _seek(
    consumer: AIOKafkaConsumer, partitions: list[TopicPartition], since: datetime | None
) -> None:
    if since is None:
        await consumer.seek_to_beginning(*partitions)
        return
    since_ms = int(since.timestamp() * 1000)
    found = await consumer.offsets_for_times(dict.fromkeys(partitions, since_ms))
    for partition in partitions:
        start = found.get(partition)
        if start is None:
            await consumer.seek_to_end(partition)
        else:
            consumer.seek(partition, start.offset)


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
