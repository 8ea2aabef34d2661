"""The raw topic from outside: records put on it and read, a group sent back to its start."""

import asyncio
from collections.abc import Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from clashwire_contracts.article import RawArticle
from clashwire_contracts.codec import decode
from clashwire_contracts.topics import RAW_ARTICLES, consumer_group
from clashwire_runtime.compacted import read_to_end
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Record
from tests.e2e.patience import eventually


def read_raw(kafka: str) -> list[Record]:
    """Every record now on the raw topic, each partition in order."""

    async def read() -> list[Record]:
        settings = ServiceSettings(kafka_bootstrap=kafka)
        return [record async for record in read_to_end(settings, RAW_ARTICLES.name)]

    return asyncio.run(read())


def raw_articles(kafka: str) -> dict[str, RawArticle]:
    """The latest revision of every article on the raw topic by article_id."""
    latest: dict[str, RawArticle] = {}
    for record in read_raw(kafka):
        article = decode(RawArticle, record.value)
        known = latest.get(article.article_id)
        if known is None or known.revision <= article.revision:
            latest[article.article_id] = article
    return latest


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


def send_to_start(kafka: str, part: str) -> None:
    """Forget a stopped part's offsets, so that it reads its topics from their start again."""

    async def forget() -> bool:
        admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
        await admin.start()
        try:
            ((_, error),) = await admin.delete_consumer_groups([consumer_group(part)])
        finally:
            await admin.close()
        return error is None or getattr(error, "errno", error) == 0

    eventually(lambda: asyncio.run(forget()))
