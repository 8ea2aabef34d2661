"""Toll claimants: who speaks of the dead for a side of the fight, and who stands outside it."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from clashwire_contracts.claim import Claim, ClaimRelation
from clashwire_contracts.event import EventMention
from clashwire_contracts.mention import ActorMention
from clashwire_enrich.events.toll_source_words import (
    BOAST,
    FIGHTERS,
    FORCES,
    HUNTERS,
    LEANS,
    LOCAL_OFFICE,
    OFFICE,
    OUTSIDE,
)
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.quantities import ONE_NUMBER, read_number

FATAL_KINDS = frozenset(("killed", "losses"))
_TOLL_TYPES = frozenset(("casualties", "accusation", "responsibility", "denial", "event_report"))
_DISPUTES = frozenset(("contradicts", "competing", "inconsistent_within_party"))
_NEUTRAL_KINDS = frozenset(("international", "civilian"))
_FIGHTING_KINDS = frozenset(("state", "rebel", "militia"))
_NOT_NAMED = frozenset(
    ("unidentified-armed-group", "government-forces", "police", "government", "civilians")
)
_NUMBER = re.compile(rf"(?<![\w.,-]){ONE_NUMBER}(?![\w-])", re.IGNORECASE)
_STATE_SIDES = frozenset({"government-forces", "government"})


class TollLedger(NamedTuple):
    """What one article's claims mean for its tolls.

    `engaged`: named armed actors fight in it; `states_fight`: a state's forces do; `partisans`:
    claim_ids of the sides' claims.
    """

    document: Document | None
    claims: tuple[Claim, ...]
    disputed: frozenset[str]
    claimed: frozenset[int]
    neutral: frozenset[str]
    belligerents: tuple[ActorMention, ...]
    engaged: bool
    states_fight: bool
    partisans: frozenset[str]


def read_toll_ledger(
    events: Iterable[EventMention],
    claims: tuple[Claim, ...],
    relations: Iterable[ClaimRelation],
    actors: Iterable[ActorMention],
    document: Document | None,
) -> TollLedger:
    """An article's events and claims -> what decides on its tolls."""
    actors = tuple(actors)
    neutral = frozenset(one.actor_id for one in actors if one.kind in _NEUTRAL_KINDS)
    fighting = {
        actor.actor_id
        for event in events
        for actor in event.actors
        if actor.kind in _FIGHTING_KINDS
    }
    disputed = frozenset(
        claim
        for tie in relations
        if tie.axis == "casualties" and tie.relation in _DISPUTES
        for claim in (tie.from_, tie.to)
    )
    ledger = TollLedger(
        document,
        claims,
        disputed,
        frozenset(),
        neutral,
        tuple(one for one in actors if one.kind in _FIGHTING_KINDS),
        bool(fighting - _NOT_NAMED),
        any(actor.startswith("state-") or actor in _STATE_SIDES for actor in fighting),
        frozenset(),
    )
    partisan = [one for one in claims if is_partisan(one, ledger)]
    return ledger._replace(
        claimed=frozenset(n for one in partisan for n in numbers_of(one)),
        partisans=frozenset(one.claim_id for one in partisan),
    )


def is_toll(claim: Claim) -> bool:
    """Whether a claim of the text counts dead or losses of people."""
    if claim.claim_type not in _TOLL_TYPES or claim.number is None:
        return False
    return claim.content_span.field == "text" and claim.number.kind in FATAL_KINDS


def is_partisan(claim: Claim, ledger: TollLedger) -> bool:
    """Whether a claimant speaks for a side of the fight, or for forces of any kind."""
    party, words = claim.affiliation, claim.source_span.text
    if LEANS.search(words) and _names_side(claim, ledger):
        return True
    if party is None:
        return _fights_unnamed(claim, ledger)
    if party.actor_id in ledger.neutral:
        return HUNTERS.search(f"{words} {party.name}") is not None
    if party.actor_id in {"civilians", "protesters"}:
        return False
    if not _is_of_a_state(party.actor_id):
        return True
    return _state_fights(claim, party.name, ledger)


