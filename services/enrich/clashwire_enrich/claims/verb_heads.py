"""Verb heads: finite reporting verbs with their subject, in active, inverted and passive form."""

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import Circumstances, circumstances_after
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import (
    CLOSING_MARKS,
    MIN_CONTENT_WORDS,
    Head,
    Position,
    hands_over,
    position_of,
)
from clashwire_enrich.claims.noun_phrases import (
    DETERMINERS,
    has_verb,
    is_verbish,
    phrase_after,
    phrase_before,
    subject_end,
)
from clashwire_enrich.claims.speakable import can_speak, is_plural
from clashwire_enrich.claims.voices import MEDIUMS, PRONOUNS
from clashwire_enrich.text.words import Word, word_set

_PASSIVE_FAMILIES = frozenset(("claim", "confirm", "deny", "accuse", "blame", "report"))
_PASSIVE_REACH = 12  # words between a passive cue and its "by"
_NOUN_NEIGHBOURS = word_set("of from about and or were was are is has have had , . ; for against")
_CLAIMING = word_set("say insist claim allege acknowledge admit warn")
_CONDITIONS = word_set("if whether unless until what whatever")
_NO_SUBJECT = word_set("that by in on at of to via over during from with , :")
_DISPUTED_NOUNS = word_set("claim claims accusation accusations allegation allegations charge")
_BEFORE_ADJECTIVE = word_set("of by with as from in two three four five six seven eight nine ten")


def verb_head(
    text: str, words: list[Word], index: int, floor: int, last: Head | None
) -> Head | None:
    """A finite cue at `index` -> its head, or None when it hands over nothing."""
    verb = cues.FINITE[words[index].lower]
    if _is_noun(words, index) or _idles(words, index):
        return None
    end = subject_end(words, index, floor)
    between = {word.lower for word in words[max(floor, end - 1) : index]}
    if between & cues.BE_FORMS:
        return _passive(text, words, index, floor)
    if between & (cues.NEGATIONS | cues.MODALS):
        return None
    return (
        _inverted(text, words, index, floor)
        or _coordinated(text, words, index, end, last)
        or _subject_first(text, words, index, floor, verb)
    )


def _subject_first(
    text: str, words: list[Word], index: int, floor: int, verb: CueVerb
) -> Head | None:
    end = _before_relative(words, subject_end(words, index, floor), floor)
    start = phrase_before(words, end, floor)
    aside = end < index - 1 and _main_cue_follows(words, index)
    if start is None or aside or (start and words[start - 1].lower in _CONDITIONS):
        return None
    if verb.family == "deny" and (disputed := _disputed(words, index, start, end)):
        return disputed
    if not can_speak(words[start:end], verb):
        return None
    is_base = words[index].lower in cues.BASE_FORMS and words[index].lower == verb.lemma
    if is_base and not is_plural(words[start:end]):
        return None
    after = circumstances_after(text, words, index + 1, len(words), told=verb.family == "tell")
    position = position_of(words, start, floor, after)
    if position is None or not hands_over(words, after, verb, position):
        return None
    return Head(index, verb, start, end, after, position)


def _disputed(words: list[Word], index: int, start: int, end: int) -> Head | None:
    """', a claim Israel rejects', ', which Algiers denies': a denial of the words before."""
    verb = cues.FINITE[words[index].lower]
    after = Circumstances(index + 1)
    if start > MIN_CONTENT_WORDS and words[start - 1].lower == "which":
        fits = can_speak(words[start:end], verb)
        return Head(index, verb, start, end, after, "after") if fits else None
    if end - start < MIN_CONTENT_WORDS or words[start].lower not in {"a", "an"}:
        return None
    if words[start + 1].lower not in _DISPUTED_NOUNS or start < MIN_CONTENT_WORDS:
        return None
    subject = start + 3 if words[start + 2].lower in {"that", "which"} else start + 2
    if subject >= end or not can_speak(words[subject:end], verb):
        return None
    return Head(index, verb, subject, end, after, "after")


def _before_relative(words: list[Word], end: int, floor: int) -> int:
    """'The mayor, who said': the index after the noun that the relative refers to."""
    if end > floor and words[end - 1].lower in {"who", "which"}:
        end -= 1
        return end - 1 if end > floor and words[end - 1].lower == "," else end
    return end


def _main_cue_follows(words: list[Word], index: int) -> bool:
    """'Beijing, which claims the whole sea, said': the relative clause hands over nothing."""
    relative = words[index - 1].lower in {"who", "which"}
    reach = range(index + 1, min(len(words) - 1, index + _PASSIVE_REACH))
    return relative and any(
        words[at].text == "," and words[at + 1].lower in cues.FINITE for at in reach
    )


