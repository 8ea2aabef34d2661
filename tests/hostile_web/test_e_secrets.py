"""Cookies and secrets: what a site may keep with us, and whom our secrets reach."""

from pathlib import Path

import msgspec

from clashwire_ingest.feeds.feed_config import Auth
from clashwire_ingest.web.fetch import Body, FeedRequest, Fetcher
from tests.hostile_web.answers import FIRST, ONE
from tests.hostile_web.desk import Desk
from tests.hostile_web.hostile_web import HostileWeb, by_request, in_turn, redirect, response


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
