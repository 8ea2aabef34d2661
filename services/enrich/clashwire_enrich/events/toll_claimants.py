"""Toll claimants: who speaks of the dead for a side of the fight, and who stands outside it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from clashwire_contracts.claim import Claim, ClaimRelation
from clashwire_contracts.event import EventMention
from clashwire_contracts.mention import ActorMention
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
FORCES = re.compile(
    r"\b(?:army|military|defen[cs]e|armed forces|troops|soldiers?|forces|general staff|air force"
    r"|navy|brigade|battalion|commanders?|rebels?|fighters?|militants?|insurgents?|militia\w*"
    r"|junta|security (?:source|official|force|service)s?|intelligence|guerrillas?|gang|lieutenant"
    r"|colonel|brigadier|presidential office|kremlin|pentagon)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:hospitals?|doctors?|medics?|medical|nurses?|surgeons?|paramedics?|morgue|mortuary"
    r"|ambulance|health workers?|residents?|witness(?:es)?|villagers?|neighbou?rs?|survivors?"
    r"|relatives?|united nations|u\.?n\.?|red (?:cross|crescent)|monitors?|monitoring|observatory"
    r"|observers?|rights (?:group|organi[sz]ation|activist|watch|body)s?|human rights|aid (?:group"
    r"|agenc(?:y|ies)|workers?)|charit(?:y|ies)|ngos?|humanitarian|civil society|volunteers?"
    r"|priests?|bishops?|pastors?|imams?|clergy|elders?|teachers?|journalists?|reporters?"
    r"|radio|newspapers?|m[eé]decins|doctors without borders|msf|peacekeep\w+|rescue|rescuers?"
    r"|civil defen[cs]e"
    r"|union|diplomats?|farmers?|shopkeepers?|trader|undertakers?|gravediggers?)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:officials?|police|policem[ae]n|authorit(?:y|ies)|governor|mayor|administrator|minist\w+"
    r"|government|prosecutors?|sheriff|fire (?:chief|service|brigade)|emergency service)\b",
    re.IGNORECASE,
)
_BOAST = re.compile(  # who speaks of its own kills fights, whoever it is
    r"(?:it|they|we|(?:its|their|our) [\w-]+)(?: also)? (?:had |have |has )?(?:killed|eliminated"
    r"|neutrali[sz]ed|destroyed|captured|shot|executed|inflicted|wiped out|ambushed)\b",
    re.IGNORECASE,
)
# Offices near the dead, which fight nobody; their state is a side where its forces take part.
_LOCAL_OFFICE = re.compile(
    r"\b(?:governor\w*|mayor\w*|prefect\w*|administrator|coroner\w*|fire (?:chief|service"
    r"|brigade))\b",
    re.IGNORECASE,
)
_FIGHTERS = re.compile(
    r"\b(?:militants?|rebels?|insurgents?|terrorists?|fighters?|guerrillas?|jihadists?|extremists?"
    r"|bandits?|separatists?|mercenaries|occupiers?|soldiers?|troops|servicemen|neutrali[sz]ed"
    r"|eliminated|liquidated|martyred)\b",
    re.IGNORECASE,
)
# Who stands on the soil of a side speaks for it: "officials affiliated with the movement".
_LEANS = re.compile(
    r"\b(?:affiliated|aligned|allied|sympathetic|loyal|close|linked) (?:with|to)\b"
    r"|-(?:run|controlled|backed|affiliated|aligned|allied|appointed|installed|linked)\b"
    r"|\b(?:run|controlled|backed|appointed|installed) by\b",
    re.IGNORECASE,
)
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
        if actor.kind in {"rebel", "militia", "state"}
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
    if _LEANS.search(words) and _names_side(claim, ledger):
        return True
    if party is None:
        return _fights_unnamed(claim, ledger)
    if party.actor_id in ledger.neutral:
        return False
    if party.actor_id.startswith("state-") or party.actor_id in {"police", "government"}:
        if FORCES.search(f"{words} {party.name}") or _counts_fighters(claim):
            return True
        return ledger.engaged and not _is_local(words, ledger)
    return party.actor_id not in {"civilians", "protesters"}


def _fights_unnamed(claim: Claim, ledger: TollLedger) -> bool:
    words = claim.source_span.text
    outside = _OUTSIDE.search(words) or _OUTSIDE.search(_said_of(claim))
    if FORCES.search(words) or _BOAST.match(claim.content_span.text):
        return not outside
    if outside or not _OFFICE.search(words):
        return False
    return _counts_fighters(claim) or (ledger.engaged and not _is_local(words, ledger))


def _counts_fighters(claim: Claim) -> bool:
    """Whether an office counts dead of a side that its state fights, or its own forces' dead."""
    return _FIGHTERS.search(claim.content_span.text) is not None


def _is_local(words: str, ledger: TollLedger) -> bool:
    return not ledger.states_fight and _LOCAL_OFFICE.search(words) is not None


def _speaks_for_none(words: str, ledger: TollLedger) -> bool:
    """Whether an office stands apart: no side is named, or it is local and no state fights."""
    apart = not ledger.engaged or _is_local(words, ledger)
    return apart and _OFFICE.search(words) is not None


def _names_side(claim: Claim, ledger: TollLedger) -> bool:
    source = claim.source_span
    return any(
        source.start <= span.start < source.end and span.field == source.field
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
    return bool(_OUTSIDE.search(words) or _speaks_for_none(words, ledger))


def _said_of(claim: Claim) -> str:
    speaker = claim.speaker
    return " ".join(filter(None, (speaker.name, speaker.role, speaker.descriptor)))


def numbers_of(claim: Claim) -> frozenset[int]:
    """Every number a claim's words hold; a bare "one" only when it is the claim's own number."""
    found = {read_number(match[0]) for match in _NUMBER.finditer(claim.content_span.text)}
    number = claim.number
    own = {number.value, number.low, number.high} if number is not None else set()
    return frozenset(n for n in (found - {1}) | own if n is not None)
