"""Settlement: what the ledger makes of the events: no belligerent's number becomes a fact."""

import re
from typing import NamedTuple

import msgspec

from clashwire_contracts.claim import Claim, ClaimRelation
from clashwire_contracts.event import EventMention, Fatalities, Provenance
from clashwire_contracts.mention import ActorMention

_NEUTRAL_KINDS = frozenset(("international", "civilian"))
_FATAL_KINDS = frozenset(("killed", "losses"))
_FORCES = re.compile(
    r"\b(?:army|military|defen[cs]e|armed forces|troops|forces|general staff|air force|navy"
    r"|brigade|battalion|commander|rebels?|fighters?|junta)\b",
    re.IGNORECASE,
)
_DISPUTES = frozenset(("contradicts", "competing", "inconsistent_within_party"))


def settle_events(
    events: tuple[EventMention, ...],
    claims: tuple[Claim, ...],
    relations: tuple[ClaimRelation, ...],
    actors: tuple[ActorMention, ...] = (),
) -> tuple[EventMention, ...]:
    """Events and the ledger -> events whose tolls and realis say who stands behind them.

    `actors` tell which claimants are neutral: international bodies and civilians.
    """
    neutral = frozenset(one.actor_id for one in actors if one.kind in _NEUTRAL_KINDS)
    disputed = frozenset(
        claim
        for tie in relations
        if tie.axis == "casualties" and tie.relation in _DISPUTES
        for claim in (tie.from_, tie.to)
    )
    return tuple(_settle(event, events, claims, _Bench(disputed, neutral)) for event in events)


class _Bench(NamedTuple):
    """What judging an event needs beside its claims: disputed claim_ids, neutral actor_ids."""

    disputed: frozenset[str]
    neutral: frozenset[str]


def _settle(
    event: EventMention,
    events: tuple[EventMention, ...],
    claims: tuple[Claim, ...],
    bench: _Bench,
) -> EventMention:
    own = [claim for claim in claims if event.mention_id in claim.event_ids]
    settled = msgspec.structs.replace(event, fatalities=_fatalities(event, own, bench))
    claimant = _claimant(settled, own, bench)
    if claimant is None or _told_by_narrator(settled, events, claims):
        return settled
    claim, actor_id = claimant
    provenance = settled.provenance | {
        "realis": Provenance(span=claim.cue_span, rule="settlement.only_a_party_says_so")
    }
    realis = "denied" if claim.claim_type == "denial" else settled.realis
    if realis == "actual":
        realis = "claimed"
    return msgspec.structs.replace(
        settled, realis=realis, claimed_by=actor_id, provenance=provenance
    )


def _fatalities(event: EventMention, own: list[Claim], bench: _Bench) -> Fatalities:
    tolls = [claim for claim in own if _is_toll(claim)]
    told = event.fatalities
    if not tolls:
        return told
    numbers = [claim.number for claim in tolls if claim.number is not None]
    lows = [number.low for number in numbers if number.low is not None]
    highs = [number.high for number in numbers if number.high is not None]
    if told.low is not None:
        lows.append(told.low)
    if told.high is not None:
        highs.append(told.high)
    return Fatalities(
        low=min(lows, default=None),
        best=_best(event, tolls, bench),
        high=max(highs, default=None),
        claim_ids=tuple(dict.fromkeys((*told.claim_ids, *(claim.claim_id for claim in tolls)))),
    )


def _best(event: EventMention, tolls: list[Claim], bench: _Bench) -> int | None:
    if any(claim.claim_id in bench.disputed or claim.status == "contested" for claim in tolls):
        return None
    neutral = [claim for claim in tolls if not _speaks_for_side(event, claim, bench)]
    if not neutral:
        return _narrated(event, tolls)
    values = {claim.number.value for claim in neutral if claim.number is not None}
    values.discard(None)
    return values.pop() if len(values) == 1 else event.fatalities.best


def _narrated(event: EventMention, tolls: list[Claim]) -> int | None:
    """The narrator's own toll stands only when its words are no party's claim."""
    told = event.provenance.get("fatalities")
    if event.fatalities.best is None or told is None or told.span is None:
        return None
    span = told.span
    inside = any(claim.content_span.start <= span.start < claim.content_span.end for claim in tolls)
    return None if inside else event.fatalities.best


def _is_toll(claim: Claim) -> bool:
    if claim.claim_type not in {"casualties", "accusation", "responsibility", "denial"}:
        return False
    if claim.number is None or claim.content_span.field != "text":
        return False
    return claim.number.kind in _FATAL_KINDS


def _speaks_for_side(event: EventMention, claim: Claim, bench: _Bench) -> bool:
    """Whether a claimant takes part: a fighting side, or an actor of this event."""
    if claim.affiliation is None:
        return False
    actor_id = claim.affiliation.actor_id
    if _side(actor_id) in {_side(actor.actor_id) for actor in event.actors}:
        return True
    if actor_id in bench.neutral:
        return False
    words = f"{claim.source_span.text} {claim.affiliation.name}"
    return not actor_id.startswith("state-") or bool(_FORCES.search(words))


def _side(actor_id: str) -> str:
    parts = actor_id.split("-")
    return "-".join(parts[:2]) if parts[0] == "state" else actor_id


def _claimant(event: EventMention, own: list[Claim], bench: _Bench) -> tuple[Claim, str] | None:
    """The one side whose claims hold all of the event's evidence, when no one else tells it."""
    sides: dict[str, Claim] = {}
    for claim in own:
        if claim.affiliation is None or not _speaks_for_side(event, claim, bench):
            return None
        sides.setdefault(claim.affiliation.actor_id, claim)
    covered = all(
        any(_holds(claim, span.start, span.end) for claim in own) for span in event.evidence
    )
    if not sides or not covered or len({_side(one) for one in sides}) > 1:
        return None
    actor_id, claim = next(iter(sides.items()))
    return claim, actor_id


def _holds(claim: Claim, start: int, end: int) -> bool:
    content = claim.content_span
    return content.field == "text" and content.start < end and start < content.end


def _told_by_narrator(
    event: EventMention, events: tuple[EventMention, ...], claims: tuple[Claim, ...]
) -> bool:
    """A clash without attacker that the article's own voice tells elsewhere, same sides."""
    if any(actor.role in {"source", "target"} for actor in event.actors):
        return False
    sides = {actor.actor_id for actor in event.actors}
    return any(
        other.mention_id != event.mention_id
        and other.sub_event_type == event.sub_event_type
        and {actor.actor_id for actor in other.actors} == sides
        and not any(
            _holds(claim, span.start, span.end) for claim in claims for span in other.evidence
        )
        for other in events
    )
