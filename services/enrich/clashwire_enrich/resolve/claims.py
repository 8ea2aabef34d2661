"""Claim versions: what enrich found, tied to events and to what other articles' speakers say."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from clashwire_contracts.claim import Claim, Relation
from clashwire_contracts.vocabulary import ClaimStatus
from clashwire_enrich.resolve.claim_ties import (
    OPPOSING,
    party_of,
    relations_across,
    relations_within,
)
from clashwire_enrich.resolve.rows import ArticleRow
from clashwire_enrich.resolve.telling import published_order

Stand = tuple[object, ...]
Order = tuple[datetime, str]
_MAY_BE_CORROBORATED = frozenset({"attributed", "unverified"})
_MAY_BE_CONTESTED = _MAY_BE_CORROBORATED | {"corroborated"}


class EventClaims(msgspec.Struct, frozen=True):
    """An event's standing claims by id, and the ids of the first published of each stand."""

    claims: dict[str, Claim]
    firsts: frozenset[str]


def live_claims(row: ArticleRow) -> tuple[Claim, ...]:
    """The claims of an article's latest revision as enrich found them, by its events' ids."""
    return tuple(
        msgspec.structs.replace(claim, event_ids=_events_of(claim, row.homes))
        for claim in row.mentions.claims
    )


def claims_of_event(event_id: str, rows: Iterable[ArticleRow]) -> EventClaims:
    """An event's articles -> its standing claims, and which of them are the first of their stand.

    A hundred outlets that pass on one statement make one stand: the others are tied through the
    first published, so that a new article changes few claims, however many there are.
    """
    claims: dict[str, Claim] = {}
    first: dict[Stand, tuple[Order, str]] = {}
    for row in rows:
        for claim in live_claims(row):
            if event_id in claim.event_ids:
                claims[claim.claim_id] = claim
                mine = (published_order(row.mentions), claim.claim_id)
                stand = _stand_of(claim)
                first[stand] = min(first.get(stand, mine), mine)
    return EventClaims(claims, frozenset(claim_id for _, claim_id in first.values()))


def next_claims(row: ArticleRow, events: Mapping[str, EventClaims]) -> tuple[Claim, ...]:
    """An article and the claims of all its claims' events -> its claims' next versions.

    A claim that did not change keeps its version; vanished ones come last, as retracted.
    """
    before = {claim.claim_id: claim for claim in row.claims}
    drafted = [_draft(claim, row, events) for claim in live_claims(row)]
    standing = {claim.claim_id for claim in drafted}
    gone = [_retracted(claim) for claim in row.claims if claim.claim_id not in standing]
    return tuple(_versioned(claim, before.get(claim.claim_id)) for claim in (*drafted, *gone))


def changed_claims(before: Iterable[Claim], after: Iterable[Claim]) -> tuple[Claim, ...]:
    """-> the claims whose version is new."""
    versions = {claim.claim_id: claim.version for claim in before}
    return tuple(claim for claim in after if versions.get(claim.claim_id) != claim.version)


def is_live(claim: Claim) -> bool:
    """Whether a claim still stands in its article."""
    return claim.status != "retracted"


def disputed_axes(claims: Iterable[Claim], eventless: Iterable[Claim] = ()) -> tuple[str, ...]:
    """Claims of one event -> the axes on which they are opposed, sorted.

    They may be opposed by one another, or by claims of the same articles that name no event.
    """
    standing = [claim for claim in claims if is_live(claim)]
    ids = {claim.claim_id for claim in (*standing, *eventless) if is_live(claim)}
    return tuple(
        sorted(
            {
                relation.axis
                for claim in standing
                for relation in claim.relations
                if relation.relation in OPPOSING and relation.to in ids
            }
        )
    )


def _events_of(claim: Claim, homes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(homes[m] for m in claim.event_ids if m in homes))


def _draft(claim: Claim, row: ArticleRow, events: Mapping[str, EventClaims]) -> Claim:
    within = relations_within(claim.claim_id, row.mentions.claim_relations)
    others: dict[str, Claim] = {}
    for event_id in claim.event_ids:
        others |= _others(claim, events[event_id])
    across = tuple(relations_across(claim, (others[key] for key in sorted(others))))
    return msgspec.structs.replace(
        claim, relations=(*within, *across), status=_status(claim.status, across)
    )


def _others(claim: Claim, event: EventClaims) -> dict[str, Claim]:
    """Other articles' claims to compare with: all for the first of a stand, else the firsts."""
    ids = event.claims.keys() if claim.claim_id in event.firsts else event.firsts
    return {
        other.claim_id: other
        for other in (event.claims[claim_id] for claim_id in ids)
        if other.article_id != claim.article_id
    }


def _stand_of(claim: Claim) -> Stand:
    """What a claim says, as far as ties depend on it."""
    number = claim.number
    counted = (number.kind, number.value, number.low, number.high) if number else ()
    return party_of(claim), claim.claim_type, claim.about, *counted


def _status(status: ClaimStatus, across: Sequence[Relation]) -> ClaimStatus:
    kinds = {relation.relation for relation in across}
    if kinds & OPPOSING and status in _MAY_BE_CONTESTED:
        return "contested"
    if "supports" in kinds and status in _MAY_BE_CORROBORATED:
        return "corroborated"
    return status


def _retracted(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, status="retracted", relations=())


def _versioned(claim: Claim, before: Claim | None) -> Claim:
    if before is None:
        return msgspec.structs.replace(claim, version=1)
    same = msgspec.structs.replace(claim, version=before.version)
    return before if same == before else msgspec.structs.replace(claim, version=before.version + 1)
