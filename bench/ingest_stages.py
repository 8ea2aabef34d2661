"""Ingest's publish stage alone, and its memory with ten thousand feeds, on a real Kafka."""

import asyncio
import base64
import hashlib
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import httpx
import msgspec
from aiokafka import AIOKafkaProducer

from bench.feed_server import document
from bench.ingest import cpu_seconds, feed_server, ingest, resident_bytes, totals
from clashwire_contracts import ids
from clashwire_contracts.article import Publisher, RawArticle
from clashwire_contracts.codec import encode
from clashwire_contracts.feed_state import FeedState, KnownItem
from clashwire_contracts.topics import ALL_TOPICS, FEEDS_STATE, RAW_ARTICLES
from clashwire_ingest.documents.parse import parse_document
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.feeds.feed_partition import feed_partition
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.identify import Identified, identify
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.publish import FeedPublisher
from clashwire_ingest.polling.raw_article import to_raw_article
from clashwire_local import RunningStack, start_stack
from clashwire_runtime.clock import SystemClock
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.group_lease import GroupLease
from clashwire_runtime.kafka import build_producer
from clashwire_runtime.logs import configure_logs
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch
from clashwire_runtime.publisher import Publisher as KafkaPublisher
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.topic_setup import create_topics

# two hundred real feeds held 33 items each on average
FEEDS, ITEMS_IN_FEED, ITEMS_GONE = 10_000, 33, 33
OUTCOMES, AT_ONCE, ROUNDS = 400, 32, 3
_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_WITHIN_SECONDS = 400.0


def found_items(feed: FeedConfig, number: int) -> tuple[Identified, ...]:
    """The items of one bench document, as a first poll finds them."""
    parsed = parse_document(document(number, 100), "application/rss+xml", feed.url)
    return tuple(
        identify(parsed.items, (), domain=feed.publisher.domain, now=_NOW, ledger=ArticleLedger())
    )


def outcomes() -> list[PollOutcome]:
    """Outcomes of 25 new articles each, parsed and identified already."""
    made = []
    for number in range(OUTCOMES):
        feed = _feed(f"https://harbour{number % 50}.example/rss", number)
        found = found_items(feed, number)
        articles = tuple(to_raw_article(feed, one, _NOW) for one in found)
        state = _state(feed, tuple(one.known for one in found), _NOW)
        made.append(PollOutcome(state=state, found=found, articles=articles))
    return made


async def publish_stage(settings: ServiceSettings, todo: list[PollOutcome]) -> tuple[float, float]:
    """Publish all as the loop does, so many at once -> articles a second, CPU µs an article."""
    clock, metrics = SystemClock(), Metrics()
    logger = configure_logs("bench", "error")
    context = ServiceContext(
        name="bench",
        clock=clock,
        logger=logger,
        metrics=metrics,
        watch=ProgressWatch(clock, timedelta(minutes=1)),
        stop=asyncio.Event(),
    )
    lease = GroupLease(3600.0, clock)
    lease.renew(clock.monotonic_seconds())
    producer = build_producer(settings)
    lease.guard(producer)
    await producer.start()
    kafka = KafkaPublisher(producer, logger, metrics, timedelta(minutes=1))
    publisher = FeedPublisher(
        kafka, DeadLetterWriter(kafka, "bench", Path(settings.data_dir)), context, lease
    )
    queue = iter(todo)

    async def publish_next() -> None:
        for outcome in queue:
            await publisher.publish(outcome)

    wall, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*[publish_next() for _ in range(AT_ONCE)])
    elapsed, used = time.perf_counter() - wall, time.process_time() - cpu
    await producer.stop()
    articles = sum(len(outcome.articles) for outcome in todo)
    return articles / elapsed, used / articles * 1e6


async def bare_producer(settings: ServiceSettings, todo: list[PollOutcome]) -> tuple[float, float]:
    """The bare producer on the same records, encoded before and all handed over at once."""
    records = [_article(article) for outcome in todo for article in outcome.articles]
    records += [_record(outcome.state) for outcome in todo]
    producer = build_producer(settings)
    await producer.start()
    wall, cpu = time.perf_counter(), time.process_time()
    await _send_all(producer, records)
    elapsed, used = time.perf_counter() - wall, time.process_time() - cpu
    await producer.stop()
    articles = sum(len(outcome.articles) for outcome in todo)
    return articles / elapsed, used / articles * 1e6


def many_states(urls: list[str]) -> Iterator[FeedState]:
    """A state for each feed, with as many items in it and gone from it as a busy feed has."""
    template = found_items(_feed(urls[0], 0), 0)[0].known
    for number, url in enumerate(urls):
        items = tuple(_varied(template, number, item) for item in range(ITEMS_IN_FEED + ITEMS_GONE))
        state = _state(_feed(url, number), items, datetime.now(UTC) - timedelta(hours=7))
        yield msgspec.structs.replace(state, etag='"v1"')


async def seed(settings: ServiceSettings, urls: list[str]) -> None:
    """Write the states of all feeds to their topic."""
    producer = build_producer(settings)
    await producer.start()
    states = many_states(urls)
    while batch := list(islice(states, 200)):
        await _send_all(producer, [_record(state) for state in batch])
    await producer.stop()


