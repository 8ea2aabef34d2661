"""Denial ties: a denial or a retort against a claim, and a confirmation that supports one."""

import re
from collections.abc import Sequence

from msgspec import structs

from clashwire_contracts.vocabulary import RelationAxis
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft, Judged, Tie
from clashwire_enrich.claims.relation_measures import marker, shared_stems, stems
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import word_set

_DENIABLE_TYPES = word_set(
    "accusation responsibility event_report casualties territorial_control equipment_loss"
)
_BRIEF = re.compile(
    r"(?:as [\"\u201c][^\"\u201d]{0,40}[\"\u201d] )?"
    r"(?:(?:the|any|all|these|those|such|its|his|that|a|both) )?(?:\w+ )?"
    r"(?:it|this|that|them|these|involvement|responsibility|wrongdoing|accusations?|allegations?"
    r"|claims?|charges?|reports?|figures?|tolls?|numbers?|account|version|statement|part|role)\b",
    re.IGNORECASE,
)
# "denied any part in it": against who blames the denier, not against who counts the dead
_NO_PART = re.compile(
    r"(?:(?:any|all|having) )?(?:\w+ )?(?:involvement|responsibility|part|role)\b", re.IGNORECASE
)
# "there had been no strike": denies the happening, in whatever words it was told
_NOTHING_HAPPENED = re.compile(
    r"(?:there (?:was|were|had been|has been|have been) no|no) (?:such )?(?:\w+ )?"
    r"(?:attacks?|strikes?|raids?|air ?strikes?|shelling|clash(?:es)?|incidents?|explosions?"
    r"|bombing|fighting|operations?)\b"
    r"|not (?:a|one)\b|nothing (?:of the (?:sort|kind)|happened|(?:was|had been) \w+)",
    re.IGNORECASE,
)
# "the army's contention", "a claim by the militia": the denial says whose claim it denies
_OF_WHOM = re.compile(
    r"['\u2019]s? (?:\w+ )?(?:contention|claims?|charges?|allegations?|accusations?|reports?"
    r"|statements?|version|figures?|account|assertion)\b"
    r"|\b(?:contention|claims?|charges?|allegations?|accusations?|reports?|statements?) (?:by"
    r"|from|of)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\b(?:figures?|tolls?|numbers?)\b", re.IGNORECASE)
_RETORTS = frozenset(("retort", "counter", "dismiss", "reject", "refute"))
_NEAR_PARAGRAPHS = 2
_NEAR_SENTENCES = 3


def denied(document: Document, first: Draft, second: Draft) -> Judged | None:
    """A denial against what another side claims, on common ground and not far away."""
    claim, denial = (first, second) if second.claim_type == "denial" else (second, first)
    if denial.claim_type != "denial" or claim.claim_type not in _DENIABLE_TYPES:
        return None
    if abs(first.paragraph - second.paragraph) > _NEAR_PARAGRAPHS:
        return None
    if not _meets(claim, denial):
        return None
    blamed = claim.claim_type in {"accusation", "responsibility"}
    axis: RelationAxis = "blame" if blamed else "occurrence"
    return "contradicts", axis, marker(document, first, second) or denial.attribution.cue


def confirmed(first: Draft, second: Draft) -> Judged | None:
    """'The mission confirmed the operation': another party's confirmation of the claim before."""
    early, late = sorted((first, second), key=lambda draft: draft.attribution.cue.start)
    if late.attribution.verb.lemma != "confirm" or late.in_title or early.in_title:
        return None
    if same_side(early.party, late.party) or early.claim_type not in _DENIABLE_TYPES | {"other"}:
        return None
    near = 0 <= late.sentence - early.sentence <= 1
    brief = len(late.words.split()) <= _BRIEF_WORDS
    if not near or not (brief or stems(early) & stems(late)):
        return None
    return "supports", "occurrence", late.attribution.cue


def with_accused(drafts: Sequence[Draft], ties: Sequence[Tie]) -> list[Draft]:
    """Drafts and their ties -> the drafts; who denies a report is whom it was about."""
    made = list(drafts)
    for tie in ties:
        claim, denial = made[tie.first], made[tie.second]
        if claim.claim_type == "denial":
            claim, denial = denial, claim
        told = claim.claim_type in {"accusation", "event_report"} and claim.about is None
        if tie.relation == "contradicts" and denial.claim_type == "denial" and told:
            index = tie.first if made[tie.first] is claim else tie.second
            made[index] = structs.replace(claim, about=denial.party)
    return made


def _meets(claim: Draft, denial: Draft) -> bool:
    """'denied it' meets the claim right before it; 'denied hitting homes' what tells of homes."""
    if _is_of_another(claim, denial):
        return False
    distance = denial.sentence - claim.sentence
    if denial.attribution.verb.family == "deny" and _BRIEF.match(denial.words):
        if _FIGURE.search(denial.words):
            return claim.number is not None and 0 <= distance <= _NEAR_SENTENCES
        return 0 <= distance <= 1 or claim.content == denial.content
    if _NOTHING_HAPPENED.match(denial.words) and abs(distance) <= _NEAR_SENTENCES:
        return claim.claim_type != "casualties" or distance in (0, 1)
    retort = denial.attribution.verb.lemma in _RETORTS and 0 <= distance <= 1
    counted_only = claim.claim_type == "casualties" and claim.charges is None
    return (retort and not counted_only) or bool(shared_stems(claim, denial))


def _is_of_another(claim: Draft, denial: Draft) -> bool:
    """A denial of a part in it meets who blames; one that says whose claim it denies, that one."""
    accused = claim.claim_type in {"accusation", "responsibility"}
    if _NO_PART.match(denial.words) and not accused:
        return True
    told = _OF_WHOM.search(denial.words) is not None and denial.about is not None
    return told and not same_side(claim.party, denial.about)


_BRIEF_WORDS = 4  # "the operation", "the two deaths": what stands before, in other words
