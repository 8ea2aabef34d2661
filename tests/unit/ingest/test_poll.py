"""One poll after another against a server on loopback: what is found, kept and set aside."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from clashwire_ingest.documents.parser_pool import ParserLimits, ParserPool
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.poll import FeedPoller
from clashwire_ingest.web.fetch import Fetcher, FetchLimits, feed_client
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import ManualClock
from clashwire_runtime.dead_letters import to_dead_letter
from tests.hostile_web.desk import Desk
from tests.hostile_web.hostile_web import HostileWeb
from tests.unit.ingest.documents import many_attributes, rss, rss_item
from tests.unit.ingest.items import FEED, NOW

TWO = rss(rss_item(1), rss_item(2)).encode()


@pytest.fixture
async def desk(web: HostileWeb) -> AsyncIterator[Desk]:
    parser = ParserPool(1, ParserLimits(cpu_seconds=2))
    guard = AddressGuard(["127.0.0.1/32"])
    limits = FetchLimits(timeout_seconds=5.0, max_body_bytes=20_000_000)
    async with feed_client(guard, user_agent="t", connections=2, timeout_seconds=5.0) as client:
        clock = ManualClock(NOW)
        poller = FeedPoller(Fetcher(client, limits), parser, ArticleLedger(), clock)
        yield Desk(web, poller, clock)
    await parser.close()


async def test_a_first_poll_finds_new_articles(desk: Desk) -> None:
    desk.serve(TWO, ETag='"v1"', Last_Modified="then")

    outcome = await desk.poll()

    first, second = outcome.articles
    assert (first.revision, first.url) == (1, "https://harbour.example/world/1")
    assert first.fetched_at == NOW
    assert first.feed_id == desk.feed.feed_id
    assert first.publisher == FEED.publisher
    assert first.article_id != second.article_id
    assert outcome.state.etag == '"v1"'
    assert {known.article_id for known in outcome.state.items} == {
        first.article_id,
        second.article_id,
    }


async def test_a_second_poll_is_conditional_and_finds_nothing(desk: Desk) -> None:
    desk.serve(TWO, ETag='"v1"', Last_Modified="then")
    await desk.poll()
    desk.serve(b"", status="304 Not Modified")

    outcome = await desk.poll()

    headers = desk.web.requests[-1].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"v1"', "then")
    assert (outcome.articles, outcome.state.health, outcome.state.etag) == ((), "ok", '"v1"')
    assert len(outcome.state.items) == 2


async def test_a_server_that_ignores_conditions_costs_no_second_article(desk: Desk) -> None:
    desk.serve(TWO)
    await desk.poll()

    assert (await desk.poll()).articles == ()


async def test_one_changed_item_is_one_revision(desk: Desk) -> None:
    desk.serve(TWO)
    first = (await desk.poll()).articles[0]
    desk.serve(rss(rss_item(1, text="Five were hurt."), rss_item(2)).encode())

    (revised,) = (await desk.poll()).articles

    assert (revised.article_id, revised.revision) == (first.article_id, 2)
    assert revised.content_hash != first.content_hash
    assert revised.text == "Five were hurt."


async def test_a_304_nobody_asked_for_is_a_failure(desk: Desk) -> None:
    desk.serve(b"", status="304 Not Modified")

    assert (await desk.poll()).state.health == "http_304"


async def test_a_failed_poll_keeps_what_is_known(desk: Desk) -> None:
    desk.serve(TWO, ETag='"v1"')
    await desk.poll()
    desk.serve(b"", status="503 Service Unavailable", Retry_After="86400")
    failed = await desk.poll()
    desk.serve(TWO + b"<!-- changed -->")

    again = await desk.poll()

    assert (failed.state.health, len(failed.state.items)) == ("http_503", 2)
    assert (failed.state.next_poll_at - NOW).total_seconds() == 86_400
    assert (again.articles, again.state.health) == ((), "ok")


async def test_a_page_in_the_feeds_place_is_set_aside_once(desk: Desk) -> None:
    outcomes = []
    for number in range(3):
        desk.serve(f"<html><body>consent {number}</body></html>".encode())
        outcomes.append(await desk.poll())

    assert [len(outcome.aside) for outcome in outcomes] == [1, 0, 0]
    assert [outcome.state.health for outcome in outcomes] == ["html_page"] * 3
    assert outcomes[-1].state.consecutive_failures == 3


async def test_a_broken_document_is_set_aside_with_its_bytes_once_for_each_body(
    desk: Desk, tmp_path: Path
) -> None:
    desk.serve(b"<rss><channel>")
    first = await desk.poll()
    same = await desk.poll()
    desk.serve(b"<rss><channel> ")
    other = await desk.poll()

    assert [len(outcome.aside) for outcome in (first, same, other)] == [1, 0, 1]
    letter = to_dead_letter(first.aside[0], "ingest", tmp_path)
    assert letter.topic == "clashwire.feeds.dlq"
    assert (letter.key, letter.value) == (desk.feed.feed_id.encode(), b"<rss><channel>")
    headers = dict(letter.headers)
    assert headers["clashwire.error_kind"] == b"undecodable"
    assert desk.feed.url.encode() in headers["clashwire.reason"]


async def test_a_cut_document_gives_its_whole_items_and_is_set_aside(desk: Desk) -> None:
    desk.serve(TWO[: TWO.rindex(b"<description>")])

    outcome = await desk.poll()

    assert [article.url for article in outcome.articles] == ["https://harbour.example/world/1"]
    assert (outcome.state.health, len(outcome.aside)) == ("damaged_document", 1)
    assert outcome.state.consecutive_failures == 0


async def test_a_cut_item_is_published_once_the_document_is_whole(desk: Desk) -> None:
    desk.serve(TWO[: TWO.rindex(b"<description>")])
    await desk.poll()
    desk.serve(TWO)

    outcome = await desk.poll()

    assert [article.url for article in outcome.articles] == ["https://harbour.example/world/2"]
    assert outcome.state.health == "ok"


async def test_a_document_that_hangs_the_parser_is_one_failed_poll(desk: Desk) -> None:
    desk.serve(many_attributes(100_000))
    hung = await desk.poll()
    desk.serve(TWO)

    well = await desk.poll()

    assert (hung.state.health, len(hung.aside)) == ("parser_limit", 1)
    assert hung.aside[0].kind == "poison"
    assert (well.state.health, len(well.articles)) == ("ok", 2)


async def test_an_item_too_large_for_a_message_is_set_aside_once(
    desk: Desk, tmp_path: Path
) -> None:
    huge = rss(rss_item(1, text="word " * 500_000), rss_item(2)).encode()
    desk.serve(huge)
    first = await desk.poll()
    desk.serve(huge + b"<!-- changed -->")

    second = await desk.poll()

    assert [article.url for article in first.articles] == ["https://harbour.example/world/2"]
    (aside,) = first.aside
    assert (aside.kind, second.aside, second.articles) == ("too_large", (), ())
    letter = to_dead_letter(aside, "ingest", tmp_path)
    assert letter.topic == "clashwire.articles.raw.v1.dlq"
    assert len(letter.value or b"") > 2_000_000


async def test_the_operators_language_stands_in_where_the_feed_tells_none(desk: Desk) -> None:
    desk.feed = msgspec.structs.replace(desk.feed, language="fr")
    desk.serve(TWO.replace(b"<language>en-gb</language>", b""))

    outcome = await desk.poll()

    assert {article.language for article in outcome.articles} == {"fr"}
