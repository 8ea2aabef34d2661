import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest

from clashwire_ingest.web.answer import Answer, Hop
from clashwire_ingest.web.fetch import (
    Body,
    Failed,
    FeedRequest,
    Fetched,
    Fetcher,
    FetchLimits,
    NotModified,
    feed_client,
    user_agent,
)
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import SystemClock
from tests.hostile_web.hostile_web import HostileWeb, drip, endless, redirect, response, silence

AGENT = user_agent("1.2.3", "https://desk.example/contact")
LIMITS = FetchLimits(timeout_seconds=2.0, max_body_bytes=100_000)
FEED = b"<rss/>"
ODD_ETAG = 'W/"a\\"b,c' + "x" * 2000


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    guard = AddressGuard(["127.0.0.1/32"])
    async with feed_client(
        guard, user_agent=AGENT, connections=4, timeout_seconds=LIMITS.timeout_seconds
    ) as client:
        yield Fetcher(client, LIMITS)


async def fetch(fetcher: Fetcher, web: HostileWeb, path: str = "/feed") -> Fetched:
    return await fetcher.fetch(FeedRequest(url=web.url(path)))


async def failure(fetcher: Fetcher, web: HostileWeb, path: str = "/feed") -> Failed:
    fetched = await fetch(fetcher, web, path)
    assert isinstance(fetched, Failed)
    return fetched


async def body(fetcher: Fetcher, web: HostileWeb, path: str = "/feed") -> Body:
    fetched = await fetch(fetcher, web, path)
    assert isinstance(fetched, Body)
    return fetched


async def test_a_feed_is_fetched_with_its_validators(fetcher: Fetcher, web: HostileWeb) -> None:
    web.answers["/feed"] = response(
        FEED, ETag='"v1"', Last_Modified="a while ago", Content_Type="text/xml; charset=utf-8"
    )

    fetched = await body(fetcher, web)

    assert fetched.content == FEED
    assert fetched.content_type == "text/xml; charset=utf-8"
    assert (fetched.etag, fetched.last_modified) == ('"v1"', "a while ago")
    assert fetched.answer == Answer(
        url=web.url("/feed"),
        status=200,
        hops=(Hop(web.url("/feed"), 200),),
        headers={
            "content-length": "6",
            "etag": '"v1"',
            "last-modified": "a while ago",
            "content-type": "text/xml; charset=utf-8",
        },
    )


async def test_the_request_says_who_asks_and_whom_to_contact(
    fetcher: Fetcher, web: HostileWeb
) -> None:
    await fetch(fetcher, web)

    headers = web.requests[0].headers
    assert headers["user-agent"] == (
        "Clashwire/1.2.3 (conflict news feed reader; +https://desk.example/contact)"
    )
    assert headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert "if-none-match" not in headers
    assert "if-modified-since" not in headers


@pytest.mark.parametrize("etag", ['"v1"', "unquoted", 'W/"weak"', '"\xe9\xff"', ODD_ETAG])
async def test_validators_go_back_exactly_as_they_came(
    fetcher: Fetcher, web: HostileWeb, etag: str
) -> None:
    web.answers["/feed"] = response(b"", status="304 Not Modified", ETag='"v2"')
    request = FeedRequest(url=web.url("/feed"), etag=etag, last_modified="not an RFC date")

    fetched = await fetcher.fetch(request)

    headers = web.requests[0].headers
    assert headers["if-none-match"] == etag
    assert headers["if-modified-since"] == "not an RFC date"
    assert isinstance(fetched, NotModified)
    assert (fetched.etag, fetched.last_modified) == ('"v2"', None)


@pytest.mark.parametrize(
    ("status", "retry_after"),
    [
        ("404 Not Found", None),
        ("410 Gone", None),
        ("403 Forbidden", None),
        ("429 Too Many Requests", "120"),
        ("503 Service Unavailable", "Sun, 01 Mar 2026 12:00:00 GMT"),
        ("500 Oops", None),
        ("204 No Content", None),
    ],
)
async def test_another_status_is_a_health_state_of_its_own(
    fetcher: Fetcher, web: HostileWeb, status: str, retry_after: str | None
) -> None:
    web.answers["/feed"] = response(b"", status=status, Retry_After=retry_after or "")

    failed = await failure(fetcher, web)

    assert failed.health == f"http_{status[:3]}"
    assert status in failed.reason
    assert failed.retry_after == retry_after


