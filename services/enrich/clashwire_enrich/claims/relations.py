"""Relations: which claims of one article oppose, repeat or support each other, and over what."""

from collections.abc import Sequence
from itertools import combinations, islice

from clashwire_contracts.vocabulary import RelationAxis
from clashwire_enrich.claims.claim_types import is_ground, repels
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.denial_ties import Judged, confirmed, denied
from clashwire_enrich.claims.drafts import Draft, Tie
from clashwire_enrich.claims.relation_measures import (
    OVERLAP,
    common_share,
    compatible,
    marker,
    names,
)
from clashwire_enrich.claims.statuses import DISPUTE
from clashwire_enrich.claims.toll_ties import disputed_figure, rival_tolls
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

MAX_RELATED_CLAIMS = 80  # pairs grow with the square; a longer ledger ties its first claims only
MAX_TIES = 400  # every claim repeats its own; the most a story of rival tolls has is some thirty
_NEAR_SENTENCES = 2
_AXES: dict[str, RelationAxis] = {
    "casualties": "casualties",
    "territorial_control": "territory",
    "accusation": "blame",
}


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


def _tie(document: Document, first: Draft, second: Draft, dispute: Range | None) -> Judged | None:
    if _same_voice(first, second):
        return None
    if first.party is None or second.party is None:
        return (
            denied(document, first, second)
            or confirmed(first, second)
            or disputed_figure(document, first, second)
        )
    if same_side(first.party, second.party):
        return _within_party(first, second)
    return (
        _mutual(first, second)
        or denied(document, first, second)
        or confirmed(first, second)
        or disputed_figure(document, first, second)
        or rival_tolls(document, first, second, dispute)
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
    word = first.content if first.attribution.mutual else None
    return "contradicts", "blame", word


def _grounds(document: Document, first: Draft, second: Draft) -> Judged | None:
    """Opposing belligerents that both claim ground, or one that it repelled the other."""
    if not _is_belligerent(first) or not _is_belligerent(second):
        return None
    near = abs(first.sentence - second.sentence) <= _NEAR_SENTENCES
    repelled = near and (
        (is_ground(first.words) and repels(second.words))
        or (repels(first.words) and is_ground(second.words))
    )
    types = {first.claim_type, second.claim_type}
    if not repelled:
        if not types <= {"territorial_control", "denial"} or types == {"denial"}:
            return None
        if not (is_ground(first.words) and is_ground(second.words)):
            return None
    if names(first) and names(second) and not names(first) & names(second):
        return None
    return "contradicts", "territory", marker(document, first, second)


def _within_party(first: Draft, second: Draft) -> Judged | None:
    if second.corrects and second.number and first.number and not _equal(first, second):
        near = 0 <= second.sentence - first.sentence <= _NEAR_SENTENCES
        return ("inconsistent_within_party", "casualties", None) if near else None
    if first.claim_type != second.claim_type or first.sentence == second.sentence:
        return None
    axis = _AXES.get(first.claim_type, "occurrence")
    if first.claim_type == "casualties" and _differ(first, second):
        return "inconsistent_within_party", "casualties", None
    alike = common_share(first, second) >= OVERLAP and compatible(first.number, second.number)
    return ("same_claim", axis, None) if alike else None


def _equal(first: Draft, second: Draft) -> bool:
    one, other = first.number, second.number
    return one is None or other is None or one.value == other.value


def _differ(first: Draft, second: Draft) -> bool:
    one, other = first.number, second.number
    if one is None or other is None or one.value is None or other.value is None:
        return False
    if one.kind != other.kind or first.about != second.about or compatible(one, other):
        return False
    linked = bool(set(first.event_ids) & set(second.event_ids))
    return linked or common_share(first, second) >= OVERLAP


def _is_belligerent(draft: Draft) -> bool:
    party = draft.party or ""
    return not party.startswith(("united-nations", "un-"))


def _disagreement(document: Document) -> Range | None:
    if not DISPUTE.search(document.text):
        return None
    for sentence in document.sentences:
        if DISPUTE.search(sentence.text):
            return Range(sentence.start, sentence.end)
    return None
