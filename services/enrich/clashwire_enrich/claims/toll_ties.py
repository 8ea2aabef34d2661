"""Toll ties: rival, agreeing and conflicting numbers of different voices."""

import re

from clashwire_contracts.vocabulary import RelationKind
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft, Judged
from clashwire_enrich.claims.parties import CIVILIAN_GENERICS
from clashwire_enrich.claims.relation_measures import (
    apart,
    compatible,
    counts_a_part,
    in_order,
    marker,
    one_happening,
    share_event,
)
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_TOLLS = frozenset(("casualties", "equipment_loss"))
_COUNTING = _TOLLS | {"accusation", "responsibility", "event_report"}
# "residents insisted that the number of dead was higher", "the true figure was three times that"
_HIGHER = re.compile(
    r"\b(?:numbers?|figures?|tolls?|count|total|losses)\b.{0,40}\b(?:higher|lower|larger|smaller"
    r"|bigger|greater|worse|too (?:low|high)|wrong|exaggerated|inflated|understated|many times"
    r"|times (?:that|as)|twice|double|half)\b"
    r"|\b(?:two|three|four|five|ten|several|many) times (?:that|as many|more|the (?:figure|number))"
    r"|\b(?:twice|half|double|not a (?:tenth|quarter|third|half)) (?:that|as many|of (?:that|them)"
    r"|the (?:figure|number))|\b(?:far|many|much) (?:more|fewer|higher|lower)(?: than that)?$",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    r"\b(?:loss(?:es)?|casualt(?:y|ies)|deaths?|dead|killed|lost|roll[ -]?call"
    r"|accounted for|alive)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no|not|none|never|nobody|any|all (?:of )?(?:our|its|their|his))\b|n['\u2019]t\b",
    re.IGNORECASE,
)
# "the overall number of dead since October": of another stretch of time
_OVERALL = re.compile(
    r"\b(?:since|overall|in total|so far|altogether|this (?:year|month)|for the (?:week|month"
    r"|year))\b",
    re.IGNORECASE,
)
_NEAR_SENTENCES = 3
_CLOSE_SENTENCES = 2  # tolls of which nothing else says that they count one happening


def rival_tolls(
    document: Document, first: Draft, second: Draft, dispute: Range | None
) -> Judged | None:
    """Two voices' tolls -> contradicting, competing or supporting, or None when they are apart."""
    own = _own_losses(document, first, second)
    if own is not None or not _counts_people(first) or not _counts_people(second):
        return own
    if not _comparable(first, second):
        return None
    word = dispute or marker(document, first, second)
    differ = not compatible(first.number, second.number)
    if same_side(first.about, second.about) and first.about not in CIVILIAN_GENERICS:
        return ("contradicts", "casualties", word) if differ else ("supports", "casualties", None)
    if same_side(first.about, second.party) and same_side(second.about, first.party):
        return "competing", "casualties", word
    return _of_one_happening(document, first, second, dispute)


def disputed_figure(document: Document, first: Draft, second: Draft) -> Judged | None:
    """'the number of dead was higher': against the number given just before, whoever says it."""
    early, late = in_order(first, second)
    if not _HIGHER.search(late.words) or early.number is None or early.in_title:
        return None
    if early.claim_type not in _COUNTING or late.sentence - early.sentence > _NEAR_SENTENCES:
        return None
    own = same_side(early.party, late.party)
    kind: RelationKind = "inconsistent_within_party" if own else "contradicts"
    return kind, "casualties", marker(document, first, second)


def denied_losses(document: Document, first: Draft, second: Draft) -> Judged | None:
    """A side that says it lost nobody, against whoever counts its dead."""
    for toll, denial in ((first, second), (second, first)):
        counted = toll.number is not None and (toll.number.value or toll.number.low)
        if not counted or not same_side(toll.about, denial.party):
            continue
        none = denial.number is not None and denial.number.high == 0
        said = denial.claim_type == "denial" or _NONE.search(denial.words)
        if none or (said and _LOSSES.search(denial.words) and denial.number is None):
            return "contradicts", "casualties", marker(document, first, second)
    return None


def _counts_people(draft: Draft) -> bool:
    if draft.claim_type == "casualties":
        return True
    return draft.claim_type in _COUNTING - _TOLLS and draft.number is not None


def _of_one_happening(
    document: Document, first: Draft, second: Draft, dispute: Range | None
) -> Judged | None:
    """Counts of the same dead, whoever they were: by two numbers that stand together."""
    one, other = first.number, second.number
    if one is None or other is None or one.value is None or other.value is None:
        return None
    if one.kind != other.kind or min(one.value, other.value) <= 1:
        return None  # one death is often one family's, not the happening's
    sides = {about for about in (first.about, second.about) if about not in CIVILIAN_GENERICS}
    known = {about for about in sides if about is not None}
    if len(known) > 1 or (first.in_title and second.in_title):
        return None
    if not one_happening(first, second) and apart(first, second) > _CLOSE_SENTENCES:
        return None
    word = dispute or marker(document, first, second)
    if compatible(one, other):
        return ("supports", "casualties", None) if one.value == other.value else None
    return "contradicts", "casualties", word


def _own_losses(document: Document, first: Draft, second: Draft) -> Judged | None:
    """A side's count of its own losses against another side's count of them, told together."""
    if first.claim_type not in _TOLLS or second.claim_type != first.claim_type:
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
    """Not about two happenings that the article keeps apart, nor a part against the whole."""
    if counts_a_part(first) or counts_a_part(second):
        return False
    if _counts_longer(first) != _counts_longer(second) and _both_exact(first, second):
        return False
    if not first.event_ids or not second.event_ids:
        return True
    return share_event(first, second) or not (
        first.number and second.number and first.number.value and second.number.value
    )


def _counts_longer(draft: Draft) -> bool:
    return _OVERALL.search(draft.words) is not None


def _both_exact(first: Draft, second: Draft) -> bool:
    one, other = first.number, second.number
    return one is not None and other is not None and bool(one.value) and bool(other.value)
