"""Kafka is away while ten times as many feeds are due as may be polled at once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from clashwire_local import RunningStack
from tests.integration.ingest.ingest_process import IngestDesk, until
from tests.integration.ingest.news_sites import NewsSites, news_sites

pytestmark = pytest.mark.integration
PLACES = 8
FEEDS = 10 * PLACES
LONGEST_INTERVAL_SECONDS = 2.0
GROWTH_BYTES = 20_000_000


@pytest.fixture
async def sites() -> AsyncIterator[NewsSites]:
    async with news_sites(FEEDS) as running:
        yield running


async def test_an_outage_holds_no_more_outcomes_than_places_and_loses_none(
    ready_stack: RunningStack, tmp_path: Path, sites: NewsSites
) -> None:
    desk = IngestDesk(ready_stack, tmp_path, sites.urls)

    async def all_there() -> bool:
        return {article.url for article in await desk.articles()} >= sites.links

    async def waits() -> bool:
        status, reason = await desk.ready()
        return status == 503 and "Kafka" in reason

    async with desk.running(CLASHWIRE_CONCURRENT_POLLS=str(PLACES)) as process:
        await until(all_there, "every first item")
        memory = psutil.Process(process.pid).memory_info
        before_bytes = memory().rss
        ready_stack.kill("kafka")
        try:
            asked = len(sites.web.requests)
            sites.advance()
            await until(waits, "ingest says that it waits for Kafka")
            held = len(sites.web.requests) - asked
            await asyncio.sleep(LONGEST_INTERVAL_SECONDS + 1)
            assert len(sites.web.requests) - asked == held
            # those on their way when Kafka went, and one for each place they left
            assert held <= 2 * PLACES
            assert memory().rss - before_bytes < GROWTH_BYTES
        finally:
            await asyncio.to_thread(ready_stack.restart_kafka)
        await until(all_there, "every second item")

    ids = {(article.url, article.article_id) for article in await desk.articles()}
    assert len(ids) == len(sites.links)