async def test_a_compressed_feed_is_inflated(fetcher: Fetcher, web: HostileWeb) -> None:
    web.answers["/feed"] = response(gzip.compress(FEED), Content_Encoding="gzip")

    assert (await body(fetcher, web)).content == FEED


async def test_a_gzip_header_on_plain_bytes_is_forgiven(fetcher: Fetcher, web: HostileWeb) -> None:
    web.answers["/feed"] = response(FEED, Content_Encoding="gzip")

    assert (await body(fetcher, web)).content == FEED


async def test_a_gzip_bomb_is_refused(fetcher: Fetcher, web: HostileWeb) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < LIMITS.max_body_bytes
    web.answers["/feed"] = response(bomb, Content_Encoding="gzip")

    failed = await failure(fetcher, web)

    assert failed.health == "too_large"
    assert "inflates to more than 100000 bytes" in failed.reason


async def test_an_endless_body_is_refused(fetcher: Fetcher, web: HostileWeb) -> None:
    web.answers["/feed"] = endless(b"<item/>" * 1000)

    assert (await failure(fetcher, web)).health == "too_large"


async def test_a_body_that_is_not_its_encoding_is_damage(fetcher: Fetcher, web: HostileWeb) -> None:
    web.answers["/feed"] = response(b"\x1f\x8b\x08" + b"\xff" * 50, Content_Encoding="gzip")

    assert (await failure(fetcher, web)).health == "bad_encoding"


async def test_a_slow_server_does_not_keep_others_from_being_asked(web: HostileWeb) -> None:
    web.answers |= {"/slow": silence(), "/feed": response(FEED)}
    guard = AddressGuard(["127.0.0.1/32"])
    async with feed_client(guard, user_agent=AGENT, connections=1, timeout_seconds=1.0) as client:
        fetcher = Fetcher(client, FetchLimits(timeout_seconds=1.0, max_body_bytes=1000))
        slow = asyncio.create_task(fetch(fetcher, web, "/slow"))
        fetched = await fetch(fetcher, web)
        await slow

    assert isinstance(fetched, Body)


async def test_a_slow_drip_ends_with_the_time_limit(fetcher: Fetcher, web: HostileWeb) -> None:
    web.answers["/feed"] = drip(FEED * 100, seconds=0.5)

    assert (await failure(fetcher, web)).health == "timeout"


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nX: unfinis"])
async def test_a_connection_that_ends_before_an_answer_is_told(
    fetcher: Fetcher, web: HostileWeb, answer: bytes
) -> None:
    web.answers["/feed"] = answer

    assert (await failure(fetcher, web)).health == "reset"


