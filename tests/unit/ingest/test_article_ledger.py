import msgspec

from clashwire_ingest.identity.article_ledger import ArticleLedger
from tests.unit.ingest.items import item
from tests.unit.ingest.test_identify import decide, known_after

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


# --- two feeds of one worker and one article --------------------------------------------------

SUMMARY = "Shells fell on Tarrin."
FULL = " ".join(["Shells fell on the town of Tarrin on Sunday, the mayor said."] * 6)


def test_two_feeds_that_bring_one_text_at_once_share_its_revision() -> None:
    ledger = ArticleLedger()
    (first,) = decide([item()], ledger=ledger)
    ledger.give_out([first.known])
    (second,) = decide([item(guid=None)], ledger=ledger)
    ledger.give_out([second.known])

    assert (first.known.revision, second.known.revision) == (1, 1)
    assert first.known.content_hash == second.known.content_hash


def test_an_edit_that_another_feed_brought_first_is_published_once() -> None:
    ledger = ArticleLedger()
    ledger.accept(known_after(item()))
    edited = item(title="Shells fall on Tarrin again")
    (first,) = decide([edited], [KNOWN], ledger)
    ledger.give_out([first.known])
    (meanwhile,) = decide([edited], [KNOWN], ledger)
    ledger.accept([first.known])
    (later,) = decide([edited], [KNOWN], ledger)

    assert (first.verdict, first.known.revision) == ("revised", 2)
    assert (meanwhile.verdict, meanwhile.known.revision) == ("revised", 2)
    assert (later.verdict, later.known.revision) == ("same", 2)


def test_an_extract_in_another_feed_does_not_replace_the_article() -> None:
    ledger = ArticleLedger()
    ledger.accept(known_after(item(text=FULL)))

    (one,) = decide([item(text=SUMMARY)], ledger=ledger)

    assert (one.verdict, one.known.revision) == ("same", 1)


def test_the_whole_article_in_another_feed_replaces_an_extract() -> None:
    ledger = ArticleLedger()
    ledger.accept(known_after(item(text=SUMMARY)))

    (one,) = decide([item(text=FULL)], ledger=ledger)

    assert (one.verdict, one.known.revision) == ("revised", 2)


def test_one_sites_article_under_two_links_is_one_article() -> None:
    ledger = ArticleLedger()
    ledger.accept(known_after(item(text=FULL)))
    elsewhere = item(guid="other", url="https://www.harbour.example/africa/1", text=FULL)

    (one,) = decide([elsewhere], ledger=ledger)
    (another_site,) = decide(
        [item(guid="other", url="https://upland.example/1", text=FULL)], ledger=ledger
    )

    assert (one.verdict, one.known.article_id) == ("same", KNOWN.article_id)
    assert another_site.verdict == "new"


def test_words_of_forgotten_articles_do_not_pile_up() -> None:
    ledger = ArticleLedger()
    for number in range(5_000):
        known = msgspec.structs.replace(
            KNOWN, article_id=f"a{number}", content_hash=f"{number}", revision=1
        )
        ledger.accept([known])
        ledger.forget([known.article_id])

    assert len(ledger._ids_by_words) < 2_000
