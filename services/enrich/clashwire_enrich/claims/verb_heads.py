"""Verb heads: finite reporting verbs with the subject before them, theirs or one carried on."""

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import Circumstances, circumstances_after
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import (
    CLOSING_MARKS,
    MIN_CONTENT_WORDS,
    Head,
    hands_over,
    position_of,
)
from clashwire_enrich.claims.inversions import inverted_head
from clashwire_enrich.claims.noun_phrases import (
    DETERMINERS,
    has_verb,
    phrase_before,
    subject_end,
)
from clashwire_enrich.claims.passives import passive_head
from clashwire_enrich.claims.speakable import can_speak, is_plural
from clashwire_enrich.claims.speaking_subjects import chain_start, first_subject
from clashwire_enrich.claims.voices import MEDIUMS, PRONOUNS
from clashwire_enrich.text.words import Word, word_set

_RELATIVE_REACH = 12  # words of a relative clause before the main cue
_SAY = CueVerb("say", "say")  # beside a closed quotation whoever is no thing may speak
_NOUN_NEIGHBOURS = word_set("of from about and or were was are is has have had , . ; for against")
_CLAIMING = word_set("say insist claim allege acknowledge admit warn")
_CONDITIONS = word_set("if whether unless until what whatever")
_DISPUTED_NOUNS = word_set("claim claims accusation accusations allegation allegations charge")
_LABELLING = word_set("call describe say claim allege believe insist suspect think")
_LINKS = (cues.BE_FORMS | word_set("to had have has been be"), word_set("as"))
_BEFORE_NOUN = word_set("of by with from under into for in on at about against between")
_BEFORE_ADJECTIVE = word_set("of by with as from in two three four five six seven eight nine ten")


def verb_head(
    text: str, words: list[Word], index: int, floor: int, last: Head | None
) -> Head | None:
    """A finite cue at `index` -> its head, or None when it hands over nothing."""
    verb = cues.FINITE[words[index].lower]
    if _is_noun(words, index) or (_idles(words, index) and not _told_to(text, words, index)):
        return None
    begin = chain_start(words, index)
    end = subject_end(words, begin, floor)
    between = {word.lower for word in words[max(floor, end - 1) : begin]}
    if between & cues.BE_FORMS:
        return passive_head(text, words, index, floor)
    if between & (cues.NEGATIONS | cues.MODALS):
        return None
    return (
        inverted_head(text, words, index, floor)
        or _coordinated(text, words, index, end, floor, last)
        or _subject_first(text, words, index, floor, verb)
    )


def _subject_first(
    text: str, words: list[Word], index: int, floor: int, verb: CueVerb
) -> Head | None:
    begin = chain_start(words, index)
    end = _before_relative(words, subject_end(words, begin, floor), floor)
    start = phrase_before(words, end, floor)
    aside = end < begin - 1 and _main_cue_follows(words, index)
    if start is None or aside:
        return None
    if start and words[start - 1].lower in _CONDITIONS:
        return _free_relative(words, index, start, end, verb)
    disputed = _disputed(words, index, start, end) if verb.family == "deny" else None
    return disputed or _stating(text, words, index, (start, end), floor)


def _stating(
    text: str, words: list[Word], index: int, subject: tuple[int, int], floor: int
) -> Head | None:
    """A cue with the subject before it -> its head, when both fit and something follows."""
    verb = cues.FINITE[words[index].lower]
    start, end = subject
    chained = chain_start(words, index) != index
    quoted = bool(start) and words[start - 1].text in CLOSING_MARKS
    quoted = quoted or _closes_after_it(words, start, index)
    if not can_speak(words[start:end], _SAY if quoted else verb):
        return None
    is_base = words[index].lower in cues.BASE_FORMS and words[index].lower == verb.lemma
    if is_base and not chained and not is_plural(words[start:end]):
        return None
    after = circumstances_after(text, words, index + 1, len(words), told=verb.family == "tell")
    position = position_of(words, start, floor, after)
    if position is None or not hands_over(words, after, verb, position):
        return None
    return Head(index, verb, start, end, after, position)