def _coordinated(
    text: str, words: list[Word], index: int, end: int, last: Head | None
) -> Head | None:
    """'The UN said ... and warned that ...': the first verb's subject goes on."""
    if last is None or last.position != "before" or end < 1 or words[end - 1].lower != "and":
        return None
    verb = cues.FINITE[words[index].lower]
    after = circumstances_after(text, words, index + 1, len(words), told=verb.family == "tell")
    clause = words[after.end :]
    claims = verb.lemma in _CLAIMING and (has_verb(clause) or _opens_with_subject(clause, verb))
    telling = after.that or claims or verb.family in {"accuse", "blame", "deny", "intend"}
    if not telling or after.end >= len(words) or not hands_over(words, after, verb, "before"):
        return None
    start, beyond = last.source_start, last.source_end
    return Head(index, verb, start, beyond, after, "before", carried=True)


def _opens_with_subject(clause: list[Word], verb: CueVerb) -> bool:
    """'and says Congo's army works with ...': a present clause, its verb in no list."""
    if verb.lemma != "say" or len(clause) <= MIN_CONTENT_WORDS:
        return False
    return clause[0].is_name or clause[0].lower in DETERMINERS | PRONOUNS


def _is_noun(words: list[Word], index: int) -> bool:
    lower = words[index].lower
    before = words[index - 1].lower if index else ""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if lower in cues.ALSO_NOUNS and not _closes_with(words, index):
        if before in DETERMINERS - {"all", "both"} or before.endswith(("'s", "s'")):
            return True
        if following in _NOUN_NEIGHBOURS and before != ",":
            return following != "," or before not in {"he", "she", "they", "it"}
    adjective = before in DETERMINERS or before in _BEFORE_ADJECTIVE
    return lower.endswith("ed") and adjective


def _closes_with(words: list[Word], index: int) -> bool:
    """'..., the front claims.': after a comma and a short subject, at the end, it is a verb."""
    ends = index + 1 >= len(words) or words[index + 1].text in ".,"
    near = [word.text for word in words[max(0, index - 5) : index]]
    return ends and words[index].lower.endswith("s") and "," in near and near[-1] != ","


def _idles(words: list[Word], index: int) -> bool:
    """Cues that hand over nothing: 'accused of', 'added to', 'said to be', 'believed to'."""
    lower = words[index].lower
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if following == "by":
        if words[index + 2 : index + 3] and words[index + 2].lower in MEDIUMS:
            return False
        return not (index and words[index - 1].lower in cues.BE_FORMS)
    if lower == "accused" and following == "of":
        return not (index and words[index - 1].lower in cues.BE_FORMS)
    if following == "to" and cues.FINITE[lower].lemma != "attribute":
        return cues.FINITE[lower].family != "intend" and lower not in {"claims", "claimed", "claim"}
    return False


def _inverted(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """'..., said X, a spokesman': the source follows its cue."""
    verb = cues.FINITE[words[index].lower]
    start = index + 1
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
    opening = index - 2
    while opening > floor and words[opening].text != ",":
        opening -= 1
    return has_verb(words[opening:index]) or _after_relative(words, index, floor)


def _after_relative(words: list[Word], index: int, floor: int) -> bool:
    """'The captain, who asked not to be named, said ...': only a known speaker inverts there."""
    opening = index - 2
    while opening > floor and words[opening].text != ",":
        opening -= 1
    return words[index - 1].text == "," and words[opening + 1].lower in {"who", "which", "whose"}


def _passive(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """'The attack was claimed by X', 'Y was accused by X of Z'."""
    verb = cues.FINITE[words[index].lower]
    told = words[index].lower == "said" and [w.lower for w in words[index + 1 : index + 2]] == [
        "by"
    ]
    if not (verb.family in _PASSIVE_FAMILIES or told) or index - floor < MIN_CONTENT_WORDS - 1:
        return None
    reach = range(index + 1, min(len(words), index + _PASSIVE_REACH))
    by = next((at for at in reach if words[at].lower == "by"), None)
    if by is None:
        return None
    end = phrase_after(words, by + 1, len(words))
    if verb.family == "accuse":  # "by the army of looting": the charge is no part of the army
        end = next((at for at in range(by + 2, end) if words[at].lower == "of"), end)
    if end <= by + 1 or not can_speak(words[by + 1 : end], verb):
        return None
    after = circumstances_after(text, words, end, len(words), told=False)
    if told and [word.lower for word in words[after.end : after.end + 1]] != ["to"]:
        return None  # "were said by X to have fled"
    return Head(index, verb, by + 1, end, after, "passive")
