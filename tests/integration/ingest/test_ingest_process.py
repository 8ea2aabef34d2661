"""Ingest against the real Kafka: once, in order, in spite of crashes, hangs and outages."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from clashwire_contracts.topics import FEEDS_DEAD_LETTERS
from clashwire_local import RunningStack
from tests.hostile_web.hostile_web import HostileWeb, response
from tests.integration.ingest import crashing_ingest
from tests.integration.ingest.ingest_process import IngestDesk, until
from tests.unit.ingest.documents import many_attributes, rss, rss_item

pytestmark = pytest.mark.integration
MANY = range(60)
DRAIN_SECONDS = 10.0
LONGEST_INTERVAL_SECONDS = 2.0  # of the desk's feeds


def feed(*numbers: int, text: str = "Two were hurt.") -> bytes:
    return response(rss(*[rss_item(number, text=text) for number in numbers]).encode())


def desk_for(stack: RunningStack, folder: Path, web: HostileWeb, *paths: str) -> IngestDesk:
    return IngestDesk(stack, folder, [web.url(path) for path in paths or ("/feed",)])


async def polls_more(web: HostileWeb, times: int) -> None:
    """Wait until the server was asked so many times more."""
    before = len(web.requests)

    async def enough() -> bool:
        return len(web.requests) >= before + times

    await until(enough, f"{times} more polls")


async def published(desk: IngestDesk, count: int) -> None:
    async def all_there() -> bool:
        return len(await desk.articles()) >= count

    await until(all_there, f"{count} articles on the topic")


@asynccontextmanager
async def kafka_away(stack: RunningStack) -> AsyncIterator[None]:
    """Kafka killed, and back on its port and data at the end, whatever the test finds."""
    stack.kill("kafka")
    try:
        yield
    finally:
        await asyncio.to_thread(stack.restart_kafka)


async def test_each_item_reaches_the_topic_once_over_polls_and_restarts(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    web.answers["/feed"] = feed(1, 2)
    desk = desk_for(ready_stack, tmp_path, web)

    for _ in range(2):
        async with desk.running() as process:
            await polls_more(web, 3)
            process.send_signal(signal.SIGTERM)
            code = await asyncio.wait_for(process.wait(), DRAIN_SECONDS)
            assert code == 0

    articles = await desk.articles()
    assert Counter((a.url, a.revision) for a in articles) == {
        ("https://harbour.example/world/1", 1): 1,
        ("https://harbour.example/world/2", 1): 1,
    }
    (state,) = await desk.states()
    assert {item.article_id for item in state.items} == {a.article_id for a in articles}


async def test_an_edit_is_a_revision_under_the_same_id(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    web.answers["/feed"] = feed(1)
    desk = desk_for(ready_stack, tmp_path, web)

    async with desk.running():
        await published(desk, 1)
        web.answers["/feed"] = feed(1, text="Five were hurt.")
        await published(desk, 2)
        await polls_more(web, 2)

    first, second = await desk.articles()
    assert (first.article_id, first.revision) == (second.article_id, 1)
    assert (second.revision, second.text) == (2, "Five were hurt.")


@pytest.mark.parametrize(
    "point", ["before_articles", "within_articles", "before_state", "after_state"]
)
async def test_a_kill_at_any_point_loses_nothing_and_makes_no_second_record(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path, point: str
) -> None:
    web.answers["/feed"] = feed(*MANY)
    desk = desk_for(ready_stack, tmp_path, web)
    async with desk.running(crashing_ingest.__file__, point) as process:
        assert await asyncio.wait_for(process.wait(), 30) == -signal.SIGKILL

    async with desk.running():
        await published(desk, len(MANY))
        await polls_more(web, 2)

    articles = await desk.articles()
    assert len({article.article_id for article in articles}) == len(MANY)
    assert Counter((a.url, a.revision) for a in articles) == {
        (f"https://harbour.example/world/{number}", 1): 1 for number in MANY
    }


async def test_an_edit_after_a_kill_is_the_next_revision(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    web.answers["/feed"] = feed(1)
    desk = desk_for(ready_stack, tmp_path, web)
    async with desk.running(crashing_ingest.__file__, "before_state") as process:
        await asyncio.wait_for(process.wait(), 30)
    web.answers["/feed"] = feed(1, text="Five were hurt.")

    async with desk.running():
        await published(desk, 2)

    assert [(a.revision, a.text) for a in await desk.articles()] == [
        (1, "Two were hurt."),
        (2, "Five were hurt."),
    ]


async def test_a_kill_at_any_moment_loses_nothing_and_makes_no_second_id(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    web.answers["/feed"] = feed(*MANY)
    desk = desk_for(ready_stack, tmp_path, web)
    for delay_ms in (0, 5, 20, 60, 150):
        async with desk.running() as process:
            await polls_more(web, 1)
            await asyncio.sleep(delay_ms / 1000)
            process.kill()

    async with desk.running():
        await published(desk, len(MANY))
        await polls_more(web, 2)

    articles = await desk.articles()
    assert len({article.article_id for article in articles}) == len(MANY)
    assert {article.revision for article in articles} == {1}


async def test_bad_feeds_cost_themselves_and_the_good_one_goes_on(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    web.answers |= {
        "/hangs": response(many_attributes(100_000)),
        "/page": response(b"<html><body>Please log in</body></html>"),
        "/gone": response(b"", status="404 Not Found"),
        "/inner": response(b"", status="302 Found", Location="http://169.254.169.254/"),
        "/feed": feed(1),
    }
    desk = desk_for(ready_stack, tmp_path, web, *web.answers)

    async def all_polled() -> bool:
        return len(await desk.states()) == len(web.answers)

    async with desk.running():
        await published(desk, 1)
        await until(all_polled, "a state for each feed")
        web.answers["/feed"] = feed(1, 2)
        await published(desk, 2)
        assert (await desk.ready())[0] == 200

    health = {state.url.rpartition("/")[2]: state.health for state in await desk.states()}
    assert health == {
        "hangs": "parser_limit",
        "page": "html_page",
        "gone": "http_404",
        "inner": "forbidden_address",
        "feed": "ok",
    }
    letters = await desk.dead_letters(FEEDS_DEAD_LETTERS.name)
    kinds = Counter(dict(letter.headers)["clashwire.error_kind"] for letter in letters)
    assert kinds == {b"poison": 1, b"undecodable": 1}


async def test_an_outage_of_kafka_stops_fetching_and_loses_nothing(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    web.answers["/feed"] = feed(1)
    desk = desk_for(ready_stack, tmp_path, web)

    async def is_not_ready() -> bool:
        status, reason = await desk.ready()
        return status == 503 and "Kafka" in reason

    async def is_ready() -> bool:
        return (await desk.ready())[0] == 200

    async with desk.running() as process:
        await published(desk, 1)
        async with kafka_away(ready_stack):
            web.answers["/feed"] = feed(1, 2, 3)
            await until(is_not_ready, "ingest says that it waits for Kafka")
            asked = len(web.requests)
            await asyncio.sleep(LONGEST_INTERVAL_SECONDS + 1)
            assert len(web.requests) == asked
        await published(desk, 3)
        await until(is_ready, "ingest is ready again")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), DRAIN_SECONDS) == 0

    articles = await desk.articles()
    assert len({article.article_id for article in articles}) == 3
    assert {article.revision for article in articles} == {1}


async def test_sigterm_while_kafka_is_away_still_ends_in_time(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    web.answers["/feed"] = feed(1)
    desk = desk_for(ready_stack, tmp_path, web)

    async with desk.running() as process:
        await published(desk, 1)
        async with kafka_away(ready_stack):
            web.answers["/feed"] = feed(1, 2)
            await asyncio.sleep(LONGEST_INTERVAL_SECONDS + 1)  # by now a poll waits for Kafka
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), DRAIN_SECONDS) == 0

    async with desk.running():
        await published(desk, 2)


async def test_a_feeds_file_with_errors_starts_nothing(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    desk = desk_for(ready_stack, tmp_path, web)
    (tmp_path / "feeds.yaml").write_text("feeds:\n  - url: 7\n  - {}\ncolour: red\n")

    async with desk.running() as process:
        assert await asyncio.wait_for(process.wait(), 20) == 2

    told = (tmp_path / "ingest.log").read_text()
    assert all(f"feeds.yaml:{line}: " in told for line in (2, 3, 4))
    assert web.requests == []
