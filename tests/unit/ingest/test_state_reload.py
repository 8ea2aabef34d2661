from datetime import timedelta

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.identify import identify
from clashwire_ingest.polling.feed_memory import Polled, after_document
from clashwire_ingest.polling.raw_article import to_raw_article
from clashwire_ingest.polling.state_reload import _look_back, with_article
from clashwire_ingest.polling.validators import Validators
from clashwire_ingest.settings import IngestSettings
from tests.unit.ingest.items import FEED, NOW, item
from tests.unit.ingest.test_identify import decide, known_after


def article_of(found: ParsedItem) -> RawArticle:
    (one,) = identify([found], (), domain="harbour.example", now=NOW, ledger=ArticleLedger())
    return to_raw_article(FEED, one, NOW)


def test_a_feed_without_a_state_gets_one_that_knows_the_article_and_is_due() -> None:
    state = with_article(FEED, None, article_of(item()))

    assert (state.feed_id, state.next_poll_at, state.etag) == (FEED.feed_id, NOW, None)
    assert decide([item()], state.items)[0].verdict == "same"


def test_a_published_revision_replaces_what_was_known() -> None:
    before = after_document(
        FEED,
        None,
        Polled(at=NOW, validators=Validators(etag='"v1"'), items=known_after(item())),
        None,
    )
    revised = msgspec.structs.replace(article_of(item(title="Edited")), revision=2)

    state = with_article(FEED, before, revised)

    assert (state.etag, len(state.items)) == ('"v1"', 1)
    (one,) = decide([item(title="Edited")], state.items)
    assert (one.verdict, one.known.revision) == ("same", 2)


def test_articles_without_a_link_or_with_a_long_one_are_recognised() -> None:
    for odd in (item(url=None), item(guid=None, url=f"https://harbour.example/{'x' * 3000}")):
        state = with_article(FEED, None, article_of(odd))

        assert decide([odd], state.items)[0].verdict == "same"


def test_articles_are_read_back_from_the_partition_that_was_silent_longest() -> None:
    settings = IngestSettings()
    earlier = NOW - timedelta(hours=3)

    since = _look_back({1: NOW, 4: earlier}, settings)

    assert since is not None
    assert since < earlier - settings.give_up_after


def test_a_partition_without_a_state_wants_every_article_read_back() -> None:
    assert _look_back({1: NOW, 4: None}, IngestSettings()) is None
