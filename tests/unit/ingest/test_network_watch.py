"""Our network or theirs: other sites are tried before one is blamed."""

import asyncio
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
        self.watch = NetworkWatch(self._reach, self.clock, patience_seconds=0.05)
        self.watch.take_on(urls)

    async def is_ours(self, url: str, lasted_seconds: float = 0.0) -> bool:
        """A poll of so many seconds has failed now."""
        return await self.watch.is_ours(url, self.clock.monotonic_seconds() - lasted_seconds)

    async def _reach(self, url: str) -> bool:
        self.tried.append(url)
        return url in self.reachable


async def test_a_site_that_fails_while_others_can_be_reached_is_at_fault() -> None:
    desk = Desk(A, B, C)
    desk.reachable = {B}

    assert not await desk.is_ours(A)
    assert set(desk.tried) == {B, C}
    assert desk.watch.closed_until(desk.clock.now()) is None


async def test_when_no_other_site_can_be_reached_the_network_is_at_fault() -> None:
    desk = Desk(A, B, C)

    assert await desk.is_ours(A)
    assert desk.watch.down_since == desk.clock.now()


async def test_a_site_with_nothing_to_compare_it_with_is_at_fault_itself() -> None:
    assert not await Desk(A, "https://www.a.example/other").is_ours(A)


async def test_in_a_busy_worker_the_next_answer_of_another_site_settles_it() -> None:
    desk = Desk(A, B)
    desk.watch.answered(B)
    desk.clock.advance(4)
    judged = asyncio.create_task(desk.is_ours(A))
    await asyncio.sleep(0)
    desk.clock.advance(1)
    desk.watch.answered(A)
    await asyncio.sleep(0)
    assert not judged.done()
    desk.watch.answered(B)

    assert not await judged
    assert desk.tried == []


async def test_an_answer_from_before_the_failure_proves_nothing() -> None:
    desk = Desk(A, B)
    desk.watch.answered(B)
    desk.clock.advance(1)

    assert await desk.is_ours(A)
    assert desk.tried == [B]


async def test_a_moment_without_network_is_forgiven_once() -> None:
    desk = Desk(A, B, C)
    desk.watch.answered(C)
    desk.clock.advance(40)
    desk.reachable = {C}  # it is back by the time that the polls of thirty seconds fail

    first, second = await asyncio.gather(desk.is_ours(A, 30), desk.is_ours(B, 30))
    assert (first, second) == (True, True)
    assert desk.watch.down_since is None

    desk.clock.advance(30)
    again = await asyncio.gather(desk.is_ours(A, 20), desk.is_ours(B, 20))
    assert list(again) == [False, False]


async def test_two_sites_that_fail_while_another_answers_are_at_fault() -> None:
    desk = Desk(A, B, C)
    desk.reachable = {C}
    desk.clock.advance(10)
    desk.watch.answered(C)
    desk.clock.advance(10)

    judged = await asyncio.gather(desk.is_ours(A, 15), desk.is_ours(B, 15))

    assert list(judged) == [False, False]


async def test_its_own_answer_of_a_moment_ago_does_not_clear_the_network() -> None:
    desk = Desk(A, B)
    desk.watch.answered(A)

    assert await desk.is_ours(A)


async def test_those_that_answered_last_are_tried_and_three_at_most() -> None:
    desk = Desk(*(f"https://site{n}.example/" for n in range(10)), A, B)
    desk.watch.answered("https://site4.example/")
    desk.clock.advance(60)
    await desk.is_ours(A)

    assert len(desk.tried) == 3
    assert "https://site4.example/" in desk.tried


async def test_polls_that_fail_together_share_one_trial() -> None:
    desk = Desk(A, B, C, D)

    assert await desk.is_ours(A)
    assert await desk.is_ours(B)
    assert len(desk.tried) == 3


async def test_while_the_network_is_down_one_poll_at_a_time_is_let_through() -> None:
    desk = Desk(A, B)
    await desk.is_ours(A)
    began = desk.clock.now()

    assert desk.watch.closed_until(began) == began + CANARY_EVERY
    desk.clock.advance(CANARY_EVERY.total_seconds())
    now = desk.clock.now()
    assert desk.watch.closed_until(now) is None
    assert desk.watch.closed_until(now) == now + CANARY_EVERY


async def test_the_first_answer_ends_the_outage() -> None:
    desk = Desk(A, B)
    await desk.is_ours(A)

    desk.watch.answered(B)

    assert desk.watch.down_since is None
    assert desk.watch.closed_until(desk.clock.now()) is None


async def test_a_canary_whose_own_site_is_dead_ends_the_outage_when_others_are_reached() -> None:
    desk = Desk(A, B, C)
    await desk.is_ours(A)
    desk.clock.advance(CANARY_EVERY.total_seconds())
    desk.reachable = {C}

    assert not await desk.is_ours(B)
    assert desk.watch.closed_until(desk.clock.now()) is None
