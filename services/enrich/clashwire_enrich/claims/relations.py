"""Relations: which claims of one article oppose, repeat or support each other, and over what."""

import re
from collections.abc import Sequence
from itertools import combinations, islice

from clashwire_contracts.claim import ClaimNumber
from clashwire_contracts.vocabulary import RelationAxis, RelationKind
from clashwire_enrich.claims.claim_types import is_ground
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft, Tie
from clashwire_enrich.claims.parties import CIVILIAN_GENERICS
from clashwire_enrich.claims.statuses import DISPUTE
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range, word_set

MAX_RELATED_CLAIMS = 80  # pairs grow with the square; a longer ledger ties its first claims only
MAX_TIES = 400  # every claim repeats its own; the most a story of rival tolls has is some thirty
_DENIABLE_TYPES = word_set(
    "accusation responsibility event_report casualties territorial_control equipment_loss"
)
_BRIEF = re.compile(
    r"(?:(?:the|any|all|these|those|such|its|his|that|a|both) )?(?:\w+ )?(?:it|this|that|them|these"
    r"|involvement|responsibility|wrongdoing|accusations?|allegations?|claims?|charges?|reports?"
    r"|figures?|tolls?|numbers?|account|version|statement)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\b(?:figures?|tolls?|numbers?)\b", re.IGNORECASE)
_NEAR_PARAGRAPHS = 2
_NEAR_SENTENCES = 3
_CONTRAST = re.compile(
    r"\b(?:However|But|Yet|Meanwhile|In contrast|By contrast|On the other hand|Conversely|while"
    r"|whereas|although|but|disputed|contradicting|rejecting|countered|in turn|For its part)\b"
)
_OVERLAP = 0.5  # share of content words two claims of one party have in common to be the same
_STOP = word_set(
    "the a an of to in on at and that this its their his her was were is are has have had "
    "be been by for with from it they he she as not did"
)


def relate(document: Document, drafts: Sequence[Draft]) -> tuple[Tie, ...]:
    """Drafts -> the ties between them, in order of the drafts."""
    body = [(index, draft) for index, draft in enumerate(drafts)][:MAX_RELATED_CLAIMS]
    tolls = sum(draft.claim_type == "casualties" for _, draft in body)
    dispute = _disagreement(document) if tolls > 1 else None
    ties = (
        Tie(i, j, *tie)
        for (i, first), (j, second) in combinations(body, 2)
        if (tie := _tie(document, first, second, dispute)) is not None
    )
    return tuple(islice(ties, MAX_TIES))


Judged = tuple[RelationKind, RelationAxis, Range | None]


def _tie(document: Document, first: Draft, second: Draft, dispute: Range | None) -> Judged | None:
    if _same_voice(first, second):
        return None
    if first.party is None or second.party is None:
        return _denied(document, first, second)
    if same_side(first.party, second.party):
        return _within_party(first, second)
    return (
        _mutual(first, second)
        or _denied(document, first, second)
        or _tolls(document, first, second, dispute)
        or _grounds(document, first, second)
    )


def _same_voice(first: Draft, second: Draft) -> bool:
    """Whether one person without a party says both."""
    nameless = first.party is None or second.party is None
    return nameless and first.voice.speaker == second.voice.speaker


def _mutual(first: Draft, second: Draft) -> Judged | None:
    """Two accusations that point at each other."""
    both = first.claim_type == second.claim_type == "accusation"
    if not both or not same_side(first.about, second.party):
        return None
    if not same_side(second.about, first.party):
        return None
    marker = first.content if first.attribution.mutual else None
    return "contradicts", "blame", marker


def _denied(document: Document, first: Draft, second: Draft) -> Judged | None:
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
    return "contradicts", axis, _marker(document, first, second) or denial.attribution.cue


def _meets(claim: Draft, denial: Draft) -> bool:
    """'denied it' meets the claim right before it; 'denied hitting homes' what tells of homes."""
    accused = claim.claim_type in {"accusation", "responsibility"}
    if accused and same_side(claim.about, denial.party):
        return True
    if denial.attribution.verb.family == "deny" and _BRIEF.match(denial.words):
        distance = denial.sentence - claim.sentence
        if _FIGURE.search(denial.words):
            return claim.number is not None and 0 <= distance <= _NEAR_SENTENCES
        return 0 <= distance <= 1 or claim.content == denial.content
    return bool(_stems(claim) & _stems(denial))


