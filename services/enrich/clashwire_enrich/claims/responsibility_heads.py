"""Responsibility heads: 'the front claimed responsibility for the raid', 'took responsibility'."""

from msgspec import structs

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import circumstances_after
from clashwire_enrich.claims.heads import Head
from clashwire_enrich.claims.noun_phrases import phrase_before, subject_end
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.claims.voices import MEDIUMS
from clashwire_enrich.text.words import Word, word_set

TAKING = word_set(
    "claimed claims claim took take takes taken accepted accepts assumed assumes admitted"
)
_DEGREES = word_set("full sole joint direct its their")
_ASIDES = word_set("in on via through by")
_MEDIUM_REACH = 5  # words from an aside's preposition to its medium: "in an online video"


def responsibility_head(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """A verb of taking at `index` -> the head of what it takes responsibility for, or None."""
    at = index + 1
    while at < len(words) and words[at].lower in _DEGREES:
        at += 1
    if [word.lower for word in words[at : at + 2]] != ["responsibility", "for"]:
        return None
    end = subject_end(words, index, floor)
    start = phrase_before(words, end, floor)
    if start is None or start >= end or not can_speak(words[start:end], cues.PUT_AT):
        return None
    if words[end - 1].lower in cues.NEGATIONS | cues.MODALS:
        return None
    told = circumstances_after(text, words, deed_end(words, at + 2), len(words), told=False)
    return Head(index, cues.RESPONSIBILITY, start, end, structs.replace(told, end=at + 2), "before")


def deed_end(words: list[Word], first: int) -> int:
    """Where the deed ends: at its clause's end, or at the medium that its claim came in."""
    for index in range(first, len(words)):
        word = words[index]
        if word.text in ".;," or (index > first + 1 and _is_aside(words, index)):
            return index
        following = words[index + 1].lower if index + 1 < len(words) else ""
        if word.lower in {"and", "but"} and following in cues.FINITE:
            return index
    return len(words)


def _is_aside(words: list[Word], index: int) -> bool:
    if words[index].lower not in _ASIDES:
        return False
    near = [word.lower for word in words[index + 1 : index + 1 + _MEDIUM_REACH]]
    return (
        bool(near)
        and (near[0] in MEDIUMS or near[0] in {"a", "an", "its"})
        and any(word in MEDIUMS for word in near)
    )
