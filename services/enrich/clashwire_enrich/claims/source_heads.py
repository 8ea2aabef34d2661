"""Source heads: cues that are no reporting verb: 'according to X', 'citing X', 'as X put it'."""

from itertools import pairwise

from msgspec import structs

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import circumstances_after
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import CLOSING_MARKS, MIN_CONTENT_WORDS, Head
from clashwire_enrich.claims.noun_phrases import has_verb, phrase_after, phrase_before, subject_end
from clashwire_enrich.claims.outlets import carrier_in
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.text.words import Word, word_set

_QUOTING = word_set("quoted cited quoting citing")
_CERTAIN = word_set("adamant insistent clear certain confident convinced categorical sure")
_BEING = cues.BE_FORMS | word_set("remained remains stayed sounded made makes seemed")
_AS_PUT_REACH = 9  # words from "as" to "put it"
ACCOUNTS = word_set(
    "account accounts words reckoning telling version view estimate tally eyes opinion judgement"
    " judgment count calculation calculations figures"
)
_ACCOUNT_WORDS = 4  # "by the account of"
_QUOTED_REACH = 20  # words between "quoted" and its "as saying"


# The words that can open such a head: every other one is passed over at once.
OPENINGS: frozenset[str] = _CERTAIN | word_set("according citing quoting as per by in")


def source_head(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """The word at `index` -> the head it opens when it hands over without a reporting verb."""
    lower = words[index].lower
    following = words[index + 1].lower if index + 1 < len(words) else ""
    start, verb = _named_by(words, index, lower, following)
    if start is not None:
        return _source_follows(text, words, index, start, verb)
    if lower == "as" and (put := _as_put(words, index)) is not None:
        after = circumstances_after(text, words, put + 2, len(words), told=False)
        return Head(index, cues.PER, index + 1, put, after, "before")
    if lower == "according" and [w.lower for w in words[index + 1 : index + 3]] == ["to", "which"]:
        return _according_to_which(text, words, index, floor)
    if lower in _CERTAIN and following == "that":
        return _certain(text, words, index, floor)
    if lower == "as" and following == "saying" and index > 0:
        return _as_saying(text, words, index, floor)
    return None


def _named_by(
    words: list[Word], index: int, lower: str, following: str
) -> tuple[int | None, CueVerb]:
    """'according to', 'citing', 'per', 'by the account of' -> where their source begins."""
    if lower == "according" and following == "to":
        relative = words[index + 2 : index + 3] and words[index + 2].lower in {"which", "whom"}
        return None if relative else index + 2, cues.ACCORDING
    if lower in {"citing", "quoting"} and not _says_as(words, index):
        return index + 1, cues.CITING
    return _account_of(words, index), cues.PER


def _according_to_which(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """'an email signed by the front, according to which nine died': the last thing before it."""
    end = index - 1 if words[index - 1].text == "," else index
    near = range(end - 1, floor - 1, -1)
    start = next((at for at in near if words[at].lower in {"a", "an"}), None)
    if start is None or not can_speak(words[start:end], cues.ACCORDING):
        return None
    after = circumstances_after(text, words, index + 3, len(words), told=False)
    return Head(index, cues.ACCORDING, start, end, after, "before")


def _as_put(words: list[Word], index: int) -> int | None:
    """'As one medic put it, ...' -> the index of "put", when a known speaker stands before it."""
    for at in range(index + 2, min(len(words) - 1, index + _AS_PUT_REACH)):
        telling = words[at].lower in {"put", "puts", "told", "tells", "tell", "saw", "sees"}
        if telling and words[at + 1].lower == "it":
            return at if can_speak(words[index + 1 : at], cues.PUT_AT) else None
    return None


def _certain(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """'The governor was adamant that ...', 'made clear that ...'."""
    at = index - 1
    while at > floor and words[at].lower in {"it", "very", "quite", "absolutely", "so", "also"}:
        at -= 1
    if words[at].lower not in _BEING:
        return None
    end = subject_end(words, at, floor)
    start = phrase_before(words, end, floor)
    if start is None or start >= end or not can_speak(words[start:end], cues.PUT_AT):
        return None
    after = circumstances_after(text, words, index + 1, len(words), told=False)
    return Head(index, cues.ADAMANT, start, end, after, "before") if after.that else None


def _account_of(words: list[Word], index: int) -> int | None:
    """'Per the general staff,', 'By the account of X,', 'In the words of X,' -> where X begins."""
    bounds = index == 0 or words[index - 1].text in ",.;:" + CLOSING_MARKS
    if not bounds or index + 2 >= len(words):
        return None
    if words[index].lower == "per":
        number = words[index + 1].lower in {"cent", "day", "person", "hour", "month", "year"}
        return None if number else index + 1
    ahead = [word.lower for word in words[index : index + 4]]
    told = len(ahead) == _ACCOUNT_WORDS and ahead[0] in {"by", "in"} and ahead[3] == "of"
    return index + _ACCOUNT_WORDS if told and ahead[2] in ACCOUNTS else None


def _says_as(words: list[Word], index: int) -> bool:
    """'quoting X as saying': read where its "as saying" stands."""
    ahead = [word.lower for word in words[index : index + _QUOTED_REACH]]
    return ("as", "saying") in pairwise(ahead)


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
