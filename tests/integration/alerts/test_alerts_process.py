"""The alerts process on a real Kafka: one signed webhook per happening, whatever goes wrong."""

import asyncio
import signal
from functools import partial
from pathlib import Path

import msgspec
import pytest

from clashwire_cli.demo.webhook_sink import WebhookSink
from clashwire_contracts.alert import Alert
from clashwire_contracts.event import Event
from clashwire_contracts.ids import alert_id
from clashwire_index.alerts.delivery_queue import MAX_IN_FLIGHT
from clashwire_local import RunningStack
from tests.integration.alerts.alerts_process import (
    alerting,
    alerts_on_topic,
    deliveries,
    publish,
    until,
)
from tests.integration.alerts.crashing_alerts import POINTS
from tests.unit.alerts.happenings import a_claim_of, a_clash

pytestmark = pytest.mark.integration
REPORTS = "  - {name: new clashes, endpoint: ENDPOINT, kinds: [clash.reported]}\n"


def arrived(sink: WebhookSink, identity: str) -> bool:
    """Whether a webhook-id was received."""
    return identity in sink.received


def of(events: list[Event], received: dict[str, object]) -> set[str]:
    """The webhook-ids among those received that are first reports of these events."""
    return {alert_id(e.event_id, "clash.reported", e.version) for e in events} & set(received)


async def test_a_clash_becomes_one_signed_webhook_with_its_claims_and_a_repeat_none(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    claims = [a_claim_of("integration-1", "army", 25), a_claim_of("integration-1", "rebels", 2)]
    clash = a_clash("integration-1", claims=claims)
    identity = alert_id(clash.event_id, "clash.reported", 1)
    async with alerting(ready_stack, tmp_path, rules=REPORTS) as (process, sink):
        await process.start()
        await publish(ready_stack, [*claims, clash])
        await until(lambda: identity in sink.received, "the webhook")
        await publish(ready_stack, [clash])
        later = a_clash("integration-2")
        await publish(ready_stack, [later, a_clash("integration-1", version=2)])
        await until(lambda: bool(of([later], dict(sink.received))), "the second clash's webhook")
        await asyncio.sleep(1)
        assert await process.stop() == 0
        receipt = sink.received[identity]
        assert sink.counts[identity] == 1
    assert receipt.verified
    assert receipt.kind == "clash.reported"
    assert len(receipt.body) < 20_000
    alert = msgspec.json.decode(msgspec.json.encode(receipt.alert), type=Alert)
    assert {claim.claim_id for claim in alert.claims} == {claim.claim_id for claim in claims}
    of_first = [r for r in sink.receipts if r.alert["thread_id"] == "integration-1"]
    assert len(of_first) == 1
    outbox = [d for d in await deliveries(ready_stack, tmp_path) if d.alert.alert_id == identity]
    assert [(d.status, len(d.attempts)) for d in outbox] == [("delivered", 1)]
    assert signal.SIGTERM.name not in process.log


async def test_an_alert_waits_for_claims_on_their_way_and_not_for_those_that_never_come(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    late = [a_claim_of("late-1", "army", 25), a_claim_of("late-1", "rebels", 2)]
    never = [a_claim_of("late-2", "army", 25)]
    async with alerting(ready_stack, tmp_path, rules=REPORTS) as (process, sink):
        await process.start()
        for event_id, claims in (("late-1", late), ("late-2", never)):
            clash = a_clash(event_id, claims=claims)
            await publish(ready_stack, [clash])
            if claims is late:
                await asyncio.sleep(1)
                await publish(ready_stack, claims)
            identity = alert_id(event_id, "clash.reported", 1)
            await until(partial(arrived, sink, identity), event_id)
        assert await process.stop() == 0
        alerts = {r.alert["thread_id"]: r.alert for r in sink.receipts}
    assert {c["claim_id"] for c in alerts["late-1"]["claims"]} == {c.claim_id for c in late}
    assert alerts["late-1"]["claims_left_out"] == 0
    assert (alerts["late-2"]["claims"], alerts["late-2"]["claims_left_out"]) == ([], 1)


async def test_killed_at_every_point_it_tells_each_clash_under_one_webhook_id(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    rules = REPORTS.replace("clash.reported", "clash.reported, clash.contested")
    expected: dict[str, str] = {}
    async with alerting(ready_stack, tmp_path, rules=rules) as (process, sink):
        for number, point in enumerate(POINTS):
            clashes = [a_clash(f"killed-{number}-{n}") for n in range(20)]
            disputes = [
                a_clash(c.event_id, 3, status="contested", contested_fields=("fatalities",))
                for c in clashes[:5]
            ]
            await publish(ready_stack, [*clashes[:10], *disputes, *clashes[10:]])
            expected |= {alert_id(c.event_id, "clash.reported", 1): c.event_id for c in clashes}
            expected |= {alert_id(d.event_id, "clash.contested", 3): d.event_id for d in disputes}
            await process.start(point, str(1 if number < 3 else 7))
            assert await process.ended() == -signal.SIGKILL, point
        await process.start()
        await until(lambda: expected.keys() <= sink.received.keys(), "every webhook")
        await asyncio.sleep(1)
        assert await process.stop() == 0
    ours = [r for r in sink.receipts if r.alert["thread_id"].startswith("killed-")]
    assert {receipt.webhook_id for receipt in ours} == expected.keys()
    assert all(receipt.verified for receipt in ours)
    bodies = {(receipt.webhook_id, receipt.body) for receipt in ours}
    assert len(bodies) == len(expected), "a repeat has the same bytes"
    for event_id in set(expected.values()):
        kinds = [r.kind for r in ours if r.alert["thread_id"] == event_id]
        assert kinds == sorted(kinds, reverse=True), "no update before the report it follows"
    repeats = len(ours) - len(expected)
    assert 0 < repeats <= 2 * MAX_IN_FLIGHT, "only what was in flight at a kill is repeated"
    outbox = [d for d in await deliveries(ready_stack, tmp_path) if d.alert.alert_id in expected]
    assert {d.status for d in outbox} == {"delivered"}
    assert len(outbox) == len(expected)
    topic = await alerts_on_topic(ready_stack)
    assert expected.keys() <= topic.keys()
    assert all(topic[d.alert.alert_id] == d.alert for d in outbox)
