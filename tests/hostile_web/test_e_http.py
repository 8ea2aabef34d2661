"""HTTP at its worst: what each answer means for the feed, its state and the next request."""

import gzip
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import brotli
import msgspec
import pytest
import trustme
from backports import zstd

from clashwire_ingest.feeds.feed_config import Auth
from clashwire_ingest.web.fetch import Body, Failed, FeedRequest, Fetcher, FetchLimits, feed_client
from clashwire_ingest.web.rate_limits import RateLimits
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.name_lookup import Resolver
from tests.hostile_web.desk import AGENT, LIMITS, LOOPBACK, Desk, open_desk, open_fetcher
from tests.hostile_web.hostile_web import (
    HostileWeb,
    by_request,
    conditional,
    drip,
    endless,
    hostile_web,
    in_turn,
    redirect,
    reset_after,
    response,
    silence,
)
from tests.hostile_web.http2_web import http2_web
from tests.unit.ingest.documents import rss, rss_item

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ONE = rss(rss_item(1)).encode()
TWO = rss(rss_item(2), rss_item(1)).encode()
FIRST, SECOND = (f"https://harbour.example/world/{number}" for number in (1, 2))
NOT_MODIFIED = response(b"", status="304 Not Modified")
CHALLENGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    b"<script>window._cf_chl_opt={cType: 'managed'}</script></body></html>"
)
APOLOGY = b"<html><body><h1>We will be back soon</h1></body></html>"


# Validators


async def test_a_304_with_a_new_etag(desk: Desk) -> None:
    """304 with new ETag: the new one is sent the next time."""
    desk.serve(ONE, ETag='"v1"')
    await desk.poll()
    desk.serve(b"", status="304 Not Modified", ETag='"v2"')
    await desk.poll()
    await desk.poll()

    sent = [seen.headers.get("if-none-match") for seen in desk.web.requests]
    assert sent == [None, '"v1"', '"v2"']
    assert desk.health == "ok"


async def test_a_304_without_validators_keeps_those_we_have(desk: Desk) -> None:
    """A 304 that repeats no validator takes none away."""
    desk.serve(ONE, ETag='"v1"', Last_Modified="Sun, 01 Mar 2026 11:00:00 GMT")
    await desk.poll()
    desk.web.answers["/feed"] = NOT_MODIFIED
    for _ in range(2):
        await desk.poll()

    assert desk.web.requests[-1].headers["if-none-match"] == '"v1"'
    assert "if-modified-since" in desk.web.requests[-1].headers


async def test_the_same_etag_over_a_new_body(desk: Desk) -> None:
    """ETag same, body new: the news is found, and that ETag is not believed again for a month."""
    desk.serve(ONE, ETag='"stuck"')
    await desk.poll()
    desk.serve(TWO, ETag='"stuck"')

    assert await desk.links() == [SECOND]
    await desk.poll()
    desk.clock.advance(DAY.total_seconds() * 31)
    await desk.poll()

    sent = [seen.headers.get("if-none-match") for seen in desk.web.requests]
    assert sent == [None, '"stuck"', None, '"stuck"']


async def test_a_new_etag_over_the_same_body(desk: Desk) -> None:
    """A server that makes an ETag for each request costs no second article."""
    desk.web.answers["/feed"] = in_turn(*[response(ONE, ETag=f'"{n}"') for n in range(3)])

    assert await desk.links() == [FIRST]
    assert await desk.links() == []
    assert await desk.links() == []


@pytest.mark.parametrize(
    "etag",
    ['W/"weak"', "unquoted", "'single'", '"a, b"', '"\xe9"', '"' + "x" * 2046 + '"', '""'],
    ids=["weak", "unquoted", "single quotes", "comma", "latin-1", "2 KB", "empty"],
)
async def test_an_odd_etag_goes_back_as_it_came(desk: Desk, etag: str) -> None:
    """Weak, unquoted, 2 KB ETag: sent back byte for byte, and the server knows it."""
    desk.web.answers["/feed"] = conditional(ONE, etag=etag)

    assert await desk.links() == [FIRST]
    await desk.poll()

    assert desk.web.requests[-1].headers["if-none-match"] == etag
    assert desk.state is not None
    assert desk.state.not_modified_at is not None


