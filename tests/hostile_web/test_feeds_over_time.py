"""Feeds polled for days: validators that lie, feeds that move, fail, go, and outrun the polls.

Each poll goes through the real fetcher and the real parser child, at the time it is due.
"""

from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import msgspec

from clashwire_ingest.feeds.feed_config import Auth
from clashwire_ingest.polling.outcome import PollOutcome
from tests.hostile_web.desk import Desk
from tests.hostile_web.hostile_web import conditional, redirect, response
from tests.unit.ingest.documents import rss
from tests.unit.ingest.items import NOW

DAY = timedelta(days=1)
ITEM = """<item><title>Report {number}</title><link>https://harbour.example/world/{number}</link>
<guid isPermaLink="false">harbour-{number}</guid><pubDate>{date}</pubDate>
<description>What happened at place number {number}.</description></item>"""
PAGED = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="prev-archive" href="{url}"/>'
WORDPRESS = "<generator>https://wordpress.org/?v=6.6</generator>"


def hourly(*numbers: int, start: datetime = NOW, head: str = "") -> bytes:
    """A feed of items numbered by the hour after a start at which each was published."""
    items = [
        ITEM.format(number=n, date=format_datetime(start + timedelta(hours=n))) for n in numbers
    ]
    return rss(head, *items).encode()


def sent(desk: Desk, *, last: int = 1) -> list[tuple[str | None, str | None]]:
    """If-None-Match and If-Modified-Since of the last requests."""
    headers = [seen.headers for seen in desk.web.requests[-last:]]
    return [(one.get("if-none-match"), one.get("if-modified-since")) for one in headers]


async def polls(desk: Desk, times: int) -> list[PollOutcome]:
    return [await desk.poll_when_due() for _ in range(times)]


async def test_an_etag_that_stays_while_items_change_is_not_sent_for_a_month(desk: Desk) -> None:
    desk.serve(hourly(-1, -2), ETag='"fixed"', Last_Modified="one")
    await desk.poll()
    desk.serve(hourly(0, -1, -2), ETag='"fixed"', Last_Modified="two")
    await desk.poll_when_due()
    desk.serve(hourly(1, 0, -1, -2), ETag='"fixed"', Last_Modified="three")

    await desk.poll_when_due()
    assert sent(desk) == [(None, "two")]
    desk.clock.advance(31 * DAY.total_seconds())
    await desk.poll()
    assert sent(desk) == [('"fixed"', "three")]


async def test_a_server_stuck_on_304_is_found_out_by_a_sample_and_the_news_is_got(
    desk: Desk,
) -> None:
    old = hourly(*range(-1, -9, -1))
    stuck = conditional(old, etag='"stuck"')
    desk.web.answers["/feed"] = stuck
    await desk.poll()
    # from here on the feed has news, but to who sends the old validator it says 304
    desk.web.answers["/feed"] = conditional(hourly(5, 4, -1, -2), etag='"stuck"')
    outcomes: list[PollOutcome] = []
    while not outcomes or not outcomes[-1].articles:
        outcomes.append(await desk.poll_when_due())
        assert len(outcomes) < 60

    assert desk.clock.now() - NOW < 3 * DAY
    assert sent(desk) == [(None, None)]
    assert desk.state is not None
    assert desk.state.distrust is not None
    assert desk.state.distrust.etag_until is not None
    await desk.poll_when_due()
    assert sent(desk) == [(None, None)]


async def test_an_honest_quiet_feed_is_sampled_once_a_week_and_trusted(desk: Desk) -> None:
    desk.web.answers["/feed"] = conditional(hourly(*range(-1, -9, -1)), etag='"true"')
    await desk.poll()
    while desk.clock.now() - NOW < 10 * DAY:
        await desk.poll_when_due()

    unconditional = [pair for pair in sent(desk, last=len(desk.web.requests)) if pair[0] is None]
    assert len(unconditional) == 3  # the first request, and a sample in each of two weeks
    assert desk.state is not None
    assert (desk.state.health, desk.state.distrust) == ("stale", None)


