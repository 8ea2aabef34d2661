from clashwire_ingest.identity.article_ledger import ArticleLedger
from tests.unit.ingest.items import item
from tests.unit.ingest.test_identify import known_after

KNOWN = known_after(item())[0]


def test_an_article_is_had_once_it_is_acknowledged() -> None:
    ledger = ArticleLedger()
    ledger.give_out([KNOWN])
    assert not ledger.has(KNOWN.article_id)
    assert ledger.latest_revision(KNOWN.article_id) == 1

    ledger.accept([KNOWN])
    assert ledger.has(KNOWN.article_id)


def test_an_article_that_every_feed_dropped_is_forgotten() -> None:
    ledger = ArticleLedger()
    ledger.accept([KNOWN])

    ledger.forget([KNOWN.article_id, "unknown"])

    assert not ledger.has(KNOWN.article_id)
    assert ledger.latest_revision(KNOWN.article_id) == 0
