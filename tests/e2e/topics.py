"""Topics from outside: records put on the raw topic and read, a group sent back to the start."""

import asyncio
from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from clashwire_contracts.topics import RAW_ARTICLES, Topic, consumer_group
from clashwire_runtime.compacted import read_to_end
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Record


def read_topic(kafka: str, topic: Topic) -> list[Record]:
    """Every record now on a topic, each partition in order."""

    async def read() -> list[Record]:
        settings = ServiceSettings(kafka_bootstrap=kafka)
        return [record async for record in read_to_end(settings, topic.name)]

    return asyncio.run(read())


def put_raw(kafka: str, records: Sequence[tuple[bytes, bytes]]) -> None:
    """Put (key, value) pairs on the raw topic, acknowledged; any size that Kafka takes."""

    async def put() -> None:
        producer = AIOKafkaProducer(bootstrap_servers=kafka, max_request_size=4_000_000)
        await producer.start()
        try:
            for key, value in records:
                await producer.send_and_wait(RAW_ARTICLES.name, value, key=key)
        finally:
            await producer.stop()

    asyncio.run(put())


def send_to_start(kafka: str, part: str, topic: Topic) -> None:
    """Commit offset 0 of a topic for a part that does not run, so that it reads all again."""

    async def rewind() -> None:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=kafka, group_id=consumer_group(part), enable_auto_commit=False
        )
        await consumer.start()
        try:
            partitions = [TopicPartition(topic.name, n) for n in range(topic.partitions)]
            consumer.assign(partitions)
            await consumer.commit(dict.fromkeys(partitions, 0))
        finally:
            await consumer.stop()

    asyncio.run(rewind())