async def test_a_feed_that_moved_for_good_is_asked_for_at_its_new_url_after_a_week(
    desk: Desk,
) -> None:
    new = desk.web.url("/new")
    desk.web.answers["/feed"] = redirect(new)
    desk.web.answers["/new"] = conditional(hourly(-1, -2), etag='"1"')
    while desk.clock.now() - NOW < 8 * DAY:
        await desk.poll_when_due()
        if desk.state is not None and desk.state.moved_url:
            break

    assert desk.clock.now() - NOW >= 7 * DAY
    asked = len(desk.web.requests)
    await desk.poll_when_due()
    assert desk.web.paths()[asked:] == ["/new"]
    assert sent(desk) == [('"1"', None)]


async def test_a_move_whose_target_dies_is_undone_and_nothing_is_lost(desk: Desk) -> None:
    desk.web.answers["/feed"] = redirect(desk.web.url("/new"))
    desk.web.answers["/new"] = response(hourly(-1, -2))
    while desk.state is None or desk.state.moved_url is None:
        await desk.poll_when_due()
    desk.web.answers["/new"] = response(b"", status="404 Not Found")
    desk.web.answers["/feed"] = response(hourly(200, -1, -2))

    await polls(desk, 2)
    found = await desk.poll_when_due()

    assert desk.web.paths()[-3:] == ["/new", "/new", "/feed"]
    assert [article.guid for article in found.articles] == ["harbour-200"]
    assert found.state.health == "ok"


async def test_a_redirect_to_a_maintenance_page_is_never_adopted(desk: Desk) -> None:
    desk.serve(hourly(-1, -2))
    await desk.poll()
    desk.web.answers["/feed"] = redirect(desk.web.url("/maintenance"))
    desk.web.answers["/maintenance"] = response(b"<html><body>Back soon</body></html>")

    while desk.clock.now() - NOW < 9 * DAY:
        await desk.poll_when_due()

    assert desk.state is not None
    assert (desk.state.health, desk.state.moved_url, desk.state.move) == ("html_page", None, None)
    assert len(desk.state.items) == 2


async def test_one_410_is_survived_and_a_feed_that_stays_gone_is_asked_about_weekly(
    desk: Desk,
) -> None:
    gone = response(b"", status="410 Gone")
    desk.serve(hourly(-1, -2))
    await desk.poll()
    desk.web.answers["/feed"] = gone
    once = await desk.poll_when_due()
    desk.serve(hourly(-1, -2))
    back = await desk.poll_when_due()
    desk.web.answers["/feed"] = gone
    await polls(desk, 2)
    before = len(desk.web.requests)
    while desk.clock.now() - NOW < 40 * DAY:
        await desk.poll_when_due()

    assert (once.state.health, back.state.health) == ("http_410", "ok")
    assert desk.state is not None
    assert desk.state.health == "gone"
    assert 5 <= len(desk.web.requests) - before <= 7


async def test_hours_of_404_do_not_slow_a_feed_down(desk: Desk) -> None:
    desk.serve(hourly(*range(-1, -20, -1)))
    await desk.poll()
    desk.web.answers["/feed"] = response(b"", status="404 Not Found")
    began = desk.clock.now()
    await polls(desk, 6)

    assert desk.clock.now() - began < timedelta(hours=13)
    assert desk.state is not None
    assert len(desk.state.items) == 19


async def test_what_outran_the_polls_is_read_from_the_archive_and_the_gap_closes(
    desk: Desk,
) -> None:
    desk.serve(hourly(-3, -4))
    await desk.poll()
    older = [PAGED.format(url=desk.web.url(f"/older{n}")) for n in (1, 2)]
    desk.serve(hourly(6, 5, head=older[0]))
    desk.web.answers["/older1"] = response(hourly(4, 3, 2, head=older[1]))
    desk.web.answers["/older2"] = response(hourly(1, 0, -3, -4))

    outcome = await desk.poll_when_due()

    assert {a.guid for a in outcome.articles} == {f"harbour-{n}" for n in range(7)}
    gap = outcome.state.gap
    assert gap is not None
    assert gap.closed
    assert (gap.since, gap.until) == (NOW - timedelta(hours=3), NOW + timedelta(hours=5))
    assert (await desk.poll_when_due()).articles == ()


