"""Names, addresses, TLS and HTTP/2: what comes before an answer."""

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import brotli
import pytest
import trustme

from clashwire_ingest.web.fetch import Body, Failed, FeedRequest, Fetcher, feed_client
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.name_lookup import Resolver
from tests.hostile_web.answers import ONE
from tests.hostile_web.desk import AGENT, LIMITS, LOOPBACK, open_fetcher
from tests.hostile_web.hostile_web import HostileWeb, hostile_web, redirect, response
from tests.hostile_web.http2_web import http2_web
from tests.hostile_web.secure_web import secure_web, server_context, trusted_server

# Names and addresses


async def test_a_server_that_has_ipv6_alone() -> None:
    """IPv6-only: reached by name and by literal."""
    async with hostile_web(address="::1") as web, open_fetcher(web) as fetcher:
        web.answers["/feed"] = response(ONE)
        by_name = await fetcher.fetch(FeedRequest(url=web.url("/feed", "six.example")))
        by_literal = await fetcher.fetch(FeedRequest(url=web.url("/feed")))

    assert isinstance(by_name, Body)
    assert isinstance(by_literal, Body)


async def test_a_host_whose_ipv6_is_dead(web: HostileWeb) -> None:
    """A host with IPv6 and IPv4 of which only IPv4 answers is reached."""

    async def both(_host: str, _port: int) -> Sequence[str]:
        return ["::1", "127.0.0.1"]

    web.answers["/feed"] = response(ONE)
    async with fetcher_with(both) as fetcher:
        fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed", "dual.example")))

    assert isinstance(fetched, Body)


async def test_an_idn_host(web: HostileWeb, fetcher: Fetcher) -> None:
    """IDN host: asked for as punycode, whichever way the feed's URL is written."""
    web.answers["/feed"] = response(ONE)
    for host in ("новости.example", "xn--b1amnebsh.example", "НОВОСТИ.example"):
        fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed", host)))
        assert isinstance(fetched, Body)

    assert set(web.lookups) == {"xn--b1amnebsh.example"}
    assert {seen.headers["host"] for seen in web.requests} == {f"xn--b1amnebsh.example:{web.port}"}


async def test_an_idn_host_in_a_redirect(web: HostileWeb, fetcher: Fetcher) -> None:
    """A redirect to an IDN host written in raw UTF-8 is followed."""
    web.answers |= {"/feed": redirect(web.url("/new", "новости.example")), "/new": response(ONE)}

    assert isinstance(await fetcher.fetch(FeedRequest(url=web.url("/feed"))), Body)


@pytest.mark.parametrize(
    ("error", "health"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "dns_unknown_host"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), "dns_failure"),
        (socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure"), "dns_failure"),
        (OSError("no such interface"), "dns_failure"),
    ],
    ids=["NXDOMAIN", "temporary", "SERVFAIL", "other"],
)
async def test_a_name_that_does_not_resolve(error: OSError, health: str) -> None:
    """DNS temp failure vs NXDOMAIN: two states, for one is ours to wait out."""

    async def failing(_host: str, _port: int) -> Sequence[str]:
        raise error

    async with fetcher_with(failing) as fetcher:
        fetched = await fetcher.fetch(FeedRequest(url="http://gone.example/feed"))

    assert isinstance(fetched, Failed)
    assert fetched.health == health


async def test_a_closed_port(fetcher: Fetcher) -> None:
    """Nothing listens: refused."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    fetched = await fetcher.fetch(FeedRequest(url=f"http://127.0.0.1:{port}/"))

    assert isinstance(fetched, Failed)
    assert fetched.health == "refused"


# TLS


async def test_an_authority_that_the_operator_trusts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A certificate of an authority in the system's store is trusted, beside certifi's."""
    async with secure_web(monkeypatch, tmp_path) as web, open_fetcher(web) as fetcher:
        web.answers["/feed"] = response(ONE)
        fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed", "news.example")))

    assert isinstance(fetched, Body)


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1"])
async def test_a_certificate_for_another_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, host: str
) -> None:
    """A certificate that names another host is no trust."""
    async with secure_web(monkeypatch, tmp_path) as web, open_fetcher(web) as fetcher:
        fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed", host)))

    assert isinstance(fetched, Failed)
    assert fetched.health == "tls"


async def test_an_unknown_authority() -> None:
    """A certificate of an unknown authority is no trust, and nothing is sent."""
    async with hostile_web(tls=server_context(trustme.CA())) as web, open_fetcher(web) as fetcher:
        fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed", "news.example")))

    assert isinstance(fetched, Failed)
    assert fetched.health == "tls"
    assert web.requests == []


async def test_tls_asked_of_a_plain_server(web: HostileWeb, fetcher: Fetcher) -> None:
    """Https to a port that speaks plain HTTP is no secure connection."""
    url = web.url("/feed", "news.example").replace("http://", "https://")
    fetched = await fetcher.fetch(FeedRequest(url=url))

    assert isinstance(fetched, Failed)
    assert fetched.health in ("tls", "reset")


# HTTP/2


async def test_a_server_of_http2(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """HTTP/2: negotiated, one connection for two polls, validators and codings as ever."""
    headers = [("etag", '"v1"'), ("content-encoding", "br"), ("content-type", "text/xml")]
    tls = trusted_server(monkeypatch, tmp_path)
    async with (
        http2_web(tls, headers, brotli.compress(ONE)) as web,
        fetcher_with(web.resolver) as fetcher,
    ):
        first = await fetcher.fetch(FeedRequest(url=web.url("/feed")))
        second = await fetcher.fetch(FeedRequest(url=web.url("/feed"), etag='"v1"'))

    assert isinstance(first, Body)
    assert (first.content, first.etag) == (ONE, '"v1"')
    assert isinstance(second, Body)
    assert [seen.get("if-none-match") for seen in web.requests] == [None, '"v1"']
    assert web.connections == 1


async def test_http2_headers_without_an_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A flood of headers over HTTP/2 is no answer either."""
    flood = [(f"x-filler-{number}", "y" * 1000) for number in range(200)]
    tls = trusted_server(monkeypatch, tmp_path)
    async with http2_web(tls, flood, ONE) as web, fetcher_with(web.resolver) as fetcher:
        fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed")))

    assert isinstance(fetched, Failed)
    assert fetched.health == "bad_answer"


@asynccontextmanager
async def fetcher_with(resolver: Resolver) -> AsyncIterator[Fetcher]:
    """A fetcher with a resolver of its own."""
    async with feed_client(
        AddressGuard(LOOPBACK),
        user_agent=AGENT,
        connections=2,
        timeout_seconds=LIMITS.timeout_seconds,
        resolver=resolver,
    ) as client:
        yield Fetcher(client, LIMITS)
