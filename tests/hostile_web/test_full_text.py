"""Full text on the hostile web: each way that an article's page can end, by name.

Whatever becomes of a page, its article is published, once, with what the feed said of it.
"""

from collections.abc import AsyncIterator
from datetime import timedelta

import msgspec
import pytest
from structlog.testing import capture_logs

from clashwire_contracts.article import RawArticle
from clashwire_ingest.identity.sketch import sketch_text
from clashwire_ingest.web.answer import Answer as Told
from clashwire_ingest.web.fetch import Fetcher
from tests.hostile_web.hostile_web import (
    Answer,
    HostileWeb,
    by_request,
    in_turn,
    redirect,
    response,
    silence,
)
from tests.hostile_web.reading_room import HOST, ReadingRoom, open_reading_room

TITLE = "Shells fall on Tarrin market"
TEASER = "Two people were hurt when shells fell on Tarrin."
FIRST = (
    "Shells fell on the covered market of Tarrin on Sunday morning, and two people were hurt, "
    "the mayor of the town said."
)
SECOND = (
    "The northern command denied that its guns had fired. Doctors at the district hospital "
    "treated a woman of 61 and a boy of nine."
)
TDMREP = "/.well-known/tdmrep.json"
PROSE = f"{FIRST}\n\n{SECOND}"


def page(extra: str = "", head: str = "") -> bytes:
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>"
        f"<p>{FIRST}</p><p>READ MORE: The Tarrin front</p><p>{SECOND}</p></article>{extra}</body>"
        "</html>"
    ).encode()


@pytest.fixture
async def room(web: HostileWeb, fetcher: Fetcher) -> AsyncIterator[ReadingRoom]:
    async with open_reading_room(web, fetcher) as opened:
        opened.serve_feed(item(opened))
        opened.serve_page(1, page())
        yield opened


def item(room: ReadingRoom, number: int = 1, text: str = TEASER, **fields: str) -> str:
    """An RSS item whose page is on the hostile web."""
    more = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return (
        f"<item><title>{TITLE}</title><link>{room.page_url(number)}</link>"
        f"<guid isPermaLink='false'>g{number}</guid><description>{text}</description>{more}</item>"
    )


async def the_article(room: ReadingRoom) -> RawArticle:
    (article,) = (await room.poll()).articles
    return article


async def outcome_of(room: ReadingRoom, answer: Answer | None = None) -> str:
    """What became of the one article's page; the article itself is there with the feed's text."""
    if answer is not None:
        room.web.answers["/world/1"] = answer
    article = await the_article(room)
    assert (article.text, article.text_source) == (TEASER, "feed")
    (outcome,) = room.counted()
    return outcome


def html(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    return response(body, status, Content_Type="text/html", **headers)


async def test_a_summary_becomes_the_text_of_its_page(room: ReadingRoom) -> None:
    article = await the_article(room)

    assert (article.text, article.text_source, article.summary) == (PROSE, "page", TEASER)
    assert article.sketch == sketch_text(PROSE)
    assert room.counted() == {"page": 1}


async def test_no_page_is_asked_for_unless_the_feed_is_to_be_read_in_full(
    room: ReadingRoom,
) -> None:
    room.feed = msgspec.structs.replace(room.feed, full_text=False)

    article = await the_article(room)

    assert (article.text, article.text_source) == (TEASER, "feed")
    assert room.web.paths() == ["/feed"]


async def test_no_page_is_asked_for_where_the_feed_gives_the_whole_text(
    room: ReadingRoom,
) -> None:
    room.serve_feed(item(room, text=" ".join([FIRST, SECOND] * 8)))

    article = await the_article(room)

    assert article.text_source == "feed"
    assert room.web.paths() == ["/feed"]


async def test_a_page_is_asked_for_once_and_as_html_with_our_name(room: ReadingRoom) -> None:
    await room.poll()
    await room.poll()
    (seen,) = [one for one in room.web.requests if one.path == "/world/1"]

    assert room.web.paths() == ["/feed", "/robots.txt", TDMREP, "/world/1", "/feed"]
    assert seen.headers["accept"].startswith("text/html")
    assert seen.headers["user-agent"].startswith("Clashwire/")


async def test_a_revision_asks_for_its_page_again(room: ReadingRoom) -> None:
    first = await the_article(room)
    room.serve_feed(item(room, text=TEASER + " A third died."))
    room.serve_page(
        1, page("<article><p>A third person died on Monday, a nurse said.</p></article>")
    )

    second = await the_article(room)

    assert (second.article_id, second.revision) == (first.article_id, 2)
    assert second.text_source == "page"
    assert room.web.paths().count("/world/1") == 2
    assert room.web.paths().count("/robots.txt") == 1


async def test_a_page_whose_sidebar_changes_makes_no_revision(room: ReadingRoom) -> None:
    first = await the_article(room)
    room.serve_page(1, page("<p>Other news of the day.</p>"))
    room.serve_feed(item(room), item(room, 2, "Something else entirely happened in Sellin."))

    (other,) = (await room.poll()).articles

    assert other.article_id != first.article_id
    assert room.web.paths().count("/world/1") == 1


async def test_the_hash_that_makes_a_revision_is_of_the_feeds_words(room: ReadingRoom) -> None:
    whole = await the_article(room)
    assert room.state is not None
    (known,) = room.state.items

    assert known.content_hash == whole.content_hash
    room.state = None
    room.feed = msgspec.structs.replace(room.feed, full_text=False)
    assert (await room.poll()).state.items[0].content_hash == whole.content_hash


# --- robots.txt (RFC 9309)


async def test_a_page_that_robots_txt_disallows_is_not_asked_for(room: ReadingRoom) -> None:
    room.serve_robots("User-agent: *\nDisallow: /world/\n")

    assert await outcome_of(room) == "robots_disallowed"
    assert "/world/1" not in room.web.paths()


async def test_rules_under_our_name_count_before_those_for_all(room: ReadingRoom) -> None:
    room.serve_robots("User-agent: *\nAllow: /\n\nUser-agent: clashwire\nDisallow: /\n")

    assert await outcome_of(room) == "robots_disallowed"


async def test_rules_for_others_are_not_ours(room: ReadingRoom) -> None:
    room.serve_robots("User-agent: OtherBot\nDisallow: /\n")

    assert (await the_article(room)).text_source == "page"


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "410 Gone"])
async def test_no_robots_txt_is_leave_to_read(room: ReadingRoom, status: str) -> None:
    room.web.answers["/robots.txt"] = response(b"", status)

    assert (await the_article(room)).text_source == "page"


