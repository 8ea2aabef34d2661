"""Ingest as a process of its own, against the real Kafka and a feed on loopback."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from clashwire_contracts.article import RawArticle
from clashwire_contracts.codec import decode
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.ids import feed_id
from clashwire_contracts.topics import FEEDS_STATE, RAW_ARTICLES
from clashwire_local import RunningStack
from clashwire_local.ports import free_ports
from clashwire_runtime.compacted import read_latest, read_to_end
from clashwire_runtime.settings import ServiceSettings
from clashwire_runtime.step import Record

PATIENCE_SECONDS = 40.0


class IngestDesk:
    """A feeds file, the topics it ends up on, and processes that poll it."""

    def __init__(
        self,
        stack: RunningStack,
        folder: Path,
        urls: list[str],
        interval: str = "{min: 1s, max: 2s}",
    ) -> None:
        self.folder = folder
        self.settings = ServiceSettings(kafka_bootstrap=stack.kafka_bootstrap)
        self.health_port = free_ports(1)[0]
        self.interval = interval
        self.feed_ids: frozenset[str] = frozenset()
        self.write_feeds(urls)

    def write_feeds(self, urls: list[str]) -> None:
        """Put these feeds, and no others, into the feeds file."""
        lines = [
            f"  - url: {url}\n    publisher: {{name: Harbour Post, domain: harbour.example}}\n"
            f"    interval: {self.interval}\n"
            for url in urls
        ]
        (self.folder / "feeds.yaml").write_text("feeds:\n" + "".join(lines))
        self.feed_ids |= {feed_id(url) for url in urls}

    @asynccontextmanager
    async def running(self, *command: str, **environ: str) -> AsyncIterator[Process]:
        """`python -m clashwire_ingest`, or another command in its place; killed at the end."""
        given = {
            "CLASHWIRE_KAFKA_BOOTSTRAP": self.settings.kafka_bootstrap,
            "CLASHWIRE_FEEDS": str(self.folder / "feeds.yaml"),
            "CLASHWIRE_DATA_DIR": str(self.folder),
            "CLASHWIRE_ALLOW_CIDRS": "127.0.0.0/8",
            "CLASHWIRE_HEALTH_PORT": str(self.health_port),
            "CLASHWIRE_PARSE_TIMEOUT": "2s",
            "CLASHWIRE_SESSION_TIMEOUT": "6s",  # the shortest that Kafka grants
            "CLASHWIRE_INSTANCE_ID": "test",  # known again after a kill, in the next test too
        }
        with (self.folder / "ingest.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *(command or ("-m", "clashwire_ingest")),
                env={**os.environ, **given, **environ},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def articles(self) -> list[RawArticle]:
        """Every record of these feeds on the raw topic, in order for each article."""
        found = [article async for article in self._all_articles()]
        return [article for article in found if article.feed_id in self.feed_ids]

    async def states(self) -> list[FeedState]:
        """The latest state of each of these feeds."""
        found = await read_latest(self.settings, FEEDS_STATE.name)
        states = [decode(FeedState, record.value) for record in found.values()]
        return [state for state in states if state.feed_id in self.feed_ids]

    async def dead_letters(self, topic: str) -> list[Record]:
        """The dead letters of these feeds on a topic keyed by feed."""
        found = [record async for record in read_to_end(self.settings, topic)]
        return [record for record in found if (record.key or b"").decode() in self.feed_ids]

    async def ready(self) -> tuple[int, str]:
        """What /readyz says now: status and reason; status 0 when nobody listens."""
        try:
            async with httpx.AsyncClient(trust_env=False) as client:
                answer = await client.get(f"http://127.0.0.1:{self.health_port}/readyz")
        except httpx.HTTPError as error:
            return 0, repr(error)
        return answer.status_code, answer.text

    async def _all_articles(self) -> AsyncIterator[RawArticle]:
        async for record in read_to_end(self.settings, RAW_ARTICLES.name):
            yield decode(RawArticle, record.value)


async def until(holds: Callable[[], Awaitable[bool]], what: str) -> None:
    """Wait until it holds; fails naming what did not come true in time."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while not await holds():
        assert asyncio.get_running_loop().time() < deadline, (
            f"not within {PATIENCE_SECONDS} s: {what}"
        )
        await asyncio.sleep(0.02)