@pytest.mark.parametrize(
    "date", ["yesterday", "2026-03-01T11:00:00Z", "1772362800", "Sun, 01 Mar 2026 12:00 CET", "-1"]
)
async def test_a_last_modified_that_is_no_date(desk: Desk, date: str) -> None:
    """Last-Modified not RFC date: sent back verbatim."""
    desk.web.answers["/feed"] = conditional(ONE, last_modified=date)
    await desk.poll()
    await desk.poll()

    assert desk.web.requests[-1].headers["if-modified-since"] == date
    assert desk.state is not None
    assert desk.state.not_modified_at is not None


# How long to stay away


async def test_expires_zero(desk: Desk) -> None:
    """Expires: 0 asks for nothing: the validators stay, the usual hour holds."""
    desk.serve(ONE, Expires="0", ETag='"v1"')
    await desk.poll()
    await desk.poll()

    assert desk.web.requests[-1].headers["if-none-match"] == '"v1"'
    assert desk.wait >= HOUR


@pytest.mark.parametrize("seconds", ["31536000", "99999999999999999999", "-5", "1e9", ""])
async def test_an_absurd_max_age(desk: Desk, seconds: str) -> None:
    """Max-age absurd: no wish, so that the feed is neither left for a year nor hammered."""
    desk.serve(ONE, Cache_Control=f"max-age={seconds}")
    await desk.poll()

    assert HOUR <= desk.wait <= timedelta(hours=6)


async def test_a_max_age_that_makes_sense(desk: Desk) -> None:
    """Max-age of twelve hours is a publisher's wish."""
    desk.serve(ONE, Cache_Control="max-age=43200")
    await desk.poll()

    assert desk.wait >= timedelta(hours=12)


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [
        ("20000", timedelta(seconds=20_000), timedelta(hours=7)),
        ("Sun, 01 Mar 2026 20:00:00 GMT", timedelta(hours=8), timedelta(hours=9)),
        ("Sun, 01 Mar 2026 11:00:00 GMT", HOUR, timedelta(hours=7)),
        ("abc", HOUR, timedelta(hours=7)),
        ("315360000", DAY, DAY),
        ("Fri, 01 Mar 2036 12:00:00 GMT", DAY, DAY),
    ],
    ids=["int", "date", "past", "abc", "10 years", "10 years as a date"],
)
async def test_retry_after(
    desk: Desk, status: str, retry_after: str, least: timedelta, most: timedelta
) -> None:
    """Retry-After int, date, past, "abc", 10 y: obeyed up to a day, else the usual back-off."""
    desk.serve(b"", status=status, Retry_After=retry_after)
    await desk.poll()

    assert desk.health == f"http_{status[:3]}"
    assert least <= desk.wait <= most


async def test_a_429_with_an_empty_body(desk: Desk) -> None:
    """429 empty body: a limit all the same, longer each time it is met again."""
    desk.serve(b"", status="429 Too Many Requests")
    limits = RateLimits()
    waits = []
    for _ in range(3):
        outcome = await desk.poll_when_due()
        assert outcome.answer is not None
        limit = limits.told(desk.feed.url, outcome.answer, desk.clock.now())
        assert limit is not None
        waits.append(limit.until - desk.clock.now())

    assert waits == sorted(set(waits))
    assert desk.health == "http_429"


async def test_a_403_that_means_429(desk: Desk) -> None:
    """403-as-429: refused by a host that served us just now, so it is asked less, not given up."""
    desk.serve(ONE)
    limits = RateLimits()
    served = await desk.poll()
    assert served.answer is not None
    limits.ok(desk.feed.url, desk.clock.now(), served.answer)
    desk.serve(b"", status="403 Forbidden")

    refused = await desk.poll_when_due()

    assert refused.answer is not None
    limit = limits.told(desk.feed.url, refused.answer, desk.clock.now())
    assert limit is not None
    assert limits.wait_until(desk.feed.url) == limit.until


async def test_a_503_with_a_page(desk: Desk) -> None:
    """503 HTML: a busy server, not a broken document, and what is known stays."""
    desk.serve(ONE)
    await desk.poll()
    desk.serve(APOLOGY, status="503 Service Unavailable", Content_Type="text/html")

    outcome = await desk.poll()

    assert (desk.health, outcome.aside) == ("http_503", ())
    assert len(outcome.state.items) == 1


@pytest.mark.parametrize("status", ["200 OK", "403 Forbidden", "503 Service Unavailable"])
async def test_a_challenge_page(desk: Desk, status: str) -> None:
    """200 + challenge page (and 403, 503): a bot wall is its own state, no parse error."""
    desk.serve(CHALLENGE, status=status, Content_Type="text/html")

    outcome = await desk.poll()

    assert desk.health == "bot_wall"
    assert outcome.aside == ()
    assert "Cloudflare" in (outcome.state.health_reason or "")
    assert len(desk.web.requests) == 1


