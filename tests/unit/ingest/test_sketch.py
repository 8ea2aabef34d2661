import base64
import struct

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