@pytest.mark.parametrize(
    "status", ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"]
)
async def test_a_robots_txt_that_fails_forbids_for_now(room: ReadingRoom, status: str) -> None:
    room.web.answers["/robots.txt"] = response(b"", status)

    assert await outcome_of(room) == "robots_disallowed"
    assert "/world/1" not in room.web.paths()


async def test_a_robots_txt_that_never_comes_forbids_for_now(room: ReadingRoom) -> None:
    room.web.answers["/robots.txt"] = silence()

    assert await outcome_of(room) == "robots_disallowed"


async def test_a_bot_wall_before_robots_txt_forbids_for_now(room: ReadingRoom) -> None:
    room.web.answers["/robots.txt"] = response(b"", "403 Forbidden", cf_mitigated="challenge")

    assert await outcome_of(room) == "robots_disallowed"


async def read_again(room: ReadingRoom, after: timedelta) -> str:
    """Let time pass, revise the item, poll -> the text source of the revision."""
    room.clock.advance(after.total_seconds())
    room.serve_feed(item(room, text=f"{TEASER} It is {room.clock.now():%H:%M}."))
    return (await the_article(room)).text_source


async def test_robots_txt_is_kept_for_a_day(room: ReadingRoom) -> None:
    await room.poll()

    assert await read_again(room, timedelta(hours=23)) == "page"
    assert room.web.paths().count("/robots.txt") == 1
    assert await read_again(room, timedelta(hours=2)) == "page"
    assert room.web.paths().count("/robots.txt") == 2


async def test_a_failed_robots_txt_is_asked_for_again_after_an_hour(room: ReadingRoom) -> None:
    room.web.answers["/robots.txt"] = in_turn(
        response(b"", "500 Internal Server Error"), response(b"")
    )
    assert await outcome_of(room) == "robots_disallowed"

    assert await read_again(room, timedelta(minutes=30)) == "feed"
    assert await read_again(room, timedelta(minutes=31)) == "page"


async def test_known_rules_hold_while_robots_txt_fails(room: ReadingRoom) -> None:
    room.web.answers["/robots.txt"] = in_turn(response(b""), response(b"", "502 Bad Gateway"))
    await room.poll()

    assert await read_again(room, timedelta(hours=25)) == "page"


async def test_redirects_to_robots_txt_are_followed(room: ReadingRoom) -> None:
    room.web.answers["/robots.txt"] = redirect(room.web.url("/other/robots.txt", HOST))
    room.web.answers["/other/robots.txt"] = response(b"User-agent: *\nDisallow: /world\n")

    assert await outcome_of(room) == "robots_disallowed"


async def test_a_robots_txt_redirecting_in_circles_is_none(room: ReadingRoom) -> None:
    room.web.answers["/robots.txt"] = redirect(room.web.url("/robots.txt", HOST))

    assert (await the_article(room)).text_source == "page"


