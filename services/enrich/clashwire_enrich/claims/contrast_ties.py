"""Contrast ties: claims that the narrator sets against each other in so many words."""

import re

from clashwire_contracts.vocabulary import RelationAxis
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft, Judged
from clashwire_enrich.claims.relation_measures import apart, compatible, in_order
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_OPPOSES = re.compile(
    r"\b(?:paint|tell|told|give|gave|offer|carr(?:y|ied)|present|had|have|has|give)\w*"
    r" (?:an?|the|quite an?|a very|a rather|a wholly|an entirely)"
    r" (?:\w+ly )?(?:different|another|opposite|other|contrary|conflicting|rival|contradictory)"
    r" (?:picture|story|account|version|impression|tale|view|explanation|number|figure|toll)\b"
    r"|\b(?:paint|tell|told|give|gave|offer|carr(?:y|ied)|present)\w* another (?:picture|story"
    r"|account|version|impression|tale|view|explanation|figure|toll)\b"
    r"|\b(?:just|quite|exactly|precisely) the (?:opposite|reverse|contrary)\b"
    r"|\b(?:disagree[ds]?|begs? to differ|begged to differ|contradict(?:s|ed|ing)?|bristle[ds]? at"
    r"|took issue|takes issue|at odds with|at variance with|contrary to|in contradiction)\b"
    r"|\bthat is not (?:how|what) (?!you|we|i\b)\w+|\bnot (?:how"
    r"|what) \w+(?: \w+){0,3} (?:remember|recall|saw|sees"
    r"|tell|say)\w*\b|\bsee(?:s)? it differently\b|\bremember(?:s)? it differently\b"
    r"|\bdisput(?:e|es|ed|ing) (?:this|that|it|the \w+)\b",
    re.IGNORECASE,
)


def set_against(
    document: Document, first: Draft, second: Draft, told: frozenset[int]
) -> Judged | None:
    """Claims right before and right after the narrator's word that the two do not agree.

    `told`: the sentences in which claims stand; one between two claims keeps them apart.
    """
    early, late = in_order(first, second)
    if early.in_title or late.in_title or apart(early, late) > _SENTENCES:
        return None
    if any(early.sentence < number < late.sentence for number in told):
        return None
    axis = _axis(early, late)
    word = _between(document, early, late) if axis is not None else None
    if axis is None or word is None:
        return None
    own = same_side(early.party, late.party)
    return "inconsistent_within_party" if own else "contradicts", axis, word


def _axis(early: Draft, late: Draft) -> RelationAxis | None:
    """What two claims can disagree over; None where a count meets something else."""
    counts = [one.number is not None for one in (early, late)]
    if all(counts):
        return None if compatible(early.number, late.number) else "casualties"
    if any(counts):
        return None
    if "territorial_control" in {early.claim_type, late.claim_type}:
        return "territory"
    charged = early.charges is not None or late.charges is not None
    return "blame" if charged else "occurrence"


def _between(document: Document, early: Draft, late: Draft) -> Range | None:
    """The opposing words in the narrator's text from the earlier claim to the later one."""
    start = max(early.content.end, early.attribution.cue.end)
    stop = document.sentences[late.sentence].end
    for found in _OPPOSES.finditer(document.text, start, stop):
        quoted = any(
            one.content.start <= found.start() < one.content.end and not _introduces(one, found)
            for one in (early, late)
        )
        if not quoted:
            return Range(*found.span())
    return None


def _introduces(draft: Draft, found: re.Match[str]) -> bool:
    """'says just the opposite: that ...' reads as the beginning of what is said."""
    return found.start() - draft.content.start <= _OPENING and " the " in found[0]


_SENTENCES = 2
_OPENING = 5  # characters
