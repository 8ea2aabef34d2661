"""Responsibility: a group that says it did something is its source, where nobody else is named."""

import msgspec

from clashwire_contracts.claim import Claim
from clashwire_contracts.event import EventActor, EventMention, Provenance
from clashwire_contracts.event_types import is_clash
from clashwire_contracts.mention import ActorMention

_GROUPS = frozenset({"rebel", "militia", "unknown"})
_DOERS = frozenset({"source", "participant"})
_GENERIC = frozenset({"unidentified-armed-group", "civilians", "protesters", "rioters"})


def with_claimant(
    event: EventMention,
    events: tuple[EventMention, ...],
    claims: tuple[Claim, ...],
    actors: tuple[ActorMention, ...],
) -> EventMention:
    """An event -> the same with the one group that claims responsibility for it as a source.

    A claim tied to no event is about the article's only clash. Events with a named doer stay.
    """
    if not _is_clash(event) or _has_doer(event):
        return event
    only = sum(1 for one in events if _is_clash(one)) == 1
    told = [c for c in claims if _takes_responsibility(c) and _is_about(c, event, only=only)]
    groups = {c.affiliation.actor_id: c for c in told if c.affiliation is not None}
    named = {a.actor_id: a for a in actors if a.kind in _GROUPS and a.actor_id not in _GENERIC}
    found = [actor_id for actor_id in groups if actor_id in named]
    if len(found) != 1:
        return event
    actor = named[found[0]]
    claimant = EventActor(
        actor_id=actor.actor_id,
        name=actor.name,
        role="source",
        kind=actor.kind,
        country=actor.country,
    )
    others = tuple(one for one in event.actors if one.actor_id != actor.actor_id)
    span = groups[actor.actor_id].cue_span
    rule = Provenance(span=span, rule="actors.claims_responsibility")
    return msgspec.structs.replace(
        event,
        actors=(*others, claimant),
        provenance=event.provenance | {"actors": rule},
    )


def _is_clash(event: EventMention) -> bool:
    return is_clash(event.event_type, event.realis, background=event.background)


def _has_doer(event: EventMention) -> bool:
    return any(one.role in _DOERS and one.actor_id not in _GENERIC for one in event.actors)


def _takes_responsibility(claim: Claim) -> bool:
    return claim.claim_type == "responsibility" and claim.content_span.field == "text"


def _is_about(claim: Claim, event: EventMention, *, only: bool) -> bool:
    return event.mention_id in claim.event_ids or (only and not claim.event_ids)
