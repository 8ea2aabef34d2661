"""Receivers that fail, refuse, tire or die, and servers that are away: the page still arrives."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from clashwire_cli.demo.webhook_sink import Receipt, WebhookSink
from clashwire_contracts.alert import Delivery
from clashwire_local import RunningStack
from tests.integration.alerts.alerts_process import (
    DEADLINE_SECONDS,
    AlertsProcess,
    alerting,
    deliveries,
    publish,
    until,
)
from tests.unit.alerts.happenings import a_clash

pytestmark = pytest.mark.integration
REPORTS = "  - {name: new clashes, endpoint: ENDPOINT, kinds: [clash.reported]}\n"
OUR_TIMEOUT_SECONDS = 20


def of(sink: WebhookSink, event_id: str) -> list[Receipt]:
    """An event's webhooks in the order of arrival."""
    return [receipt for receipt in sink.receipts if receipt.alert["thread_id"] == event_id]


async def outbox_until(
    stack: RunningStack, folder: Path, event_id: str, fact: Callable[[Delivery], bool]
) -> Delivery:
    """Wait until an event's one delivery stands like this on the outbox -> it."""
    deadline = asyncio.get_running_loop().time() + DEADLINE_SECONDS
    while asyncio.get_running_loop().time() < deadline:
        found = [d for d in await deliveries(stack, folder) if d.alert.thread_id == event_id]
        assert len(found) <= 1
        if found and fact(found[0]):
            return found[0]
        await asyncio.sleep(0.3)
    raise AssertionError(f"{event_id} stands on the outbox as {found}")


def is_delivered(delivery: Delivery) -> bool:
    return delivery.status == "delivered"


def is_disabled(delivery: Delivery) -> bool:
    return delivery.status == "disabled"


def was_tried(delivery: Delivery) -> bool:
    return bool(delivery.attempts)