def _is_of_a_state(actor_id: str) -> bool:
    return actor_id.startswith("state-") or actor_id in {"police", "government"}


def _state_fights(claim: Claim, party: str, ledger: TollLedger) -> bool:
    """Whether a state's source speaks for its arms: not its rescuers, nor offices far from them."""
    words = claim.source_span.text
    if FORCES.search(f"{words} {party}") or _counts_fighters(claim):
        return True
    if OUTSIDE.search(words):
        return False
    if not (OFFICE.search(words) or LOCAL_OFFICE.search(words)):
        return True  # "Kyiv says": a state itself
    harmless = claim.number is not None and claim.number.value == 0
    return ledger.engaged and not (harmless or _is_local(words, ledger))


def _fights_unnamed(claim: Claim, ledger: TollLedger) -> bool:
    words = claim.source_span.text
    outside = OUTSIDE.search(words) or OUTSIDE.search(_said_of(claim))
    if FORCES.search(words) or BOAST.match(claim.content_span.text):
        return not outside
    if outside or not OFFICE.search(words):
        return False
    return _counts_fighters(claim) or (ledger.engaged and not _is_local(words, ledger))


def _counts_fighters(claim: Claim) -> bool:
    """Whether an office counts dead of a side that its state fights, or its own forces' dead."""
    return FIGHTERS.search(claim.content_span.text) is not None


def _is_local(words: str, ledger: TollLedger) -> bool:
    return not ledger.states_fight and LOCAL_OFFICE.search(words) is not None


def source_side(
    words: str, at: int | None, ledger: TollLedger, *, fighters: bool
) -> Literal["outside", "side"] | None:
    """Words that name a source, and where they stand -> whose side it is on; None unknown.

    `at` is None for words of a title; `fighters` whether it counts dead of a fighting force.
    """
    named = _is_named(at, at + len(words), "text", ledger) if at is not None else False
    if LEANS.search(words) and (named or FORCES.search(words)):
        return "side"
    if OUTSIDE.search(words):
        return "outside"
    if FORCES.search(words):
        return "side"
    if OFFICE.search(words) or LOCAL_OFFICE.search(words):
        apart = not fighters and _stands_apart(words, ledger)
        return "outside" if apart else "side"
    return "side" if named else None


def _speaks_for_none(words: str, ledger: TollLedger) -> bool:
    return _stands_apart(words, ledger) and OFFICE.search(words) is not None


def _stands_apart(words: str, ledger: TollLedger) -> bool:
    """Whether an office does: no side is named, or it is local and no state fights."""
    return not ledger.engaged or _is_local(words, ledger)


def _names_side(claim: Claim, ledger: TollLedger) -> bool:
    source = claim.source_span
    return _is_named(source.start, source.end, source.field, ledger)


def _is_named(start: int, end: int, field: str, ledger: TollLedger) -> bool:
    """Whether a fighting side is named between two offsets."""
    return any(
        start <= span.start < end and span.field == field
        for actor in ledger.belligerents
        for span in actor.spans
    )


def is_outside(claim: Claim, ledger: TollLedger) -> bool:
    """Whether a claimant surely stands outside the fight: medics, monitors, residents."""
    if claim.claim_id in ledger.partisans:
        return False
    if claim.affiliation is not None:
        return True
    words = f"{claim.source_span.text} {_said_of(claim)}"
    return bool(OUTSIDE.search(words) or _speaks_for_none(words, ledger))


def _said_of(claim: Claim) -> str:
    speaker = claim.speaker
    return " ".join(filter(None, (speaker.name, speaker.role, speaker.descriptor)))


def numbers_of(claim: Claim) -> frozenset[int]:
    """Every number a claim's words hold; a bare "one" only when it is the claim's own number."""
    found = {read_number(match[0]) for match in _NUMBER.finditer(claim.content_span.text)}
    number = claim.number
    own = {number.value, number.low, number.high} if number is not None else set()
    return frozenset(n for n in (found - {1}) | own if n is not None)
