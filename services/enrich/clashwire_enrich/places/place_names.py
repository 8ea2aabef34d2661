"""Place names: capitalised runs that a gazetteer knows, each with what the text says of it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from clashwire_enrich.actors.actor_catalogue import NameHit
from clashwire_enrich.places.gazetteer import Gazetteer
from clashwire_enrich.places.place_signs import Signs, read_signs, without_possessive
from clashwire_enrich.places.place_words import DATELINE, LOOSE, MEDIA, RUN
from clashwire_enrich.text.document import Sentence

_SPACED = re.compile(r"[^ ]+")
_Words = list[tuple[int, int]]


class NameRun(msgspec.Struct, frozen=True):
    """A name to look up: where it stands, its words, and how the text places it.

    `name` may take in a side word before it ("northern Gaza"); `text` never does.
    """

    start: int
    end: int
    text: str
    name: str
    signs: Signs


def find_name_runs(
    text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, hits: Sequence[NameHit]
) -> Iterator[NameRun]:
    """A text, its sentences and its known names -> the runs the gazetteer knows, in text order."""
    taken = positions_taken(hits)
    dateline_end = end_of_dateline(text)
    for sentence in sentences:
        before: tuple[int, Signs] | None = None
        for start, end in _known_runs(text, sentence, gazetteer, taken):
            run = _read_run(text, (start, end), sentence, before, dateline_end, gazetteer)
            if run is not None:
                before = run.end, run.signs
                yield run


def positions_taken(hits: Sequence[NameHit]) -> frozenset[int]:
    """Known names -> the offsets that actors and peoples hold: no place is named there."""
    names = [(hit.start, hit.end) for hit in hits if hit.form in {"actor", "demonym"}]
    return frozenset(position for start, end in names for position in range(start, end))


def end_of_dateline(text: str) -> int:
    """A text -> the offset after its dateline ("GOMA, May 3 (Wire) - "), 0 without one."""
    dateline = DATELINE.match(text)
    return dateline.end() if dateline else 0


def _known_runs(
    text: str, sentence: Sentence, gazetteer: Gazetteer, taken: frozenset[int]
) -> Iterator[tuple[int, int]]:
    for run in RUN.finditer(text, sentence.start, sentence.end):
        spaced = [(w.start(), w.end()) for w in _SPACED.finditer(text, run.start(), run.end())]
        yield from _known_parts(text, owned_apart(text, spaced), gazetteer, taken)


def owned_apart(text: str, words: _Words) -> list[_Words]:
    """Cut a run after each possessive: "Goma's | Kyeshero Hospital"."""
    parts: list[_Words] = [[]]
    for start, end in words:
        parts[-1].append((start, end))
        if text[end - 2 : end] in {"'s", "\u2019s"}:
            parts.append([])
    return parts


def _known_parts(
    text: str, parts: list[_Words], gazetteer: Gazetteer, taken: frozenset[int]
) -> Iterator[tuple[int, int]]:
    for words in parts:
        first = 0
        while first < len(words):
            last = _longest_known(text, words, first, gazetteer, taken)
            if last is None:
                first += 1
                continue
            if _stands_alone(text, words, first, last, taken):
                yield words[first][0], words[last][1]
            first = last + 1


def _longest_known(
    text: str, words: _Words, first: int, gazetteer: Gazetteer, taken: frozenset[int]
) -> int | None:
    start = words[first][0]
    for last in range(len(words) - 1, first - 1, -1):
        end = words[last][1]
        if start in taken or end - 1 in taken:
            continue
        name = without_possessive(text[start:end])
        if last == first and is_common(name):
            continue
        if gazetteer.named(name):
            return last
    return None


def _stands_alone(text: str, words: _Words, first: int, last: int, taken: frozenset[int]) -> bool:
    """Whether the rest of the run is no part of the name: "Kabul Airport", not "Fahim Dashti"."""
    rest = words[:first] + words[last + 1 :]
    if any(text[start:end] in MEDIA for start, end in rest):
        return False
    return all(
        start in taken or text[start:end].islower() or is_common(text[start:end])
        or text[start:end] in LOOSE
        for start, end in rest
    )  # fmt: skip


def _read_run(
    text: str,
    at: tuple[int, int],
    sentence: Sentence,
    before: tuple[int, Signs] | None,
    dateline_end: int,
    gazetteer: Gazetteer,
) -> NameRun | None:
    start, end = at
    end -= len(text[start:end]) - len(without_possessive(text[start:end]))
    signs = read_signs(text, start, end, sentence.start, before, dateline_end)
    if signs is None:
        return None
    name = text[start:end]
    sided = name if signs.direction is None else f"{signs.direction} {name}"
    known = sided if gazetteer.named(sided) else name  # "central Khartoum" is Khartoum
    return NameRun(start=start, end=end, text=name, name=known, signs=signs)


def is_common(word: str) -> bool:
    """Whether news writes the word with a capital though it names no place by itself."""
    return word in capitalised_words() or word.capitalize() in capitalised_words()


@cache
def capitalised_words() -> frozenset[str]:
    """Words that news writes with a capital and that are no place by themselves."""
    listed = files("clashwire_enrich").joinpath("data/capitalised_words.txt")
    return frozenset(listed.read_text(encoding="utf-8").split())
