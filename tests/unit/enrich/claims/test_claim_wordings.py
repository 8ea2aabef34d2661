"""Attribution in many wordings: who says what by which words, and sentences that claim nothing.

A wording marks its [source], {cue} and <content>; what is found has to overlap each of them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.nominal import read_headline
from clashwire_enrich.claims.reading import find_attributions
from clashwire_enrich.text.document import read_document
from clashwire_enrich.text.words import Range

_DATA = Path(__file__).parents[3] / "data" / "enrich"
_CLOSED_BY = {"]": "source", "}": "cue", ">": "content"}
_OPENS = "[{<"


def _lines(name: str) -> list[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _marked(wording: str) -> tuple[str, dict[str, Range]]:
    """A marked wording -> its plain text, and the first range of each mark."""
    plain, opened, ranges = "", 0, dict[str, Range]()
    for sign in wording:
        if sign in _OPENS:
            opened = len(plain)
        elif sign in _CLOSED_BY:
            ranges.setdefault(_CLOSED_BY[sign], Range(opened, len(plain)))
        else:
            plain += sign
    return plain, ranges


def _parts(found: Attribution) -> Iterator[tuple[str, Range]]:
    yield from (("source", found.source), ("cue", found.cue), ("content", found.content))


def _fits(found: Attribution, marked: dict[str, Range]) -> bool:
    return all(
        part not in marked or (span.start < marked[part].end and marked[part].start < span.end)
        for part, span in _parts(found)
    )


@pytest.mark.parametrize("wording", _lines("claim_wordings.txt"))
def test_a_wording_hands_over_what_it_marks(wording: str) -> None:
    text, marked = _marked(wording)
    found = find_attributions(read_document("", text, None))
    assert any(_fits(one, marked) for one in found), found


@pytest.mark.parametrize("text", _lines("claim_traps.txt"))
def test_a_sentence_that_claims_nothing_hands_over_nothing(text: str) -> None:
    assert find_attributions(read_document("", text, None)) == ()


@pytest.mark.parametrize(
    ("title", "source"),
    [
        ("Rockets on Thai market, Bangkok charges", "Bangkok"),
        ("Militants behind market blast, says governor", "governor"),
        ("Army: 20 rebels killed near Gao", "Army"),
        ("Twelve villagers shot at ford: army", "army"),
    ],
)
def test_a_headline_without_a_verb_names_its_source(title: str, source: str) -> None:
    found = read_headline(title)
    assert found is not None
    assert title[found[0].start : found[0].end] == source


@pytest.mark.parametrize("title", ["Thousands march in Lima", "Six months on, a town waits"])
def test_a_headline_without_a_source_has_none(title: str) -> None:
    assert read_headline(title) is None
