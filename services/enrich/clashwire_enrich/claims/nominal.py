"""Nominal cues: 'a claim by X that ...', 'X's allegation that ...', 'X put the toll at 12'."""

import re
from collections.abc import Iterator

from msgspec import structs

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.noun_phrases import phrase_after, phrase_before, subject_end
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.text.quantities import read_number
from clashwire_enrich.text.units import Unit
from clashwire_enrich.text.words import Range, Word, covered, word_set

_COUNTED = word_set("toll number figure total losses casualties dead deaths tally count")
_HARM = word_set(
    "casualties losses shelling fighting clashes bombing bombardment strikes airstrikes killings"
    " dead wounded massacre explosions gunfire looting"
)
_PUTTING = word_set("gave gives put puts raised raises revised lowered")
_GOALS = {
    **dict.fromkeys(("put", "puts"), frozenset({"at"})),
    **dict.fromkeys(("gave", "gives"), frozenset({"as", "of"})),
}
_OWNERS = word_set("his her its their")
_MAX_COUNTED_WORDS = 10


def find_nominal(words: list[Word], unit: Unit) -> Iterator[Attribution]:
    """A unit's words -> what its nominal cues hand over."""
    for index, word in enumerate(words):
        if word.quoted:
            continue
        if word.lower in cues.NOMINAL:
            made = _noun(words, index, unit)
        elif word.lower in {"spoke", "spoken", "speaks"}:
            made = _spoke_of(words, index, unit)
        elif word.lower in {
            "gave",
            "gives",
            "put",
            "puts",
            "raised",
            "raises",
            "revised",
            "lowered",
        }:
            made = _put_at(words, index, unit)
        else:
            continue
        if made is not None:
            yield made


def _noun(words: list[Word], index: int, unit: Unit) -> Attribution | None:
    verb = cues.NOMINAL[words[index].lower]
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if following == "by":
        end = phrase_after(words, index + 2, len(words))
        source = (index + 2, end)
    elif index and (
        words[index - 1].lower.endswith(("'s", "s'")) or words[index - 1].lower in _OWNERS
    ):
        start = index - 1 if words[index - 1].lower in _OWNERS else phrase_before(words, index, 0)
        end = index + 1
        source = (start if start is not None else index, index)
    else:
        return None
    if end < len(words) and words[end].lower in {"is", "was", "remains"}:  # "its version is that"
        end += 1
    if end >= len(words) or words[end].lower != "that" or source[0] >= source[1]:
        return None
    if not can_speak(words[source[0] : source[1]], CueVerb("say", "say")):
        possessive = words[source[0]].lower in _OWNERS
        if not possessive:
            return None
    beyond = _clause_end(words, end + 1)
    return _made(words, unit, source, index, (end + 1, beyond), verb)


def _put_at(words: list[Word], index: int, unit: Unit) -> Attribution | None:
    """'The ministry put the number of dead at 12'."""
    limit = min(len(words) - 1, index + _MAX_COUNTED_WORDS)
    near = range(index + 1, limit)
    goals = _GOALS.get(words[index].lower, frozenset({"to"}))
    at = next((i for i in near if words[i].lower in goals), None)
    if at is None or not _is_count(words[at + 1]):
        return None
    if not any(words[i].lower in _COUNTED for i in range(index + 1, at)):
        return None
    before = index - 1 if index and words[index - 1].lower in cues.AUXILIARIES else index
    start = phrase_before(words, before, 0)
    if start is None or not can_speak(words[start:before], cues.PUT_AT):
        return None
    beyond = _clause_end(words, at + 1)
    return _made(words, unit, (start, before), index, (index + 1, beyond), cues.PUT_AT)


def _spoke_of(words: list[Word], index: int, unit: Unit) -> Attribution | None:
    """'The governor spoke of nine dead', 'witnesses spoke of heavy shelling'."""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if following != "of" or index + 2 >= len(words):
        return None
    before = subject_end(words, index, 0)
    start = phrase_before(words, before, 0)
    if start is None or not can_speak(words[start:before], cues.PUT_AT):
        return None
    beyond = _clause_end(words, index + 2)
    if not (_is_count(words[index + 2]) or _tells_harm(words[index + 2 : beyond])):
        return None
    made = _made(words, unit, (start, before), index, (index + 2, beyond), cues.SPOKE_OF)
    cue = covered(words, index, index + 2)
    return structs.replace(made, cue=cue) if made is not None else None


def _tells_harm(words: list[Word]) -> bool:
    return any(word.lower in _HARM for word in words)


def _is_count(word: Word) -> bool:
    return word.text[0].isdigit() or word.lower in _ROUGH or read_number(word.lower) is not None


def _judges(words: list[Word], index: int) -> bool:
    if words[index].lower in _JUDGING:
        return True
    following = words[index + 1].lower if index + 1 < len(words) else ""
    return words[index].lower in cues.BE_FORMS and following in _JUDGED


_JUDGED = word_set("rejected denied dismissed disputed verified refuted confirmed false untrue")
# "his claim that the town fell could not be verified", "... was rejected by the army"
_JUDGING = word_set("could cannot can remains remain drew draws contradicts contradicted")
_ROUGH = word_set("about around nearly almost over more least at some roughly fewer")


def _clause_end(words: list[Word], first: int) -> int:
    for index in range(first, len(words)):
        if words[index].text in ".;!?," and not words[index].quoted:
            return index
        if index > first + 1 and _judges(words, index):
            return index
    return len(words)


def _made(
    words: list[Word],
    unit: Unit,
    source: tuple[int, int],
    cue: int,
    content: tuple[int, int],
    verb: CueVerb,
) -> Attribution | None:
    if content[1] <= content[0]:
        return None
    return Attribution(
        source=covered(words, *source),
        cue=covered(words, cue, cue + 1),
        verb=verb,
        content=covered(words, *content),
        circumstances=Circumstances(0),
        rule=f"nominal.{verb.family}",
        paragraph=unit.paragraph,
        heading=unit.heading,
    )


def read_headline(title: str) -> tuple[Range, Range, Range] | None:
    """'Army: 20 rebels killed', '20 rebels killed: army' -> source, cue and content, or None."""
    found = _COLON_FIRST.fullmatch(title) or _COLON_LAST.fullmatch(title)
    if found is None or not found["content"].strip():
        return None
    return (
        Range(*found.span("source")),
        Range(*found.span("cue")),
        Range(*found.span("content")),
    )


_COLON_FIRST = re.compile(r"(?P<source>[^:\d\n]{2,40})(?P<cue>:) (?P<content>[^:\n]{12,})")
_COLON_LAST = re.compile(
    r"(?P<content>[^:\n]{12,}?)(?P<cue>:| \u2013| \u2014| -) ?"
    r"(?P<source>[A-Za-z][^:\d\n]{1,40})"
)