async def test_only_the_first_500_kib_of_robots_txt_are_read(room: ReadingRoom) -> None:
    filler = "# nothing\n" * 52_000
    room.serve_robots(f"{filler}User-agent: *\nDisallow: /\n")

    assert (await the_article(room)).text_source == "page"


async def test_a_redirect_to_a_disallowed_path_is_not_followed(room: ReadingRoom) -> None:
    room.serve_robots("User-agent: *\nDisallow: /closed/\n")
    room.web.answers["/closed/1"] = html(page())

    assert await outcome_of(room, redirect("/closed/1")) == "robots_disallowed"
    assert "/closed/1" not in room.web.paths()


async def test_a_redirect_to_another_host_asks_that_hosts_robots_txt(room: ReadingRoom) -> None:
    room.web.answers["/moved/1"] = html(page())
    room.web.answers["/robots.txt"] = by_request(
        lambda seen: response(
            b"User-agent: *\nDisallow: /" if "upland" in seen.headers["host"] else b""
        )
    )

    away = redirect(room.web.url("/moved/1", "upland.example"))

    assert await outcome_of(room, away) == "robots_disallowed"
    assert "/moved/1" not in room.web.paths()


async def test_a_page_that_moved_to_another_host_is_read_there(room: ReadingRoom) -> None:
    room.web.answers["/moved/1"] = html(page())
    room.web.answers["/world/1"] = redirect(room.web.url("/moved/1", "upland.example"))

    assert (await the_article(room)).text == PROSE


async def test_an_operators_reason_goes_before_robots_txt_and_is_told_once(
    room: ReadingRoom,
) -> None:
    room.serve_robots("User-agent: *\nDisallow: /\n")
    reason = "the publisher allowed it by letter"
    room.feed = msgspec.structs.replace(room.feed, robots_override=reason)

    with capture_logs() as logs:
        article = await the_article(room)
        assert await read_again(room, timedelta(hours=1)) == "page"

    assert article.text_source == "page"
    assert "/robots.txt" not in room.web.paths()
    told = [log["reason"] for log in logs if log["event"] == "robots_override"]
    assert told == [reason]


# --- reservations, walls, and pages that are no article


async def test_a_header_that_reserves_the_page_is_obeyed(room: ReadingRoom) -> None:
    assert await outcome_of(room, html(page(), X_Robots_Tag="noai")) == "reserved"


async def test_a_tdm_reservation_is_obeyed(room: ReadingRoom) -> None:
    assert await outcome_of(room, html(page(), tdm_reservation="1")) == "reserved"


async def test_paths_that_the_hosts_tdmrep_reserves_are_not_asked_for(room: ReadingRoom) -> None:
    room.web.answers[TDMREP] = response(b'[{"location": "/world/*", "tdm-reservation": 1}]')

    assert await outcome_of(room) == "reserved"
    assert "/world/1" not in room.web.paths()


async def test_a_redirect_to_a_reserved_path_is_not_followed(room: ReadingRoom) -> None:
    room.web.answers[TDMREP] = response(b'[{"location": "/closed/", "tdm-reservation": 1}]')

    assert await outcome_of(room, redirect("/closed/1")) == "reserved"
    assert "/closed/1" not in room.web.paths()


async def test_a_meta_tag_that_reserves_the_page_is_obeyed(room: ReadingRoom) -> None:
    answer = html(page(head='<meta name="robots" content="noai">'))

    assert await outcome_of(room, answer) == "reserved"


async def test_a_paywall_is_not_passed(room: ReadingRoom) -> None:
    block = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'

    assert await outcome_of(room, html(page(head=block))) == "paywall"


@pytest.mark.parametrize("status", ["401 Unauthorized", "402 Payment Required"])
async def test_a_page_for_those_who_sign_in_or_pay_is_a_paywall(
    room: ReadingRoom, status: str
) -> None:
    assert await outcome_of(room, html(b"<p>Sign in</p>", status)) == "paywall"


async def test_a_cookie_wall_is_not_taken_for_the_article(room: ReadingRoom) -> None:
    wall = (
        "<html><body><h1>Before you continue</h1><p>We and our partners use cookies and other "
        "means to store and read data on your device. Cookies let us count who reads what, and "
        "show what may interest you.</p><button>Accept all</button></body></html>"
    )

    assert await outcome_of(room, html(wall.encode())) == "consent_page"


async def test_a_bot_wall_is_named_and_left_standing(room: ReadingRoom) -> None:
    wall = html(b"<html></html>", "403 Forbidden", cf_mitigated="challenge")

    assert await outcome_of(room, wall) == "bot_wall"
    assert room.web.paths().count("/world/1") == 1


async def test_a_page_sent_home_is_not_an_article(room: ReadingRoom) -> None:
    room.web.answers["/"] = html(page())

    assert await outcome_of(room, redirect("/")) == "not_an_article"


