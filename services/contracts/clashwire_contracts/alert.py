"""Alerts and the outbox that carries them to webhooks."""

from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_contracts.model import Count, Message, UtcTime, Version
from clashwire_contracts.vocabulary import AlertKind, DeliveryStatus


class Alert(Message, frozen=True, kw_only=True):
    """One page about one event: a snapshot of it and its claims, and why a rule fired.

    `thread_id` is the event_id; `seq` counts the thread's alerts from 1; `supersedes` is the
    alert_id before it. `claims_left_out` counts claims trimmed to keep the body under 20 KB;
    `casualties_state` is a digest of the toll and of every claimed number, trimmed ones too, by
    which the same state is told once.
    """

    alert_id: str
    kind: AlertKind
    event: Event
    claims: tuple[Claim, ...]
    claims_left_out: Count
    rule: str
    thread_id: str
    seq: Version
    supersedes: str | None
    why: str
    backfill: bool
    created_at: UtcTime
    casualties_state: str | None = None


class Attempt(Message, frozen=True, kw_only=True):
    """One try at a delivery: the answer's status code, or why there was none."""

    at: UtcTime
    status_code: int | None
    error: str | None
    duration_ms: Count


class Delivery(Message, frozen=True, kw_only=True):
    """The outbox record of one alert to one endpoint; `version` grows with every change."""

    delivery_id: str
    version: Version
    endpoint: str
    status: DeliveryStatus
    alert: Alert
    attempts: tuple[Attempt, ...]
    next_attempt_at: UtcTime | None
    created_at: UtcTime
    updated_at: UtcTime