async def test_a_challenge_told_by_its_header(desk: Desk) -> None:
    """cf-mitigated tells a wall whatever the page is."""
    desk.serve(b"", status="403 Forbidden", cf_mitigated="challenge")
    await desk.poll()

    assert desk.health == "bot_wall"


async def test_a_compressed_challenge_page(desk: Desk) -> None:
    """A challenge page is recognised through its coding, and cut where it is long."""
    page = brotli.compress(CHALLENGE + b"<!-- filler -->" * 100_000)
    desk.serve(page, status="403 Forbidden", Content_Encoding="br")
    await desk.poll()

    assert desk.health == "bot_wall"


# Redirects


async def test_a_chain_of_301s(desk: Desk) -> None:
    """301 chain: followed, and every hop is told."""
    desk.web.answers |= {"/feed": redirect("/b"), "/b": redirect("/c"), "/c": response(ONE)}

    outcome = await desk.poll()

    assert outcome.answer is not None
    assert [(hop.url, hop.status) for hop in outcome.answer.hops] == [
        (desk.web.url("/feed"), 301),
        (desk.web.url("/b"), 301),
        (desk.web.url("/c"), 200),
    ]
    assert len(outcome.articles) == 1


async def test_a_loop_between_http_and_https(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """301 chain incl. http<->https loop: told after one round, not after a hundred."""
    async with secure_web(monkeypatch, tmp_path) as secure, hostile_web() as plain:
        plain.answers["/feed"] = redirect(secure.url("/feed", "news.example"))
        secure.answers["/feed"] = redirect(plain.url("/feed", "news.example"))
        async with open_fetcher(plain) as fetcher:
            fetched = await fetcher.fetch(FeedRequest(url=plain.url("/feed", "news.example")))

    assert isinstance(fetched, Failed)
    assert fetched.health == "redirect_loop"
    assert len(plain.requests) == len(secure.requests) == 1


async def test_a_301_to_a_page(desk: Desk) -> None:
    """301 to HTML: no feed, never adopted, and the configured URL is asked again."""
    desk.web.answers |= {"/feed": redirect("/closed"), "/closed": response(APOLOGY)}
    for _ in range(15):
        await desk.poll_when_due()

    assert desk.health == "html_page"
    assert desk.web.paths() == ["/feed", "/closed"] * 15
    assert desk.state is not None
    assert desk.state.moved_url is None


async def test_a_301_to_a_feed_that_is_configured_too(web: HostileWeb, fetcher: Fetcher) -> None:
    """301 to other feed already known: said, and never adopted."""
    other = web.url("/other")
    web.answers |= {"/feed": redirect("/other"), "/other": response(ONE)}
    async with open_desk(web, fetcher, configured={other}) as desk:
        for _ in range(15):
            desk.clock.advance(DAY.total_seconds())
            await desk.poll()

        assert desk.health == "moved_to_known_feed"
        assert desk.state is not None
        assert (desk.state.moved_url, desk.state.consecutive_failures) == (None, 0)


async def test_a_301_to_the_metadata_address(desk: Desk) -> None:
    """301 to 169.254.169.254: nothing is sent there."""
    desk.web.answers["/feed"] = redirect("http://169.254.169.254/latest/meta-data/")
    outcome = await desk.poll()

    assert desk.health == "forbidden_address"
    assert "169.254.169.254" in (outcome.state.health_reason or "")


async def test_a_302_and_then_back(desk: Desk) -> None:
    """302 then back: followed for today, remembered for no day."""
    desk.web.answers |= {"/feed": redirect("/away", "302 Found"), "/away": response(ONE)}
    for _ in range(15):
        desk.clock.advance(DAY.total_seconds())
        await desk.poll()
    desk.serve(TWO)

    assert await desk.links() == [SECOND]
    assert desk.state is not None
    assert (desk.state.moved_url, desk.state.move) == (None, None)


async def test_a_308(desk: Desk) -> None:
    """308: permanent like a 301, adopted once it proved stable."""
    desk.web.answers |= {
        "/feed": redirect("/new", "308 Permanent Redirect"),
        "/new": conditional(ONE, etag='"v1"'),
    }
    for _ in range(15):
        desk.clock.advance(DAY.total_seconds())
        await desk.poll()

    assert desk.state is not None
    assert desk.state.moved_url == desk.web.url("/new")
    assert desk.web.paths()[-2:] == ["/new", "/new"]


@pytest.mark.parametrize("code", ["301", "302", "303", "307", "308"])
async def test_a_redirect_takes_the_validators_along(desk: Desk, code: str) -> None:
    """A redirected feed is still asked conditionally."""
    desk.web.answers |= {"/feed": redirect("/b", f"{code} X"), "/b": conditional(ONE, etag='"v1"')}
    await desk.poll()
    await desk.poll()

    assert desk.web.requests[-1].headers["if-none-match"] == '"v1"'
    assert desk.state is not None
    assert desk.state.not_modified_at is not None


@pytest.mark.parametrize("location", ["", "http://[::1", "javascript:alert(1)", "http://a:99999/"])
async def test_a_redirect_that_leads_nowhere(desk: Desk, location: str) -> None:
    """A Location that is none: told with the answer it came in."""
    desk.web.answers["/feed"] = redirect(location)

    outcome = await desk.poll()

    assert desk.health == "bad_redirect"
    assert outcome.answer is not None
    assert outcome.answer.status == 301


# Statuses


async def test_a_410_once_and_then_a_200(desk: Desk) -> None:
    """410 once then 200: alive, nothing lost; only a second one in a row is a feed that is gone."""
    desk.serve(ONE)
    await desk.poll()
    desk.serve(b"", status="410 Gone")
    await desk.poll_when_due()
    assert desk.health == "http_410"
    desk.serve(TWO)

    desk.clock.advance(desk.wait.total_seconds())
    assert await desk.links() == [SECOND]
    assert desk.health == "ok"


async def test_a_410_that_stays(desk: Desk) -> None:
    """410 again and again: gone, and asked no more than once a week."""
    desk.serve(b"", status="410 Gone")
    for _ in range(3):
        await desk.poll_when_due()

    assert desk.health == "gone"
    assert desk.wait >= DAY * 7 * 0.9


async def test_a_window_of_404s(web: HostileWeb, fetcher: Fetcher) -> None:
    """404 windows: half a day of them slows nothing and loses nothing, as if it were 304s."""
    waits = {}
    for status in ("304 Not Modified", "404 Not Found"):
        async with open_desk(web, fetcher) as desk:
            desk.serve(ONE, ETag='"v1"')
            await desk.poll()
            desk.serve(b"", status=status)
            waits[status] = [(await polled_when_due(desk)).total_seconds() for _ in range(4)]
            desk.serve(TWO)
            desk.clock.advance(desk.wait.total_seconds())
            assert await desk.links() == [SECOND]

    assert sum(waits["404 Not Found"]) <= sum(waits["304 Not Modified"]) * 1.1


async def polled_when_due(desk: Desk) -> timedelta:
    """Poll when it is due -> how long until the next poll."""
    await desk.poll_when_due()
    return desk.wait


@pytest.mark.parametrize(
    "status",
    ["401 Unauthorized", "402 Payment Required", "451 Unavailable", "500 Oops", "204 None"],
)
async def test_any_other_status(desk: Desk, status: str) -> None:
    """Another status is its own state, saved with a time for the next poll."""
    desk.serve(b"", status=status)
    await desk.poll()

    assert desk.health == f"http_{status[:3]}"
    assert desk.wait >= HOUR


# Bodies


async def test_a_document_that_a_proxy_changed(desk: Desk) -> None:
    """203 is a 200 that was changed on the way: a document like any other."""
    desk.serve(ONE, status="203 Non-Authoritative Information")

    assert await desk.links() == [FIRST]


async def test_a_content_length_of_zero(desk: Desk) -> None:
    """Content-Length 0: an empty document, and what is known stays."""
    desk.serve(ONE)
    await desk.poll()
    desk.serve(ONE, Content_Length="0")

    outcome = await desk.poll()

    assert desk.health == "empty"
    assert len(outcome.state.items) == 1


async def test_a_content_length_that_is_too_long(desk: Desk) -> None:
    """Content-Length wrong (too long): what came is read; next time no condition is sent."""
    desk.serve(ONE, Content_Length=str(len(ONE) + 1000), ETag='"v1"')

    assert await desk.links() == [FIRST]
    await desk.poll()

    assert desk.health == "ok"
    assert "if-none-match" not in desk.web.requests[-1].headers


async def test_a_content_length_that_is_too_short(desk: Desk) -> None:
    """Content-Length wrong (too short): the items before the cut are kept."""
    cut = TWO.rindex(b"<description>") + 20
    desk.serve(TWO, Content_Length=str(cut))

    assert await desk.links() == [SECOND]
    assert desk.health == "damaged_document"


@pytest.mark.parametrize(
    ("length", "health"), [("99999999999", "too_large"), ("9" * 400, "bad_answer")]
)
async def test_a_content_length_over_the_limit(desk: Desk, length: str, health: str) -> None:
    """Content-Length beyond the limit: left at once, before a byte of it is read."""
    desk.serve(ONE, Content_Length=length)
    outcome = await desk.poll()

    assert (desk.health, outcome.articles) == (health, ())


async def test_two_content_lengths(desk: Desk) -> None:
    """Two Content-Lengths that contradict each other are no HTTP."""
    desk.web.answers["/feed"] = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 20\r\n\r\n" + ONE
    )
    await desk.poll()

    assert desk.health == "bad_answer"