async def test_a_pdf_is_not_an_article(room: ReadingRoom) -> None:
    answer = response(b"%PDF-1.7", Content_Type="application/pdf")

    assert await outcome_of(room, answer) == "not_an_article"


async def test_a_page_that_says_less_than_the_feed_is_not_used(room: ReadingRoom) -> None:
    teaser = f"{FIRST} {SECOND} {FIRST}"
    room.serve_feed(item(room, text=teaser))

    assert (await the_article(room)).text == teaser
    assert room.counted() == {"shorter_than_feed": 1}


@pytest.mark.parametrize("status", ["404 Not Found", "500 Internal Server Error"])
async def test_a_missing_page_leaves_the_feeds_text(room: ReadingRoom, status: str) -> None:
    assert await outcome_of(room, html(b"", status)) == "unreachable"


async def test_a_silent_host_leaves_the_feeds_text(room: ReadingRoom) -> None:
    assert await outcome_of(room, silence()) == "unreachable"


async def test_a_page_that_breaks_off_is_not_used(room: ReadingRoom) -> None:
    whole = html(page())

    assert await outcome_of(room, whole[:-60]) == "unreachable"


async def test_a_page_that_takes_too_much_to_read_costs_itself(room: ReadingRoom) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(60_000))
    hanging = f"<html><body><p {attributes}>{PROSE}</p></body></html>".encode()

    assert await outcome_of(room, html(hanging)) == "parser_limit"
    room.web.answers["/world/1"] = html(page())
    assert await read_again(room, timedelta(hours=1)) == "page"


async def test_a_page_inside_our_network_is_not_asked_for(room: ReadingRoom) -> None:
    target = f"http://169.254.169.254:{room.web.port}/latest"

    assert await outcome_of(room, redirect(target)) == "robots_disallowed"
    assert room.web.paths().count("/latest") == 0


# --- bounds and limits


async def test_a_host_that_asks_to_be_left_alone_is(room: ReadingRoom) -> None:
    room.serve_feed(item(room), item(room, 2, "Guns were heard in Sellin too."))
    for number in (1, 2):
        room.web.answers[f"/world/{number}"] = response(
            b"", "429 Too Many Requests", Retry_After="600"
        )

    articles = (await room.poll()).articles

    assert [one.text_source for one in articles] == ["feed", "feed"]
    assert room.counted() == {"rate_limited": 2}
    assert room.limits.wait_until(room.page_url(1)) is not None


async def test_a_host_under_a_known_limit_is_not_asked(room: ReadingRoom) -> None:
    for url in (room.feed.url, room.web.url("/a", HOST)):
        refused = Told(url=url, status=429, headers={"retry-after": "600"})
        room.limits.told(url, refused, room.clock.now())

    assert await outcome_of(room) == "rate_limited"
    assert "/world/1" not in room.web.paths()


async def test_an_article_waits_for_its_page_no_longer_than_it_may(room: ReadingRoom) -> None:
    room.bound(wait=timedelta(seconds=0.4))

    assert await outcome_of(room, silence()) == "too_late"


async def test_pages_that_came_in_time_are_kept_when_others_are_late(room: ReadingRoom) -> None:
    room.bound(wait=timedelta(seconds=2))
    newer = "Sun, 01 Mar 2026 11:00:00 GMT"
    room.serve_feed(item(room, 2, "Guns were heard in Sellin."), item(room, pubDate=newer))
    room.web.answers["/world/2"] = silence()

    articles = (await room.poll()).articles

    assert [one.text_source for one in articles] == ["feed", "page"]
    assert room.counted() == {"page": 1, "too_late": 1}


async def test_one_poll_asks_for_so_many_pages_and_the_newest_first(room: ReadingRoom) -> None:
    room.bound(pages=1)
    newer = "Sun, 01 Mar 2026 11:00:00 GMT"
    room.serve_feed(item(room, 2, "Guns were heard in Sellin."), item(room, pubDate=newer))

    articles = (await room.poll()).articles

    assert [one.text_source for one in articles] == ["feed", "page"]
    assert room.counted() == {"page": 1, "over_the_bound": 1}


async def test_an_item_that_links_home_has_no_page(room: ReadingRoom) -> None:
    room.serve_feed(item(room).replace("/world/1<", "/<"))

    assert (await the_article(room)).text_source == "feed"
    assert room.web.paths() == ["/feed"]


async def test_each_page_is_logged_with_its_outcome_and_reason(room: ReadingRoom) -> None:
    room.serve_robots("User-agent: *\nDisallow: /world/\n")

    with capture_logs() as logs:
        await room.poll()

    (told,) = [log for log in logs if log["event"] == "page"]
    assert told["outcome"] == "robots_disallowed"
    assert told["reason"] == f"robots.txt of {HOST}:{room.web.port} disallows /world/1"
