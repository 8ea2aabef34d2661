"""The outbox: what was told, and the deliveries on their compacted topic. No I/O."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from clashwire_contracts.alert import Alert, Attempt, Delivery
from clashwire_contracts.codec import encode
from clashwire_contracts.ids import delivery_id
from clashwire_contracts.topics import ALERTS, DELIVERIES
from clashwire_index.alerts.retry import Next
from clashwire_index.alerts.told import Told, told_by
from clashwire_runtime.step import Outgoing


class Outbox:
    """The threads of all events told so far and the deliveries still pending."""

    def __init__(self) -> None:
        self._threads: dict[str, dict[str, Told]] = {}
        self._pending: dict[str, Delivery] = {}

    @property
    def pending(self) -> tuple[Delivery, ...]:
        """Deliveries not yet done and not yet taken by the sender, the oldest first."""
        return tuple(sorted(self._pending.values(), key=lambda d: (d.created_at, d.alert.seq)))

    def take_pending(self) -> tuple[Delivery, ...]:
        """Hand the pending deliveries over; from then on the sender holds them."""
        handed_over = self.pending
        self._pending.clear()
        return handed_over

    def thread(self, event_id: str) -> tuple[Told, ...]:
        """An event's alerts in the order of their numbers; empty when nothing was told."""
        return tuple(sorted(self._threads.get(event_id, {}).values(), key=lambda told: told.seq))

    def note(self, delivery: Delivery) -> None:
        """Take note of a delivery's latest version, from the topic or just made."""
        thread = self._threads.setdefault(delivery.alert.thread_id, {})
        before = thread.get(delivery.alert.alert_id)
        endpoints = (before.endpoints if before else frozenset()) | {delivery.endpoint}
        thread[delivery.alert.alert_id] = told_by(delivery.alert, endpoints)
        if delivery.status == "pending":
            self._pending[delivery.delivery_id] = delivery
        else:
            self._pending.pop(delivery.delivery_id, None)


def new_deliveries(alert: Alert, endpoints: Iterable[str]) -> Iterator[Delivery]:
    """An alert -> one pending delivery for each endpoint, due at once."""
    for endpoint in endpoints:
        yield Delivery(
            delivery_id=delivery_id(alert.alert_id, endpoint),
            version=1,
            endpoint=endpoint,
            status="pending",
            alert=alert,
            attempts=(),
            next_attempt_at=alert.created_at,
            created_at=alert.created_at,
            updated_at=alert.created_at,
        )


def with_attempt(delivery: Delivery, attempt: Attempt, then: Next, now: datetime) -> Delivery:
    """A delivery, its attempt and what that leads to -> the delivery's next version."""
    return msgspec.structs.replace(
        delivery,
        version=delivery.version + 1,
        status=then.status,
        attempts=(*delivery.attempts, attempt),
        next_attempt_at=then.next_attempt_at,
        updated_at=now,
    )


def disabled(delivery: Delivery, now: datetime) -> Delivery:
    """A delivery whose endpoint wants no more -> its next version, without an attempt."""
    return msgspec.structs.replace(
        delivery,
        version=delivery.version + 1,
        status="disabled",
        next_attempt_at=None,
        updated_at=now,
    )


def delivery_record(delivery: Delivery) -> Outgoing:
    """A delivery -> its record for the deliveries topic."""
    return Outgoing(
        topic=DELIVERIES.name, key=delivery.delivery_id.encode(), value=encode(delivery)
    )


def alert_record(alert: Alert) -> Outgoing:
    """An alert -> its record for the alerts topic."""
    return Outgoing(topic=ALERTS.name, key=alert.alert_id.encode(), value=encode(alert))
