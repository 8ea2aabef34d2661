"""Validators and waits: what a feed's headers ask of the next request, and when it leaves."""

from datetime import timedelta

import brotli
import pytest

from clashwire_ingest.web.rate_limits import RateLimits
from tests.hostile_web.answers import (
    APOLOGY,
    CHALLENGE,
    DAY,
    FIRST,
    HOUR,
    NOT_MODIFIED,
    ONE,
    SECOND,
    TWO,
)
from tests.hostile_web.desk import Desk
from tests.hostile_web.hostile_web import conditional, in_turn, response

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
