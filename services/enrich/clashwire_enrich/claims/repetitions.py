"""Repetitions: the same mutual accusation told twice in one article is one pair of claims."""

import re

import msgspec

from clashwire_enrich.claims.drafts import Draft

_TOPICS = (
    re.compile(r"\b(?:talks?|negotiat\w+|discussions?|dialogue|mediation|peace)\b", re.IGNORECASE),
    re.compile(r"\b(?:ceasefire|cease-fire|truce|armistice)\b", re.IGNORECASE),
    re.compile(r"\b(?:attack\w*|shell\w+|strik\w+|fir(?:ed|ing)|bomb\w+)\b", re.IGNORECASE),
)


def merge_repetitions(drafts: list[Draft]) -> list[Draft]:
    """Drafts -> the same without repeated mutual accusations; their outlets join the first."""
    kept: list[Draft] = []
    for draft in drafts:
        earlier = enumerate(kept) if draft.attribution.mutual else ()
        index = next((i for i, one in earlier if _repeats(draft, one)), None)
        if index is None:
            kept.append(draft)
            continue
        via = tuple(dict.fromkeys((*kept[index].reported_via, *draft.reported_via)))
        kept[index] = msgspec.structs.replace(kept[index], reported_via=via)
    return kept


def _repeats(draft: Draft, earlier: Draft) -> bool:
    if not (draft.attribution.mutual and earlier.attribution.mutual):
        return False
    if draft.party != earlier.party or draft.about != earlier.about:
        return False
    return any(topic.search(draft.words) and topic.search(earlier.words) for topic in _TOPICS)