async def test_a_reset_in_the_middle_of_a_body(desk: Desk) -> None:
    """A connection reset after the first item: that item is kept, the rest asked for again."""
    cut = TWO.rindex(b"<description>")
    desk.web.answers["/feed"] = reset_after(
        response(TWO[:cut], Content_Length=str(len(TWO)), ETag='"v1"')
    )
    assert await desk.links() == [SECOND]
    desk.serve(TWO, ETag='"v1"')

    assert await desk.links() == [FIRST]
    assert "if-none-match" not in desk.web.requests[-1].headers


async def test_a_reset_before_an_answer(desk: Desk) -> None:
    """A connection reset at once: the request met no server, so it is soon tried again."""
    desk.web.answers["/feed"] = reset_after(b"")
    await desk.poll()

    assert desk.health == "reset"


async def test_a_slow_drip(web: HostileWeb) -> None:
    """Slow drip: each byte comes in time, the whole does not, and the whole is what counts."""
    web.answers["/feed"] = drip(ONE, seconds=0.2)
    limits = FetchLimits(timeout_seconds=1.0, max_body_bytes=100_000)
    async with open_fetcher(web, limits) as fetcher:
        fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed")))

    assert isinstance(fetched, Failed)
    assert fetched.health == "timeout"


async def test_silence(web: HostileWeb) -> None:
    """A server that takes the request and says nothing costs the time limit, no more."""
    web.answers["/feed"] = silence()
    limits = FetchLimits(timeout_seconds=0.5, max_body_bytes=100_000)
    async with open_fetcher(web, limits) as fetcher:
        fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed")))

    assert isinstance(fetched, Failed)
    assert fetched.health == "timeout"


