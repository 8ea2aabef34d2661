"""Reading: a document's attributions in order, from all patterns, none read twice."""

import re

from clashwire_enrich.claims import cues
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.clauses import cut_clauses
from clashwire_enrich.claims.head_finder import find_heads
from clashwire_enrich.claims.mutual import find_mutual
from clashwire_enrich.claims.nominal import find_nominal
from clashwire_enrich.claims.object_frames import FRAMES
from clashwire_enrich.claims.passives import PASSIVES
from clashwire_enrich.claims.phrase_cues import OPENERS
from clashwire_enrich.claims.quotations import find_quotations
from clashwire_enrich.claims.running_speech import RunningSpeech
from clashwire_enrich.claims.source_heads import ACCOUNTS
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.units import Unit, read_units
from clashwire_enrich.text.words import Range, Word, word_set

_CUE_WORDS = frozenset(
    {*cues.FINITE, *cues.PARTICIPLES, *cues.NOMINAL, *OPENERS, *FRAMES, *ACCOUNTS, *PASSIVES}
    | word_set(
        "according citing quoting per as account accounts words version tally estimate"
        " responsibility put puts gave gives traded trading exchanged accusations raised raises"
        " revised lowered spoke spoken speaks clear adamant insistent convinced certain confident"
        " taken took take takes accepted assumed"
    )
)
_WORD = re.compile(r"[a-z]+")
MAX_ATTRIBUTIONS = 400  # of one document; more is a transcript or noise
MAX_CHARACTERS = 300_000  # some fifty thousand words; what follows is no news article
_DATELINE = re.compile(
    r"[A-Z][A-Z'\u2019-]{2,}(?:[ ,/]+[\w.'\u2019-]+){0,5}(?: ?\([\w /]{2,30}\))?"
    r" ?(?:\u2014|\u2013|--?) "
)


def find_attributions(document: Document) -> tuple[Attribution, ...]:
    """Document -> its attributions in text order; headings attribute nothing."""
    found: list[Attribution] = []
    speech = RunningSpeech(document.text)
    for unit in read_units(document, find_quotations(document)):
        if unit.heading:
            continue
        if len(found) >= MAX_ATTRIBUTIONS or unit.start > MAX_CHARACTERS:
            break
        made = _in_unit(document.text, unit)
        found.extend(speech.with_carried(unit, made, found[-1] if found else None))
    return tuple(found)


def _in_unit(text: str, unit: Unit) -> list[Attribution]:
    told = text[unit.start : unit.end]
    if ": " not in told and _CUE_WORDS.isdisjoint(_WORD.findall(told.lower())):
        return []
    words = _after_dateline(text, unit)
    mutual = list(find_mutual(text, unit))
    heads = [
        head
        for head in find_heads(text, words)
        if not any(_inside(words[head.cue].start, one.content) for one in mutual)
    ]
    made = [*mutual, *cut_clauses(text, unit, words, heads)]
    taken = [one.content for one in made if one.verb.family != "deny"]
    made += [
        one
        for one in find_nominal(words, unit)
        if not any(_inside(one.cue.start, content) for content in taken)
    ]
    return sorted(made, key=lambda one: (one.content.start, one.cue.start))


def _after_dateline(text: str, unit: Unit) -> list[Word]:
    words = unit.words(text)
    found = _DATELINE.match(text, unit.start, unit.end)
    return [word for word in words if word.start >= found.end()] if found else words


def _inside(position: int, content: Range) -> bool:
    return content.start <= position < content.end