def _closes_after_it(words: list[Word], start: int, index: int) -> bool:
    """'Five had been beheaded, it added.': at a clause's end "it" speaks by any verb."""
    ends = index + 1 >= len(words) or words[index + 1].text in ".,;"
    spoken = start > 0 and words[start - 1].text == "," and words[start].lower == "it"
    return spoken and ends and start + 1 == index


def _free_relative(
    words: list[Word], index: int, start: int, end: int, verb: CueVerb
) -> Head | None:
    """'what residents described as looting', 'what she says were men from the next village'."""
    at = index + 1
    opens = start < 2 or words[start - 2].is_mark  # noqa: PLR2004 - "What he said was not clear"
    if opens or words[start - 1].lower != "what" or verb.lemma not in _LABELLING:
        return None
    linked = _LINKS[verb.lemma == "describe"]
    while at < len(words) and words[at].lower in linked:
        at += 1
    bare = verb.lemma == "call"
    if (at == index + 1 and not bare) or at >= len(words) or (words[at].is_mark and not bare):
        return None
    if not can_speak(words[start:end], cues.SPOKE_OF):
        return None
    return Head(index, verb, start, end, Circumstances(at), "before")


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
    reach = range(index + 1, min(len(words) - 1, index + _RELATIVE_REACH))
    return relative and any(
        words[at].text == "," and words[at + 1].lower in cues.FINITE for at in reach
    )


def _coordinated(
    text: str, words: list[Word], index: int, end: int, floor: int, last: Head | None
) -> Head | None:
    """'The UN said ... and warned that ...': the first verb's subject goes on."""
    if end < 1 or words[end - 1].lower not in {"and", "but"}:
        return None
    verb = cues.FINITE[words[index].lower]
    if last is None or last.position != "before":
        return _joined(text, words, index, floor, verb)
    after = circumstances_after(text, words, index + 1, len(words), told=verb.family == "tell")
    clause = words[after.end :]
    claims = verb.lemma in _CLAIMING and (has_verb(clause) or _opens_with_subject(clause, verb))
    telling = after.that or claims or verb.family in {"accuse", "blame", "deny", "intend"}
    if not telling or after.end >= len(words) or not hands_over(words, after, verb, "before"):
        return None
    start, beyond = last.source_start, last.source_end
    return Head(index, verb, start, beyond, after, "before", carried=True)


def _joined(text: str, words: list[Word], index: int, floor: int, verb: CueVerb) -> Head | None:
    """'The mayor visited the wounded and said ...': the subject of an earlier, silent verb."""
    subject = first_subject(words, index, floor, verb)
    if subject is None:
        return None
    after = circumstances_after(text, words, index + 1, len(words), told=verb.family == "tell")
    if after.end >= len(words) or not hands_over(words, after, verb, "before"):
        return None
    return Head(index, verb, *subject, after, "before")


def _opens_with_subject(clause: list[Word], verb: CueVerb) -> bool:
    """'and says Congo's army works with ...': a present clause, its verb in no list."""
    if verb.lemma != "say" or len(clause) <= MIN_CONTENT_WORDS:
        return False
    return clause[0].is_name or clause[0].lower in DETERMINERS | PRONOUNS


def _is_noun(words: list[Word], index: int) -> bool:
    lower = words[index].lower
    before = words[index - 1].lower if index else ""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if lower in cues.ALSO_NOUNS and before in _BEFORE_NOUN:
        return True
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


def _told_to(text: str, words: list[Word], index: int) -> bool:
    """'boasted to visitors that': what follows "to" is a listener, and then the clause."""
    if words[index + 1].lower != "to" or words[index - 1].lower in cues.BE_FORMS:
        return False
    return circumstances_after(text, words, index + 1, len(words), told=False).that


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
