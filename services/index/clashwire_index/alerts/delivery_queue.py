"""Which delivery goes next: one at a time for an (endpoint, event), in the thread's order. Pure."""

from collections.abc import Iterable
from datetime import datetime

from clashwire_contracts.alert import Delivery

MAX_IN_FLIGHT = 4  # webhooks at once to one endpoint
_Lane = tuple[str, str]  # endpoint, event_id


class DeliveryQueue:
    """Pending deliveries in lanes; a lane's next one waits until the one before it is done."""

    def __init__(self) -> None:
        self._lanes: dict[_Lane, list[Delivery]] = {}
        self._in_flight: set[_Lane] = set()
        self._held_until: dict[str, datetime] = {}
        self._disabled: set[str] = set()

    def put(self, deliveries: Iterable[Delivery]) -> None:
        """Add pending deliveries."""
        for delivery in deliveries:
            lane = self._lanes.setdefault(_lane(delivery), [])
            lane.append(delivery)
            lane.sort(key=lambda waiting: waiting.alert.seq)

    def start_due(self, now: datetime) -> list[Delivery]:
        """Take the deliveries to attempt now; their lanes rest until `finish`."""
        ready = [
            lane[0] for key, lane in self._lanes.items() if key not in self._in_flight and lane
        ]
        started: list[Delivery] = []
        for delivery in sorted(ready, key=lambda one: (one.next_attempt_at or now, one.created_at)):
            if self._may_start(delivery, now):
                self._in_flight.add(_lane(delivery))
                started.append(delivery)
        return started

    def finish(self, delivery: Delivery) -> None:
        """Give back a started delivery in its new version; one that is done leaves."""
        key = _lane(delivery)
        self._in_flight.discard(key)
        rest = self._lanes[key][1:]
        self._lanes[key] = [delivery, *rest] if delivery.status == "pending" else rest
        if not self._lanes[key]:
            del self._lanes[key]

    def hold(self, endpoint: str, until: datetime) -> None:
        """Start nothing for an endpoint before a time."""
        self._held_until[endpoint] = until

    def disable(self, endpoint: str) -> None:
        """From now on an endpoint's deliveries are to be given up without an attempt."""
        self._disabled.add(endpoint)

    def is_disabled(self, endpoint: str) -> bool:
        """Whether an endpoint was disabled."""
        return endpoint in self._disabled

    def pending(self, endpoint: str) -> int:
        """How many of an endpoint's deliveries are not done."""
        return sum(len(lane) for (name, _), lane in self._lanes.items() if name == endpoint)

    def _may_start(self, delivery: Delivery, now: datetime) -> bool:
        endpoint = delivery.endpoint
        if self.is_disabled(endpoint):
            return True  # giving up needs no waiting
        in_flight = sum(1 for name, _ in self._in_flight if name == endpoint)
        return (
            in_flight < MAX_IN_FLIGHT
            and (delivery.next_attempt_at or now) <= now
            and self._held_until.get(endpoint, now) <= now
        )


def _lane(delivery: Delivery) -> _Lane:
    return delivery.endpoint, delivery.alert.thread_id
