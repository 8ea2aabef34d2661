"""What holds a poll back, what makes an outcome count, and what is said of it."""

import asyncio
from datetime import datetime, timedelta

import pytest
import structlog
from structlog.testing import LogCapture

from clashwire_contracts.article import Publisher
from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.health.network_watch import CANARY_EVERY, NetworkWatch
from clashwire_ingest.health.poll_gate import PollGate
from clashwire_ingest.polling.feed_memory import Polled, after_document, after_failure
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.web.answer import Answer
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_ingest.web.rate_limits import RateLimits
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import ManualClock
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch
from tests.unit.ingest.items import NOW


def feed(name: str, country: str | None = None) -> FeedConfig:
    publisher = Publisher(name=name, domain=f"{name}.example", country=country)
    return FeedConfig(url=f"https://{name}.example/feed", publisher=publisher)


A, B, C = feed("a", "SD"), feed("b", "SD"), feed("c")


class GateDesk:
    """A gate with its clock, its log, and a network that the test holds in its hand."""

    def __init__(self) -> None:
        self.clock = ManualClock(NOW)
        self.log = LogCapture()
        self.reachable = True
        self.context = self._context()
        network = NetworkWatch(self._reach, self.clock)
        turns = HostTurns(AddressGuard(), 1.0, self.clock)
        self.gate = PollGate(turns, RateLimits(), network, self.context)
        self.gate.take_on([A, B, C])
        self.context.watch.start()
        self._states: dict[str, FeedState] = {}

    def _context(self) -> ServiceContext:
        logger = structlog.wrap_logger(None, processors=[self.log])
        return ServiceContext(
            name="ingest",
            clock=self.clock,
            logger=logger,
            metrics=Metrics(),
            watch=ProgressWatch(self.clock, timedelta(hours=1)),
            stop=asyncio.Event(),
        )

    async def _reach(self, _url: str) -> bool:
        return self.reachable

    async def failed(self, of: FeedConfig, health: str, **headers: str) -> datetime | None:
        """A poll fails, with an answer when the health is a status -> until when it is put off."""
        polled = Polled(at=self.clock.now(), health=health, reason="why")
        state = after_failure(of, self._states.get(of.url), polled)
        status = health.removeprefix("http_")
        answer = (
            Answer(url=of.url, status=int(status), headers=headers) if status.isdigit() else None
        )
        return await self._judged(of, PollOutcome(state=state, answer=answer))

    async def read(self, of: FeedConfig) -> None:
        """A poll brings a document."""
        polled = Polled(at=self.clock.now())
        state = after_document(of, self._states.get(of.url), polled, None)
        answer = Answer(url=of.url, status=200)
        assert await self._judged(of, PollOutcome(state=state, answer=answer)) is None

    async def _judged(self, of: FeedConfig, outcome: PollOutcome) -> datetime | None:
        until = await self.gate.put_off_until(of, outcome)
        if until is None:
            self._states[of.url] = outcome.state
        return until

    def said(self) -> list[tuple[str, str, str]]:
        """Outages that began or ended, in the order they were said."""
        return [
            (entry["event"], entry["cause"], entry["subject"])
            for entry in self.log.entries
            if entry["event"].startswith("outage_")
        ]

    def metric(self, line: str) -> bool:
        """Whether a line is among the metrics."""
        return line in self.context.metrics.exposition().decode().splitlines()


@pytest.fixture
def desk() -> GateDesk:
    return GateDesk()


async def test_our_outage_counts_against_no_feed_and_is_said_once(desk: GateDesk) -> None:
    desk.reachable = False
    until = [await desk.failed(one, "dns_failure") for one in (A, B, C)]

    assert until == [NOW + CANARY_EVERY] * 3
    assert [said[:2] for said in desk.said()] == [("outage_began", "our_network")]
    assert desk.metric('clashwire_outages{cause="our_network"} 1.0')
    verdict = desk.context.watch.verdict()
    assert verdict.ready
    assert "our_network since 2026-03-01 12:00" in verdict.reason