@pytest.mark.parametrize(
    ("packed", "coding"),
    [
        (brotli.compress(ONE), "br"),
        (zlib.compress(ONE), "deflate"),
        (zlib.compress(ONE)[2:-4], "deflate"),
        (zstd.compress(ONE), "zstd"),
        (gzip.compress(ONE), "gzip"),
        (gzip.compress(ONE), ""),
    ],
    ids=["brotli", "deflate", "raw deflate", "zstd", "gzip", "gzip undeclared"],
)
async def test_a_compressed_feed(desk: Desk, packed: bytes, coding: str) -> None:
    """brotli, deflate (both kinds), zstd, gzip, and gzip bytes that nobody declared."""
    desk.serve(packed, Content_Encoding=coding)

    assert await desk.links() == [FIRST]
    offered = desk.web.requests[0].headers["accept-encoding"]
    assert offered == "gzip, deflate, br, zstd"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "utf-8"])
async def test_a_coding_declared_over_plain_bytes(desk: Desk, coding: str) -> None:
    """Gzip declared but plain (and the others): read as what it is."""
    desk.serve(ONE, Content_Encoding=coding)

    assert await desk.links() == [FIRST]


@pytest.mark.parametrize(
    ("bomb", "coding"),
    [
        (gzip.compress(bytes(100_000_000)), "gzip"),
        (brotli.compress(bytes(100_000_000), quality=5), "br"),
        (zstd.compress(bytes(100_000_000)), "zstd"),
    ],
    ids=["gzip", "br", "zstd"],
)
async def test_a_bomb(desk: Desk, bomb: bytes, coding: str) -> None:
    """Gzip bomb (br, zstd): refused at the limit, the feed polled on with a time of its own."""
    assert len(bomb) < 150_000
    desk.serve(bomb, Content_Encoding=coding)
    await desk.poll()

    assert desk.health == "too_large"
    assert desk.wait >= HOUR


