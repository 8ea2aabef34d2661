"""Every spelling of an inner address, judged and tried against a real listening socket."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence

import httpx
import pytest

from clashwire_runtime.address_guard import AddressGuard, ForbiddenAddressError
from clashwire_runtime.errors import SettingsError
from clashwire_runtime.guarded_client import guarded_client

TIMEOUT = httpx.Timeout(3.0)
LOOPBACK = ("127.0.0.0/8", "::1/128")
REFUSED = [
    ("0.0.0.0", "unspecified"),  # noqa: S104  # an address to refuse, not one to listen on
    ("0.1.2.3", "unspecified"),
    ("10.1.2.3", "private"),
    ("100.64.0.1", "carrier-grade NAT"),
    ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"),
    ("169.254.169.254", "link-local"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.0.0.8", "reserved"),
    ("192.0.2.1", "documentation"),
    ("192.88.99.1", "6to4 relay"),
    ("192.168.1.1", "private"),
    ("198.18.0.1", "benchmarking"),
    ("203.0.113.9", "documentation"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.250", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::", "unspecified"),
    ("::1", "loopback"),
    ("::7f00:1", "IPv4-compatible"),
    ("::ffff:127.0.0.1", "IPv4-mapped"),
    ("::ffff:a9fe:a9fe", "IPv4-mapped"),
    ("::ffff:8.8.8.8", "IPv4-mapped"),
    ("64:ff9b::a9fe:a9fe", "NAT64"),
    ("64:ff9b::10.0.0.1", "NAT64"),
    ("64:ff9b::8.8.8.8", "NAT64"),
    ("64:ff9b:1::1", "NAT64"),
    ("::ffff:0:7f00:1", "reserved"),
    ("100::1", "reserved"),
    ("2001::1", "Teredo or reserved"),
    ("2001:db8::1", "documentation"),
    ("2001:0:4136:e378:8000:63bf:80ff:fffe", "Teredo or reserved"),
    ("2002:7f00:1::", "6to4"),
    ("2002:a9fe:a9fe::1", "6to4"),
    ("3fff::1", "documentation"),
    ("5f00::1", "reserved"),
    ("fc00::1", "private"),
    ("fd12:3456::1", "private"),
    ("fe80::1", "link-local"),
    ("fe80::1%lo", "link-local"),
    ("fec0::1", "reserved"),
    ("ff02::1", "multicast"),
    ("ff0e::1", "multicast"),
]
# what the system's resolver turns into loopback, beside the plain spelling
LOOPBACK_SPELLINGS = [
    "127.0.0.1",
    "localhost",
    "LOCALHOST",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",  # noqa: S104  # reaches loopback on Linux
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:0:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "127.0.1",
    "0",
    "0x7f.1",
    "017700000001",
    "127.000.000.001",
    "127.0.0.1.",
    "localhost.",
    "user@127.0.0.1",
    "\uff11\uff12\uff17.0.0.1",
    "127\u30020\u30020\u30021",
    "\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3",
]


@pytest.mark.parametrize(("address", "kind"), REFUSED)
def test_an_inner_address_is_refused_by_name(address: str, kind: str) -> None:
    reason = AddressGuard().refuse(address)

    assert reason is not None
    assert kind in reason


@pytest.mark.parametrize("address", ["8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111"])
def test_a_public_address_may_be_used(address: str) -> None:
    assert AddressGuard().refuse(address) is None


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_an_opened_network_may_be_used_in_either_family(address: str) -> None:
    assert AddressGuard(LOOPBACK).refuse(address) is None


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "64:ff9b::7f00:1", "fe80::1"])
def test_opening_loopback_opens_nothing_else(address: str) -> None:
    assert AddressGuard(LOOPBACK).refuse(address) is not None


def test_a_private_network_may_be_opened_for_receivers_inside() -> None:
    guard = AddressGuard(["10.20.0.0/16", "fd00:20::/32"])

    assert guard.refuse("10.20.1.2") is None
    assert guard.refuse("::ffff:10.20.1.2") is None
    assert guard.refuse("fd00:20::7") is None
    assert guard.refuse("10.21.1.2") is not None
    assert guard.refuse("64:ff9b::10.20.1.2") is not None
    assert guard.refuse("::10.20.1.2") is not None


@pytest.mark.parametrize("port", [22, 25, 53, 110, 143, 6000, 6667, 10080])
def test_a_port_of_another_protocol_is_refused(port: int) -> None:
    assert AddressGuard().refuse("8.8.8.8", port) == f"port {port} is another protocol's"
    assert AddressGuard(["8.8.8.0/24"]).refuse("8.8.8.8", port) is None


@pytest.mark.parametrize("port", [80, 443, 8080, 8443, 9200, 50000])
def test_a_port_that_the_web_uses_is_open(port: int) -> None:
    assert AddressGuard().refuse("8.8.8.8", port) is None


async def test_a_request_to_another_protocols_port_is_refused_before_it_connects() -> None:
    async def public(_host: str, _port: int) -> Sequence[str]:
        return ["8.8.8.8"]

    async with guarded_client(AddressGuard(), timeout=TIMEOUT, resolver=public) as client:
        with pytest.raises(ForbiddenAddressError, match="port 25"):
            await client.get("http://mail.example:25/")


def test_a_network_behind_nat64_opens_the_web_and_not_itself() -> None:
    guard = AddressGuard(["64:ff9b::/96"])

    assert guard.refuse("64:ff9b::8.8.8.8") is None
    assert guard.refuse("64:ff9b::169.254.169.254") is not None
    assert guard.refuse("64:ff9b::127.0.0.1") is not None


def test_what_is_no_address_is_refused() -> None:
    assert AddressGuard(LOOPBACK).refuse("localhost") == "'localhost' is not an address"


@pytest.mark.parametrize(
    ("host", "opened"),
    [("127.0.0.1", True), ("[::1]", True), ("localhost", True), ("example.org", False)],
)
def test_opens_tells_whether_a_host_lies_in_an_opened_network(host: str, opened: bool) -> None:
    assert AddressGuard(LOOPBACK).opens(host) is opened


def test_nothing_is_opened_by_default() -> None:
    assert not AddressGuard().opens("localhost")


@pytest.mark.parametrize("text", ["127.0.0.1/8", "everything", "10.0.0.0/40"])
def test_a_wrong_network_is_a_settings_error_that_names_it(text: str) -> None:
    with pytest.raises(SettingsError, match=r"CLASHWIRE_ALLOW_CIDRS.*" + text):
        AddressGuard([text])


class Listener:
    """A web server on IPv4 and IPv6 loopback that counts the connections it got."""

    def __init__(self) -> None:
        self.connections = 0
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request and answer ok."""
        self.connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    found = Listener()
    bound = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    server = await asyncio.start_server(found.answer, sock=bound)
    found.port = bound.getsockname()[1]
    yield found
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize("spelling", LOOPBACK_SPELLINGS)
async def test_no_spelling_of_loopback_gets_a_connection(listener: Listener, spelling: str) -> None:
    async with guarded_client(AddressGuard(), timeout=TIMEOUT) as client:
        with pytest.raises((ForbiddenAddressError, httpx.HTTPError, httpx.InvalidURL)):
            await client.get(f"http://{spelling}:{listener.port}/")

    assert listener.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
