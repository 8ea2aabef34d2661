"""Names to addresses: what the system says, and which failure is whose."""

import asyncio
import socket
from collections.abc import Sequence

import httpcore
import pytest

from clashwire_runtime.name_lookup import (
    NameServiceError,
    NameServiceTimeoutError,
    SystemResolver,
    UnknownHostError,
    look_up,
)


async def test_a_name_of_this_machine_resolves() -> None:
    assert "127.0.0.1" in await SystemResolver()("localhost", 80)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "2001:db8::1"])
async def test_an_address_is_itself(address: str) -> None:
    assert await SystemResolver()(address, 80) == [address]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), UnknownHostError),
        (socket.gaierror(socket.EAI_AGAIN, "later"), NameServiceError),
        (socket.gaierror(socket.EAI_FAIL, "failed"), NameServiceError),
        (socket.gaierror("unsaid"), NameServiceError),
        (PermissionError("no"), NameServiceError),
        (UnicodeError("label too long"), UnknownHostError),
    ],
)
async def test_a_failure_says_whose_it_is(error: Exception, kind: type[Exception]) -> None:
    async def failing(_host: str, _port: int) -> Sequence[str]:
        raise error

    with pytest.raises(kind, match=r"gone\.example") as caught:
        await look_up(failing, "gone.example", 80, 1.0)

    assert isinstance(caught.value, httpcore.ConnectError)


async def test_a_silent_name_service_is_a_timeout() -> None:
    async def silent(_host: str, _port: int) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    with pytest.raises(NameServiceTimeoutError, match="not resolved in time"):
        await look_up(silent, "slow.example", 80, 0.05)


async def test_many_slow_names_do_not_keep_a_known_one_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = asyncio.Event()
    loop = asyncio.get_running_loop()
    real = socket.getaddrinfo

    def slow(host: str, *args: object, **kwargs: object) -> object:
        if host.startswith("slow"):
            asyncio.run_coroutine_threadsafe(release.wait(), loop).result(10)
            raise socket.gaierror(socket.EAI_AGAIN, "later")
        return real(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    resolver = SystemResolver()
    waiting = [asyncio.create_task(resolver(f"slow{n}.example", 80)) for n in range(16)]
    async with asyncio.timeout(5):
        found = await resolver("localhost", 80)
    release.set()
    failed = await asyncio.gather(*waiting, return_exceptions=True)

    assert found
    assert all(isinstance(one, socket.gaierror) for one in failed)
