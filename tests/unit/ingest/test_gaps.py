"""Gaps between polls: found where nothing overlaps, not where a publisher numbers anew."""

from datetime import datetime, timedelta

import pytest

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.identify import Identified, identify
from clashwire_ingest.polling.feed_memory import Polled, after_document
from clashwire_ingest.polling.further_documents import is_wordpress, older_page
from clashwire_ingest.polling.gaps import closed, explain, find_gap
from tests.unit.ingest.items import FEED, NOW, item

FEED_URL = "https://harbour.example/feed/"


def numbered(number: int, minutes: float | None) -> ParsedItem:
    """An item of its own, dated so many minutes before NOW, or undated."""
    date = None if minutes is None else NOW - timedelta(minutes=minutes)
    return item(
        guid=f"tag:harbour.example,2026:{number}",
        url=f"https://harbour.example/world/{number}",
        title=f"Report {number}",
        text=f"What happened at place number {number}.",
        published_at=date,
    )


def found(*items: ParsedItem, before: FeedState | None = None) -> tuple[Identified, ...]:
    known = before.items if before else ()
    return identify(items, known, domain="harbour.example", now=NOW, ledger=ArticleLedger())


def state(*items: ParsedItem) -> FeedState:
    known = [one.known for one in found(*items)]
    return after_document(FEED, None, Polled(at=NOW, items=known), None)


def test_a_document_that_overlaps_has_no_gap() -> None:
    before = state(numbered(1, 90), numbered(2, 80))

    now = found(numbered(2, 80), numbered(3, 10), before=before)

    assert find_gap(before, now, NOW) is None


def test_a_document_of_later_items_only_may_have_lost_what_came_between() -> None:
    before = state(numbered(1, 90), numbered(2, 80))

    gap = find_gap(before, found(numbered(3, 20), numbered(4, 10), before=before), NOW)

    assert gap is not None
    assert (gap.since, gap.until) == (NOW - timedelta(minutes=80), NOW - timedelta(minutes=20))
    assert "60 minutes may be lost" in explain(gap)
    assert "closed from the feed's older pages" in explain(closed(gap))


def test_undated_items_leave_the_size_of_the_gap_unknown() -> None:
    before = state(numbered(1, None), numbered(2, None))

    gap = find_gap(before, found(numbered(3, None), numbered(4, None), before=before), NOW)

    assert gap is not None
    assert "an unknown time" in explain(gap)


@pytest.mark.parametrize(
    "items",
    [
        (),
        (numbered(3, 10),),
        (numbered(3, 10), numbered(4, 85)),
    ],
    ids=["an empty feed", "a feed of one item", "old news under new numbers"],
)
def test_what_is_no_gap(items: tuple[ParsedItem, ...]) -> None:
    before = state(numbered(1, 90), numbered(2, 80))

    assert find_gap(before, found(*items, before=before), NOW) is None


def test_a_first_poll_has_no_gap() -> None:
    assert find_gap(None, found(numbered(1, 20), numbered(2, 10)), NOW) is None


def page(next_archive: str | None = None) -> ParsedFeed:
    return ParsedFeed(health="ok", next_archive=next_archive)


@pytest.mark.parametrize(
    ("parsed", "url", "wordpress", "older"),
    [
        (page(), FEED_URL, False, None),
        (page(FEED_URL + "2"), FEED_URL, False, FEED_URL + "2"),
        (page("https://elsewhere.example/2"), FEED_URL, False, None),
        (page(), FEED_URL, True, FEED_URL + "?paged=2"),
        (page(), FEED_URL + "?cat=3&paged=2", True, FEED_URL + "?cat=3&paged=3"),
        (page(), FEED_URL + "?paged=x", True, FEED_URL + "?paged=2"),
    ],
)
def test_where_older_items_are(
    parsed: ParsedFeed, url: str, wordpress: bool, older: str | None
) -> None:
    assert older_page(parsed, url, wordpress=wordpress) == older


def test_wordpress_is_known_by_its_generator() -> None:
    assert is_wordpress(b"<rss><channel><generator>https://wordpress.org/?v=6.6</generator>")
    assert not is_wordpress(b"<rss><channel><generator>Hand</generator>")


def test_a_gap_is_found_at_the_time_of_the_poll() -> None:
    before = state(numbered(1, 90), numbered(2, 80))
    later = datetime(2026, 3, 2, tzinfo=NOW.tzinfo)

    gap = find_gap(before, found(numbered(3, 20), numbered(4, 10), before=before), later)

    assert gap is not None
    assert gap.found_at == later
