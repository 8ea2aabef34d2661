"""The head finder: every cue of a unit that has a source, from left to right."""

from clashwire_enrich.claims import cues, phrase_cues
from clashwire_enrich.claims.circumstances import Circumstances, circumstances_after
from clashwire_enrich.claims.colon_heads import colon_head
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import TRAILING, Head, hands_over
from clashwire_enrich.claims.noun_phrases import phrase_after
from clashwire_enrich.claims.object_frames import FRAMES
from clashwire_enrich.claims.object_heads import object_head
from clashwire_enrich.claims.passives import PASSIVES, passive_head
from clashwire_enrich.claims.phrase_cues import phrase_head
from clashwire_enrich.claims.responsibility_heads import TAKING, responsibility_head
from clashwire_enrich.claims.source_heads import OPENINGS, source_head
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.claims.verb_heads import verb_head
from clashwire_enrich.text.words import Word, word_set

_STATEMENT_NOUNS = word_set("statement video message post letter communique")
_NOT_BEFORE_PARTICIPLE = (
    cues.BE_FORMS | cues.NEGATIONS | word_set("of by without from for as in a the")
)
_TITLE_CASE_SHARE = 0.6  # of words with a capital: a headline that capitalises its verbs too


_CUES: frozenset[str] = frozenset(
    (
        *cues.FINITE,
        *cues.PARTICIPLES,
        *FRAMES,
        *phrase_cues.OPENERS,
        *PASSIVES,
        *TAKING,
        *OPENINGS,
        ":",
    )
)


def find_heads(text: str, words: list[Word]) -> list[Head]:
    """A unit's words -> its heads from left to right, cues without a speaker left out."""
    found: list[Head] = []
    floor = 0
    title_case = _is_title_case(words)
    for index, word in enumerate(words):
        if (
            word.lower not in _CUES
            or word.quoted
            or index < floor
            or (word.is_name and index and not title_case)
        ):
            continue
        head = _head_at(text, words, index, floor, found)
        if head is not None:
            found.append(head)
            floor = max(head.after.end, head.source_end, index + 1)
    return found


def _is_title_case(words: list[Word]) -> bool:
    letters = [word for word in words if word.text[0].isalpha()]
    capitals = sum(word.is_name for word in letters)
    return bool(letters) and capitals / len(letters) > _TITLE_CASE_SHARE


def _head_at(
    text: str, words: list[Word], index: int, floor: int, found: list[Head]
) -> Head | None:
    lower = words[index].lower
    last = found[-1] if found else None
    if lower in TAKING and (taken := responsibility_head(text, words, index, floor)):
        return taken
    if lower in phrase_cues.OPENERS and (said := phrase_head(text, words, index, floor)):
        return said
    head: Head | None = None
    if lower in cues.FINITE:
        head = verb_head(text, words, index, floor, last)
    elif lower in cues.PARTICIPLES:
        head = _participle(text, words, index, floor, last)
    elif lower == ":":
        return colon_head(words, index, floor, last)
    else:
        head = source_head(text, words, index, floor)
    if head is None and lower in PASSIVES and index and words[index - 1].lower in cues.BE_FORMS:
        return passive_head(text, words, index, floor)
    if head is None and lower in FRAMES:
        head = object_head(words, index, floor, last)
    return head


def _participle(
    text: str, words: list[Word], index: int, floor: int, last: Head | None
) -> Head | None:
    """', adding that ...', 'issued a statement saying ...': the clause's subject goes on."""
    verb = cues.PARTICIPLES[words[index].lower]
    before = words[index - 1].lower if index else ""
    if before in _NOT_BEFORE_PARTICIPLE:
        return None
    after = circumstances_after(text, words, index + 1, len(words), told=False)
    if after.end >= len(words) or not hands_over(words, after, verb, "before"):
        return None
    if last is not None:
        start, end = last.source_start, last.source_end
        return Head(index, verb, start, end, after, "before", carried=True)
    return _own_subject(words, index, floor, verb, after)


def _own_subject(
    words: list[Word], index: int, floor: int, verb: CueVerb, after: Circumstances
) -> Head | None:
    start = floor
    while start < index and words[start].lower in TRAILING | {"late", "early"}:
        comma = next((at for at in range(start, index) if words[at].text == ","), None)
        if comma is None:
            return None
        start = comma + 1
    end = phrase_after(words, start, index)
    if end <= start or not can_speak(words[start:end], verb):
        return None
    return Head(index, verb, start, end, after, "before")
