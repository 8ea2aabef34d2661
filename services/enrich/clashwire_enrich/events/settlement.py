"""Settlement: what the ledger makes of the events: no belligerent's number becomes a fact."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from clashwire_contracts.claim import Claim, ClaimRelation
from clashwire_contracts.event import EventMention, Fatalities, Provenance
from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_contracts.mention import ActorMention
from clashwire_enrich.events.blame import Blamed, blamed_sides, with_blamed
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.events.doers import side_of
from clashwire_enrich.events.event_merge import NO_TOLL
from clashwire_enrich.events.responsibility import with_claimant
from clashwire_enrich.events.toll_claimants import TollLedger, is_toll, read_toll_ledger
from clashwire_enrich.events.toll_facts import best_toll, dead_claimed, rival_tolls
from clashwire_enrich.text.document import Document

_FORCES = re.compile(
    r"\b(?:army|military|defen[cs]e|armed forces|troops|forces|general staff|air force|navy"
    r"|brigade|battalion|commander|rebels?|fighters?|junta)\b",
    re.IGNORECASE,
)


def settle_events(
    events: tuple[EventMention, ...],
    claims: tuple[Claim, ...],
    relations: tuple[ClaimRelation, ...],
    actors: tuple[ActorMention, ...] = (),
    *,
    document: Document | None = None,
    figures: Mapping[str, tuple[CasualtyFigure, ...]] = MappingProxyType({}),
) -> tuple[EventMention, ...]:
    """Events and the ledger -> events whose tolls and realis say who stands behind them.

    `actors` tell which claimants are neutral; `figures` are the counts told of each mention_id.
    """
    ledger = read_toll_ledger(events, claims, relations, actors, document)
    blamed = blamed_sides(document, ledger.belligerents) if document is not None else ()
    return tuple(_settle(event, events, ledger, figures, blamed) for event in events)


def _settle(
    event: EventMention,
    events: tuple[EventMention, ...],
    ledger: TollLedger,
    figures: Mapping[str, tuple[CasualtyFigure, ...]],
    blamed: tuple[Blamed, ...],
) -> EventMention:
    own = [claim for claim in ledger.claims if event.mention_id in claim.event_ids]
    told = figures.get(event.mention_id, ())
    settled = with_claimant(event, events, ledger.claims, ledger.belligerents)
    settled = with_blamed(settled, events, blamed, ledger.document)
    settled = msgspec.structs.replace(settled, fatalities=_fatalities(settled, own, told, ledger))
    claimant = _claimant(settled, own, ledger.neutral)
    if claimant is None or _told_by_narrator(settled, events, ledger.claims):
        return settled
    if not _is_contestable(settled, claimant) or _owns_up(settled, claimant[1]):
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


def _is_contestable(event: EventMention, claimant: tuple[Claim, str]) -> bool:
    """Whether a party's word alone leaves it open; what it says it did in peace is done by saying.

    A base opened, a deal signed, people arrested: who announces it answers for it. What it says
    that another side did, or how many missiles it brought down, stays its word.
    """
    claim, actor_id = claimant
    doers = {side_of(actor.actor_id) for actor in event.actors if actor.role == "source"}
    of_another = bool(doers) and side_of(actor_id) not in doers
    if event.event_type in CLASH_TYPES or claim.claim_type in _CONTESTABLE_CLAIMS:
        return True
    return of_another and event.sub_event_type == "looting_property_destruction"


_CONTESTABLE_CLAIMS = frozenset({"denial", "accusation", "territorial_control", "equipment_loss"})


def _owns_up(event: EventMention, claimant: str) -> bool:
    """Whether a state tells of its own loss and names no doer: nobody makes that up."""
    own = side_of(claimant)
    hurt = any(a.role != "source" for a in event.actors if side_of(a.actor_id) == own)
    blamed = "actors" in event.provenance
    named = any(a.kind in _SIDES for a in event.actors if side_of(a.actor_id) != own)
    return claimant.startswith("state-") and hurt and (blamed or not named)


_SIDES = frozenset({"state", "rebel", "militia"})


def _fatalities(
    event: EventMention, own: list[Claim], told: tuple[CasualtyFigure, ...], ledger: TollLedger
) -> Fatalities:
    """Low and high span what is told and claimed; a lone "at least" leaves the high open."""
    if event.sub_event_type in NO_TOLL:
        return event.fatalities  # the dead of what a deal ends, or of whom an arrest avenges
    tolls = [claim for claim in own if is_toll(claim)]
    toll = event.fatalities
    claimed = (dead_claimed(claim, told) for claim in tolls)
    numbers = [number for number in claimed if number is not None]
    numbers.extend(rival_tolls(told))
    lows = [n for n in (toll.low, *(number.low for number in numbers)) if n is not None]
    highs = [n for n in (toll.high, *(number.high for number in numbers)) if n is not None]
    single = len(lows) <= 1 and not highs  # "at least 12" alone has no upper bound
    return Fatalities(
        low=min(lows, default=None),
        best=best_toll(event, told, ledger),
        high=None if single else max((*lows, *highs), default=None),
        claim_ids=tuple(dict.fromkeys((*toll.claim_ids, *(claim.claim_id for claim in tolls)))),
    )


def _speaks_forside_of(event: EventMention, claim: Claim, neutral: frozenset[str]) -> bool:
    """Whether a claimant takes part: a fighting side, or an actor of this event."""
    if claim.affiliation is None:
        return False
    actor_id = claim.affiliation.actor_id
    if side_of(actor_id) in {side_of(actor.actor_id) for actor in event.actors}:
        return True
    if actor_id in neutral:
        return False
    words = f"{claim.source_span.text} {claim.affiliation.name}"
    return not actor_id.startswith("state-") or bool(_FORCES.search(words))


def _claimant(
    event: EventMention, own: list[Claim], neutral: frozenset[str]
) -> tuple[Claim, str] | None:
    """The one side whose claims hold all of the event's evidence, when no one else tells it."""
    sides: dict[str, Claim] = {}
    asserted = [claim for claim in own if claim.claim_type != "denial"]
    for claim in asserted or own:
        if claim.affiliation is None or not _speaks_forside_of(event, claim, neutral):
            return None
        sides.setdefault(claim.affiliation.actor_id, claim)
    covered = all(
        any(_holds(claim, span.start, span.end) for claim in own) for span in event.evidence
    )
    if not sides or not covered or len({side_of(one) for one in sides}) > 1:
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
