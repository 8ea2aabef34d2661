"""Ingest as its own process on a real Kafka, against a plain loop and against feedparser alone."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import feedparser
import httpx
import msgspec
import psutil
from prometheus_client.parser import text_string_to_metric_families

from bench.feed_server import document
from clashwire_contracts.topics import ALL_TOPICS
from clashwire_ingest.settings import IngestSettings
from clashwire_local import RunningStack, start_stack
from clashwire_local.ports import free_ports
from clashwire_runtime.topic_setup import create_topics


class Mode(msgspec.Struct, frozen=True):
    """What the server answers, in words, and with how many feeds, each due every second."""

    meaning: str
    feeds: int


MODES = {
    "unchanged": Mode("unchanged, 304", 600),
    "same": Mode("unchanged, by its body", 400),
    "changed": Mode("changed, one new article of 25", 150),
}
_SECONDS = 12.0
_WARM_AFTER_SECONDS = 180.0
_CONCURRENT = IngestSettings().concurrent_polls


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """Polls and articles a second, CPU milliseconds a poll with children, resident bytes."""

    polls: float
    articles: float
    cpu_ms: float
    resident_bytes: int


@contextmanager
def feed_server() -> Iterator[int]:
    """A feed server as a process of its own -> its port."""
    (port,) = free_ports(1)
    server = subprocess.Popen([sys.executable, "-m", "bench.feed_server", str(port)])  # noqa: S603  # ours
    try:
        time.sleep(1)
        yield port
    finally:
        server.kill()
        server.wait()


@contextmanager
def ingest(
    stack: RunningStack, folder: Path, urls: list[str], interval: str = "{min: 1s, max: 1s}"
) -> Iterator[tuple[int, int]]:
    """Ingest on these feeds, each due so often -> its process id and health port."""
    folder.mkdir()
    feeds = [
        f"  - url: {url}\n    publisher: {{name: Harbour {n}, domain: harbour{n}.example}}\n"
        f"    interval: {interval}\n"
        for n, url in enumerate(urls)
    ]
    (folder / "feeds.yaml").write_text("feeds:\n" + "".join(feeds))
    (port,) = free_ports(1)
    settings = {
        "CLASHWIRE_KAFKA_BOOTSTRAP": stack.kafka_bootstrap,
        "CLASHWIRE_FEEDS": str(folder / "feeds.yaml"),
        "CLASHWIRE_DATA_DIR": str(folder),
        "CLASHWIRE_ALLOW_CIDRS": "127.0.0.0/8",
        "CLASHWIRE_HEALTH_PORT": str(port),
        "CLASHWIRE_INSTANCE_ID": "bench",
    }
    with (folder / "ingest.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "clashwire_ingest"],
            env={**os.environ, **settings},
            stderr=log,
        )
    try:
        yield process.pid, port
    finally:
        process.kill()
        process.wait()


def measure_ours(stack: RunningStack, folder: Path, urls: list[str]) -> Rate:
    """Let ingest come to speed, then count over some seconds."""
    with ingest(stack, folder, urls) as (pid, port):
        _warm_up(port, 2 * len(urls))
        before, started = totals(port), time.monotonic()
        cpu_before = cpu_seconds(pid)
        time.sleep(_SECONDS)
        after, seconds = totals(port), time.monotonic() - started
        polls = after["clashwire_feed_polls"] - before["clashwire_feed_polls"]
        return Rate(
            polls=polls / seconds,
            articles=(
                after["clashwire_articles_published"] - before["clashwire_articles_published"]
            )
            / seconds,
            cpu_ms=(cpu_seconds(pid) - cpu_before) / max(polls, 1) * 1000,
            resident_bytes=resident_bytes(pid),
        )


def _warm_up(port: int, polls: int) -> None:
    """Wait until every feed was polled, for a first poll publishes all its items."""
    deadline = time.monotonic() + _WARM_AFTER_SECONDS
    while time.monotonic() < deadline:
        time.sleep(1)
        with suppress(httpx.HTTPError):
            if totals(port)["clashwire_feed_polls"] >= polls:
                return
    raise TimeoutError(f"ingest did not make {polls} polls within {_WARM_AFTER_SECONDS:g} s")


def totals(port: int) -> dict[str, float]:
    """A health port -> each counter's sum over its labels."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    return {
        family.name: sum(s.value for s in family.samples if s.name.endswith("_total"))
        for family in text_string_to_metric_families(text)
        if family.type == "counter"
    }


