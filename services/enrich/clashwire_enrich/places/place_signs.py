"""Place signs: what the words around a name say of it: whether a place, and of what kind."""

import re
from typing import Literal

import msgspec

from clashwire_enrich.places import place_words as words

Relation = Literal["at", "near", "origin", "dateline"]
_LEFT_CHARACTERS = 70
_LIST_JOINTS = frozenset({", ", " and ", ", and ", " or ", "/", " & "})


class Signs(msgspec.Struct, frozen=True):
    """How the text places a name.

    `is_located`: such words stand with a place only; `is_told`: they may stand with one, as in
    "of Bria"; `within` is the name that follows after a comma ("Goma, North Kivu").
    """

    relation: Relation
    area: str | None
    is_located: bool
    is_told: bool
    within: str | None
    direction: str | None = None


def read_signs(
    text: str, start: int, end: int, floor: int, before: tuple[int, Signs] | None, dateline_end: int
) -> Signs | None:
    """A name's offsets, its sentence's start and the name before (its end, its signs) -> Signs.

    None where the words around tell of a person, a paper or a river.
    """
    floor = max(floor, start - _LEFT_CHARACTERS)
    left_text = text[floor:start]
    left = words.BEFORE.search(left_text)
    right = words.AFTER.match(text, end)
    listed = before is not None and text[before[0] : start] in _LIST_JOINTS
    if left is not None and left.lastgroup == "list" and not listed:
        left = None
    kin = before[1] if listed and before is not None else None
    located = (
        start < dateline_end
        or right is not None
        or (kin is not None and kin.is_located)
        or (left is not None and (left.lastgroup != "at" or bool(words.STRONG_AT.search(left[0]))))
        or _is_told_a_place(text, end, left_text)
    )
    river = right is None and words.RIVER_BEFORE.search(left_text) is not None
    if river or words.NO_PLACE_AFTER.match(text, end):
        return None
    if not located and _is_of_a_person(text, end, left_text):
        return None
    direction = words.DIRECTION.search(left_text)
    return Signs(
        relation=_relation(start < dateline_end, kin, left),
        area=right["area"].casefold() if right else _area_before(left),
        is_located=located,
        is_told=located or left is not None,
        within=_container(text, end),
        direction=direction[1] if direction else None,
    )


def _is_of_a_person(text: str, end: int, left_text: str) -> bool:
    before = words.PERSON_BEFORE.search(left_text)
    return before is not None or words.PERSON_AFTER.match(text, end) is not None


def _is_told_a_place(text: str, end: int, left_text: str) -> bool:
    return bool(
        words.OFFICE_BEFORE.search(left_text)
        or words.PART_OF.search(left_text)
        or words.OFFICE_AFTER.match(text, end)
        or words.SITE_AFTER.match(text, end)
        or words.FALLS.match(text, end)
    )


def _relation(in_dateline: bool, kin: Signs | None, left: re.Match[str] | None) -> Relation:  # noqa: FBT001 - one fact among three
    if in_dateline:
        return "dateline"
    if kin is not None:
        return kin.relation
    if left is not None and left.lastgroup == "near":
        return "near"
    return "origin" if left is not None and left.lastgroup == "origin" else "at"


def _area_before(left: re.Match[str] | None) -> str | None:
    found = words.AREA_WORD.search(left[0]) if left else None
    return found["area"].casefold() if found else None


def _container(text: str, end: int) -> str | None:
    found = words.WITHIN.match(text, end)
    if found is None:
        return None
    owner, _, _ = re.sub("\u2019", "'", found["name"]).partition("'s ")
    return without_possessive(owner)  # "Maga in Nigeria's Kebbi state" is in Nigeria


def without_possessive(name: str) -> str:
    """A name as written -> the same without "'s", a closing comma or stop."""
    return re.sub(r"['\u2019]s?$|[.,]+$", "", name)
