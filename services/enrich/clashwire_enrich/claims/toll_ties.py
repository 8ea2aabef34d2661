"""Toll ties: rival, agreeing and conflicting numbers of different parties."""

import re

from clashwire_contracts.vocabulary import RelationAxis, RelationKind
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft
from clashwire_enrich.claims.parties import CIVILIAN_GENERICS
from clashwire_enrich.claims.relation_measures import compatible, marker, one_happening
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

Judged = tuple[RelationKind, RelationAxis, Range | None]

_TOLLS = frozenset(("casualties", "equipment_loss"))
# "residents insisted that the number of dead was higher"
_HIGHER = re.compile(
    r"\b(?:numbers?|figures?|tolls?|count|total|losses)\b.{0,40}\b(?:higher|lower|larger|smaller"
    r"|bigger|greater|worse|too (?:low|high)|wrong|exaggerated|inflated|understated|many times)\b",
    re.IGNORECASE,
)
_NEAR_SENTENCES = 3


def rival_tolls(
    document: Document, first: Draft, second: Draft, dispute: Range | None
) -> Judged | None:
    """Two parties' tolls -> contradicting, competing or supporting, or None when they are apart."""
    own = _own_losses(document, first, second)
    if own is not None or first.claim_type != "casualties" or second.claim_type != "casualties":
        return own
    if not _comparable(first, second):
        return None
    word = dispute or marker(document, first, second)
    apart = not compatible(first.number, second.number)
    if same_side(first.about, second.about) and first.about not in CIVILIAN_GENERICS:
        return ("contradicts", "casualties", word) if apart else ("supports", "casualties", None)
    crossed = same_side(first.about, second.party) and same_side(second.about, first.party)
    rival = first.about == second.about and apart and one_happening(first, second)
    return ("competing", "casualties", word) if crossed or rival else None


def disputed_figure(document: Document, first: Draft, second: Draft) -> Judged | None:
    """'the number of dead was higher': against the number given just before, whoever says it."""
    early, late = sorted((first, second), key=lambda draft: draft.attribution.cue.start)
    if not _HIGHER.search(late.words) or early.number is None or early.in_title:
        return None
    if early.claim_type not in _TOLLS or late.sentence - early.sentence > _NEAR_SENTENCES:
        return None
    return "contradicts", "casualties", marker(document, first, second)


def _own_losses(document: Document, first: Draft, second: Draft) -> Judged | None:
    """A side's count of its own losses against another side's count of them, told together."""
    if {first.claim_type, second.claim_type} - _TOLLS:
        return None
    if abs(first.sentence - second.sentence) > _NEAR_SENTENCES or first.in_title or second.in_title:
        return None
    owned = [one for one in (first, second) if one.party and same_side(one.about, one.party)]
    if len(owned) != 1:
        return None
    other = second if owned[0] is first else first
    named = other.about is None or same_side(other.about, owned[0].party) or other.about_unsure
    if not named or compatible(first.number, second.number):
        return None
    return "contradicts", "casualties", marker(document, first, second)


def _comparable(first: Draft, second: Draft) -> bool:
    """Not about two happenings that the article keeps apart."""
    if not first.event_ids or not second.event_ids:
        return True
    return bool(set(first.event_ids) & set(second.event_ids)) or not (
        first.number and second.number and first.number.value and second.number.value
    )