def memory(stack: RunningStack, folder: Path) -> tuple[float, float, float]:
    """MB once ten thousand feeds are taken over and after each was polled, seconds to take over."""
    settings = ServiceSettings(kafka_bootstrap=stack.kafka_bootstrap)
    with feed_server() as server_port:
        urls = [f"http://127.0.0.1:{server_port}/unchanged/{n}" for n in range(FEEDS)]
        asyncio.run(seed(settings, urls))
        started = time.monotonic()
        with ingest(stack, folder, urls, interval="{min: 1h, max: 6h}") as (pid, port):
            _wait(port, 1)
            taken_over, seconds = resident_bytes(pid), time.monotonic() - started
            _wait(port, FEEDS)
            polled = resident_bytes(pid)
            print(f"CPU s of ingest for it all: {cpu_seconds(pid):.0f}", flush=True)
    return taken_over / 1e6, polled / 1e6, seconds


def rows() -> list[tuple[str, str, str]]:
    """(what, figure, CPU or note), and the load before."""
    with (
        tempfile.TemporaryDirectory() as folder,
        start_stack(Path(folder) / "stack", rebalance_delay_ms=0) as stack,
    ):
        asyncio.run(create_topics(stack.kafka_bootstrap, ALL_TOPICS))
        settings = ServiceSettings(kafka_bootstrap=stack.kafka_bootstrap, data_dir=folder)
        load, todo = os.getloadavg()[0], outcomes()
        ours, bare = (0.0, 0.0), (0.0, 0.0)
        for _ in range(ROUNDS):
            ours = max(ours, asyncio.run(publish_stage(settings, todo)))
            bare = max(bare, asyncio.run(bare_producer(settings, todo)))
        taken_over, polled, seconds = memory(stack, Path(folder) / "memory")
    return [
        ("publish stage, articles/s", f"{ours[0]:,.0f}", f"{ours[1]:.0f} µs CPU an article"),
        ("aiokafka bare, the same records", f"{bare[0]:,.0f}", f"{bare[1]:.0f} µs CPU an article"),
        (f"memory, {FEEDS:,} feeds taken over", f"{taken_over:.0f} MB", f"after {seconds:.0f} s"),
        (f"memory, {FEEDS:,} feeds polled once", f"{polled:.0f} MB", "with its parser processes"),
        ("load before", f"{load:.1f}", ""),
    ]


def _wait(port: int, polls: int) -> None:
    deadline = time.monotonic() + _WITHIN_SECONDS
    while time.monotonic() < deadline:
        time.sleep(0.5)
        try:
            if totals(port)["clashwire_feed_polls"] >= polls:
                return
        except httpx.HTTPError:
            continue
    raise TimeoutError(f"ingest did not make {polls} polls within {_WITHIN_SECONDS:g} s")


def _feed(url: str, number: int) -> FeedConfig:
    name = f"harbour{number}.example"
    return FeedConfig(url=url, publisher=Publisher(name=name, domain=name))


def _state(feed: FeedConfig, items: tuple[KnownItem, ...], at: datetime) -> FeedState:
    return FeedState(
        feed_id=feed.feed_id,
        url=feed.url,
        etag=None,
        last_modified=None,
        body_hash=hashlib.sha256(feed.url.encode()).hexdigest(),
        polled_at=at,
        next_poll_at=at + timedelta(hours=1),
        consecutive_failures=0,
        health="ok",
        health_reason=None,
        items=items,
    )


def _varied(template: KnownItem, feed: int, item: int) -> KnownItem:
    """An item of its own keys and hashes, which are what does not compress."""
    digest = hashlib.sha512(f"{feed} {item}".encode()).digest()
    url = f"https://harbour{feed}.example/world/2026/11/{uuid.UUID(bytes=digest[:16])}-shells-fall"
    words = template.words
    if words is not None:
        words = msgspec.structs.replace(
            words,
            title=f"Shells fall on quarter {item} of {feed}",
            text_bits=base64.b64encode(digest[:16]).decode(),
            sentences=base64.b64encode(digest[16:56]).decode(),
        )
    return msgspec.structs.replace(
        template,
        article_id=ids.article_id(url),
        guid=url,
        canonical_url=url,
        content_hash=hashlib.sha256(digest).hexdigest(),
        first_published_at=_NOW - timedelta(hours=3 * item),
        words=words if item < ITEMS_IN_FEED else None,
    )


def _record(state: FeedState) -> tuple[str, bytes, bytes, int | None]:
    return (
        FEEDS_STATE.name,
        state.feed_id.encode(),
        encode(state),
        feed_partition(state.url),
    )


def _article(article: RawArticle) -> tuple[str, bytes, bytes, int | None]:
    return RAW_ARTICLES.name, article.article_id.encode(), encode(article), None


async def _send_all(
    producer: AIOKafkaProducer, records: list[tuple[str, bytes, bytes, int | None]]
) -> None:
    sent = [
        await producer.send(topic, key=key, value=value, partition=partition)
        for topic, key, value, partition in records
    ]
    await asyncio.gather(*sent)


if __name__ == "__main__":
    for row in rows():
        print(" | ".join(row), flush=True)
