"""Which delivery goes when: one at a time for an event, in order, sparing a tired receiver."""

from datetime import timedelta

import msgspec

from clashwire_contracts.alert import Delivery
from clashwire_index.alerts.decide import Due
from clashwire_index.alerts.delivery_queue import MAX_IN_FLIGHT, DeliveryQueue
from clashwire_index.alerts.outbox import Outbox, disabled, new_deliveries
from clashwire_index.alerts.snapshot import AlertInput, make_alert
from clashwire_index.alerts.told import told_by
from tests.unit.alerts.happenings import NOW, a_clash

REPORTED = Due(kind="clash.reported", rules={"desk": "r"})
CONTESTED = Due(kind="clash.contested", rules={"desk": "r"})


def a_delivery(event_id: str, endpoint: str = "desk") -> Delivery:
    alert = make_alert(AlertInput(a_clash(event_id), (), "s"), REPORTED, (), NOW)
    return next(new_deliveries(alert, [endpoint]))


def the_update(first: Delivery) -> Delivery:
    thread = (told_by(first.alert, ["desk"]),)
    event = a_clash(first.alert.thread_id, 2)
    alert = make_alert(AlertInput(event, (), "s"), CONTESTED, thread, NOW)
    return next(new_deliveries(alert, [first.endpoint]))


def done(delivery: Delivery) -> Delivery:
    return msgspec.structs.replace(delivery, status="delivered", next_attempt_at=None)


def test_an_update_waits_for_the_report_it_follows() -> None:
    queue, report = DeliveryQueue(), a_delivery("e-1")
    update = the_update(report)
    queue.put([update, report])
    assert queue.start_due(NOW) == [report]
    assert queue.start_due(NOW) == []
    queue.finish(done(report))
    assert queue.start_due(NOW) == [update]
    queue.finish(done(update))
    assert queue.pending("desk") == 0


def test_a_delivery_to_be_repeated_waits_for_its_time_and_keeps_its_place() -> None:
    queue, report = DeliveryQueue(), a_delivery("e-1")
    queue.put([report, the_update(report)])
    queue.start_due(NOW)
    again = msgspec.structs.replace(report, next_attempt_at=NOW + timedelta(seconds=5))
    queue.finish(again)
    assert queue.start_due(NOW + timedelta(seconds=4)) == []
    assert queue.start_due(NOW + timedelta(seconds=5)) == [again]


def test_only_so_many_are_in_flight_to_one_endpoint() -> None:
    queue = DeliveryQueue()
    queue.put([a_delivery(f"e-{n}") for n in range(10)])
    queue.put([a_delivery("e-1", "field")])
    started = queue.start_due(NOW)
    assert sum(delivery.endpoint == "desk" for delivery in started) == MAX_IN_FLIGHT
    assert sum(delivery.endpoint == "field" for delivery in started) == 1


def test_a_held_endpoint_is_spared_and_others_are_not() -> None:
    queue = DeliveryQueue()
    queue.put([a_delivery("e-1"), a_delivery("e-1", "field")])
    queue.hold("desk", NOW + timedelta(seconds=30))
    assert [delivery.endpoint for delivery in queue.start_due(NOW)] == ["field"]
    assert len(queue.start_due(NOW + timedelta(seconds=30))) == 1


def test_a_disabled_endpoints_deliveries_are_handed_out_to_be_given_up() -> None:
    queue, later = DeliveryQueue(), NOW + timedelta(hours=1)
    waiting = [
        msgspec.structs.replace(a_delivery(f"e-{n}"), next_attempt_at=later) for n in range(9)
    ]
    queue.put(waiting)
    assert queue.start_due(NOW) == []
    queue.disable("desk")
    given_up = queue.start_due(NOW)
    assert len(given_up) == 9
    for delivery in given_up:
        queue.finish(disabled(delivery, NOW))
    assert queue.pending("desk") == 0


def test_the_outbox_hands_each_pending_delivery_over_once() -> None:
    outbox = Outbox()
    report = a_delivery("e-1")
    outbox.note(report)
    outbox.note(the_update(report))
    finished = a_delivery("e-2")
    outbox.note(finished)
    outbox.note(done(finished))
    assert [delivery.alert.seq for delivery in outbox.take_pending()] == [1, 2]
    assert outbox.take_pending() == ()
    assert [told.kind for told in outbox.thread("e-1")] == ["clash.reported", "clash.contested"]
    assert [told.seq for told in outbox.thread("e-2")] == [1]
    assert outbox.thread("e-3") == ()
