"""Any article at all: an answer, within the contract's size, in work that grows with its length."""

import sys
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clashwire_contracts.article import EnrichedArticle, RawArticle
from clashwire_contracts.codec import MAX_MESSAGE_BYTES, decode, encode
from clashwire_enrich.claims.claims import MAX_CLAIMS
from clashwire_enrich.claims.relations import MAX_TIES
from clashwire_enrich.places.places import MAX_PLACES
from clashwire_enrich.resolve.features import article_features
from clashwire_enrich.tag import tag_article, to_mentions
from clashwire_enrich.text.document import MAX_READ_CHARACTERS
from tests.enriching import raw_article, resources, spans_in

if TYPE_CHECKING:
    from _typeshed import TraceFunction

NEWS = "Rebels attacked Sake in Congo on Monday, killing six people, police said."
CHARACTERS = 110_000  # of a hostile text: more than what is read
MOST_MENTIONS_BYTES = 1_400_000  # what the caps leave to mentions; the text needs its own room
# Stretches that, repeated, ask most of one part of the rules.
STRETCHES = {
    "clash": "Army troops clashed with rebels in Taiz on Thursday. ",
    "groups": "the army, the rebels, ",
    "killed": "killed, ",
    "capitals": "The Army ",
    "names": "Kabul Front Army National ",
    "of_the": "The Front of the Army of the ",
    "endless": "the rebels attacked the town and then the army shelled it and ",
    "joined": "Army and ",
    "one_word": "x",
    "hyphens": "Al-",
    "initials": "U.S.",
    "single_letters": "A. ",
    "stops": ".",
    "commas": ", ",
    "brackets": "(",
    "newlines": "\n",
    "blanks": " ",
    "bare_lines": "a\n",
    "carriage_returns": "killed army\r",
    "line_separators": "killed army said\u2028",
    "straight_marks": '"',
    "opening_marks": "\u201c",
    "nested_marks": "\u201cHe said, \u2018",
    "marked_sentences": "\u201cA. ",
    "quoted": '"We lost nobody," the army said. ',
    "carried": '"We lost nobody," she said, Reuters reported. ',
    "many_tags": "He left, the army said, Reuters reported, the rebels said, AFP reported, ",
    "spokesmen": "Ali Musa, a spokesman for the army, said 12 rebels were killed in Goma. ",
    "accusations": "The army accused the rebels of attacking Goma and the rebels denied it. ",
    "mutual": "The army and the rebels accused each other of shelling Goma. ",
    "own_troops": "Russia's defence ministry said its troops and its army and their forces ",
    "pairs": "Taliban and NRF: both sides, the two groups, neither side, ",
    "acronyms": "UN EU WHO M23 RSF SAF ISIS HTS PKK IDF FDLR ADF NATO ",
    "places": "in Goma, Sake, Taiz, Kharkiv, Kabul and Mogadishu, ",
    "back_references": "In Goma, Sake, Taiz and Kabul troops shelled that town. ",
    "tolls": "Police reported 12 people killed near rebels. ",
    "numbers": "12 12 12 people ",
    "digits": "1,",
    "huge_numbers": "killed 9,999,999,999,999,999,999,999 people. ",
    "dates": "on Thursday 3 September 2021, ",
    "far_dates": "999 decades after the attack on Goma on 9999-12-31, 999 years ago, ",
    "open_tags": "<p>",
    "broken_tags": "<a",
    "scripts": "<script>",
    "entities": "&amp;",
    "markup": "<div><b>killed</b> <i>12</i>&nbsp;people ",
    "binary": "\x00\x01\x02 \ufffd",
    "combining": "e\u0301",
    "accents_alone": "\u0301",
    "joiners": "\u200d",
    "emoji": "\U0001f525",
    "right_to_left": "\u0627\u0644\u062c\u064a\u0634 ",
    "other_digits": "\u0661\u0662 people killed. ",
}
COUNTED = (
    *("clash", "groups", "capitals", "joined", "quoted", "spokesmen", "accusations", "pairs"),
    *("own_troops", "acronyms", "places", "back_references", "tolls", "many_tags", "dates"),
    *("marked_sentences", "carried", "far_dates", "markup", "endless"),
)
MOMENTS = st.one_of(
    st.none(),
    st.sampled_from(
        (
            datetime(1, 1, 1, tzinfo=UTC),
            datetime(1899, 12, 30, tzinfo=UTC),
            datetime(1970, 1, 1, tzinfo=UTC),
            datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
            datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        )
    ),
    st.datetimes(timezones=st.just(UTC)),
)
WORDS = st.one_of(
    st.sampled_from(sorted(STRETCHES.values())),
    st.sampled_from(
        (
            *("Rebels attacked Goma", "the army said", "denied it", "a year after", "999 decades"),
            *("on Monday", "last month", "next week", "in 2021", "on 0001-01-01", "31 February"),
            *("at least 12 people", "were killed", "both sides", "each other", "claimed the raid"),
            *("National Front (NF)", "its fighters", ", who", " and ", ". ", "\n\n", "\u201d"),
            *("the weekend", "since 9999", "12 weeks ago", "Dec. 31, 9999", "\t", "\u00a0", "</p>"),
        )
    ),
    st.text(max_size=8),
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


def _repeated(name: str, characters: int = CHARACTERS) -> str:
    stretch = STRETCHES[name]
    return (stretch * (characters // len(stretch) + 1))[:characters]


def _article(text: str, *, title: str = "", moment: datetime | None = None) -> RawArticle:
    article = raw_article(text, title=title)
    return msgspec.structs.replace(article, published_at=moment, first_published_at=moment)


def _tag(article: RawArticle) -> EnrichedArticle:
    return tag_article(article, resources=resources(), gate=False)


def _assert_sound(article: EnrichedArticle) -> None:
    for span in spans_in(article):
        source = article.text if span.field == "text" else article.title
        assert 0 <= span.start <= span.end <= len(source)
        assert source[span.start : span.end] == span.text
    body = encode(article)
    assert decode(EnrichedArticle, body) == article
    beside = len(encode(to_mentions(article))) - len(msgspec.json.encode(article.title))
    assert beside <= MOST_MENTIONS_BYTES
    assert len(article.claim_relations) <= MAX_TIES
    assert len(article.places) <= MAX_PLACES


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, MOMENTS)
def test_any_words_at_any_time_are_answered(text: str, title: str, moment: datetime | None) -> None:
    article = _article(text, title=title, moment=moment)
    tagged = _tag(article)
    _assert_sound(tagged)
    assert encode(_tag(article)) == encode(tagged)


@pytest.mark.parametrize("name", sorted(STRETCHES))
def test_a_hostile_text_is_answered_within_the_contracts_size(name: str) -> None:
    article = _article(_repeated(name), moment=datetime(2025, 6, 12, tzinfo=UTC))
    tagged = _tag(article)
    assert tagged.text == article.text
    _assert_sound(tagged)
    assert len(encode(tagged)) <= max(MAX_MESSAGE_BYTES, len(encode(article)) + 1_000)


@pytest.mark.parametrize("name", sorted(STRETCHES))
def test_a_hostile_title_is_answered(name: str) -> None:
    article = _article(NEWS, title=_repeated(name))
    tagged = _tag(article)
    assert tagged.title == article.title
    assert tagged.events
    _assert_sound(tagged)


def test_a_hundred_thousand_different_names_are_answered() -> None:
    letters = ("".join(chr(97 + int(digit)) for digit in str(number)) for number in range(100_000))
    _assert_sound(_tag(_article(" ".join(f"Na{word} Front (N{word})." for word in letters))))


def test_what_stands_beyond_the_characters_read_changes_nothing() -> None:
    opening = f"{NEWS}\n\n" + "The road is closed. " * (MAX_READ_CHARACTERS // 20)
    short = _tag(_article(opening))
    long = _tag(_article(opening + NEWS.replace("Sake", "Goma") * 1_000))
    assert long.events == short.events
    assert long.places == short.places
    assert short.events


def test_an_article_that_fills_its_message_is_passed_on_without_mentions() -> None:
    article = _article("".join((_repeated("clash", 90_000), "\n", "x" * 1_800_000)))
    assert len(encode(article)) <= MAX_MESSAGE_BYTES
    tagged = _tag(article)
    assert len(encode(tagged)) <= MAX_MESSAGE_BYTES
    assert (tagged.events, tagged.relevance_reason) == ((), "mentions_too_large")
    assert tagged.text == article.text


def test_a_ledger_that_is_full_vouches_for_no_toll() -> None:
    news = "Rebels attacked Sake in Congo on Monday, killing six people."
    few, many = (
        _tag(_article(news + " The mayor said the road was closed." * claims))
        for claims in (2, 2 * MAX_CLAIMS)
    )
    assert [event.fatalities.best for event in few.events] == [6]
    assert len(many.claims) == MAX_CLAIMS
    assert [event.fatalities.best for event in many.events] == [None]


@pytest.mark.parametrize("year", [1, 1601, 1899, 9999])
def test_a_filler_date_dates_nothing(year: int) -> None:
    tagged = _tag(_article(NEWS, moment=datetime(year, 1, 1, tzinfo=UTC)))
    assert tagged.published_at == datetime(year, 1, 1, tzinfo=UTC)
    assert [(e.occurred.start, e.occurred.end) for e in tagged.events] == [(None, None)]
    (mention,) = article_features(to_mentions(tagged)).mentions
    assert mention.last == tagged.fetched_at.date()


def test_spans_of_a_title_with_markup_point_into_the_title_as_it_came() -> None:
    title = "  <b>Taliban</b>&nbsp;says 12 soldiers were killed in Kabul"
    tagged = _tag(_article("Fighters of the Taliban were seen on the road to Kabul.", title=title))
    assert any(span.field == "title" for span in spans_in(tagged))
    _assert_sound(tagged)


@pytest.mark.parametrize("name", COUNTED)
def test_work_grows_with_the_length_of_the_text(name: str) -> None:
    """Twice the text takes at most some twice the instructions: counted, not timed."""
    base = 4_000
    _tag(_article(_repeated(name, base)))  # look-ups remembered from here on
    once, twice = (_instructions(_repeated(name, length)) for length in (base, 2 * base))
    assert twice < 2.6 * once


def _instructions(text: str) -> int:
    """A text -> the interpreter's instructions its tagging takes; regex engines run beside them."""
    article, count = _article(text), 0

    def trace(frame: FrameType, event: str, _: object) -> "TraceFunction":
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        _tag(article)
    finally:
        sys.settrace(before)
    return count
