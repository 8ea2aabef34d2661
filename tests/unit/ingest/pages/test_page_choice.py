from datetime import timedelta

import msgspec
import pytest

from clashwire_contracts.article import RawArticle
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.identify import Identified, identify
from clashwire_ingest.identity.sketch import sketch_text
from clashwire_ingest.pages.page_choice import pages_wanted, wants_page, with_page_text
from clashwire_ingest.polling.raw_article import to_raw_article
from tests.unit.ingest.items import FEED, NOW, item

FULL_TEXT_FEED = msgspec.structs.replace(FEED, full_text=True)


def found(*items: ParsedItem) -> tuple[Identified, ...]:
    return identify(items, (), domain="harbour.example", now=NOW, ledger=ArticleLedger())


def articles(*items: ParsedItem) -> tuple[RawArticle, ...]:
    return tuple(to_raw_article(FULL_TEXT_FEED, one, NOW) for one in found(*items))


SUMMARY = item(is_summary=True)


def test_a_summary_wants_its_page() -> None:
    assert wants_page(SUMMARY)


def test_a_whole_text_wants_no_page() -> None:
    assert not wants_page(item(is_summary=False))


@pytest.mark.parametrize(
    "ending",
    ["Read more", "Continue reading →", "The post Shells appeared first on Harbour Post.",
     "Lire la suite"],
)  # fmt: skip
def test_a_text_that_points_on_wants_its_page(ending: str) -> None:
    assert wants_page(item(text=f"Shells fell on Tarrin. {ending}"))


@pytest.mark.parametrize("url", [None, "https://harbour.example/"])
def test_an_item_without_a_page_of_its_own_wants_none(url: str | None) -> None:
    assert not wants_page(msgspec.structs.replace(SUMMARY, url=url))


def test_only_a_feed_that_asks_for_full_text_wants_pages() -> None:
    assert pages_wanted(FEED, found(SUMMARY), articles(SUMMARY)) == ()
    assert pages_wanted(FULL_TEXT_FEED, found(SUMMARY), articles(SUMMARY)) == articles(SUMMARY)


def test_what_is_not_published_wants_no_page() -> None:
    assert pages_wanted(FULL_TEXT_FEED, found(SUMMARY), ()) == ()


def test_the_newest_articles_come_first() -> None:
    at = SUMMARY.published_at
    assert at is not None
    items = [
        msgspec.structs.replace(
            SUMMARY,
            guid=f"g{day}",
            url=f"https://harbour.example/world/{day}",
            title=f"Day {day}",
            published_at=None if day == 0 else at - timedelta(days=9 - day),
        )
        for day in (1, 0, 3, 2)
    ]

    wanted = pages_wanted(FULL_TEXT_FEED, found(*items), articles(*items))

    assert [one.title for one in wanted] == ["Day 3", "Day 2", "Day 1", "Day 0"]


TEXT = "The whole story of the shells that fell on the town of Tarrin on Sunday. " * 5


def test_text_and_sketch_are_the_pages_and_the_hash_stays_the_feeds() -> None:
    (article,) = articles(SUMMARY)

    whole = with_page_text(article, TEXT)

    assert (whole.text, whole.text_source, whole.sketch) == (TEXT, "page", sketch_text(TEXT))
    assert whole.content_hash == article.content_hash
    assert (whole.article_id, whole.revision) == (article.article_id, article.revision)
    assert whole.summary == SUMMARY.summary


def test_what_the_feed_said_stays_as_the_summary() -> None:
    (article,) = articles(msgspec.structs.replace(SUMMARY, summary=None))

    assert with_page_text(article, TEXT).summary == SUMMARY.text


def test_a_title_alone_is_no_summary() -> None:
    (article,) = articles(msgspec.structs.replace(SUMMARY, summary=None, text=SUMMARY.title))

    assert with_page_text(article, TEXT).summary is None


def test_a_page_too_large_for_a_message_leaves_the_feeds_text() -> None:
    (article,) = articles(SUMMARY)

    assert with_page_text(article, "x" * 2_100_000) == article
