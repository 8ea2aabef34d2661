"""Any text gives a ledger: no exception, spans that stand in the text, the same each time."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clashwire_enrich.claims.claims import ClaimLedger
from clashwire_enrich.text.document import read_document

Ledger = Callable[..., ClaimLedger]
SHARED = [HealthCheck.function_scoped_fixture]  # the fixture keeps nothing between examples
SCRAPS = [
    *("The army", "said", "that", "told Reuters", '"', "\u201c", "\u201d", "'", ",", ".", ":"),
    *("\n\n", "and", "according to", "Hamas", "he", "denied", "accused", "of", "by", "killed 40"),
    *("each side accusing the other", "a claim by", "M23 rebels", "(", ")", "who", "citing", "We"),
    *("in a statement", "as saying", "was claimed by", "on Thursday", "put the toll at 12", "?"),
]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(scraps=st.lists(st.sampled_from(SCRAPS), max_size=40), title=st.text(max_size=60))
def test_scraps_of_news_never_raise_and_spans_stand(
    ledger: Ledger, scraps: list[str], title: str
) -> None:
    text = " ".join(scraps)
    read = read_document(title, text, None).text  # spans count here; tagging moves them back
    for claim in ledger(text, title).claims:
        for span in (claim.source_span, claim.cue_span, claim.content_span):
            where = title if span.field == "title" else read
            assert span.field == "title" or where[span.start : span.end] == span.text


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=300))
def test_any_characters_never_raise(ledger: Ledger, text: str) -> None:
    assert ledger(text, text[:50]) == ledger(text, text[:50])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "said",
        '"' * 2_000,
        "said " * 5_000,
        "X said Y said " * 2_000,
        "the army, the rebels, " * 300 + "said that it won.",
        '"He said the army won.\n\n' * 500,
        "1" * 6_000 + " tanks were destroyed, the army said.",
        "a claim by the army that " * 400,
        "a" * 200_000,
    ],
    ids=lambda text: text[:20],
)
@pytest.mark.timeout(20)
def test_hostile_text_is_read_in_bounded_time(ledger: Ledger, text: str) -> None:
    assert len(ledger(text).claims) <= 300


def test_no_date_gives_no_day(ledger: Ledger) -> None:
    (claim,) = ledger("The army said on Thursday that two died.", published=None).claims
    assert claim.said_on is None


def test_ids_stay_when_a_sentence_is_put_before(ledger: Ledger) -> None:
    text = "The Sudanese army said it killed 40 RSF fighters."
    (alone,) = ledger(text).claims
    (moved,) = ledger(f"Smoke rose over the city. {text}").claims
    assert alone.claim_id == moved.claim_id
    assert alone.content_span.start != moved.content_span.start


def test_every_claim_tells_its_rules(ledger: Ledger) -> None:
    (claim,) = ledger("The Sudanese army said it killed 40 RSF fighters.").claims
    assert {"content_span", "speaker", "claim_type", "status", "number"} <= set(claim.provenance)
