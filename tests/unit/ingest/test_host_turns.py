import asyncio
from itertools import pairwise

import pytest

from clashwire_ingest.web.host_turns import HostTurns
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import SystemClock

SPACING_SECONDS = 0.05


async def visits(turns: HostTurns, *urls: str) -> list[tuple[float, float]]:
    """When each visit began and ended."""
    loop = asyncio.get_running_loop()

    async def visit(url: str) -> tuple[float, float]:
        async with turns.turn(url):
            began = loop.time()
            await asyncio.sleep(0.02)
            return began, loop.time()

    return list(await asyncio.gather(*[visit(url) for url in urls]))


def turns(*allowed: str) -> HostTurns:
    return HostTurns(AddressGuard(allowed), SPACING_SECONDS, SystemClock())


async def test_feeds_of_one_host_take_turns_with_a_pause() -> None:
    found = await visits(turns(), *[f"https://harbour.example/{n}" for n in range(3)])

    for (_, ended), (began, _) in pairwise(found):
        assert began - ended >= SPACING_SECONDS * 0.9


async def test_feeds_of_two_hosts_do_not_wait_for_each_other() -> None:
    (one, _), (other, _) = await visits(turns(), "https://a.example/", "https://b.example/")

    assert abs(one - other) < 0.02


async def test_another_port_is_another_host() -> None:
    (one, _), (other, _) = await visits(turns(), "http://a.example:1/", "http://a.example:2/")

    assert abs(one - other) < 0.02


async def test_a_host_in_an_opened_network_needs_no_turn() -> None:
    found = await visits(turns("127.0.0.0/8"), *["http://127.0.0.1:1/"] * 3)

    assert max(began for began, _ in found) - min(began for began, _ in found) < 0.02


async def test_a_failed_visit_gives_its_turn_back() -> None:
    shared = turns()
    for _ in range(2):
        with pytest.raises(ConnectionError):
            await fail_in_turn(shared)

    assert len(await visits(shared, "https://a.example/")) == 1


async def fail_in_turn(shared: HostTurns) -> None:
    async with shared.turn("https://a.example/"):
        raise ConnectionError


async def test_a_longer_pause_is_kept_where_a_host_asks_for_it() -> None:
    held, url = turns(), "https://harbour.example/1"

    async with held.turn(url, pause_seconds=5.0):
        pass

    assert 4.0 < held.busy_seconds(url) <= 5.0
