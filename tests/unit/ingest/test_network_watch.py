"""Our network or theirs: other sites are tried before one is blamed."""

from datetime import UTC, datetime

from clashwire_ingest.health.network_watch import CANARY_EVERY, NetworkWatch
from clashwire_runtime.clock import ManualClock

A, B, C, D = (f"https://{name}.example/feed" for name in "abcd")


class Desk:
    """A watch on a network of which the test decides what can be reached."""

    def __init__(self, *urls: str) -> None:
        self.clock = ManualClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
        self.reachable: set[str] = set()
        self.tried: list[str] = []
        self.watch = NetworkWatch(self._reach, self.clock)
        self.watch.take_on(urls)

    async def _reach(self, url: str) -> bool:
        self.tried.append(url)
        return url in self.reachable


async def test_a_site_that_fails_while_others_can_be_reached_is_at_fault() -> None:
    desk = Desk(A, B, C)
    desk.reachable = {B}

    assert not await desk.watch.is_down(A)
    assert set(desk.tried) == {B, C}
    assert desk.watch.closed_until(desk.clock.now()) is None


async def test_when_no_other_site_can_be_reached_the_network_is_at_fault() -> None:
    desk = Desk(A, B, C)

    assert await desk.watch.is_down(A)
    assert desk.watch.down_since == desk.clock.now()


async def test_a_site_with_nothing_to_compare_it_with_is_at_fault_itself() -> None:
    assert not await Desk(A, "https://www.a.example/other").watch.is_down(A)


async def test_an_answer_of_another_site_within_seconds_saves_the_trial() -> None:
    desk = Desk(A, B)
    desk.watch.answered(B)
    desk.clock.advance(4)

    assert not await desk.watch.is_down(A)
    assert desk.tried == []


async def test_its_own_answer_of_a_moment_ago_does_not_clear_the_network() -> None:
    desk = Desk(A, B)
    desk.watch.answered(A)

    assert await desk.watch.is_down(A)


async def test_those_that_answered_last_are_tried_and_three_at_most() -> None:
    desk = Desk(*(f"https://site{n}.example/" for n in range(10)), A, B)
    desk.watch.answered("https://site4.example/")
    desk.clock.advance(60)
    await desk.watch.is_down(A)

    assert len(desk.tried) == 3
    assert "https://site4.example/" in desk.tried


async def test_polls_that_fail_together_share_one_trial() -> None:
    desk = Desk(A, B, C, D)

    assert await desk.watch.is_down(A)
    assert await desk.watch.is_down(B)
    assert len(desk.tried) == 3


async def test_while_the_network_is_down_one_poll_at_a_time_is_let_through() -> None:
    desk = Desk(A, B)
    await desk.watch.is_down(A)
    began = desk.clock.now()

    assert desk.watch.closed_until(began) == began + CANARY_EVERY
    desk.clock.advance(CANARY_EVERY.total_seconds())
    now = desk.clock.now()
    assert desk.watch.closed_until(now) is None
    assert desk.watch.closed_until(now) == now + CANARY_EVERY


async def test_the_first_answer_ends_the_outage() -> None:
    desk = Desk(A, B)
    await desk.watch.is_down(A)

    desk.watch.answered(B)

    assert desk.watch.down_since is None
    assert desk.watch.closed_until(desk.clock.now()) is None
