"""Events, claims and rules to decide on: changed copies of the committed examples."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from clashwire_contracts.claim import Affiliation, Claim
from clashwire_contracts.event import Event, Fatalities
from clashwire_contracts.vocabulary import AlertKind
from clashwire_index.alerts.rules import Rule
from tests.unit.index.messages import a_claim, an_event

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


def a_clash(
    event_id: str = "e-1",
    version: int = 1,
    *,
    claims: Sequence[Claim] = (),
    **fields: Any,
) -> Event:
    """An undisputed clash told by one source; `fields` replace its own."""
    event = an_event(event_id, version)
    ids = tuple(claim.claim_id for claim in claims)
    plain: dict[str, Any] = {
        "status": "reported",
        "contested_fields": (),
        "claim_ids": ids,
        "fatalities": Fatalities(low=None, best=None, high=None, claim_ids=ids),
        "history": event.history[:1],
    }
    return msgspec.structs.replace(event, **(plain | fields))


def a_claim_of(event_id: str, party: str, killed: int, **fields: Any) -> Claim:
    """A party's toll about an event."""
    claim = a_claim(f"{event_id}-{party}-{killed}")
    assert claim.number is not None
    number = msgspec.structs.replace(claim.number, value=killed, low=killed, high=killed)
    given: dict[str, Any] = {
        "event_ids": (event_id,),
        "affiliation": Affiliation(actor_id=party, name=party.title(), how="role"),
        "number": number,
        "relations": (),
    }
    return msgspec.structs.replace(claim, **(given | fields))


def a_rule(*kinds: AlertKind, name: str = "new clashes", endpoint: str = "desk", **f: Any) -> Rule:
    """A rule without filters, unless given; without kinds it takes first reports."""
    return Rule(name=name, endpoint=endpoint, kinds=frozenset(kinds or ("clash.reported",)), **f)
