import asyncio
from datetime import UTC, datetime

import pytest

from clashwire_runtime.clock import ManualClock
from clashwire_runtime.group_lease import GroupLease, LeaseLostError


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 22, 12, tzinfo=UTC))


def test_it_is_not_held_before_a_heartbeat_is_answered(clock: ManualClock) -> None:
    assert not GroupLease(10.0, clock).held


def test_it_runs_from_the_sending_of_the_heartbeat_not_from_its_answer(clock: ManualClock) -> None:
    lease = GroupLease(10.0, clock)
    sent_at_seconds = clock.monotonic_seconds()
    clock.advance(4)
    lease.renew(sent_at_seconds)
    clock.advance(5.9)
    assert lease.held

    clock.advance(0.2)

    assert not lease.held


def test_an_answer_that_comes_late_does_not_shorten_it(clock: ManualClock) -> None:
    lease = GroupLease(10.0, clock)
    clock.advance(5)
    lease.renew(5.0)
    lease.renew(1.0)
    clock.advance(9)

    assert lease.held


async def test_who_waits_for_it_goes_on_when_it_is_renewed(clock: ManualClock) -> None:
    lease = GroupLease(10.0, clock)
    waiting = asyncio.create_task(lease.until_held())
    await asyncio.sleep(0)
    assert not waiting.done()

    lease.renew(clock.monotonic_seconds())

    await asyncio.wait_for(waiting, 1)


async def test_once_fenced_nothing_brings_it_back(clock: ManualClock) -> None:
    lease = GroupLease(10.0, clock)
    lease.renew(clock.monotonic_seconds())
    waiting = asyncio.create_task(lease.until_held())
    lease.fence()
    lease.renew(clock.monotonic_seconds())

    assert not lease.held
    with pytest.raises(LeaseLostError, match="gave this worker's partitions away"):
        await asyncio.wait_for(waiting, 1)
