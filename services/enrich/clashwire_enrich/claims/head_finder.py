"""The head finder: every cue of a unit that has a source, from left to right."""

from itertools import pairwise

from msgspec import structs

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import Circumstances, circumstances_after
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import MIN_CONTENT_WORDS, TRAILING, Head, hands_over
from clashwire_enrich.claims.noun_phrases import has_verb, phrase_after, phrase_before
from clashwire_enrich.claims.outlets import carrier_in
from clashwire_enrich.claims.responsibility_heads import TAKING, responsibility_head
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.claims.verb_heads import verb_head
from clashwire_enrich.text.words import Word, word_set

_STATEMENT_NOUNS = word_set("statement video message post letter communique")
_QUOTING = word_set("quoted cited quoting citing")
_NOT_BEFORE_PARTICIPLE = (
    cues.BE_FORMS | cues.NEGATIONS | word_set("of by without from for as in a the")
)
_ACCOUNTS = word_set("account accounts words reckoning telling version view estimate tally")
_ACCOUNT_WORDS = 4  # "by the account of"
_QUOTED_REACH = 20  # words between "quoted" and its "as saying"
_TITLE_CASE_SHARE = 0.6  # of words with a capital: a headline that capitalises its verbs too


def find_heads(text: str, words: list[Word]) -> list[Head]:
    """A unit's words -> its heads from left to right, cues without a speaker left out."""
    found: list[Head] = []
    floor = 0
    title_case = _is_title_case(words)
    for index, word in enumerate(words):
        if word.quoted or index < floor or (word.is_name and index and not title_case):
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
    if lower in cues.FINITE:
        return verb_head(text, words, index, floor, last)
    if lower in cues.PARTICIPLES:
        return _participle(text, words, index, floor, last)
    return _other_head(text, words, index, floor)


def _other_head(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """'according to X', 'citing X', 'quoted X as saying': cues that are no reporting verb."""
    lower = words[index].lower
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if lower == "according" and following == "to":
        return _source_follows(text, words, index, index + 2, cues.ACCORDING)
    if (account := _account_of(words, index)) is not None:
        return _source_follows(text, words, index, account, cues.PER)
    if lower in {"citing", "quoting"} and not _says_as(words, index):
        return _source_follows(text, words, index, index + 1, cues.CITING)
    if lower == "as" and following == "saying" and index > 0:
        return _as_saying(text, words, index, floor)
    return None


def _account_of(words: list[Word], index: int) -> int | None:
    """'Per the general staff,', 'By the account of X,', 'In the words of X,' -> where X begins."""
    bounds = index == 0 or words[index - 1].text in ",.;"
    if not bounds or index + 2 >= len(words):
        return None
    if words[index].lower == "per":
        number = words[index + 1].lower in {"cent", "day", "person", "hour", "month", "year"}
        return None if number else index + 1
    ahead = [word.lower for word in words[index : index + 4]]
    told = len(ahead) == _ACCOUNT_WORDS and ahead[0] in {"by", "in"} and ahead[3] == "of"
    return index + _ACCOUNT_WORDS if told and ahead[2] in _ACCOUNTS else None


def _says_as(words: list[Word], index: int) -> bool:
    """'quoting X as saying': read where its "as saying" stands."""
    ahead = [word.lower for word in words[index : index + _QUOTED_REACH]]
    return ("as", "saying") in pairwise(ahead)


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


def _source_follows(
    text: str, words: list[Word], index: int, start: int, verb: CueVerb
) -> Head | None:
    """'According to X, ...', '..., according to X', 'citing X'."""
    if start >= len(words):
        return None
    end = phrase_after(words, start, len(words))
    if end == start or not can_speak(words[start:end], verb):
        return None
    if verb is cues.CITING and (said := _carrier_verb(words, end)):
        after = circumstances_after(text, words, said, len(words), told=False)
        after = structs.replace(after, outlets=(*after.outlets, *_carrier(text, words, index)))
        return Head(index, verb, start, end, after, "before")
    after = circumstances_after(text, words, end, len(words), told=False)
    opens = index == 0 or words[index - 1].text in ".;" or index < MIN_CONTENT_WORDS
    closes = after.end >= len(words) or words[after.end].text in ".;"
    if opens:
        return None if closes else Head(index, verb, start, end, after, "before")
    if verb is cues.CITING and after.that:
        return Head(index, verb, start, end, after, "before")
    inside = not closes and words[after.end].text == "," and not has_verb(words[:index])
    return Head(index, verb, start, end, after, "inside" if inside else "after")


def _carrier(text: str, words: list[Word], index: int) -> tuple[str, ...]:
    """'The Herald, citing police, said': the outlet before the cue, if it is one."""
    end = index - 1 if index and words[index - 1].text == "," else index
    start = phrase_before(words, end, 0)
    return _outlet_between(text, words, start, end)


def _outlet_between(text: str, words: list[Word], start: int | None, end: int) -> tuple[str, ...]:
    if start is None or start >= end:
        return ()
    outlet = carrier_in(text[words[start].start : words[end - 1].end])
    return (outlet.removeprefix("the "),) if outlet is not None else ()


def _carrier_verb(words: list[Word], end: int) -> int | None:
    """'Local media, citing witnesses, said ...': the index after the carrier's own verb."""
    at = end + 1 if end < len(words) and words[end].text == "," else end
    carries = at < len(words) - 1 and words[at].lower in {"said", "says", "reported", "reports"}
    return at + 1 if carries else None


def _as_saying(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """'X was quoted by Tass as saying that', 'Tass quoted X as saying that'."""
    reach = range(index - 1, max(floor, index - _QUOTED_REACH) - 1, -1)
    quoted = next((at for at in reach if words[at].lower in _QUOTING), None)
    if quoted is None:
        return None
    start: int | None = quoted + 1
    end = index
    via = _carrier(text, words, quoted)
    if quoted and words[quoted - 1].lower in cues.BE_FORMS:
        end = quoted - 1
        start = phrase_before(words, end, floor)
        by = quoted + 2 if words[quoted + 1].lower == "by" else None
        via = _outlet_between(text, words, by, phrase_after(words, by, index) if by else index)
    if start is None or start >= end or not can_speak(words[start:end], cues.AS_SAYING):
        return None
    after = circumstances_after(text, words, index + 2, len(words), told=False)
    if after.end >= len(words):
        return None
    after = structs.replace(after, outlets=(*after.outlets, *via))
    return Head(index, cues.AS_SAYING, start, end, after, "before")
