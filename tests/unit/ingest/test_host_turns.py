import asyncio
from itertools import pairwise

import pytest

from clashwire_ingest.web.host_turns import SITE_TURNS, HostTurns
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import SystemClock

SPACING_SECONDS = 0.2


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

    assert abs(one - other) < 0.15


async def test_another_port_is_another_host() -> None:
    (one, _), (other, _) = await visits(turns(), "http://a.example:1/", "http://a.example:2/")

    assert abs(one - other) < 0.15


async def test_a_site_of_many_hosts_is_asked_for_few_things_at_once() -> None:
    urls = [f"https://blog{number}.harbour.example/feed" for number in range(3 * SITE_TURNS)]

    found = await visits(turns(), *urls)

    for began, _ in found:
        assert sum(b <= began < e for b, e in found) <= SITE_TURNS


async def test_who_waits_for_a_host_keeps_no_other_host_of_its_site() -> None:
    crowd = ["https://busy.harbour.example/"] * (SITE_TURNS + 1)

    (first, _), *_, (other, _) = await visits(turns(), *crowd, "https://idle.harbour.example/")

    assert other - first < 0.15


async def test_a_host_says_how_long_it_is_busy() -> None:
    shared = turns()
    assert shared.busy_seconds("https://a.example/") == 0.0
    async with shared.turn("https://a.example/"):
        assert shared.busy_seconds("https://a.example/other") == SPACING_SECONDS
        assert shared.busy_seconds("https://b.example/") == 0.0

    assert 0.0 < shared.busy_seconds("https://a.example/") <= SPACING_SECONDS


async def test_a_site_says_that_it_is_busy() -> None:
    shared = HostTurns(AddressGuard(), SPACING_SECONDS, SystemClock(), site_turns=1)
    async with shared.turn("https://one.a.example/"):
        assert shared.busy_seconds("https://two.a.example/") == SPACING_SECONDS


async def test_a_pause_that_a_host_asks_for_is_kept() -> None:
    shared = turns()
    async with shared.turn("https://a.example/", pause_seconds=1.0):
        pass

    assert shared.busy_seconds("https://a.example/") > 0.9


async def test_redirects_to_one_host_keep_its_spacing_without_a_turn() -> None:
    shared = turns()
    loop = asyncio.get_running_loop()

    async def arrive() -> float:
        await shared.pass_through("https://hub.example/feed")
        return loop.time()

    async with shared.turn("https://hub.example/other"):
        arrived = sorted(await asyncio.gather(*[arrive() for _ in range(3)]))

    for earlier, later in pairwise(arrived):
        assert later - earlier >= SPACING_SECONDS * 0.9


async def test_a_host_in_an_opened_network_needs_no_turn() -> None:
    found = await visits(turns("127.0.0.0/8"), *["http://127.0.0.1:1/"] * 3)

    assert max(began for began, _ in found) - min(began for began, _ in found) < 0.15


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
