"""Inversions: a source that follows its cue, as in '"..." said X' and '..., say residents, ...'."""

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import circumstances_after
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import CLOSING_MARKS, MIN_CONTENT_WORDS, Head, Position
from clashwire_enrich.claims.noun_phrases import has_verb, is_verbish, phrase_after
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.text.words import Word, word_set

_ACTIVE = frozenset(("accuse", "blame", "estimate"))  # "accused the army" is no inversion
_NO_SUBJECT = word_set("that by in on at of to via over during from with , :")


def inverted_head(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """'..., said X, a spokesman': the source follows its cue."""
    verb = cues.FINITE[words[index].lower]
    start = index + 1
    if words[index - 1].text == "," and (
        verb.family in _ACTIVE or _follows_aside(words, index, floor)
    ):
        return None
    if not _can_invert(words, index, floor, verb):
        return None
    end = phrase_after(words, start, len(words))
    asker = cues.PUT_AT if _after_relative(words, index, floor) else verb
    if end == start or not can_speak(words[start:end], asker):
        return None
    after = circumstances_after(text, words, end, len(words), told=False)
    plain = words[index - 1].text == ","
    if plain and _parts_a_clause(words, index, floor, after.end):
        return Head(index, verb, start, end, after, "inside")
    if plain and after.end < len(words) and words[after.end].text not in ".,;:":
        return None
    position: Position = "inside" if _quote_resumes(words, after.end) else "after"
    return Head(index, verb, start, end, after, position)


def _follows_aside(words: list[Word], index: int, floor: int) -> bool:
    """'Amina Diallo, a trader who crossed the river, accused ...': the subject stands before."""
    opening = _comma_before(words, index, floor)
    if opening <= floor or has_verb(words[floor:opening]):
        return False
    aside = words[opening + 1]
    return not is_verbish(aside) and aside.lower in {"a", "an", "the", "who", "whose", "which"}


def _can_invert(words: list[Word], index: int, floor: int, verb: CueVerb) -> bool:
    start = index + 1
    if index - floor < MIN_CONTENT_WORDS or verb.family == "tell" or start >= len(words):
        return False
    mark = words[index - 1].text
    if mark not in CLOSING_MARKS + ",":
        return False
    if words[start].lower in _NO_SUBJECT or words[start].quoted:
        return False
    parted = not has_verb(words[floor : index - 1]) and "," in [w.text for w in words[start:]]
    return mark != "," or parted or _plain_inversion(words, index, floor)


def _parts_a_clause(words: list[Word], index: int, floor: int, at: int) -> bool:
    """'The village, say residents, was empty': the cue stands between subject and verb."""
    before = words[floor : index - 1]
    comma = at < len(words) and words[at].text == ","
    return comma and not has_verb(before) and at + 1 < len(words) and is_verbish(words[at + 1])


def _quote_resumes(words: list[Word], at: int) -> bool:
    if at + 1 >= len(words) or words[at].text not in ",:":
        return False
    return words[at + 1].text in '"\u201c'


def _plain_inversion(words: list[Word], index: int, floor: int) -> bool:
    """Whether the comma before the cue ends a clause, not an apposition to the subject."""
    opening = _comma_before(words, index, floor)
    return has_verb(words[opening:index]) or _after_relative(words, index, floor)


def _after_relative(words: list[Word], index: int, floor: int) -> bool:
    """'The captain, who asked not to be named, said ...': only a known speaker inverts there."""
    opening = _comma_before(words, index, floor)
    return words[index - 1].text == "," and words[opening + 1].lower in {"who", "which", "whose"}


def _comma_before(words: list[Word], index: int, floor: int) -> int:
    """The comma before the mark that a cue follows, or where the clause begins."""
    at = index - 2
    while at > floor and words[at].text != ",":
        at -= 1
    return at
