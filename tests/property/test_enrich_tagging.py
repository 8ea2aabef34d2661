"""Whatever the text: spans inside it, equal bytes on every run, one reading for one spelling."""

import unicodedata
from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.codec import encode
from clashwire_contracts.span import Span
from clashwire_enrich.tag import tag_article
from tests.enriching import raw_article, resources, spans_in, tagged

PUBLISHED = date(2025, 6, 12)
WORDS = st.sampled_from(
    (
        *("Rebels", "attacked", "the", "town", "of", "Sake", "in", "Congo", "on", "Monday", "who"),
        *("12", "people", ",", ".", "The", "army", "said", '"', "\u201c", "\u201d", "M23", "both"),
        *("sides", "denied", "at least", "dozens", "Caf\u00e9", "S\u00e9gou", "\n\n", "(", ")"),
        *("&amp;", "<b>", "National", "Front", "(NF)", "shelled", "yesterday", "Kabul", "'s", "-"),
        *("killing", "group"),
    )
)
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=300))
STORY = (
    "Rebels of the Ségou Liberation Front attacked a convoy near Ségou in Mali on Monday,"
    " killing at least 12 soldiers, the army said. \u201cWe lost nobody,\u201d the group\u2019s"
    " spokesman said.\n\nThe front denied that its fighters had fled."
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_lie_inside_the_text_and_repeat_its_words(text: str) -> None:
    article = tagged(text, published=PUBLISHED)
    for span in spans_in(article):
        source = article.text if span.field == "text" else article.title
        assert 0 <= span.start <= span.end <= len(source)
        assert source[span.start : span.end] == span.text


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    article = raw_article(text, published=PUBLISHED)
    runs = {encode(tag_article(article, resources=resources(), gate=False)) for _ in range(3)}
    assert len(runs) == 1


def _without_spans(value: object) -> object:
    if isinstance(value, Span):
        return None
    if isinstance(value, msgspec.Struct):
        return {n: _without_spans(getattr(value, n)) for n in value.__struct_fields__}
    if isinstance(value, tuple):
        return [_without_spans(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_spans(item) for key, item in value.items()}
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _fields(text: str) -> object:
    article: EnrichedArticle = tagged(text, published=PUBLISHED)
    return _without_spans((article.events, article.claims, article.actors, article.places))


def test_line_ends_no_break_spaces_and_composition_change_no_field() -> None:
    plain = _fields(STORY)
    assert _fields(STORY.replace("\n", "\r\n")) == plain
    assert _fields(STORY.replace(" ", "\u00a0")) == plain
    assert _fields(unicodedata.normalize("NFD", STORY)) == plain
