"""What a demo run came to, in numbers and in what a person is shown."""

from datetime import datetime

import msgspec

from clashwire_contracts.event import Event
from clashwire_index.results import EventWithClaims
from clashwire_runtime.errors import ClashwireError


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


def refuse_unverified(numbers: DemoNumbers) -> None:
    """Raise ClashwireError unless webhooks came and every one carried a good signature."""
    if numbers.webhooks_received == 0:
        raise ClashwireError(
            f"No webhook arrived for {numbers.alerts} alerts; the log of alerts says why."
        )
    refused = numbers.webhooks_received - numbers.signatures_verified
    if refused:
        raise ClashwireError(
            f"{refused} of {numbers.webhooks_received} webhooks carried no good signature; "
            "the log of alerts says why."
        )
