"""What was told about an event, reduced to what later decisions ask."""

import hashlib
from collections.abc import Iterable

import msgspec

from clashwire_contracts.alert import Alert
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_contracts.vocabulary import AlertKind, EventStatus
from clashwire_index.alerts.rules import Traits, traits_of

_DIGEST_CHARS = 32


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One alert of an event's thread and the endpoints it went to, without its snapshot."""

    alert_id: str
    kind: AlertKind
    version: int
    seq: int
    status: EventStatus
    contested: tuple[str, ...] | None
    casualties_state: str | None
    traits: Traits
    endpoints: frozenset[str]


def told_by(alert: Alert, endpoints: Iterable[str]) -> Told:
    """An alert and its endpoints -> what they now know."""
    return Told(
        alert_id=alert.alert_id,
        kind=alert.kind,
        version=alert.event.version,
        seq=alert.seq,
        status=alert.event.status,
        contested=contested_state(alert.event),
        casualties_state=alert.casualties_state,
        traits=traits_of(alert.event),
        endpoints=frozenset(endpoints),
    )


def contested_state(event: Event) -> tuple[str, ...] | None:
    """Event -> the disputed fields in a fixed order; None when nothing is disputed."""
    if event.status != "contested" and not event.contested_fields:
        return None
    return tuple(sorted(set(event.contested_fields)))


def casualties_state(event: Event, claims: Iterable[Claim]) -> str:
    """Event and its claims -> a digest of the toll and of each distinct number claimed.

    Who repeats a number does not change it: a second outlet with the same toll is no news.
    """
    toll = event.fatalities
    numbers = sorted(
        {
            (claim.about or "", number.kind, str((number.value, number.low, number.high)))
            for claim in claims
            if (number := claim.number) is not None and claim.status != "retracted"
        }
    )
    state = msgspec.json.encode(((toll.low, toll.best, toll.high), numbers))
    return hashlib.sha256(state).hexdigest()[:_DIGEST_CHARS]
