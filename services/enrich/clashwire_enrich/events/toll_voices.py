"""Toll voices: who tells a count of dead: the article, somebody outside the fight, or a side.

A side's word reaches beyond its own sentence. Fighters counted without a source in a paragraph in
which a side speaks are that side's count; so is any count that a later sentence calls its figure.
"""

import re
from collections.abc import Iterator
from typing import Literal

from clashwire_contracts.claim import Claim
from clashwire_enrich.claims.quotations import is_quotation_open
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.events.toll_claimants import TollLedger, is_outside, source_side
from clashwire_enrich.events.toll_source_words import COUNTED_FIGHTERS
from clashwire_enrich.events.toll_sources import sources_of
from clashwire_enrich.text.document import Document, Sentence

Voice = Literal["article", "outside", "side", "unsure"]

# Words in which a side tells of its kills, also where nobody is named as saying it.
_PARTISAN_WORDS = re.compile(
    r"\b(?:neutrali[sz](?:ed|ing|es)|eliminat(?:ed|ing|es)|liquidat(?:ed|ing|es)|martyrdom-seeker"
    r"|our (?:own |brave |heroic )?(?:forces|units?|men|troops|fighters|soldiers|army|side"
    r"|guerrillas|comrades|mujahid\w+|brothers|lions|martyrs)|the enem(?:y|ies)(?! lines?\b)"
    r"|enemy (?:dead|losses|soldiers|troops|fighters|positions?|convoys?|forces|casualties)|on ours"
    r"|the mujahid\w+|apostates?|infidels?|heroic|terrorist hordes?)\b",
    re.IGNORECASE,
)
_THE_FIGURE = re.compile(
    r"^(?:[\"\u201c']?)(?:(?:the|this|that|these|those|both|all|their|his|her) (?:\w+ ){0,2}?"
    r"(?:figures?|numbers?|counts?|tolls?|tally|names|totals?|dead|bodies)\b"
    r"|(?:this|that|these|those) (?:is|was|are|were)\b)"
    r"|\b(?:the|this|that|its|a) (?:\w+ )?(?:tolls?|counts?|figures?|tally)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:^|\s)(?:it|he|she|they)\s*(?:also|later|had|has)?\s*$", re.IGNORECASE)
_TAKEN_UP_WITHIN = 3  # sentences after a count in which its source may be told
_SPEAKS_ON_FOR = 3  # sentences that a side's word carries into a new paragraph


def voice_of(figure: CasualtyFigure, ledger: TollLedger) -> Voice:
    """A count and the ledger -> who tells it; `unsure` where a source is told and not known."""
    document = ledger.document
    covering = [c for c in ledger.claims if _covers(c, figure)]
    if any(c.claim_id in ledger.partisans for c in covering):
        return "side"
    if covering or document is None:
        outside = not covering or any(is_outside(c, ledger) for c in covering)
        return ("outside" if covering else "article") if outside else "unsure"
    if is_quotation_open(document.text, figure.start):
        return "unsure"
    fighters = counts_fighters(figure, document)
    own = _sentence_voice(document, figure.sentence, ledger, fighters=fighters)
    if own is not None:
        return own
    return "side" if _a_side_speaks_on(figure, ledger, fighters=fighters) else "article"


def counts_fighters(figure: CasualtyFigure, document: Document) -> bool:
    """Whether a count is one of fighters or soldiers, by its own noun or what it is a loss of."""
    if figure.kind == "losses":
        return True
    return COUNTED_FIGHTERS.match(document.text, figure.end) is not None


def _covers(claim: Claim, figure: CasualtyFigure) -> bool:
    content = claim.content_span
    return content.field == "text" and content.start <= figure.start < content.end


def _sentence_voice(
    document: Document, number: int, ledger: TollLedger, *, fighters: bool
) -> Voice | None:
    """Who a sentence says tells its numbers; None where it names no source."""
    sentence = document.sentences[number]
    if _PARTISAN_WORDS.search(sentence.text):
        return "side"
    sides = [
        _side_named(document, number, (start, end), ledger, fighters=fighters)
        for start, end in sources_of(sentence.text)
    ]
    if "outside" in sides:
        return "outside"
    if "side" in sides:
        return "side"
    return "unsure" if sides and fighters else None


def _side_named(
    document: Document, number: int, at: tuple[int, int], ledger: TollLedger, *, fighters: bool
) -> Voice | None:
    sentence = document.sentences[number]
    words = sentence.text[at[0] : at[1]]
    if _PRONOUN.search(words):
        return "side" if _side_before(document, number, ledger) else None
    return source_side(words, sentence.start + at[0], ledger, fighters=fighters)


def _side_before(document: Document, number: int, ledger: TollLedger) -> bool:
    """Whether "it said" can go back to a side: one spoke or is named in the sentences before."""
    start = document.sentences[number].start
    floor = document.sentences[max(0, number - _SPEAKS_ON_FOR)].start
    spoke = any(
        floor <= c.source_span.start < start and c.claim_id in ledger.partisans
        for c in ledger.claims
        if c.source_span.field == "text"
    )
    opening = document.sentences[max(0, number - 1)]
    return spoke or source_side(opening.text, opening.start, ledger, fighters=True) == "side"


def _a_side_speaks_on(figure: CasualtyFigure, ledger: TollLedger, *, fighters: bool) -> bool:
    document = ledger.document
    if document is None:
        return False
    return any(
        _sentence_voice(document, number, ledger, fighters=True) == "side"
        or (fighters and _somebody_unknown_speaks(document.sentences[number], ledger))
        for number in _within_reach(figure, document, fighters=fighters)
    ) or (fighters and _title_side(document, ledger))


def _somebody_unknown_speaks(sentence: Sentence, ledger: TollLedger) -> bool:
    return any(
        sentence.start <= c.source_span.start < sentence.end and not is_outside(c, ledger)
        for c in ledger.claims
        if c.source_span.field == "text"
    )


def _within_reach(figure: CasualtyFigure, document: Document, *, fighters: bool) -> Iterator[int]:
    """The sentences whose source may be that of a count that names none."""
    own = document.sentences[figure.sentence]
    last = len(document.sentences) - 1
    for number in range(figure.sentence + 1, min(last, figure.sentence + _TAKEN_UP_WITHIN) + 1):
        one = document.sentences[number]
        if _THE_FIGURE.search(one.text) or (fighters and one.paragraph == own.paragraph):
            yield number
    if fighters:
        for number in range(figure.sentence - 1, -1, -1):
            near = figure.sentence - number <= _SPEAKS_ON_FOR
            if not near and document.sentences[number].paragraph != own.paragraph:
                return
            yield number


def _title_side(document: Document, ledger: TollLedger) -> bool:
    return any(
        source_side(document.title[start:end], None, ledger, fighters=True) == "side"
        for start, end in sources_of(document.title)
    )
