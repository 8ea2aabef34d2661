"""Redirects and statuses: where a feed is found the next time, and in what health."""

from datetime import timedelta
from pathlib import Path

import pytest

from clashwire_ingest.web.fetch import Failed, FeedRequest, Fetcher
from tests.hostile_web.answers import APOLOGY, DAY, HOUR, ONE, SECOND, TWO
from tests.hostile_web.desk import Desk, open_desk, open_fetcher
from tests.hostile_web.hostile_web import HostileWeb, conditional, hostile_web, redirect, response
from tests.hostile_web.secure_web import secure_web

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
