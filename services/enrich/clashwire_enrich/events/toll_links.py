"""Toll links: a claim that counts an event's dead in a sentence of its own is about that event."""

from collections.abc import Mapping

import msgspec

from clashwire_contracts.claim import Claim
from clashwire_enrich.events.casualties import CasualtyFigure

Figures = Mapping[str, tuple[CasualtyFigure, ...]]


def link_tolls(claims: tuple[Claim, ...], figures: Figures) -> tuple[Claim, ...]:
    """Claims and the figures told of each mention_id -> claims without an event tied by figure."""
    return tuple(_linked(claim, figures) for claim in claims)


def _linked(claim: Claim, figures: Figures) -> Claim:
    content = claim.content_span
    if claim.event_ids or claim.number is None or content.field != "text":
        return claim
    ids = tuple(
        mention_id
        for mention_id, told in figures.items()
        if any(content.start <= figure.start < content.end for figure in told)
    )
    return msgspec.structs.replace(claim, event_ids=ids) if ids else claim
