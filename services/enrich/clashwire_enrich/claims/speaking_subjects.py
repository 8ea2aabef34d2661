"""Speaking subjects: who stands before a verb, past 'went on to', or before 'visited X and'."""

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.noun_phrases import (
    DETERMINERS,
    LEADERS,
    TIME_WORDS,
    is_verbish,
    phrase_after,
    phrase_before,
    subject_end,
)
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.claims.voices import PRONOUNS
from clashwire_enrich.text.words import Word, word_set

_GOING = word_set("go goes went going gone")
_READY = word_set(
    "quick quicker quickest slow slower forced obliged compelled ready prepared able first last"
    " keen careful eager happy pressed bound content glad sorry reduced"
)
_BEING = cues.BE_FORMS | word_set("felt feels seemed")
_DEGREES = word_set("the a so very too quite among only also later finally then even soon not")
_PROCEEDING = word_set(
    "rushed rushes hastened hastens proceeded proceeds continued continues came chose chooses had"
    " has ventured hurried dared deigned pains care"
)
_ONLY_MODALS = word_set("could would can will")
_ONLY_REACH = 8  # words between "could tell" and its "only that"
_ASIDE_WORDS = 16
_JOINED = word_set("and but then or")
_TIMES = TIME_WORDS | word_set("hour hours day days minutes week morning evening afternoon night")
_TIME_REACH = 6
_ADJUNCTS = word_set(
    "late early earlier later"
    " on in at during from by with for after before following within under since amid through"
)


def chain_start(words: list[Word], index: int) -> int:
    """A cue's index -> where its verb group begins: at "went" of 'went on to say'."""
    at = index - 1
    if at < 1:
        return index
    if words[at].lower == "to":
        return _before_infinitive(words, at, index)
    return at if words[at].lower in _ONLY_MODALS and _only_that(words, at, index) else index


def _before_infinitive(words: list[Word], at: int, index: int) -> int:
    before = words[at - 1].lower
    if before == "on" and at > 1 and words[at - 2].lower in _GOING:
        return at - 2
    if before in _PROCEEDING:
        return at - 2 if before in {"pains", "care"} and at > 1 else at - 1
    if before not in _READY:
        return index
    start = at - 2
    while start > 0 and words[start].lower in _DEGREES:
        start -= 1
    if start > 0 and words[start].lower in {"not", "never"}:
        return index
    return start if start >= 0 and words[start].lower in _BEING else index


def _only_that(words: list[Word], at: int, index: int) -> bool:
    """'could tell the radio only that', 'would only say that', 'can confirm that'."""
    lowers = [word.lower for word in words[at - 1 : index + _ONLY_REACH]]
    confirms = words[at].lower == "can" and words[index].lower in {"confirm", "reveal", "report"}
    return "that" in lowers and ("only" in lowers or confirms)


def subject_of(
    words: list[Word], index: int, floor: int, verb: CueVerb = cues.PUT_AT
) -> tuple[int, int] | None:
    """A verb's index -> the speaker just before it, or the one before 'visited X and' it."""
    begin = chain_start(words, index)
    end = subject_end(words, begin, floor)
    between = {word.lower for word in words[max(floor, end - 1) : begin]}
    if between & (cues.NEGATIONS | cues.MODALS | cues.BE_FORMS):
        return None
    if end > floor and words[end - 1].lower in _JOINED | cues.BE_FORMS | cues.MODALS:
        return first_subject(words, index, floor) if words[end - 1].lower in _JOINED else None
    if end - 1 > floor and words[end - 1].lower in {"who", "which"}:
        end -= 2 if words[end - 2].text == "," else 1
    start = phrase_before(words, end, floor)
    if start is None or start >= end or not can_speak(words[start:end], verb):
        return None
    if start and words[start - 1].lower in {"if", "whether", "unless", "until"}:
        return None
    return start, end


def first_subject(
    words: list[Word], index: int, floor: int, verb: CueVerb = cues.PUT_AT
) -> tuple[int, int] | None:
    """'The mayor wept and accused ...': the subject that opens the clause of an earlier verb."""
    if index <= floor or words[index - 1].lower not in _JOINED | {"also", "later", "then"}:
        return None
    start = opening(words, floor)
    end = phrase_after(words, start, index)
    main = past_aside(words, end, index)
    while main < index - 1 and not is_verbish(words[main]) and words[main].lower.endswith("ly"):
        main += 1
    if end <= start or main >= index or not is_verbish(words[main]) or words[main].quoted:
        return None
    speaks = can_speak(words[start:end], verb)
    return (start, end) if speaks else None


def past_aside(words: list[Word], end: int, index: int) -> int:
    """'Detective Faria, speaking on the radio, defended ...': the index after the aside."""
    if end >= index or words[end].text != ",":
        return end
    near = range(end + 1, min(index, end + _ASIDE_WORDS))
    closing = next((at for at in near if words[at].text == ","), None)
    opens, aside = words[end + 1], words[end + 1].lower
    describes = aside.endswith(("ing", "ed")) or aside in _ADJUNCTS | {"a", "an", "the", "who"}
    if closing is None or not (opens.is_name or describes):
        return end + 1
    return closing + 1


def opening(words: list[Word], floor: int) -> int:
    """Where a clause's subject begins: past joints, adverbs and 'On Monday,'."""
    start = floor
    while start < len(words) and (words[start].lower in LEADERS or words[start].text in ",;."):
        start += 1
    if start < len(words) and words[start].lower in _ADJUNCTS:
        near = range(start + 1, min(len(words) - 1, start + 12))
        comma = next((at for at in near if words[at].text == ","), None)
        verb = any(is_verbish(word) for word in words[start:comma]) if comma else True
        return comma + 1 if comma is not None and not verb else _after_time(words, start)
    return start


def _after_time(words: list[Word], start: int) -> int:
    """'Late on Sunday the director', 'Within the hour Colombia's minister': past the time."""
    near = range(start + 1, min(len(words), start + _TIME_REACH))
    timed = next((at for at in near if words[at].lower in _TIMES), None)
    if timed is None or timed + 1 >= len(words):
        return start
    after = timed + 2 if words[timed + 1].lower in _TIMES else timed + 1
    opens = words[after] if after < len(words) else words[timed]
    subject = opens.is_name or opens.lower in DETERMINERS | PRONOUNS
    return after if subject else start
