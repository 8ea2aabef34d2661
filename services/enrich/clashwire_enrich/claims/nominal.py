"""Nominal cues: 'a claim by X that ...', "X's allegation that ...", "by X's count, ..."."""

import re
from collections.abc import Iterator

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.noun_phrases import DETERMINERS, is_verbish, phrase_after
from clashwire_enrich.claims.object_words import is_count
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.text.units import Unit
from clashwire_enrich.text.words import Range, Word, covered, word_set

_SAY = CueVerb("say", "say")
_OWNERS = word_set("his her its their")
_FIGURES = word_set("figure figures toll tally count estimate total number")
_STANDING = word_set("is was stands stood remains remained reached came rose hit")
_BY_COUNT = word_set(
    "count telling version account reckoning estimate view words figures tally accounting narrative"
    " opinion reading eyes arithmetic"
)
_PREPOSITIONS = word_set("by on in under to of with from over at about against for")
_NOT_IN_OWNER = _PREPOSITIONS - {"of", "for"} | word_set(
    "and but that or than as amid despite after"
)
_BEFORE_OWNER = 8
_NEAR_NOUN = 3  # words between an owner and the noun: "the army's own earlier claim"
_JUDGED = word_set("rejected denied dismissed disputed verified refuted confirmed false untrue met")
# "his claim that the town fell could not be verified", "... was rejected by the army"
_JUDGING = word_set(
    "could cannot can remains remain drew draws contradicts contradicted have has had reached did"
)


def find_nominal(words: list[Word], unit: Unit) -> Iterator[Attribution]:
    """A unit's words -> what its nominal cues hand over."""
    for index, word in enumerate(words):
        if word.quoted or (word.lower not in cues.NOMINAL and word.lower not in _BY_COUNT):
            continue
        made = _noun(words, index, unit) or _by_count(words, index, unit)
        if made is not None:
            yield made


def _noun(words: list[Word], index: int, unit: Unit) -> Attribution | None:
    verb = cues.NOMINAL.get(words[index].lower)
    if verb is None:
        return None
    source, end = _issuer(words, index) or _owner(words, index) or (None, 0)
    if source is None or end >= len(words):
        return None
    owned = source[0] < index
    goal = words[end].lower
    if owned and goal in _STANDING:
        return _standing(words, index, unit, source, end, verb)
    if goal == "of" and end + 1 < len(words) and is_count(words[end + 1]):
        return _made(words, unit, source, index, (end + 1, _clause_end(words, end + 1)), verb)
    if goal == "that" or (verb.family == "intend" and goal == "to"):
        return _made(words, unit, source, index, (end + 1, _clause_end(words, end + 1)), verb)
    return None


def _standing(
    words: list[Word], index: int, unit: Unit, source: tuple[int, int], end: int, verb: CueVerb
) -> Attribution | None:
    """'its version is that ...', "the ministry's figure stood at 31"."""
    first = end + 1
    if first < len(words) and words[first].lower in {"that", "at", "to", "as"}:
        first += 1
    counted = words[index].lower in _FIGURES and first < len(words) and is_count(words[first])
    if words[first - 1].lower != "that" and not counted:
        return None
    chosen = cues.PUT_AT if counted else verb
    return _made(words, unit, source, index, (first, _clause_end(words, first)), chosen)


def _by_count(words: list[Word], index: int, unit: Unit) -> Attribution | None:
    """'By the count of its army, forty died': the rest of the sentence, after it or before."""
    owner = _owner(words, index) if words[index].lower in _BY_COUNT else None
    if owner is None or not owner[0][0]:
        return None
    source, end = owner
    before = words[source[0] - 1]
    if before.lower not in {"by", "on", "in", "to", "under"}:
        return None
    opens = source[0] == 1 or words[source[0] - 2].text in ".;,"
    first = end + 1 if end < len(words) and words[end].text == "," else end
    if opens and first < len(words) and words[first].text not in ".;":
        return _made(words, unit, source, index, (first, _sentence_end(words, first)), cues.PER)
    left = source[0] - 2
    if left < 1 or words[left].text != ",":
        return None
    return _made(words, unit, source, index, (0, left), cues.PER)


