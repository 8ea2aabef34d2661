"""Relations: which claims of one article oppose, repeat or support each other, and over what."""

from collections.abc import Sequence
from itertools import combinations, islice
from typing import NamedTuple

from clashwire_enrich.claims.blame_ties import answered, mutual
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.contrast_ties import set_against
from clashwire_enrich.claims.denial_ties import confirmed, denied
from clashwire_enrich.claims.drafts import Draft, Judged, Tie
from clashwire_enrich.claims.ground_ties import rival_ground
from clashwire_enrich.claims.identity_ties import disputed_identity
from clashwire_enrich.claims.party_ties import within_party
from clashwire_enrich.claims.statuses import DISPUTE
from clashwire_enrich.claims.toll_ties import denied_losses, disputed_figure, rival_tolls
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

MAX_RELATED_CLAIMS = 80  # pairs grow with the square; a longer ledger ties its first claims only
MAX_TIES = 400  # every claim repeats its own; the most a story of rival tolls has is some thirty


def relate(document: Document, drafts: Sequence[Draft]) -> tuple[Tie, ...]:
    """Drafts -> the ties between them, in order of the drafts."""
    body = [(index, draft) for index, draft in enumerate(drafts)][:MAX_RELATED_CLAIMS]
    tolls = sum(draft.claim_type == "casualties" for _, draft in body)
    told = frozenset(draft.sentence for _, draft in body if not draft.in_title)
    story = _Story(document, _disagreement(document) if tolls > 1 else None, told)
    ties = (
        Tie(i, j, *tie)
        for (i, first), (j, second) in combinations(body, 2)
        if (tie := _tie(story, first, second)) is not None
    )
    return tuple(islice(ties, MAX_TIES))


class _Story(NamedTuple):
    """A document, the narrator's word that accounts differ, and the sentences with claims."""

    document: Document
    dispute: Range | None
    told: frozenset[int]


def _tie(story: _Story, first: Draft, second: Draft) -> Judged | None:
    document, dispute, told = story
    if _same_voice(first, second):
        return None
    if first.party is not None and same_side(first.party, second.party):
        return (
            within_party(document, first, second)
            or disputed_figure(document, first, second)
            or (set_against(document, first, second, told) if _two_people(first, second) else None)
        )
    return (
        mutual(document, first, second)
        or answered(document, first, second)
        or denied_losses(document, first, second)
        or denied(document, first, second)
        or confirmed(first, second)
        or disputed_figure(document, first, second)
        or rival_tolls(document, first, second, dispute)
        or disputed_identity(document, first, second)
        or rival_ground(document, first, second)
        or set_against(document, first, second, told)
    )


def _same_voice(first: Draft, second: Draft) -> bool:
    """Whether one person without a party says both."""
    nameless = first.party is None or second.party is None
    return nameless and first.voice.speaker == second.voice.speaker


def _two_people(first: Draft, second: Draft) -> bool:
    """Whether two people of one party speak."""
    return first.voice.speaker != second.voice.speaker


def _disagreement(document: Document) -> Range | None:
    if not DISPUTE.search(document.text):
        return None
    for sentence in document.sentences:
        if DISPUTE.search(sentence.text):
            return Range(sentence.start, sentence.end)
    return None
