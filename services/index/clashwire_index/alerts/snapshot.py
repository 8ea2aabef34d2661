"""The alert itself: the event as it stands and as many of its claims as fit on the wire."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from clashwire_contracts.alert import Alert
from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import encode
from clashwire_contracts.event import Event
from clashwire_contracts.ids import alert_id
from clashwire_index.alerts.decide import Due
from clashwire_index.alerts.told import Told
from clashwire_index.alerts.webhook import MAX_BODY_BYTES, encode_body
from clashwire_index.alerts.why import why
from clashwire_runtime.errors import InvalidRecord

_EVENT_BYTES = 9_000  # the event's share of the body; claims are what a reader comes for
_FEW = 8


class AlertInput(msgspec.Struct, frozen=True):
    """An event version, those of its claims that are known, and its casualties state."""

    event: Event
    claims: Sequence[Claim]
    casualties_state: str


def make_alert(given: AlertInput, due: Due, thread: Sequence[Told], now: datetime) -> Alert:
    """What is known, what is due and the thread so far -> the alert, its body under 20 KB.

    An alert of the thread made before keeps its place. Raises InvalidRecord (`too_large`) when
    even a bare event does not fit.
    """
    event = given.event
    identity = alert_id(event.event_id, due.kind, event.version)
    seq, supersedes = place_in_thread(identity, thread)
    alert = Alert(
        alert_id=identity,
        kind=due.kind,
        event=lighten(event),
        claims=(),
        claims_left_out=len(event.claim_ids),
        rule=", ".join(dict.fromkeys(due.rules.values())),
        thread_id=event.event_id,
        seq=seq,
        supersedes=supersedes,
        why=why(event, due),
        backfill=event.backfill,
        created_at=now,
        casualties_state=given.casualties_state,
    )
    return fit_claims(alert, given.claims)


def place_in_thread(identity: str, thread: Sequence[Told]) -> tuple[int, str | None]:
    """alert_id and its thread -> its number, and the alert_id of the one before it."""
    by_seq = {told.seq: told.alert_id for told in thread}
    mine = [told.seq for told in thread if told.alert_id == identity]
    seq = mine[0] if mine else max(by_seq, default=0) + 1
    return seq, by_seq.get(seq - 1)


def fit_claims(alert: Alert, claims: Sequence[Claim]) -> Alert:
    """An alert that left all claims out -> with the first, every side in turn, that fit."""
    room = MAX_BODY_BYTES - len(encode_body(alert))
    if room <= 0:
        raise InvalidRecord("too_large", f"event {alert.thread_id} does not fit into a webhook")
    chosen: list[Claim] = []
    for claim in by_turns(claims):
        room -= len(encode(claim)) + 1  # and a comma
        if room <= 0:
            break
        chosen.append(claim)
    left_out = alert.claims_left_out - len(chosen)
    return msgspec.structs.replace(alert, claims=tuple(chosen), claims_left_out=left_out)


def by_turns(claims: Iterable[Claim]) -> list[Claim]:
    """Claims -> each party's weightiest first, then each one's second, and so on."""
    of_party: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=_weight):
        of_party[claim.affiliation.actor_id if claim.affiliation else ""].append(claim)
    turns = [(turn, _weight(c), c) for own in of_party.values() for turn, c in enumerate(own)]
    return [claim for _, _, claim in sorted(turns, key=lambda entry: entry[:2])]


def _weight(claim: Claim) -> tuple[bool, bool, bool, str]:
    """Disputed claims and numbers first, the retracted last; by id among equals."""
    disputed = claim.status == "contested" or any(
        tie.relation in {"contradicts", "competing"} for tie in claim.relations
    )
    return claim.status == "retracted", not disputed, claim.number is None, claim.claim_id


def lighten(event: Event) -> Event:
    """An event -> itself, or with less of what receivers can look up, until it takes its share."""
    lean = msgspec.structs.replace(event, history=(), provenance={})
    short = msgspec.structs.replace(
        lean, evidence=event.evidence[:_FEW], sources=event.sources[:_FEW], mention_ids=()
    )
    bare = msgspec.structs.replace(
        short,
        evidence=event.evidence[:1],
        actors=event.actors[:_FEW],
        claim_ids=(),
        fatalities=msgspec.structs.replace(event.fatalities, claim_ids=()),
    )
    for version in (event, lean, short):
        if len(encode(version)) <= _EVENT_BYTES:
            return version
    return bare