async def test_what_a_receiver_does_not_accept_comes_again_with_the_same_id_and_bytes(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    """An error, a redirect, a cut connection and an answer that never comes, all at first only."""
    seen: set[str] = set()

    async def answer(receipt: Receipt) -> web.StreamResponse:
        event_id = receipt.alert["thread_id"]
        if event_id in seen:
            return web.Response(status=204)
        seen.add(event_id)
        if event_id == "faults-redirect":
            return web.Response(status=307, headers={"Location": "/elsewhere"})
        if event_id == "faults-cut":
            raise ConnectionResetError
        if event_id == "faults-silent":
            await asyncio.sleep(OUR_TIMEOUT_SECONDS + 3)
        return web.Response(status=500, text="x" * 5_000_000)

    names = ["faults-error", "faults-redirect", "faults-cut", "faults-silent"]
    async with alerting(ready_stack, tmp_path, rules=REPORTS, answer=answer) as (process, sink):
        await process.start()
        await publish(ready_stack, [a_clash(name) for name in names])
        await until(lambda: all(len(of(sink, name)) == 2 for name in names), "second attempts")
        ended = {
            name: await outbox_until(ready_stack, tmp_path, name, is_delivered) for name in names
        }
        assert await process.stop() == 0
        for name in names:
            first, second = of(sink, name)
            assert (first.webhook_id, first.body) == (second.webhook_id, second.body)
            assert first.verified
            assert second.verified
    first_codes = {name: ended[name].attempts[0].status_code for name in names}
    assert first_codes == {
        "faults-error": 500,
        "faults-redirect": 307,
        "faults-cut": 500,
        "faults-silent": None,
    }
    assert ended["faults-silent"].attempts[0].error == "no answer within 20 s"
    assert all(delivery.attempts[1].status_code == 204 for delivery in ended.values())


async def test_a_tired_receiver_is_spared_until_retry_after_and_a_gone_one_for_good(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    tired: set[str] = set()

    async def answer(receipt: Receipt) -> web.StreamResponse:
        if receipt.alert["thread_id"] == "tired-1" and not tired:
            tired.add("tired-1")
            return web.Response(status=429, headers={"Retry-After": "8"})
        return web.Response(status=410 if receipt.alert["thread_id"] == "gone-1" else 204)

    async with alerting(ready_stack, tmp_path, rules=REPORTS, answer=answer) as (process, sink):
        await process.start()
        await publish(ready_stack, [a_clash("tired-1")])
        await until(lambda: bool(of(sink, "tired-1")), "the first attempt")
        await publish(ready_stack, [a_clash("tired-2")])
        await until(lambda: len(of(sink, "tired-1")) == 2 and bool(of(sink, "tired-2")), "both")
        first, second = of(sink, "tired-1")
        wait = timedelta(seconds=7.9)
        assert second.received_at - first.received_at >= wait
        assert of(sink, "tired-2")[0].received_at - first.received_at >= wait
        await publish(ready_stack, [a_clash("gone-1")])
        await outbox_until(ready_stack, tmp_path, "gone-1", is_disabled)
        await publish(ready_stack, [a_clash("gone-2")])
        unsent = await outbox_until(ready_stack, tmp_path, "gone-2", is_disabled)
        assert unsent.attempts == ()
        assert of(sink, "gone-2") == []
        assert await process.stop() == 0


async def test_pages_leave_while_elasticsearch_is_down_and_kafka_may_come_and_go(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    async def answer(receipt: Receipt) -> web.StreamResponse:
        if receipt.alert["thread_id"] == "outage-1":
            await asyncio.to_thread(ready_stack.kill, "kafka")
        return web.Response(status=204)

    await asyncio.to_thread(ready_stack.kill, "elasticsearch")
    try:
        async with alerting(ready_stack, tmp_path, rules=REPORTS, answer=answer) as (process, sink):
            await process.start()
            await publish(ready_stack, [a_clash("outage-1")])
            await until(lambda: bool(of(sink, "outage-1")), "a page without Elasticsearch")
            await asyncio.sleep(2)
            await asyncio.to_thread(ready_stack.restart_kafka)
            await publish(ready_stack, [a_clash("outage-2")])
            await until(lambda: bool(of(sink, "outage-2")), "a page after Kafka came back")
            for name in ("outage-1", "outage-2"):
                ended = await outbox_until(ready_stack, tmp_path, name, is_delivered)
                assert len(ended.attempts) == 1
                assert len(of(sink, name)) == 1
            assert await process.stop() == 0
    finally:
        await asyncio.to_thread(ready_stack.restart_elasticsearch)


async def test_a_dead_receiver_costs_nothing_but_time(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    """Nobody listens at first; the page arrives once somebody does, even after a restart."""
    async with alerting(ready_stack, tmp_path, rules=REPORTS) as (process, sink):
        live = sink.url
        with closing(socket.socket()) as deaf:  # bound and never listening
            deaf.bind(("127.0.0.1", 0))
            port = deaf.getsockname()[1]
            point_to(tmp_path, live, f"http://127.0.0.1:{port}/hook")
            await process.start()
            await publish(ready_stack, [a_clash("dead-1")])
            tried = await outbox_until(ready_stack, tmp_path, "dead-1", was_tried)
            assert tried.attempts[0].status_code is None
            assert await process.stop() == 0
        point_to(tmp_path, f"http://127.0.0.1:{port}/hook", live)
        await process.start()
        await until(lambda: bool(of(sink, "dead-1")), "the page after the restart")
        assert await process.stop() == 0
    assert "Traceback" not in process.log


def point_to(folder: Path, old: str, new: str) -> None:
    """Change the URL in alerts.yaml."""
    path = folder / "alerts.yaml"
    path.write_text(path.read_text().replace(old, new))


async def test_a_bad_alerts_file_ends_it_with_2_and_names_the_lines(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    process = AlertsProcess(ready_stack, tmp_path)
    (tmp_path / "alerts.yaml").write_text("endpoints:\n  - {name: desk}\n")
    await process.start()
    assert await process.ended() == 2
    assert "line 2: an endpoint's url is missing" in process.log


async def test_without_endpoints_it_runs_and_says_so_once(
    ready_stack: RunningStack, tmp_path: Path
) -> None:
    process = AlertsProcess(ready_stack, tmp_path)
    await process.start()
    await publish(ready_stack, [a_clash("nobody-1"), a_clash("nobody-2")])
    await until(lambda: '"key": "nobody-2"' in process.log, "the events to be read")
    assert await process.stop() == 0
    assert process.log.count("nobody_to_tell") == 1
