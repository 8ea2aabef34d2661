"""Articles whose title alone tells the news: its events stand, with spans in the title."""

from datetime import date

import pytest

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.span import Span
from tests.enriching import tagged

OF_THE_DAY = date(2026, 11, 21)
HEADLINE = "Drone strike on market near Kutum kills at least seven"


def _evidence(article: EnrichedArticle) -> tuple[Span, ...]:
    return tuple(span for event in article.events for span in event.evidence)


@pytest.mark.parametrize("text", ["", "Read the full story on our site.", "Photo: Example News"])
def test_a_title_over_no_text_gives_its_event_in_the_title(text: str) -> None:
    article = tagged(text, title=HEADLINE, published=OF_THE_DAY, gate=True)
    assert [event.sub_event_type for event in article.events] == ["air_drone_strike"]
    assert article.relevant
    assert article.text == text
    for span in _evidence(article):
        assert (span.field, span.text) == ("title", HEADLINE[span.start : span.end])


@pytest.mark.parametrize("text", [HEADLINE, f"{HEADLINE}."])
def test_a_text_that_repeats_its_title_gives_its_event_in_the_text(text: str) -> None:
    article = tagged(text, title=HEADLINE, published=OF_THE_DAY, gate=True)
    assert len(article.events) == 1
    assert {span.field for span in _evidence(article)} == {"text"}


def test_a_title_adds_nothing_to_a_text_with_its_own_news() -> None:
    text = "Gunmen killed three farmers in Kutum on Friday."
    article = tagged(text, title=HEADLINE, published=OF_THE_DAY)
    assert {span.field for span in _evidence(article)} == {"text"}


def test_a_number_that_a_side_claims_in_a_title_is_no_fact() -> None:
    title = "Army says it killed 30 fighters in air strike near Kutum"
    article = tagged("More to follow.", title=title, published=OF_THE_DAY)
    assert article.events
    assert all(event.fatalities.best is None for event in article.events)


def test_a_title_with_markup_keeps_offsets_of_its_own() -> None:
    title = "  <b>Shelling</b> &amp; clashes near Kutum  "
    article = tagged("", title=title, published=OF_THE_DAY)
    assert article.events
    assert all(span.text == title[span.start : span.end] for span in _evidence(article))


def test_a_claim_that_only_the_title_makes_stays_beside_the_titles_news() -> None:
    found = tagged("The roads were quiet.", title="Army: 20 rebels killed near Kidal, Mali")
    assert [claim.cue_span.text for claim in found.claims] == [":"]
    assert len(found.events) == 1