def _issuer(words: list[Word], index: int) -> tuple[tuple[int, int], int] | None:
    """'claims by the rebels', 'the assertion of the army': the source and the index after it."""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if following not in {"by", "from", "of"}:
        return None
    end = phrase_after(words, index + 2, len(words))
    to = next((at for at in range(index + 3, end) if words[at].lower == "to"), end)
    speaks = to > index + 2 and can_speak(words[index + 2 : to], cues.PUT_AT)
    return ((index + 2, to), to) if speaks else None


def _owner(words: list[Word], index: int) -> tuple[tuple[int, int], int] | None:
    """'its version', "the army's own claim": the owner and the index after the noun."""
    for at in range(index - 1, max(-1, index - 1 - _NEAR_NOUN), -1):
        word = words[at]
        if word.is_mark or is_verbish(word) or word.lower in _PREPOSITIONS:
            return None
        if word.lower in _OWNERS:
            return (at, at + 1), index + 1
        if word.lower.endswith(("'s", "s'")):
            start = _owner_start(words, at)
            speaks = can_speak(words[start : at + 1], _SAY)
            return ((start, at + 1), index + 1) if speaks else None
    return None


def _owner_start(words: list[Word], at: int) -> int:
    start = at
    while start > max(0, at - _BEFORE_OWNER):
        before = words[start - 1]
        if before.is_mark or before.lower in _NOT_IN_OWNER or is_verbish(before):
            return start
        if before.lower == "of" and not (words[start].is_name or words[start].lower == "the"):
            return start
        if words[start].lower in DETERMINERS and before.lower != "of":
            return start
        start -= 1
    return start


def _judges(words: list[Word], index: int) -> bool:
    if words[index].lower in _JUDGING:
        return True
    following = words[index + 1].lower if index + 1 < len(words) else ""
    return words[index].lower in cues.BE_FORMS and following in _JUDGED


def _clause_end(words: list[Word], first: int) -> int:
    """Where a clause ends: at a mark, or at what the narrator says of it."""
    verbs = 0
    for index in range(first, len(words)):
        if words[index].text in ".;!?," and not words[index].quoted:
            return index
        if (
            index > first + 1
            and _judges(words, index)
            and (verbs or words[index].lower[0] in "cdr")
        ):
            return index
        verbs += is_verbish(words[index])
    return len(words)


def _sentence_end(words: list[Word], first: int) -> int:
    near = range(first, len(words))
    return next(
        (at for at in near if words[at].text in ".;!?" and not words[at].quoted), len(words)
    )


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
    """'Army: 20 rebels killed', 'Rockets on market, army says' -> source, cue, content, or None."""
    found = next((held for shape in _HEADLINES if (held := shape.fullmatch(title))), None)
    if found is None or not found["content"].strip():
        return None
    return (
        Range(*found.span("source")),
        Range(*found.span("cue")),
        Range(*found.span("content")),
    )


_CUE = r"(?P<cue>says?|said|charges?|claims?|insists?|warns?|alleges?|reports?|confirms?|admits?)"
_HEADLINES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<source>[^:\d\n]{2,40})(?P<cue>:) (?P<content>[^:\n]{12,})",
        (
            r"(?P<content>[^:\n]{12,}?)(?P<cue>:| \u2013| \u2014| -) ?"
            r"(?P<source>[A-Za-z][^:\d\n]{1,40})"
        ),
        rf"(?P<content>[^:\n]{{12,}}), (?P<source>[A-Za-z][^:,;\d\n]{{1,40}}) {_CUE}",
        rf"(?P<content>[^:\n]{{12,}}), {_CUE} (?P<source>[A-Za-z][^:,;\d\n]{{1,40}})",
    )
)
