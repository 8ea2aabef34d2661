"""Mutual accusations: 'each side accusing the other of ...' is one claim of each side."""

import re
from collections.abc import Iterator

from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.cues import FINITE, PARTICIPLES, CueVerb
from clashwire_enrich.claims.noun_phrases import has_verb, phrase_after, phrase_before, subject_end
from clashwire_enrich.text.units import Unit
from clashwire_enrich.text.words import Range, covered, split_words

_SIDES = (
    r"(?:each (?:side|group|party|country|camp|faction|of them|of the two)"
    r"|(?:both|the two|the warring|the rival|the) "
    r"(?:(?:rival|warring) )?(?:sides|groups|parties|countries|camps|factions|armies|neighbou?rs)"
    r"|(?:both|the two) (?:\w+ )?(?:governments|capitals|ministries|forces|gangs|tribes|communities"
    r"|clans|villages|militias|neighbou?rs|presidents)"
    r"|[Bb]oth(?: of them)?)"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?P<source>{_SIDES}) (?:has |have |had )?"
            r"(?P<cue>accusing|accuses?|accused|blaming|blames?|blamed) (?:the|each) other\b"
        ),
        (
            rf"(?P<source>{_SIDES}) (?:has |have |had )?"
            r"(?P<cue>claim|claims|claimed|say|says|said|allege|alleges|alleged)"
            r" (?:that )?(?:the|each) other(?: side| party)?\b(?! (?:day|week))"
        ),
        (
            r"(?P<cue>accusing|accused|accuse|blaming|blamed|blame|calling|called|branding|branded)"
            r" (?:each other|one another)\b"
        ),
        (
            r"(?P<cue>traded|trading|trade|exchanged|exchanging)"
            r" (?:mutual )?(?:accusations|blame|recriminations)\b"
        ),
    )
)
_HINT = re.compile(r"\bother\b|\bone another\b|\bblame\b|crimination|\baccusations\b")
_CLAUSE_END = re.compile(
    r"[.;!?](?:\s|$)|,(?= (?:[A-Z]|the |a |an |according |but |as |while |after |and [A-Z]))"
)
_WITH = re.compile(r",? (?:with|as) $|,? with (?=[^,;.]*$)")
_ACCUSE = CueVerb("accuse", "accuse")


def find_mutual(text: str, unit: Unit) -> Iterator[Attribution]:
    """A unit -> its mutual accusations; the content is the accusing clause itself."""
    if not _HINT.search(text, unit.start, unit.end):
        return
    for pattern in _PATTERNS:
        for found in pattern.finditer(text, unit.start, unit.end):
            if _quoted(unit, found.start()):
                continue
            yield _mutual(text, unit, found)
            return


def _mutual(text: str, unit: Unit, found: re.Match[str]) -> Attribution:
    ending = _CLAUSE_END.search(text, found.end(), unit.end)
    stop = ending.start() if ending else unit.end
    named = found.groupdict().get("source") is not None
    source = Range(*found.span("source")) if named else _subject(text, unit, found.start())
    content = _charge(text, unit, Range(min(source.start, found.start()), stop), found.end())
    form = found["cue"].lower()
    verb = FINITE.get(form) or PARTICIPLES.get(form) or _ACCUSE
    return Attribution(
        source=source,
        cue=Range(*found.span("cue")),
        verb=CueVerb(verb.lemma, verb.family),
        content=content,
        circumstances=Circumstances(0),
        rule="mutual",
        paragraph=unit.paragraph,
        heading=unit.heading,
        mutual=True,
    )


def _charge(text: str, unit: Unit, clause: Range, cue_end: int) -> Range:
    """'Shells fell on the town, with both sides trading blame' -> 'Shells fell on the town'."""
    bare = not text[cue_end : clause.end].strip()
    main = _WITH.search(text, unit.start, clause.start + len("with "))
    if bare and main is not None and main.start() > unit.start:
        return Range(unit.start, main.start())
    return clause


def _subject(text: str, unit: Unit, cue: int) -> Range:
    """'On Monday India and Pakistan accused each other' -> 'India and Pakistan'."""
    words = split_words(text, unit.start, cue)
    end = subject_end(words, len(words), 0)
    start = phrase_before(words, end, 0)
    if start is None or has_verb(words[start:end]):
        start, end = 0, phrase_after(words, 0, len(words))  # "The two sides met but have traded"
    return covered(words, start, end) if end > start else Range(unit.start, cue)


def _quoted(unit: Unit, position: int) -> bool:
    return any(held.outer.start <= position < held.outer.end for held in unit.quotations)
