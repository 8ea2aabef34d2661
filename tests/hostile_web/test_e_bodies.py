"""Bodies: what is read of an answer that is cut, dripped, packed or endless."""

import gzip
import zlib

import brotli
import pytest
from backports import zstd

from clashwire_ingest.web.fetch import Failed, FeedRequest, FetchLimits
from tests.hostile_web.answers import FIRST, HOUR, ONE, SECOND, TWO
from tests.hostile_web.desk import Desk, open_fetcher
from tests.hostile_web.hostile_web import HostileWeb, drip, endless, reset_after, response, silence


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
