"""Outages through the real poller, loop and Kafka: whose they are, said once, none punished."""

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clashwire_contracts.article import Publisher
from clashwire_contracts.codec import decode
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.topics import FEEDS_STATE
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_local import RunningStack
from clashwire_runtime.clock import ManualClock
from clashwire_runtime.compacted import read_latest
from clashwire_runtime.settings import ServiceSettings
from tests.hostile_web.hostile_web import HostileWeb, hostile_web
from tests.manners.scored_site import ScoredFeed, ScoredSite
from tests.manners.simulated_reader import SimulatedReader, simulated_reader

pytestmark = pytest.mark.integration
START = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Network:
    """The way to the web: its name service fails while `is_down`, and some hosts are dead."""

    def __init__(self, web: HostileWeb) -> None:
        self.is_down = False
        self.dead: set[str] = set()
        self._web = web

    async def resolver(self, host: str, port: int) -> Sequence[str]:
        """Names are the web's; a dead host's address has nobody who listens."""
        if self.is_down:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return ["127.0.0.2"] if host in self.dead else await self._web.resolver(host, port)


class Newsroom:
    """A worker with feeds at several sites, on simulated time."""

    def __init__(
        self, site: ScoredSite, network: Network, reader: SimulatedReader, states: ServiceSettings
    ) -> None:
        self.site = site
        self.network = network
        self.reader = reader
        self._settings = states

    def changes(self) -> list[tuple[str, object, object]]:
        """Outages that began and ended, as they were said."""
        return [
            (event.removeprefix("outage_"), line["cause"], line["subject"])
            for event in ("outage_began", "outage_ended")
            for line in self.reader.said(event)
        ]

    async def states(self) -> dict[str, FeedState]:
        """What the topic remembers, by the feed's name."""
        found = await read_latest(self._settings, FEEDS_STATE.name)
        states = [decode(FeedState, record.value) for record in found.values()]
        urls = {self.site.url(feed): name for name, feed in self.site.feeds.items()}
        return {urls[state.url]: state for state in states if state.url in urls}


@pytest.fixture
async def web() -> AsyncIterator[HostileWeb]:
    async with hostile_web() as running:
        yield running


@asynccontextmanager
async def newsroom(
    stack: RunningStack, web: HostileWeb, folder: Path, *names: str
) -> AsyncIterator[Newsroom]:
    clock = ManualClock(START)
    site = ScoredSite(web, clock, tuple(ScoredFeed(name=name) for name in names))
    feeds = [
        FeedConfig(
            url=site.url(feed), publisher=Publisher(name=feed.name, domain=f"{feed.name}.example")
        )
        for feed in site.feeds.values()
    ]
    settings = ServiceSettings(kafka_bootstrap=stack.kafka_bootstrap)
    network = Network(web)
    async with simulated_reader(network.resolver, clock, feeds, {}, settings, folder) as reader:
        yield Newsroom(site, network, reader, settings)


async def test_a_night_without_our_network_leaves_every_feed_as_it_was(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    async with newsroom(ready_stack, web, tmp_path, "north", "south", "east", "west") as desk:
        await desk.reader.live_until(START + 3 * HOUR)
        before = await desk.states()
        desk.network.is_down = True
        await desk.reader.live_until(START + 11 * HOUR)
        during = await desk.states()
        polled = len(desk.site.visits)
        desk.network.is_down = False
        back_at = START + 11 * HOUR
        await desk.reader.live_until(back_at + timedelta(minutes=2))
        after = await desk.states()

    assert during == before
    assert {state.health for state in after.values()} == {"ok"}
    assert {state.consecutive_failures for state in after.values()} == {0}
    assert len(desk.site.visits) - polled == 4  # each feed once, as soon as the way was free
    assert desk.changes() == [
        ("began", "our_network", "this worker"),
        ("ended", "our_network", "this worker"),
    ]


async def test_one_publisher_down_is_its_own_outage_and_the_others_go_on(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    async with newsroom(ready_stack, web, tmp_path, "upper", "lower", "outer") as desk:
        await desk.reader.live_until(START + 2 * HOUR)
        desk.network.dead.add("lower.example")
        await desk.reader.live_until(START + 8 * HOUR)
        down = await desk.states()
        said_while_down = desk.changes()
        desk.network.dead.clear()
        await desk.reader.live_until(START + 20 * HOUR)
        after = await desk.states()

    assert (down["lower"].health, down["upper"].health, down["outer"].health) == (
        "refused",
        "ok",
        "ok",
    )
    assert down["lower"].consecutive_failures >= 3
    assert said_while_down == [("began", "publisher_down", "lower.example")]
    assert desk.changes()[-1] == ("ended", "publisher_down", "lower.example")
    assert after["lower"].health == "ok"


async def test_lateness_is_told_by_publisher_as_items_reach_the_topic(
    ready_stack: RunningStack, web: HostileWeb, tmp_path: Path
) -> None:
    async with newsroom(ready_stack, web, tmp_path, "quick") as desk:
        await desk.reader.live_until(START + 6 * HOUR)
        text = desk.reader.context.metrics.exposition().decode()

    of = '{publisher="quick.example"}'
    for name in ("due_to_topic", "item_seen", "item_latency"):
        assert f"clashwire_{name}_seconds_count{of}" in text
