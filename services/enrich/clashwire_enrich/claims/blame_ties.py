"""Blame ties: who charges whom with a deed, who answers it or names another."""

import re

from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.denials import calls_untrue
from clashwire_enrich.claims.drafts import Draft, Judged
from clashwire_enrich.claims.ground import is_ground
from clashwire_enrich.claims.relation_measures import (
    apart,
    in_order,
    marker,
    share_event,
    shared_stems,
)
from clashwire_enrich.text.document import Document

# "boots can be bought in any market", the spokesman replied: an answer, whatever it says
_ANSWERS = frozenset(("reply", "respond", "retort", "counter", "dismiss", "reject", "refute"))
_ANSWERING = re.compile(
    r"\b(?:hits?|shot|struck|fired|pointed) back\b|\bin (?:reply|response|turn)\b", re.IGNORECASE
)
_CHARGES = frozenset(("accusation", "event_report", "casualties", "responsibility"))
_ANSWER_SENTENCES = 5  # an accused side is heard within a few sentences of the charge
_CHARGE_SENTENCES = 3


def mutual(document: Document, first: Draft, second: Draft) -> Judged | None:
    """Two claims of which each tells the other side's deed."""
    if not same_side(first.charges, second.party) or not same_side(second.charges, first.party):
        return None
    both = first.claim_type == second.claim_type == "accusation"
    if first.attribution.mutual != second.attribution.mutual:
        return None
    if apart(first, second) > 1 and _events_differ(first, second):
        return None
    if not both and apart(first, second) > _CHARGE_SENTENCES:
        return None
    word = first.content if first.attribution.mutual else marker(document, first, second)
    return "contradicts", "blame", word


def answered(document: Document, first: Draft, second: Draft) -> Judged | None:
    """A charge and the side that it names: a denial, a retort, or another one named instead."""
    for charge, answer in ((first, second), (second, first)):
        if not same_side(charge.charges, answer.party) or charge.claim_type not in _CHARGES:
            continue
        told_at_once = charge.attribution.mutual or answer.attribution.mutual
        if told_at_once or answer.charges == charge.charges:
            continue
        if _is_answer(charge, answer):
            word = marker(document, first, second) or answer.attribution.cue
            return "contradicts", "blame", None if answer.in_title else word
    return None


def _is_answer(charge: Draft, answer: Draft) -> bool:
    distance = apart(charge, answer)
    later = in_order(charge, answer)[1] is answer
    retort = answer.attribution.verb.lemma in _ANSWERS or calls_untrue(answer.words)
    if answer.claim_type == "denial" and not retort:
        return distance <= _ANSWER_SENTENCES and not is_ground(answer.words)
    if distance > _CHARGE_SENTENCES:
        return False
    if retort:
        return (later and distance <= 1) or bool(shared_stems(charge, answer))
    named_another = answer.charges is not None and not _events_differ(charge, answer)
    named_another = named_another and answer.claim_type == "accusation"
    return later and (named_another or _ANSWERING.search(answer.words) is not None)


def _events_differ(first: Draft, second: Draft) -> bool:
    """Whether the article tells two claims of two happenings."""
    return bool(first.event_ids and second.event_ids) and not share_event(first, second)