async def test_while_our_network_is_away_polls_wait_but_for_one_canary(desk: GateDesk) -> None:
    desk.reachable = False
    await desk.failed(A, "timeout")

    assert desk.gate.closed_until(B, desk.clock.now()) == NOW + CANARY_EVERY
    desk.clock.advance(CANARY_EVERY.total_seconds())
    assert desk.gate.closed_until(B, desk.clock.now()) is None
    assert desk.gate.closed_until(C, desk.clock.now()) is not None


async def test_the_first_answer_ends_our_outage_and_says_so(desk: GateDesk) -> None:
    desk.reachable = False
    await desk.failed(A, "timeout")
    await desk.read(B)

    assert [said[:2] for said in desk.said()] == [
        ("outage_began", "our_network"),
        ("outage_ended", "our_network"),
    ]
    assert desk.gate.closed_until(A, desk.clock.now()) is None
    assert desk.context.watch.verdict().reason == "ready"


async def test_a_network_found_working_again_ends_our_outage_whoever_fails(
    desk: GateDesk,
) -> None:
    desk.reachable = False
    await desk.failed(A, "timeout")
    desk.clock.advance(60)
    desk.reachable = True

    assert await desk.failed(B, "timeout") is None
    assert [said[:2] for said in desk.said()][-1] == ("outage_ended", "our_network")


async def test_a_publishers_outage_counts_and_is_said_when_it_lasts(desk: GateDesk) -> None:
    assert await desk.failed(A, "refused") is None
    assert desk.said() == []
    assert await desk.failed(A, "refused") is None

    assert desk.said() == [("outage_began", "publisher_down", "a.example")]


async def test_nothing_succeeding_for_two_hours_is_said_whatever_the_reasons(
    desk: GateDesk,
) -> None:
    await desk.read(A)
    desk.clock.advance(2.5 * 3600)
    await desk.failed(A, "http_404")
    await desk.failed(B, "html_page")
    assert desk.said() == []
    await desk.failed(C, "bot_wall")
    assert [said[:2] for said in desk.said()] == [("outage_began", "nothing_succeeds")]
    assert desk.context.watch.verdict().ready

    await desk.read(C)
    assert desk.said()[-1][:2] == ("outage_ended", "nothing_succeeds")


async def test_a_refusal_for_too_many_requests_holds_the_feed_back(desk: GateDesk) -> None:
    await desk.failed(A, "http_429", **{"retry-after": "5400"})

    assert desk.gate.closed_until(A, NOW) == NOW + timedelta(seconds=5400)
    assert desk.gate.closed_until(B, NOW) is None
    assert [e["scope"] for e in desk.log.entries if e["event"] == "rate_limited"] == ["feed"]


async def test_a_busy_host_holds_its_feeds_back(desk: GateDesk) -> None:
    async with desk.gate.turn(A):
        assert desk.gate.closed_until(A, NOW) is not None
        assert desk.gate.closed_until(B, NOW) is None


async def test_what_cannot_be_read_is_counted_by_country(desk: GateDesk) -> None:
    await desk.failed(A, "bot_wall")
    await desk.failed(B, "http_403")
    await desk.failed(C, "http_404")
    assert desk.metric('clashwire_feeds_unread{cause="blocked",country="SD"} 2.0')
    assert desk.metric('clashwire_feeds_unread{cause="failing",country="unknown"} 1.0')

    await desk.read(A)
    desk.gate.give_up([B])
    assert desk.metric('clashwire_feeds_unread{cause="blocked",country="SD"} 0.0')


async def test_feeds_given_up_are_spoken_of_no_more(desk: GateDesk) -> None:
    for _ in range(2):
        await desk.failed(A, "refused")

    desk.gate.give_up([A])

    assert desk.said()[-1] == ("outage_ended", "publisher_down", "a.example")
    assert desk.metric('clashwire_outages{cause="publisher_down"} 0.0')
