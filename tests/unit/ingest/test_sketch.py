import base64
import struct

import pytest

from clashwire_contracts.article import Sketch
from clashwire_ingest.identity.sketch import sketch_text

STORY = (
    "Fighters of the Ridge Front shelled two villages north of Tarrin before dawn on Sunday, "
    "residents and a district official said, in the heaviest fire since a truce broke down. "
    "The official said nine people were wounded and a school was burnt. A spokesman for the Ridge "
    "Front denied it and said government guns had fired first. Neither account could be checked. "
    "Aid workers said some four hundred families had left for the river towns by noon, and asked "
    "both sides to keep the valley road open so that the clinic there could be supplied again."
)
OTHER = (
    "The harbour authority will raise mooring fees from next spring, a notice on its door said, "
    "after two years in which repairs to the long pier cost more than the council had set aside. "
    "Owners of small boats called the plan unfair at a meeting on Tuesday and asked for a vote. "
    "The council has until the end of the month to answer them, and may put the matter off again."
)


def values(sketch: Sketch | None) -> tuple[int, ...]:
    assert sketch is not None
    return struct.unpack("<128I", base64.b64decode(sketch.digest))


def similarity(one: str, other: str) -> float:
    pairs = list(zip(values(sketch_text(one)), values(sketch_text(other)), strict=True))
    return sum(a == b for a, b in pairs) / len(pairs)


def containment(one: str, other: str) -> float:
    first, second = sketch_text(one), sketch_text(other)
    assert first is not None
    assert second is not None
    jaccard = similarity(one, other)
    both = jaccard / (1 + jaccard) * (first.shingles + second.shingles)
    return both / min(first.shingles, second.shingles)


def test_the_sketch_of_a_text_never_changes() -> None:
    # the digest is on topics for weeks: another library or seed would make copies strangers
    assert values(sketch_text(STORY))[:3] == (3223150501, 650556279, 1666382234)


def test_case_and_punctuation_do_not_matter() -> None:
    assert similarity(STORY, STORY.upper().replace(",", " -")) == 1.0


def test_a_light_edit_stays_close() -> None:
    assert similarity(STORY, STORY.replace("nine people", "eleven people")) > 0.85


def test_a_copy_cut_to_half_is_contained() -> None:
    half = STORY[: len(STORY) // 2]

    assert containment(STORY, half) > 0.8


def test_another_story_is_far_away() -> None:
    assert similarity(STORY, OTHER) < 0.05


def test_a_headline_has_no_sketch() -> None:
    assert sketch_text("Shells fall on Tarrin") is None
    assert sketch_text("") is None


# --- how well a copy is recognised, on texts of our own; resolve's line is a containment of 0.7 ---

RESOLVES_LINE = 0.7
LONG = (
    f"{STORY} The clinic's two doctors said they had treated people with burns since Friday and "
    "were short of saline and gauze. A teacher who fled with her class described walking nine "
    "kilometres along a dry river bed in the dark. Traders in the river towns said that flour had "
    "doubled in price within a week. The truce, signed in October after three rounds of talks, had "
    "held along most of the ridge until last month."
)
LIGHT_EDITS = (
    ("nine people", "eleven people"),
    ("denied it", "rejected the charge"),
    ("by noon", "by midday"),
    ("doubled in price", "doubled in cost"),
)
SAME_NEWS = (
    "Two villages near Tarrin came under fire early on Sunday and nine people were wounded, a "
    "district official said. He blamed the Ridge Front, whose spokesman said that government guns "
    "had fired first. A school burned down. Some four hundred families fled towards the river."
)


def lightly_edited(text: str) -> str:
    for before, after in LIGHT_EDITS:
        text = text.replace(before, after)
    return text


def halves(text: str) -> list[str]:
    words = text.split()
    middle = len(words) // 2
    return [" ".join(words[:middle]), " ".join(words[middle:])]


@pytest.mark.parametrize("text", [STORY, LONG, OTHER])
def test_a_copy_cut_to_either_half_is_over_the_line(text: str) -> None:
    assert all(containment(text, half) > RESOLVES_LINE for half in halves(text))


@pytest.mark.parametrize("text", [STORY, LONG])
def test_a_lightly_edited_copy_is_over_the_line(text: str) -> None:
    assert containment(text, lightly_edited(text)) > RESOLVES_LINE


@pytest.mark.parametrize("text", [STORY, LONG])
def test_a_copy_both_cut_and_lightly_edited_is_over_the_line(text: str) -> None:
    assert all(containment(text, lightly_edited(half)) > RESOLVES_LINE for half in halves(text))


def test_a_copy_under_another_agencys_line_is_over_the_line() -> None:
    framed = f"HARBOUR (Agency) - {lightly_edited(LONG)} Editing by the night desk."

    assert containment(LONG, framed) > RESOLVES_LINE


def test_the_same_news_told_by_another_is_no_copy() -> None:
    assert containment(STORY, SAME_NEWS) < RESOLVES_LINE / 2