@pytest.mark.parametrize(
    "answer",
    [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n"],
)
async def test_what_is_no_http_is_a_failure(
    fetcher: Fetcher, web: HostileWeb, answer: bytes
) -> None:
    web.answers["/feed"] = answer

    assert (await failure(fetcher, web)).health == "bad_answer"


async def test_a_thousand_headers_are_no_hindrance(fetcher: Fetcher, web: HostileWeb) -> None:
    web.answers["/feed"] = response(FEED, **{f"X_{n}": "y" for n in range(1000)})

    assert (await body(fetcher, web)).content == FEED


async def test_a_closed_port_is_refused(fetcher: Fetcher) -> None:
    request = FeedRequest(url="http://127.0.0.1:9/feed")

    fetched = await fetcher.fetch(request)

    assert isinstance(fetched, Failed)
    assert fetched.health == "refused"


@pytest.mark.parametrize("code", ["301", "302", "303", "307", "308"])
async def test_a_redirect_is_followed_with_the_conditions(
    fetcher: Fetcher, web: HostileWeb, code: str
) -> None:
    web.answers["/feed"] = response(b"", status=f"{code} Moved", Location="/moved?to=1")
    web.answers["/moved?to=1"] = response(FEED)
    request = FeedRequest(url=web.url("/feed"), etag='"v1"')

    fetched = await fetcher.fetch(request)

    assert isinstance(fetched, Body)
    assert fetched.url == web.url("/moved?to=1")
    assert fetched.answer.hops == (
        Hop(web.url("/feed"), int(code)),
        Hop(web.url("/moved?to=1"), 200),
    )
    assert [seen.headers["if-none-match"] for seen in web.requests] == ['"v1"', '"v1"']


@pytest.mark.parametrize("how", ["redirected", "moved"])
async def test_feeds_that_lead_to_one_host_keep_its_spacing(web: HostileWeb, how: str) -> None:
    clock = SystemClock()
    turns = HostTurns(AddressGuard(), 0.2, clock)
    end = web.url("/end", "hub.example")
    web.answers |= {"/feed": redirect(end), "/end": response(FEED)}
    guard = AddressGuard(["127.0.0.1/32"])
    async with feed_client(
        guard, user_agent=AGENT, connections=4, timeout_seconds=5.0, resolver=web.resolver
    ) as client:
        fetcher = Fetcher(client, LIMITS, turns)
        own = [web.url("/feed", f"{name}.example") for name in "abc"]
        asked = [
            FeedRequest(url=url if how == "redirected" else end, in_turn_of=url) for url in own
        ]
        began_seconds = clock.monotonic_seconds()
        fetched = await asyncio.gather(*[fetcher.fetch(one) for one in asked])

    assert all(isinstance(one, Body) for one in fetched)
    assert clock.monotonic_seconds() - began_seconds >= 2 * 0.2
    assert turns._free_at_seconds[f"hub.example:{web.port}"] - began_seconds >= 3 * 0.2


async def test_a_redirect_loop_is_told_after_one_round(fetcher: Fetcher, web: HostileWeb) -> None:
    web.answers["/feed"] = response(b"", status="301 Moved", Location="/b")
    web.answers["/b"] = response(b"", status="301 Moved", Location="/feed")

    failed = await failure(fetcher, web)

    assert failed.health == "redirect_loop"
    assert web.paths() == ["/feed", "/b"]


async def test_an_endless_chain_of_redirects_is_cut(fetcher: Fetcher, web: HostileWeb) -> None:
    for number in range(20):
        web.answers[f"/{number}"] = response(b"", status="302 F", Location=f"/{number + 1}")

    failed = await failure(fetcher, web, "/0")

    assert failed.health == "redirect_loop"
    assert len(web.requests) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.2:{port}/inner",
        "http://[::1]:{port}/inner",
        "http://[::ffff:127.0.0.1]:{port}/inner",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://0.0.0.0:{port}/inner",
        "http://10.0.0.1/",
    ],
)
async def test_a_redirect_to_a_forbidden_address_sends_nothing_there(
    web: HostileWeb, fetcher: Fetcher, target: str
) -> None:
    web.answers["/inner"] = response(b"secret")
    web.answers["/feed"] = response(b"", status="302 Found", Location=target.format(port=web.port))

    fetched = await fetch(fetcher, web)

    if target.startswith("http://[::ffff:127.0.0.1]"):
        # the same address in other words, and the operator opened it
        assert isinstance(fetched, Body)
        return
    assert isinstance(fetched, Failed)
    assert fetched.health == "forbidden_address"
    assert web.paths() == ["/feed"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "javascript:1"])
async def test_a_redirect_out_of_the_web_is_not_followed(
    fetcher: Fetcher, web: HostileWeb, target: str
) -> None:
    web.answers["/feed"] = response(b"", status="301 Moved", Location=target)

    assert (await failure(fetcher, web)).health == "bad_redirect"
    assert web.paths() == ["/feed"]


@pytest.mark.parametrize(
    ("target", "health"),
    [
        ("", "bad_redirect"),
        ("http://[bad/", "bad_redirect"),
        ("http://a b/", "dns_unknown_host"),
        ("http://\xff/", "dns_unknown_host"),
        ("http://" + "\xe9" * 70 + ".example/", "bad_url"),
    ],
)
async def test_a_redirect_to_nowhere_is_a_failure(
    fetcher: Fetcher, web: HostileWeb, target: str, health: str
) -> None:
    web.answers["/feed"] = redirect(target)

    assert (await failure(fetcher, web)).health == health


async def test_a_key_in_a_feeds_url_is_not_told(fetcher: Fetcher, web: HostileWeb) -> None:
    assert "secret" not in (await failure(fetcher, web, "/none?key=secret")).reason


def test_an_operator_without_contact_is_told_on() -> None:
    assert "no contact" in user_agent("1.2.3", "")
