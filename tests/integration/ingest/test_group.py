"""Several workers share the feeds: each site has one owner, whoever comes, goes, dies or sleeps."""

import asyncio
import re
import signal
from asyncio.subprocess import Process
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from clashwire_local import RunningStack
from tests.hostile_web.hostile_web import Seen, by_request, response
from tests.integration.ingest.ingest_process import IngestDesk, until
from tests.integration.ingest.news_sites import NewsSites, news_sites
from tests.unit.ingest.documents import rss, rss_item

pytestmark = pytest.mark.integration
SITES = 12
_WORKER = re.compile(r"\+(worker-\w)")


@pytest.fixture
async def sites() -> AsyncIterator[NewsSites]:
    """Twelve sites, spread over the partitions by their addresses."""
    async with news_sites(SITES) as running:
        yield running


@asynccontextmanager
async def workers(desk: IngestDesk, *names: str) -> AsyncIterator[dict[str, Process]]:
    """Workers that say their name in the User-Agent, and are members by no fixed name."""
    async with AsyncExitStack() as stack:
        running = {}
        for name in names:
            running[name] = await stack.enter_async_context(worker(desk, name))
        yield running


def worker(desk: IngestDesk, name: str) -> AbstractAsyncContextManager[Process]:
    """A worker of that name, to be run."""
    return desk.running(
        CLASHWIRE_CONTACT=f"worker-{name}",
        CLASHWIRE_INSTANCE_ID="",
        CLASHWIRE_HEALTH_PORT="0",
        CLASHWIRE_PARSER_PROCESSES="1",
    )


def pollers(seen: list[Seen]) -> dict[str, set[str]]:
    """Requests -> which workers asked for each feed."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in seen:
        name = _WORKER.search(one.headers["user-agent"])
        found[one.path].add(name[1] if name else "nobody")
    return found


async def shared_by(sites: NewsSites, count: int) -> dict[str, set[str]]:
    """Wait until so many workers, no more, poll all feeds between them, one each."""
    start = len(sites.web.requests)
    found: dict[str, set[str]] = {}

    async def shared() -> bool:
        nonlocal start, found
        found = pollers(sites.web.requests[start:])
        owners = set().union(*found.values())
        if any(len(who) > 1 for who in found.values()) or len(owners) > count:
            start = len(sites.web.requests)  # a rebalance went on; look anew
            return False
        return len(found) == sites.count and len(owners) == count

    await until(shared, f"all feeds polled by {count} workers")
    return found


async def all_published(desk: IngestDesk, sites: NewsSites) -> None:
    async def there() -> bool:
        return {article.url for article in await desk.articles()} >= sites.links

    await until(there, "every item on the topic")


async def assert_one_id_each(desk: IngestDesk) -> None:
    ids = defaultdict(set)
    words = defaultdict(set)
    for article in await desk.articles():
        ids[article.url].add(article.article_id)
        words[article.article_id, article.revision].add(article.content_hash)
    assert {url: found for url, found in ids.items() if len(found) > 1} == {}
    assert {key: said for key, said in words.items() if len(said) > 1} == {}


async def test_two_workers_share_the_feeds_and_a_third_takes_its_part(
    ready_stack: RunningStack, tmp_path: Path, sites: NewsSites
) -> None:
    desk = IngestDesk(ready_stack, tmp_path, sites.urls)
    async with workers(desk, "a", "b"):
        await shared_by(sites, 2)
        sites.advance()
        await all_published(desk, sites)
        async with worker(desk, "c"):
            found = await shared_by(sites, 3)
            sites.advance()
            await all_published(desk, sites)

    assert set().union(*found.values()) == {"worker-a", "worker-b", "worker-c"}
    records = Counter((a.article_id, a.revision) for a in await desk.articles())
    assert set(records.values()) == {1}
    await assert_one_id_each(desk)


async def test_what_a_killed_worker_polled_the_others_take_over(
    ready_stack: RunningStack, tmp_path: Path, sites: NewsSites
) -> None:
    desk = IngestDesk(ready_stack, tmp_path, sites.urls)
    async with workers(desk, "a", "b", "c") as running:
        await shared_by(sites, 3)
        sites.advance()
        running["b"].kill()
        await all_published(desk, sites)
        await shared_by(sites, 2)
        sites.advance()
        await all_published(desk, sites)

    await assert_one_id_each(desk)


async def test_a_worker_that_slept_through_its_session_publishes_nothing_on_waking(
    ready_stack: RunningStack, tmp_path: Path, sites: NewsSites
) -> None:
    path = "/5"
    desk = IngestDesk(ready_stack, tmp_path, sites.urls)
    async with workers(desk, "a") as running:
        await all_published(desk, sites)
        asleep = asyncio.Event()

        def fall_asleep(seen: Seen) -> bytes:
            """The sleeper alone is shown words that were taken back by the time it wakes."""
            by_sleeper = "worker-a" in seen.headers["user-agent"]
            if by_sleeper and not asleep.is_set():
                running["a"].send_signal(signal.SIGSTOP)
                asleep.set()
                return response(rss(rss_item(77_000_001, text="Taken back.")).encode())
            return response(rss(rss_item(77_000_001, text="Corrected.")).encode())

        sites.web.answers[path] = by_request(fall_asleep)
        await asleep.wait()
        async with worker(desk, "b"):
            await shared_by(sites, 1)
            running["a"].send_signal(signal.SIGCONT)
            found = await shared_by(sites, 2)
            assert "worker-a" in set().union(*found.values())

    texts = [a.text for a in await desk.articles() if a.text in {"Taken back.", "Corrected."}]
    assert texts == ["Corrected."]
    await assert_one_id_each(desk)


async def test_a_changed_feeds_file_is_followed_and_a_wrong_one_refused(
    ready_stack: RunningStack, tmp_path: Path, sites: NewsSites
) -> None:
    desk = IngestDesk(ready_stack, tmp_path, sites.urls[:2])
    file = tmp_path / "feeds.yaml"

    async def polled_now() -> set[str]:
        start = len(sites.web.requests)
        await asyncio.sleep(3)  # longer than the feeds' longest interval
        return {seen.path for seen in sites.web.requests[start:]}

    async def polls(*paths: str) -> None:
        async def so() -> bool:
            return await polled_now() == set(paths)

        await until(so, f"{paths} polled and no other")

    async with desk.running():
        await polls("/0", "/1")
        file.write_text("feeds:\n  - url: 7\n")
        await polls("/0", "/1")
        desk.write_feeds(sites.urls[1:3])
        await polls("/1", "/2")

    told = (tmp_path / "ingest.log").read_text()
    assert told.count("feeds_file_refused") == 1
    assert "feeds.yaml:2: " in told