async def test_wordpress_pages_close_a_gap_by_number(desk: Desk) -> None:
    desk.serve(hourly(-3, -4))
    await desk.poll()
    desk.serve(hourly(6, 5, head=WORDPRESS))
    desk.web.answers["/feed?paged=2"] = response(hourly(4, 3, head=WORDPRESS))
    desk.web.answers["/feed?paged=3"] = response(hourly(2, -3, head=WORDPRESS))

    outcome = await desk.poll_when_due()

    assert len(outcome.articles) == 5
    assert outcome.state.gap is not None
    assert outcome.state.gap.closed


async def test_a_gap_is_followed_over_five_pages_at_most_and_stays_open(desk: Desk) -> None:
    desk.serve(hourly(-3, -4))
    await desk.poll()
    desk.serve(hourly(99, 98, head=WORDPRESS))
    for page in range(2, 30):
        body = hourly(100 - 2 * page, 99 - 2 * page, head=WORDPRESS)
        desk.web.answers[f"/feed?paged={page}"] = response(body)
    before = len(desk.web.requests)

    outcome = await desk.poll_when_due()

    assert len(desk.web.requests) - before == 6
    assert len(outcome.articles) == 12
    assert outcome.state.gap is not None
    assert not outcome.state.gap.closed


async def test_a_feed_without_older_pages_says_what_may_be_lost(desk: Desk) -> None:
    desk.serve(hourly(-3, -4))
    await desk.poll()
    desk.serve(hourly(6, 5))

    outcome = await desk.poll_when_due()

    assert outcome.state.gap is not None
    assert not outcome.state.gap.closed
    assert len(outcome.articles) == 2


async def test_a_sitemap_index_is_followed_to_its_five_newest_children(desk: Desk) -> None:
    entry = "<sitemap><loc>{url}</loc><lastmod>2026-02-{day:02}T08:00:00Z</lastmod></sitemap>"
    urls = [(desk.web.url(f"/map{day}"), day) for day in range(1, 10)]
    listed = "".join(entry.format(url=url, day=day) for url, day in urls)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    desk.serve(f"<sitemapindex {space}>{listed}</sitemapindex>".encode())
    for _, day in urls:
        page = f"<url><loc>https://harbour.example/{day}</loc></url>"
        desk.web.answers[f"/map{day}"] = response(f"<urlset {space}>{page}</urlset>".encode())

    outcome = await desk.poll()

    assert desk.web.paths() == ["/feed", "/map9", "/map8", "/map7", "/map6", "/map5"]
    assert {article.url for article in outcome.articles} == {
        f"https://harbour.example/{day}" for day in range(5, 10)
    }


async def test_a_feeds_secret_goes_to_its_own_pages_and_to_no_other_host(
    desk: Desk, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("token-of-the-desk")
    auth = Auth(scheme="bearer", secret_file=str(secret))
    desk.feed = msgspec.structs.replace(
        desk.feed, url=desk.web.url("/feed", "a.harbour.example"), auth=auth
    )
    own, foreign = (desk.web.url("/map", f"{name}.harbour.example") for name in "ab")
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in (own, foreign))
    desk.serve(f"<sitemapindex {space}>{listed}</sitemapindex>".encode())
    desk.web.answers["/map"] = response(f"<urlset {space}></urlset>".encode())

    await desk.poll()

    asked = {seen.headers["host"].split(".")[0]: seen for seen in desk.web.requests[1:]}
    assert asked["a"].headers["authorization"] == "Bearer token-of-the-desk"
    assert "authorization" not in asked["b"].headers


async def test_a_document_over_the_limit_is_put_off_like_any_failure(desk: Desk) -> None:
    desk.web.answers["/feed"] = response(b"x" * 20_000_001)

    outcome = await desk.poll()

    assert outcome.state.health == "too_large"
    assert outcome.state.next_poll_at - desk.clock.now() >= timedelta(hours=2)
