"""The step and the sink of the loop: event versions in, outbox and alerts acknowledged."""

from collections.abc import Mapping, Sequence

from clashwire_contracts.alert import Delivery
from clashwire_contracts.codec import decode
from clashwire_contracts.event import Event
from clashwire_index.alerts.claim_store import ClaimReader, ClaimStore
from clashwire_index.alerts.decide import decide, may_alert
from clashwire_index.alerts.outbox import Outbox, alert_record, delivery_record, new_deliveries
from clashwire_index.alerts.rules import Rule
from clashwire_index.alerts.snapshot import AlertInput, make_alert
from clashwire_index.alerts.told import casualties_state, told_by
from clashwire_runtime.clock import Clock
from clashwire_runtime.errors import InvalidRecord
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Done, Record, SetAside


class ReadEvent:
    """The step: a record of the events topic -> its event; nothing for a tombstone."""

    name = "alerts"

    def __call__(self, record: Record) -> Sequence[Event]:
        """Decode one record; raises DecodeError."""
        return () if record.value is None else (decode(Event, record.value),)


class Decider:
    """Decides on events one after the other against the outbox, noting what it decides."""

    def __init__(
        self,
        rules: Mapping[str, Sequence[Rule]],
        outbox: Outbox,
        claims: ClaimStore,
        clock: Clock,
    ) -> None:
        self._rules = rules
        self._outbox = outbox
        self._claims = claims
        self._clock = clock

    def may_alert(self, event: Event) -> bool:
        """Whether the event could be due at all, so that its claims are worth reading."""
        return may_alert(event, self._outbox.thread(event.event_id), self._rules)

    def deliveries(self, event: Event) -> list[Delivery]:
        """Event -> its new deliveries; raises InvalidRecord when it fits into no webhook."""
        claims = self._claims.known(event.claim_ids)
        state = casualties_state(event, claims)
        thread = self._outbox.thread(event.event_id)
        made: list[Delivery] = []
        for due in decide(event, state, thread, self._rules):
            alert = make_alert(AlertInput(event, claims, state), due, thread, self._clock.now())
            thread = (*thread, told_by(alert, due.rules))
            made += new_deliveries(alert, due.rules)
        for delivery in made:
            self._outbox.note(delivery)
        return made


class AlertSink:
    """Puts what is due on the outbox, then on the alerts topic; both acknowledged."""

    def __init__(
        self, decider: Decider, claim_reader: ClaimReader, publisher: Publisher, metrics: Metrics
    ) -> None:
        self._decider = decider
        self._claim_reader = claim_reader
        self._publisher = publisher
        self._metrics = metrics

    async def write(self, done: Sequence[Done]) -> Sequence[SetAside]:
        """Events -> deliveries acknowledged, then alerts acknowledged; refused records back."""
        telling = [e for one in done for e in _events(one) if self._decider.may_alert(e)]
        if telling:
            wanted = frozenset(claim_id for event in telling for claim_id in event.claim_ids)
            await self._claim_reader.catch_up(wanted)
        outcomes = [self._decide(one) for one in done]
        made = [d for outcome in outcomes if isinstance(outcome, list) for d in outcome]
        await self._publisher.publish([delivery_record(delivery) for delivery in made])
        alerts = {delivery.alert.alert_id: delivery.alert for delivery in made}
        await self._publisher.publish([alert_record(alert) for alert in alerts.values()])
        for alert in alerts.values():
            self._metrics.count("clashwire_alerts_total", kind=alert.kind)
        return [outcome for outcome in outcomes if isinstance(outcome, SetAside)]

    def _decide(self, done: Done) -> list[Delivery] | SetAside:
        """One record -> its deliveries, or set aside: deciding is pure, so it is at fault."""
        try:
            return [made for event in _events(done) for made in self._decider.deliveries(event)]
        except InvalidRecord as error:
            return SetAside(done.record, error.kind, str(error))
        except Exception as error:  # noqa: BLE001  # as in clashwire_runtime.step.attempt
            return SetAside(done.record, "poison", f"{type(error).__name__}: {error}")


def _events(done: Done) -> list[Event]:
    return [output for output in done.outputs if isinstance(output, Event)]
