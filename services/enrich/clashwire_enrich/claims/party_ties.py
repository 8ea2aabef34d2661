"""Party ties: what one party says twice, takes back, or tells in two ways."""

import re

from clashwire_contracts.vocabulary import RelationAxis
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft, Judged
from clashwire_enrich.claims.relation_measures import (
    OVERLAP,
    apart,
    common_share,
    compatible,
    counts_a_part,
    in_order,
    names,
    one_happening,
    share_event,
    shared_stems,
)
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_NEAR_SENTENCES = 2
_REVERSAL_SENTENCES = 4
_SHARED_STEMS = 2  # one word in common makes two short remarks alike by chance
_AXES: dict[str, RelationAxis] = {
    "casualties": "casualties",
    "equipment_loss": "casualties",
    "territorial_control": "territory",
    "accusation": "blame",
}
_AT_FIRST = re.compile(
    r"\b(?:at first|initially|originally|earlier (?:\w+ )?(?:said|claimed|put|spoke|had|it)"
    r"|(?:hours|a day|days|weeks?|months?|a week|a month) (?:ago|earlier|before)"
    r"|had (?:earlier|previously|first|initially|at first)|previously)\b",
    re.IGNORECASE,
)
_BY_NOW = re.compile(
    r"\b(?:conced\w+|admit\w*|acknowledg\w*|correct(?:ed|s) (?:him|her|it|them)sel(?:f|ves)"
    r"|revis\w+"
    r"|backtrack\w*|reversed|walked back|later (?:said|admitted|conceded|put)|by evening"
    r"|now (?:says?"
    r"|said|admits?|puts?|concedes?)|no longer (?:stands|holds)|changed (?:its|his|her) (?:story"
    r"|account|version))\b",
    re.IGNORECASE,
)


def within_party(document: Document, first: Draft, second: Draft) -> Judged | None:
    """Two claims of one party -> taken back, told in two ways, told again, or None."""
    early, late = in_order(first, second)
    if late.corrects and late.number and early.number and early.number.value != late.number.value:
        near = 0 <= late.sentence - early.sentence <= _NEAR_SENTENCES
        return ("inconsistent_within_party", "casualties", None) if near else None
    if early.in_title != late.in_title:
        return _told_in_title(early, late)
    axis = _AXES.get(first.claim_type, "occurrence")
    if first.claim_type == second.claim_type == "casualties" and _differ(first, second):
        return "inconsistent_within_party", "casualties", None
    turned = _reversed(document, early, late)
    if turned is not None:
        return "inconsistent_within_party", axis, turned
    return ("same_claim", axis, None) if _told_again(first, second) else None


def _told_again(first: Draft, second: Draft) -> bool:
    """Whether two sentences have one party say the same in much the same words."""
    if first.claim_type != second.claim_type or first.sentence == second.sentence:
        return False
    alike = common_share(first, second) >= OVERLAP and compatible(first.number, second.number)
    return alike and len(shared_stems(first, second)) >= _SHARED_STEMS


def _told_in_title(title: Draft, body: Draft) -> Judged | None:
    """A headline hands over in short what the text has the same party say."""
    if not compatible(title.number, body.number):
        return None
    same_number = title.number is not None and body.number is not None
    same_ground = "territorial_control" in {title.claim_type, body.claim_type} and bool(
        names(title) & names(body)
    )
    same_charge = title.charges is not None and same_side(title.charges, body.charges)
    denials = title.claim_type == body.claim_type == "denial"
    shared = shared_stems(title, body)
    alike = len(shared) > 1 or (bool(shared) and title.claim_type == body.claim_type)
    if not (same_number or same_ground or same_charge or denials or alike):
        return None
    return "same_claim", _AXES.get(body.claim_type, "blame" if denials else "occurrence"), None


def _reversed(document: Document, early: Draft, late: Draft) -> Range | None:
    """'Weeks ago it said ...' and 'it conceded': one party's account before and after."""
    if not 0 < apart(early, late) <= _REVERSAL_SENTENCES or not _touch(early, late):
        return None
    if early.in_title:  # whose sentences are not the text's
        return None
    told = [document.sentences[one.sentence] for one in (early, late)]
    for then, now in (told, told[::-1]):
        if _AT_FIRST.search(then.text) and not _BY_NOW.search(then.text):
            found = _BY_NOW.search(document.text, now.start, now.end)
            if found is not None:
                return Range(*found.span())
    return None


def _touch(first: Draft, second: Draft) -> bool:
    """Whether two claims are about one thing: by their events, numbers or words."""
    if share_event(first, second) or shared_stems(first, second):
        return True
    counted = first.number is not None and second.number is not None
    return counted and first.claim_type == second.claim_type


def _differ(first: Draft, second: Draft) -> bool:
    one, other = first.number, second.number
    if one is None or other is None or one.value is None or other.value is None:
        return False
    if counts_a_part(first) or counts_a_part(second) or first.sentence == second.sentence:
        return False
    if one.kind != other.kind or first.about != second.about or compatible(one, other):
        return False
    return one_happening(first, second)
