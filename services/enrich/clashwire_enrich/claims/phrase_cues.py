"""Phrase cues: sayings of several words: 'let slip that', 'made clear that', 'pointed out that'."""

from clashwire_enrich.claims.circumstances import circumstances_after
from clashwire_enrich.claims.cues import CueVerb
from clashwire_enrich.claims.heads import CLOSING_MARKS, OPENING_MARKS, Head
from clashwire_enrich.claims.noun_phrases import phrase_before
from clashwire_enrich.claims.speakable import can_speak
from clashwire_enrich.claims.speaking_subjects import subject_of
from clashwire_enrich.text.words import Word

_BACK = CueVerb("answer", "say")
_PHRASES: dict[str, tuple[tuple[tuple[str, ...], CueVerb], ...]] = {
    **dict.fromkeys(
        ("let", "lets", "letting"),
        (
            (("slip",), CueVerb("let slip", "confirm")),
            (("it", "be", "known"), CueVerb("let be known", "say")),
            (("it", "be", "understood"), CueVerb("let be known", "say")),
        ),
    ),
    **dict.fromkeys(
        ("make", "makes", "made", "making"),
        tuple(
            (words, CueVerb("make clear", "say"))
            for words in (
                ("clear",),
                ("it", "clear"),
                ("plain",),
                ("it", "plain"),
                ("known",),
                ("it", "known"),
                ("the", "point"),
                ("no", "secret"),
            )
        ),
    ),
    **dict.fromkeys(
        ("point", "points", "pointed", "pointing"), ((("out",), CueVerb("point out", "say")),)
    ),
    **dict.fromkeys(
        ("spell", "spells", "spelled", "spelt"), ((("out",), CueVerb("spell out", "say")),)
    ),
    **dict.fromkeys(("call", "called", "cried"), ((("out",), _BACK),)),
    **dict.fromkeys(
        ("hit", "hits", "shot", "shoots", "fired", "wrote", "writes"), ((("back",), _BACK),)
    ),
    **dict.fromkeys(
        ("give", "gives", "gave"),
        (
            (("to", "understand"), CueVerb("give to understand", "say")),
            (("warning",), CueVerb("warn", "say")),
            (("assurances",), CueVerb("assure", "say")),
            (("an", "assurance"), CueVerb("assure", "say")),
        ),
    ),
    **dict.fromkeys(("have", "has", "had", "having"), ((("it",), CueVerb("have it", "say")),)),
    **dict.fromkeys(
        ("issue", "issues", "issued"),
        tuple((words, CueVerb("warn", "say")) for words in (("a", "warning"), ("warnings",))),
    ),
    **dict.fromkeys(
        ("is", "are", "was", "were", "remains", "remained"),
        tuple(
            (words, CueVerb("be of the view", "say"))
            for words in (("of", "the", "opinion"), ("of", "the", "view"), ("on", "record"))
        ),
    ),
    **dict.fromkeys(
        ("take", "takes", "took"), ((("the", "view"), CueVerb("be of the view", "say")),)
    ),
    **dict.fromkeys(
        ("express", "expresses", "expressed", "voice", "voices", "voiced"),
        tuple(
            (words, CueVerb("express", "say"))
            for words in (
                ("fear",),
                ("fears",),
                ("concern",),
                ("alarm",),
                ("certainty",),
                ("doubt",),
            )
        ),
    ),
    **dict.fromkeys(
        ("raise", "raises", "raised"),
        tuple((words, CueVerb("suggest", "say")) for words in (("the", "possibility"), ("fears",))),
    ),
}
OPENERS: frozenset[str] = frozenset(_PHRASES)


def phrase_head(text: str, words: list[Word], index: int, floor: int) -> Head | None:
    """The first word of a saying of several words -> its head, when a clause or quotation goes."""
    found = _phrase_at(words, index)
    if found is None:
        return None
    verb, beyond = found
    if (index and words[index - 1].text in CLOSING_MARKS) or _after_quotation(words, index, floor):
        return _beside(text, words, index, beyond, floor, verb)
    subject = subject_of(words, index, floor)
    after = circumstances_after(text, words, beyond, len(words), told=False)
    if subject is None or after.end >= len(words):
        return None
    if not (after.that or words[after.end].text in OPENING_MARKS + ":"):
        return None
    return Head(index, verb, *subject, after, "before", cue_end=beyond)


def _phrase_at(words: list[Word], index: int) -> tuple[CueVerb, int] | None:
    for phrase, verb in _PHRASES[words[index].lower]:
        beyond = index + 1 + len(phrase)
        if tuple(word.lower for word in words[index + 1 : beyond]) == phrase:
            return verb, beyond
    return None


def _after_quotation(words: list[Word], index: int, floor: int) -> bool:
    start = phrase_before(words, index, floor)
    return start is not None and start > floor and words[start - 1].text in CLOSING_MARKS + ","


def _beside(
    text: str, words: list[Word], index: int, beyond: int, floor: int, verb: CueVerb
) -> Head | None:
    """'..., she points out', '"...," the envoy shot back'."""
    start = phrase_before(words, index, floor)
    if start is None or start >= index or not can_speak(words[start:index], verb):
        return None
    after = circumstances_after(text, words, beyond, len(words), told=False)
    if after.that:
        return Head(index, verb, start, index, after, "before", cue_end=beyond)
    ends = after.end >= len(words) or words[after.end].text in ".;!?,"
    return Head(index, verb, start, index, after, "after", cue_end=beyond) if ends else None