async def test_an_endless_body(desk: Desk) -> None:
    """A body without an end is left at the limit."""
    desk.web.answers["/feed"] = endless(b"<item/>" * 10_000)
    await desk.poll()

    assert desk.health == "too_large"


async def test_a_thousand_headers(desk: Desk) -> None:
    """1000+ response headers: no hindrance."""
    desk.serve(ONE, **{f"X_Served_By_{number}": "cache" for number in range(1500)})

    assert await desk.links() == [FIRST]


async def test_headers_without_an_end(desk: Desk) -> None:
    """A megabyte of headers is no answer; it costs this poll alone."""
    desk.serve(ONE, **{f"X_Filler_{number}": "y" * 1000 for number in range(1000)})
    await desk.poll()

    assert desk.health == "bad_answer"


# Cookies and secrets


async def test_a_site_that_wants_its_cookie_back(desk: Desk) -> None:
    """Cookies required: kept along the redirects of one fetch."""
    wall = response(b"", status="302 Found", Location="/feed", Set_Cookie="seen=1; Path=/")
    desk.web.answers["/feed"] = by_request(
        lambda seen: response(ONE) if seen.headers.get("cookie") == "seen=1" else wall
    )

    assert await desk.links() == [FIRST]


async def test_a_cookie_is_forgotten_after_the_fetch(desk: Desk) -> None:
    """No cookie marks us from one poll to the next, or from one feed to another."""
    desk.serve(ONE, Set_Cookie="visitor=42; Path=/; Max-Age=99999")
    for _ in range(2):
        await desk.poll()

    assert not any("cookie" in seen.headers for seen in desk.web.requests)


async def test_a_cookie_stays_with_its_host(web: HostileWeb, fetcher: Fetcher) -> None:
    """A cookie set on the way goes to no other host."""
    elsewhere = web.url("/end", "other.example")
    web.answers |= {
        "/feed": response(b"", status="302 Found", Location=elsewhere, Set_Cookie="seen=1; Path=/"),
        "/end": response(ONE),
    }

    fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed", "news.example")))

    assert isinstance(fetched, Body)
    assert not any("cookie" in seen.headers for seen in web.requests)


async def test_a_wall_of_ever_new_cookies(desk: Desk) -> None:
    """A site that never believes its cookie is a loop, and left after a few rounds."""
    answers = [
        response(b"", status="302 Found", Location="/feed", Set_Cookie=f"n={number}")
        for number in range(9)
    ]
    desk.web.answers["/feed"] = in_turn(*answers)
    await desk.poll()

    assert desk.health == "redirect_loop"
    assert len(desk.web.requests) <= 6


async def test_a_secret_stays_with_its_origin(
    web: HostileWeb, fetcher: Fetcher, tmp_path: Path
) -> None:
    """A feed's secret is sent to its origin, and to no host that a redirect names."""
    secret = tmp_path / "token"
    secret.write_text("hush\n")
    web.answers |= {
        "/feed": redirect("/moved"),
        "/moved": redirect(web.url("/end", "other.example")),
        "/end": response(ONE),
    }
    auth = Auth(scheme="bearer", secret_file=str(secret))

    fetched = await fetcher.fetch(FeedRequest(url=web.url("/feed", "news.example"), auth=auth))

    assert isinstance(fetched, Body)
    sent = [seen.headers.get("authorization") for seen in web.requests]
    assert sent == ["Bearer hush", "Bearer hush", None]
    assert "hush" not in repr(fetched)


async def test_a_secret_that_is_missing(desk: Desk, tmp_path: Path) -> None:
    """Without its secret a feed is not asked for at all."""
    auth = Auth(scheme="basic", secret_file=str(tmp_path / "gone"))
    desk.feed = msgspec.structs.replace(desk.feed, auth=auth)
    await desk.poll()

    assert desk.health == "no_secret"
    assert desk.web.requests == []


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


@asynccontextmanager
async def secure_web(monkeypatch: pytest.MonkeyPatch, folder: Path) -> AsyncIterator[HostileWeb]:
    """An https server for news.example whose authority is in the system's store."""
    async with hostile_web(tls=trusted_server(monkeypatch, folder)) as web:
        yield web


def trusted_server(monkeypatch: pytest.MonkeyPatch, folder: Path) -> ssl.SSLContext:
    """A server's TLS by an authority that is put into the system's store."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
    return server_context(authority)


def server_context(authority: trustme.CA) -> ssl.SSLContext:
    """A server's TLS with a certificate for news.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    return context