def _tolls(document: Document, first: Draft, second: Draft, dispute: Range | None) -> Judged | None:
    if first.claim_type != "casualties" or second.claim_type != "casualties":
        return None
    if not _comparable(first, second):
        return None
    marker = dispute or _marker(document, first, second)
    if same_side(first.about, second.about) and first.about not in CIVILIAN_GENERICS:
        agree = _compatible(first.number, second.number)
        return ("supports", "casualties", None) if agree else ("contradicts", "casualties", marker)
    crossed = same_side(first.about, second.party) and same_side(second.about, first.party)
    if crossed:
        return "competing", "casualties", marker
    apart = not _compatible(first.number, second.number)
    if first.about == second.about and apart and _one_happening(first, second):
        return "competing", "casualties", marker
    return None


def _grounds(document: Document, first: Draft, second: Draft) -> Judged | None:
    """Opposing belligerents that both claim ground."""
    types = {first.claim_type, second.claim_type}
    if not types <= {"territorial_control", "denial"} or types == {"denial"}:
        return None
    if not (is_ground(first.words) and is_ground(second.words)):
        return None
    if not _is_belligerent(first) or not _is_belligerent(second):
        return None
    if _names(first) and _names(second) and not _names(first) & _names(second):
        return None
    return "contradicts", "territory", _marker(document, first, second)


def _within_party(first: Draft, second: Draft) -> Judged | None:
    if first.claim_type != second.claim_type or first.sentence == second.sentence:
        return None
    axis: RelationAxis = {
        "casualties": "casualties",
        "territorial_control": "territory",
        "accusation": "blame",
    }.get(first.claim_type, "occurrence")  # type: ignore[assignment]
    if first.claim_type == "casualties" and _differ(first, second):
        return "inconsistent_within_party", "casualties", None
    alike = _common(first, second) >= _OVERLAP and _compatible(first.number, second.number)
    return ("same_claim", axis, None) if alike else None


def _differ(first: Draft, second: Draft) -> bool:
    one, other = first.number, second.number
    if one is None or other is None or one.value is None or other.value is None:
        return False
    if one.kind != other.kind or first.about != second.about or _compatible(one, other):
        return False
    linked = bool(set(first.event_ids) & set(second.event_ids))
    return linked or _common(first, second) >= _OVERLAP


def _comparable(first: Draft, second: Draft) -> bool:
    """Not about two happenings that the article keeps apart."""
    if not first.event_ids or not second.event_ids:
        return True
    return bool(set(first.event_ids) & set(second.event_ids)) or not (
        first.number and second.number and first.number.value and second.number.value
    )


def _one_happening(first: Draft, second: Draft) -> bool:
    shared = bool(set(first.event_ids) & set(second.event_ids))
    return shared or _common(first, second) >= _OVERLAP


def _compatible(one: ClaimNumber | None, other: ClaimNumber | None) -> bool:
    if one is None or other is None:
        return True
    if one.kind != other.kind and "losses" not in {one.kind, other.kind}:
        return True
    low = max(one.low or 0, other.low or 0)
    high = min(
        one.high if one.high is not None else low, other.high if other.high is not None else low
    )
    vague = one.value is None or other.value is None
    return vague or low <= high


def _is_belligerent(draft: Draft) -> bool:
    party = draft.party or ""
    return not party.startswith(("united-nations", "un-"))


def _names(draft: Draft) -> frozenset[str]:
    """Proper names in a proposition, its first word aside: the places it speaks of."""
    return frozenset(re.findall(r"(?<=[a-z,] )[A-Z][\w'\u2019-]+", draft.words))


def _words(draft: Draft) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", draft.words.lower())) - _STOP


def _stems(draft: Draft) -> frozenset[str]:
    """Content words cut to what their forms share: 'hitting' and 'hit', 'commanders'."""
    return frozenset(
        re.sub(r"(?:ting|ing|ies|es|ed|s)$", "", word)
        for word in _words(draft)
        if len(word) > 3  # noqa: PLR2004 - shorter words tell nothing
    ) - {"report", "said", "people", "also", "other", "more"}


def _common(first: Draft, second: Draft) -> float:
    one, other = _words(first), _words(second)
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _marker(document: Document, first: Draft, second: Draft) -> Range | None:
    """The contrasting word that opens the later claim's sentence, or joins two in one sentence."""
    if first.in_title or second.in_title:
        return None
    early, late = sorted((first, second), key=lambda draft: draft.content.start)
    sentence = document.sentences[late.sentence]
    floor = (
        max(sentence.start, early.content.end)
        if early.sentence == late.sentence
        else sentence.start
    )
    stop = max(floor, late.attribution.cue.end)
    found = _CONTRAST.search(document.text, floor, stop)
    return Range(*found.span()) if found else None


def _disagreement(document: Document) -> Range | None:
    if not DISPUTE.search(document.text):
        return None
    for sentence in document.sentences:
        if DISPUTE.search(sentence.text):
            return Range(sentence.start, sentence.end)
    return None
