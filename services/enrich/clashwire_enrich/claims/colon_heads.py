"""Colon heads: 'The director rang again: two shells ...', 'The army's version: the car ...'."""

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import MIN_CONTENT_WORDS, OPENING_MARKS, Head
from clashwire_enrich.claims.noun_phrases import has_verb, is_verbish, phrase_after
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.claims.speaking_subjects import opening, past_aside
from clashwire_enrich.text.words import Word, word_set

_TOLD = CueVerb("put it", "say")
_ACCOUNTS = word_set(
    "version account story explanation verdict opinion view reply answer line message theory"
    " reading warning word words tale response reaction conclusion finding excuse testimony"
    " position argument comment assessment estimate count tally figure statement claim accusation"
    " charge denial announcement advice complaint report memory recollection summary defence"
)
_TELLING = _ACCOUNTS | word_set(
    "speak speaks spoke rang phoned called answered replied impression picture opposite differently"
    " otherwise blunt blunter bluntly clear clearer plain plainer adamant doubt doubts certain sure"
    " surer convinced categorical unequivocal emphatic insistent unmoved firm confident brief terse"
    " sum sums summed put puts tell tells disagree disagrees disagreed differs differed reacted"
    " responded contrary defiant unrepentant indignant frank candid specific precise recalls say"
)
_PRESENT = word_set(
    "sums tells puts speaks offers gives paints recalls draws answers replies responds calls sees"
    " tell speak offer put differ disagree differs disagrees shrugs nods insists shakes"
)
_OWNERS = word_set("his her its their")
_NAMING = word_set("named called entitled titled nicknamed dubbed carried published released sang")
_MAX_LEFT_WORDS = 30
_MAX_CUE_WORDS = 4


def colon_head(words: list[Word], index: int, floor: int, last: Head | None) -> Head | None:
    """A colon that no cue has taken -> the head of what its clause's subject then says."""
    if last is not None and last.position == "before" and not _parted(words, last.cue, index):
        return None
    around = [*words[max(0, index - 1) : index], *words[index + 1 : index + 2]]
    if all(word.text[0].isdigit() for word in around):  # "4:40 a.m."
        return None
    begin = max(floor, _clause_start(words, index))
    start = opening(words, begin)
    if not 0 < index - start <= _MAX_LEFT_WORDS or index + MIN_CONTENT_WORDS >= len(words):
        return None
    quoted = _is_speech(words, index + 1)
    stated = words[index + 1].text in OPENING_MARKS or _is_clause(words, index + 1)
    if not (quoted or stated):
        return None
    after = Circumstances(index + 1)
    owned = _owned_account(words, start, index)
    if owned is not None:
        return Head(owned, _TOLD, start, owned, after, "before", cue_end=owned + 1)
    return _predicated(words, start, index, after, quoted=quoted)


def _predicated(
    words: list[Word], start: int, index: int, after: Circumstances, *, quoted: bool
) -> Head | None:
    """'A rival disagreed: "..."', 'The front was first to speak: a band had done it'."""
    end = _subject_beyond(words, start, index)
    if end is None or not can_speak(words[start:end], cues.PUT_AT):
        return None
    predicate = {word.lower for word in words[end:index]}
    if predicate & (cues.NEGATIONS | _NAMING) or not (quoted or predicate & _TELLING):
        return None
    main = past_aside(words, end, index)
    main = main if main < index else end
    cue_end = min(index, main + _MAX_CUE_WORDS)
    return Head(main, _TOLD, start, end, after, "before", cue_end=cue_end)


def _subject_beyond(words: list[Word], start: int, index: int) -> int | None:
    present = next((at for at in range(start + 1, index) if words[at].lower in _PRESENT), None)
    end = phrase_after(words, start, index if present is None else present)
    main = past_aside(words, end, index)
    verbal = main < index and (is_verbish(words[main]) or main == present)
    return end if end > start and verbal else None


def _owned_account(words: list[Word], start: int, index: int) -> int | None:
    """'The army's version', 'Her own explanation' -> the index of what is told."""
    for at in range(start, min(index, start + 14)):
        if words[at].is_mark or is_verbish(words[at]):
            return None
        owns = words[at].lower.endswith(("'s", "s'")) or words[at].lower in _OWNERS
        if not owns:
            continue
        speaks = words[at].lower in _OWNERS or can_speak(words[start : at + 1], cues.PUT_AT)
        near = range(at + 1, min(index, at + 4))
        return next((to for to in near if words[to].lower in _ACCOUNTS and speaks), None)
    return None


def _is_speech(words: list[Word], at: int) -> bool:
    """Whether a quotation of a clause begins: neither a title nor a word or two."""
    if words[at].text not in OPENING_MARKS:
        return False
    inside = [word for word in words[at + 1 : at + 40] if word.quoted]
    small = [word for word in inside if word.text[0].isalpha() and not word.is_name]
    return len(inside) >= MIN_CONTENT_WORDS and len(small) >= len(inside) // 2


def _is_clause(words: list[Word], at: int) -> bool:
    end = next((to for to in range(at, len(words)) if words[to].text in ".;"), len(words))
    first = words[at]
    listed = any(word.text == "," for word in words[at : at + 3])
    return has_verb(words[at + 1 : end]) and not listed and first.lower not in {"who", "what"}


def _clause_start(words: list[Word], index: int) -> int:
    for at in range(index - 1, -1, -1):
        if words[at].text in ".;?!" and not words[at].quoted:
            return at + 1
    return 0


def _parted(words: list[Word], cue: int, index: int) -> bool:
    return any(words[at].text in ".;?!" and not words[at].quoted for at in range(cue, index))