def cpu_seconds(pid: int) -> float:
    """CPU seconds of a process and its children so far."""
    root = psutil.Process(pid)
    times = [one.cpu_times() for one in (root, *root.children(recursive=True))]
    return sum(t.user + t.system for t in times)


def resident_bytes(pid: int) -> int:
    """Resident memory of a process and its children."""
    root = psutil.Process(pid)
    return sum(one.memory_info().rss for one in (root, *root.children(recursive=True)))


async def _plain_loop(urls: list[str]) -> Rate:
    """What one would write in an hour: httpx, ETags kept, feedparser; no topic, no memory."""
    etags: dict[str, str] = {}
    polls, deadline = 0, time.monotonic() + _SECONDS

    async def poll_for_ever(client: httpx.AsyncClient, mine: list[str]) -> None:
        nonlocal polls
        while time.monotonic() < deadline:
            for url in mine:
                headers = {"If-None-Match": etags[url]} if url in etags else {}
                answer = await client.get(url, headers=headers)
                if answer.status_code == httpx.codes.OK:
                    etags[url] = answer.headers.get("etag", "")
                    feedparser.parse(answer.content)
                polls += 1

    started, cpu = time.monotonic(), time.process_time()
    limits = httpx.Limits(max_connections=_CONCURRENT, max_keepalive_connections=_CONCURRENT)
    async with httpx.AsyncClient(limits=limits, http2=True, trust_env=False) as client:
        shares = [urls[n::_CONCURRENT] for n in range(_CONCURRENT)]
        await asyncio.gather(*[poll_for_ever(client, share) for share in shares])
    return Rate(
        polls=polls / (time.monotonic() - started),
        articles=0,
        cpu_ms=(time.process_time() - cpu) / polls * 1000,
        resident_bytes=psutil.Process().memory_info().rss,
    )


def feedparser_alone() -> float:
    """CPU milliseconds that feedparser takes for one of the documents, the best of a few."""
    body, best = document(1, 100), float("inf")
    for _ in range(7):
        start = time.process_time()
        feedparser.parse(body)
        best = min(best, time.process_time() - start)
    return best * 1000


def rows() -> list[tuple[str, str, str, str, str]]:
    """(what, polls a second, CPU ms a poll, against the plain loop's CPU, load before)."""
    found = []
    with (
        tempfile.TemporaryDirectory() as folder,
        start_stack(Path(folder) / "stack", rebalance_delay_ms=0) as stack,
        feed_server() as port,
    ):
        asyncio.run(create_topics(stack.kafka_bootstrap, ALL_TOPICS))
        for name, mode in MODES.items():
            urls = [f"http://127.0.0.1:{port}/{name}/{n}" for n in range(mode.feeds)]
            load = f"{os.getloadavg()[0]:.1f}"
            ours = measure_ours(stack, Path(folder) / name, urls)
            plain = asyncio.run(_plain_loop(urls))
            found += [
                (f"Clashwire, {mode.meaning}", *_cells(ours, plain), load),
                (f"httpx + feedparser, {mode.meaning}", *_cells(plain, plain), load),
            ]
    alone = feedparser_alone()
    found.append(("feedparser alone on that document", "", f"{alone:.2f}", "", ""))
    return found


def _cells(rate: Rate, plain: Rate) -> tuple[str, str, str]:
    articles = f" ({rate.articles:,.0f} articles)" if rate.articles > 1 else ""
    return (
        f"{rate.polls:,.0f}{articles}",
        f"{rate.cpu_ms:.2f}",
        f"{rate.cpu_ms / plain.cpu_ms:.2f}",
    )


if __name__ == "__main__":
    for row in rows():
        print(" | ".join(row), flush=True)
