"""What a demo run came to, in numbers and in what a person is shown."""

from datetime import datetime

import msgspec

from clashwire_contracts.event import Event
from clashwire_index.results import EventWithClaims


class DemoNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """The closing line of `clashwire demo --json`; counts, and seconds of wall time.

    `webhooks_received` counts distinct webhook-ids, `signatures_verified` those among them
    whose signature the Standard Webhooks library accepted.
    """

    articles: int
    relevant: int
    events: int
    claims: int
    contested_claims: int
    alerts: int
    webhooks_received: int
    signatures_verified: int
    dead_letters: int
    seconds: float


class ReceivedAlert(msgspec.Struct, frozen=True, kw_only=True):
    """One webhook as the receiver saw it."""

    webhook_id: str
    kind: str
    headline: str
    received_at: datetime
    verified: bool


class DemoOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the demo shows at its end."""

    numbers: DemoNumbers
    alerts: tuple[ReceivedAlert, ...]
    events: tuple[Event, ...]
    disputes: tuple[EventWithClaims, ...]
