"""One happening is told once, only news stands in the foreground, no side's number is a fact."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.event import EventMention
from clashwire_contracts.event_types import is_clash
from clashwire_enrich.text.quantities import read_number
from tests.enriching import tagged

DATA = Path(__file__).parents[2] / "data"
STORIES = ("golden/golis.txt",)
PASSAGES: list[dict[str, Any]] = tomllib.loads(
    (DATA / "enrich" / "foreground.toml").read_text(encoding="utf-8")
)["passage"]
NEWS = [p for p in PASSAGES if p["clashes"]]
OF_THE_DAY = date(2026, 11, 21)  # a Saturday
MORE: list[str] = [
    p["text"] for p in tomllib.loads((DATA / "enrich" / "passages.toml").read_text())["passage"]
]
SIDES = {"rebel", "militia"}


def _read(passage: dict[str, Any], *, gate: bool = False) -> EnrichedArticle:
    return tagged(passage["text"], title=passage.get("title", ""), published=OF_THE_DAY, gate=gate)


def _clashes(article: EnrichedArticle) -> list[EventMention]:
    return [
        event
        for event in article.events
        if is_clash(event.event_type, event.realis, background=event.background)
    ]


@pytest.mark.parametrize("passage", PASSAGES, ids=[p["id"] for p in PASSAGES])
def test_a_passage_reports_as_many_clashes_as_its_reader_counts(passage: dict[str, Any]) -> None:
    told = [(e.sub_event_type, e.evidence[0].text) for e in _clashes(_read(passage, gate=True))]
    assert len(told) == passage["clashes"], told


@pytest.mark.parametrize("passage", NEWS, ids=[p["id"] for p in NEWS])
def test_the_first_clash_has_type_place_day_and_toll(passage: dict[str, Any]) -> None:
    clash = _clashes(_read(passage))[0]
    if "type" in passage:
        assert clash.sub_event_type == passage["type"]
    if "place" in passage:
        assert clash.place.name == passage["place"]
    if "day" in passage:
        assert passage["day"] in {clash.occurred.start, clash.occurred.end}
    if "best" in passage:
        assert clash.fatalities.best == (None if passage["best"] == "none" else passage["best"])
    if "high" in passage:
        assert clash.fatalities.high == passage["high"]
    if "actor" in passage:
        assert passage["actor"] in {actor.actor_id for actor in clash.actors}


@pytest.mark.parametrize(
    "passage", [p for p in PASSAGES if "relevant" in p], ids=lambda passage: passage["id"]
)
def test_words_of_war_alone_make_no_article_relevant(passage: dict[str, Any]) -> None:
    assert _read(passage, gate=True).relevant is passage["relevant"]


def _numbers(words: str) -> set[int]:
    """Digits and the plain number words of a stretch of text."""
    tokens = words.replace(",", "").replace(".", " ").split()
    return {n for token in tokens if (n := read_number(token.strip('"\u201c\u201d'))) is not None}


def _sides_numbers(article: EnrichedArticle) -> set[int]:
    """Every number above one that a rebel group or a state's forces claim anywhere in it."""
    kinds = {actor.actor_id: actor.kind for actor in article.actors}
    found: set[int] = set()
    for claim in article.claims:
        party = claim.affiliation.actor_id if claim.affiliation else ""
        forces = party.startswith("state-") and party.endswith("-armed-forces")
        if kinds.get(party) in SIDES or forces:
            found |= _numbers(claim.content_span.text) - {0, 1}
    return found


@pytest.mark.parametrize(
    "text", [*(p["text"] for p in PASSAGES), *MORE, *((DATA / s).read_text() for s in STORIES)]
)
def test_no_number_that_a_side_claims_is_ever_best(text: str) -> None:
    article = tagged(text, published=OF_THE_DAY)
    bests = {e.fatalities.best for e in article.events if e.fatalities.best is not None}
    assert not bests & _sides_numbers(article)


@pytest.mark.parametrize("side", ["The army", "M23", "A rebel commander", "An army spokesman"])
@pytest.mark.parametrize("number", ["12", "at least 12", "twelve", "up to 12", "about 12"])
@pytest.mark.parametrize(
    "told",
    [
        '{side} said {number} people were killed. "They had no chance," it added.',
        "{number} people were killed, {lower} said.",
        "According to {lower}, {number} people were killed.",
        "{side} put the death toll at {number}.",
        '"We killed {number} of them," {lower} said.',
        "{side} claimed to have killed {number} fighters.",
        "{side} spoke of {number} dead.",
    ],
)
def test_however_a_side_words_its_toll_it_is_no_fact(side: str, number: str, told: str) -> None:
    lower = side[0].lower() + side[1:] if side != "M23" else side
    sentence = told.format(side=side, number=number, lower=lower)
    text = (
        "M23 rebels attacked an army post at Kanyabayonga in eastern Congo on Thursday. "
        f"{sentence[0].upper()}{sentence[1:]}"
    )
    for event in tagged(text, published=OF_THE_DAY).events:
        assert event.fatalities.best is None, sentence
