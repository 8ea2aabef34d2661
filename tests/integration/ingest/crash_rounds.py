"""Rounds of kill -9 at a named point: each process finds what the one before left behind."""

import asyncio
import signal
from asyncio.subprocess import Process
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path

import msgspec
from aiokafka import AIOKafkaConsumer

from clashwire_contracts.article import RawArticle
from clashwire_contracts.topics import FEEDS_STATE, consumer_group
from clashwire_local import RunningStack
from clashwire_runtime.kafka import build_consumer
from tests.integration.ingest import crashing_ingest
from tests.integration.ingest.ingest_process import IngestDesk, until
from tests.integration.ingest.news_sites import NewsSites, news_sites

SITES = 4
_REBALANCES = frozenset({"in_rebalance", "released"})
_DIES_WITHIN_SECONDS = 60
_POLLS_WITHIN_SECONDS = 1.0
_ONE_PARSER = {"CLASHWIRE_PARSER_PROCESSES": "1"}


class RoundsResult(msgspec.Struct, frozen=True, kw_only=True):
    """What so many kills at one point left on the topic.

    `repeats` are records with an id and revision that were there already, which is allowed;
    `rewritten` those of them that say something else, which is not.
    """

    point: str
    rounds: int
    items: int
    lost: int
    second_ids: int
    rewritten: int
    repeats: int


async def crash_rounds(stack: RunningStack, folder: Path, point: str, rounds: int) -> RoundsResult:
    """Kill ingest so many times at a point, let it recover, and count what is on the topic."""
    async with news_sites(SITES) as sites:
        desk = IngestDesk(stack, folder, sites.urls, interval="{min: 1s, max: 1s}")
        other = OtherMember(desk)
        async with desk.running(crashing_ingest.__file__, **_ONE_PARSER) as forks:
            for number in range(rounds):
                sites.advance()
                if point in _REBALANCES:
                    code = await _killed_by_rebalance(forks, point, desk, sites, other)
                else:
                    code = await _killed(forks, point, number % SITES + 1)
                assert code == -signal.SIGKILL, f"ended with {code} before it came to {point}"
        async with desk.running():
            await other.leave()

            async def all_there() -> bool:
                return {article.url for article in await desk.articles()} >= sites.links

            await until(all_there, f"every item on the topic after kills at {point}")
        return _count(await desk.articles(), sites.links, point, rounds)


async def _killed(forks: Process, point: str, times: int) -> int:
    """Ingest starts, polls, and is killed on its way to publish the news -> its exit code."""
    assert forks.stdin is not None
    assert forks.stdout is not None
    forks.stdin.write(f"{point} {times}\n".encode())
    return int(await asyncio.wait_for(forks.stdout.readline(), _DIES_WITHIN_SECONDS))


async def _killed_by_rebalance(
    forks: Process, point: str, desk: IngestDesk, sites: NewsSites, other: "OtherMember"
) -> int:
    """The same, with another member coming or going once ingest is one and polls its share."""
    asked, joined = len(sites.web.requests), _times_joined(desk)
    killed = asyncio.ensure_future(_killed(forks, point, 1))

    async def is_member() -> bool:
        return _times_joined(desk) > joined

    async def polls() -> bool:
        return len(sites.web.requests) > asked

    await until(is_member, "ingest is a member of its group")
    with suppress(TimeoutError):  # when none of the feeds is in its share
        async with asyncio.timeout(_POLLS_WITHIN_SECONDS):
            await until(polls, "a poll before the rebalance")
    await other.come_or_go()
    return await killed


def _times_joined(desk: IngestDesk) -> int:
    return (desk.folder / "ingest.log").read_bytes().count(b'"feeds_assigned"')


class OtherMember:
    """A member of ingest's group that comes and goes, and polls nothing of its share."""

    def __init__(self, desk: IngestDesk) -> None:
        self._desk = desk
        self._consumer: AIOKafkaConsumer | None = None
        self._coming: asyncio.Future[None] | None = None

    async def come_or_go(self) -> None:
        """Ask for a share, or give it back: a rebalance either way."""
        if self._consumer is not None:
            await self.leave()
            return
        self._consumer = build_consumer(
            self._desk.settings, group=consumer_group("ingest"), co_partitioned=True
        )
        self._consumer.subscribe([FEEDS_STATE.name])
        # it has its share only once the killed worker's successor has joined
        self._coming = asyncio.ensure_future(self._consumer.start())

    async def leave(self) -> None:
        """Give the share back, if there is one."""
        if self._consumer is not None and self._coming is not None:
            await self._coming
            await self._consumer.stop()
        self._consumer = self._coming = None


def _count(articles: list[RawArticle], links: set[str], point: str, rounds: int) -> RoundsResult:
    ids: dict[str | None, set[str]] = defaultdict(set)
    words: dict[tuple[str, int], set[str]] = defaultdict(set)
    records = Counter((article.article_id, article.revision) for article in articles)
    for article in articles:
        ids[article.url].add(article.article_id)
        words[article.article_id, article.revision].add(article.content_hash)
    return RoundsResult(
        point=point,
        rounds=rounds,
        items=len(links),
        lost=len(links - ids.keys()),
        second_ids=sum(len(found) - 1 for found in ids.values()),
        rewritten=sum(len(said) > 1 for said in words.values()),
        repeats=sum(count - 1 for count in records.values()),
    )
