"""Whether a host takes a connection: opened past the guard, closed, nothing asked."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence

import pytest

from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.name_lookup import Resolver
from clashwire_runtime.reachable import ConnectionTrial

OPEN = AddressGuard(["127.0.0.0/8"])


class Listener:
    """A port that takes connections and notes what it was sent."""

    def __init__(self) -> None:
        self.port = 0
        self.received: list[bytes] = []
        self.left = asyncio.Event()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.received.append(await reader.read())
        writer.close()
        self.left.set()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    found = Listener()
    server = await asyncio.start_server(found.take, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    async with server:
        yield found


async def everyone_is_here(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


async def second_is_here(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.2", "127.0.0.1"]


async def no_name_service(_host: str, _port: int) -> Sequence[str]:
    raise socket.gaierror(socket.EAI_AGAIN, "no answer")


async def silence(_host: str, _port: int) -> Sequence[str]:
    await asyncio.sleep(60)
    return []


async def test_a_host_that_listens_is_reached_and_asked_for_nothing(listener: Listener) -> None:
    trial = ConnectionTrial(OPEN, everyone_is_here, 2.0)

    assert await trial.reaches(f"https://harbour.example:{listener.port}/feed?key=1")
    await asyncio.wait_for(listener.left.wait(), 2)
    assert listener.received == [b""]


async def test_another_address_of_the_host_will_do(listener: Listener) -> None:
    trial = ConnectionTrial(OPEN, second_is_here, 2.0)

    assert await trial.reaches(f"http://harbour.example:{listener.port}/")


@pytest.mark.parametrize("resolver", [no_name_service, silence])
async def test_a_name_that_does_not_resolve_is_not_reached(
    resolver: Resolver, listener: Listener
) -> None:
    trial = ConnectionTrial(OPEN, resolver, 0.2)

    assert not await trial.reaches(f"http://harbour.example:{listener.port}/")


async def test_a_port_where_nothing_listens_is_not_reached(listener: Listener) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert not await ConnectionTrial(OPEN, everyone_is_here, 2.0).reaches(
        f"http://a.example:{port}"
    )
    assert listener.received == []


async def test_an_address_that_the_guard_refuses_is_not_connected_to(listener: Listener) -> None:
    trial = ConnectionTrial(AddressGuard([]), everyone_is_here, 2.0)

    assert not await trial.reaches(f"http://harbour.example:{listener.port}/")
    assert listener.received == []