async def test_an_opened_network_is_reached(listener: Listener, host: str) -> None:
    async with guarded_client(AddressGuard(LOOPBACK), timeout=TIMEOUT) as client:
        answer = await client.get(f"http://{host}:{listener.port}/")

    assert answer.text == "ok"


async def test_the_refusal_names_the_host_and_the_remedy(listener: Listener) -> None:
    async with guarded_client(AddressGuard(), timeout=TIMEOUT) as client:
        with pytest.raises(ForbiddenAddressError, match=r"localhost.*CLASHWIRE_ALLOW_CIDRS"):
            await client.get(f"http://localhost:{listener.port}/")


async def test_a_name_is_looked_up_once_so_that_rebinding_gains_nothing(listener: Listener) -> None:
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    asked: list[str] = []

    async def rebinding(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    guard = AddressGuard(LOOPBACK)
    async with guarded_client(guard, timeout=TIMEOUT, resolver=rebinding) as client:
        first = await client.get(f"http://rebinding.example:{listener.port}/")
        with pytest.raises(ForbiddenAddressError, match=r"169\.254\.169\.254"):
            await client.get(f"http://rebinding.example:{listener.port}/")

    assert first.text == "ok"
    assert asked == ["rebinding.example", "rebinding.example"]


async def test_a_mixed_answer_uses_only_the_address_that_passed(listener: Listener) -> None:
    async def mixed(_host: str, _port: int) -> Sequence[str]:
        return ["10.0.0.1", "127.0.0.1"]

    guard = AddressGuard(LOOPBACK)
    async with guarded_client(guard, timeout=TIMEOUT, resolver=mixed) as client:
        answer = await client.get(f"http://mixed.example:{listener.port}/")

    assert answer.text == "ok"


async def test_of_a_name_with_hundreds_of_addresses_the_first_are_tried(
    listener: Listener,
) -> None:
    async def crowd(_host: str, _port: int) -> Sequence[str]:
        return [*(f"127.0.{high}.9" for high in range(1, 8)), "127.0.0.1", *["10.0.0.1"] * 500]

    guard = AddressGuard(["127.0.0.0/8"])
    async with guarded_client(guard, timeout=TIMEOUT, resolver=crowd) as client:
        answer = await client.get(f"http://crowd.example:{listener.port}/")

    assert answer.text == "ok"


async def test_a_name_that_does_not_resolve_is_a_connect_error() -> None:
    async def nowhere(host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(f"{host} not known")

    async with guarded_client(AddressGuard(), timeout=TIMEOUT, resolver=nowhere) as client:
        with pytest.raises(httpx.ConnectError, match=r"gone\.example does not resolve"):
            await client.get("http://gone.example/")


async def test_a_slow_resolver_costs_the_connect_time_limit() -> None:
    async def slow(_host: str, _port: int) -> Sequence[str]:
        await asyncio.sleep(60)
        return ["127.0.0.1"]

    short = httpx.Timeout(0.2)
    async with guarded_client(AddressGuard(), timeout=short, resolver=slow) as client:
        with pytest.raises(httpx.ConnectTimeout, match=r"slow\.example was not resolved"):
            await client.get("http://slow.example/")


async def test_the_environment_cannot_put_a_proxy_in_between(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{listener.port}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{listener.port}")

    async def nowhere(host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(host)

    async with guarded_client(AddressGuard(), timeout=TIMEOUT, resolver=nowhere) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("http://gone.example/")

    assert listener.connections == 0
