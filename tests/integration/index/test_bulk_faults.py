"""What goes wrong between the sink and Elasticsearch: each document is still settled, once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import msgspec
import pytest
import structlog
from elasticsearch import Elasticsearch

from clashwire_contracts.topics import EVENTS
from clashwire_index.bulk import BulkSink, StoppedWaitingError
from clashwire_index.bulk_request import BulkLimits
from clashwire_index.connection import Connection, connect
from clashwire_index.documents import IndexStep
from clashwire_index.indices import EVENT_INDEX
from clashwire_local import RunningStack
from clashwire_runtime.clock import SystemClock
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch
from clashwire_runtime.step import Done, Record
from tests.integration.index.faulty_gateway import (
    Gateway,
    answering,
    gateway_before,
    refusing_over,
)
from tests.unit.index.messages import an_event, to_bytes

pytestmark = pytest.mark.integration


def a_context() -> ServiceContext:
    clock = SystemClock()
    watch = ProgressWatch(clock, timedelta(minutes=1))
    watch.start()
    return ServiceContext(
        name="index",
        clock=clock,
        logger=structlog.get_logger(),
        metrics=Metrics(),
        watch=watch,
        stop=asyncio.Event(),
    )


def done(*event_ids: str, version: int = 1) -> list[Done]:
    step = IndexStep()
    records = [
        Record(
            topic=EVENTS.name,
            partition=0,
            offset=offset,
            key=event_id.encode(),
            value=to_bytes(an_event(event_id, version)),
            timestamp=datetime.now(UTC),
        )
        for offset, event_id in enumerate(event_ids)
    ]
    return [Done(record, step(record)) for record in records]


def names(prefix: str, count: int) -> list[str]:
    return [f"{prefix}-{number}" for number in range(count)]


def stored(stack: RunningStack, *event_ids: str) -> int:
    with Elasticsearch(stack.elasticsearch_url) as client:
        answer = client.mget(index=EVENT_INDEX.alias, ids=list(event_ids))
        return sum(found["found"] for found in answer["docs"])


@pytest.fixture
async def gateway(ready_stack: RunningStack) -> AsyncIterator[Gateway]:
    async with gateway_before(ready_stack.elasticsearch_url) as running:
        yield running


class Harness:
    """A sink behind the gateway, and the context that sees its metrics and health."""

    def __init__(self, gateway: Gateway, limits: BulkLimits | None = None) -> None:
        self.context = a_context()
        self.client = connect(Connection(url=gateway.url))
        self.sink = BulkSink(self.client, gateway.url, self.context, limits)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()

    def counted(self, result: str) -> int:
        """Documents counted under a result."""
        line = f'clashwire_documents_total{{index="{EVENT_INDEX.alias}",result="{result}"}} '
        text = self.context.metrics.exposition().decode()
        found = [one for one in text.splitlines() if one.startswith(line)]
        return int(float(found[0].rpartition(" ")[2])) if found else 0


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_a_busy_or_broken_server_is_asked_again_until_it_takes_all(
    ready_stack: RunningStack, gateway: Gateway, status: int
) -> None:
    gateway.faults = [answering(status)] * 2
    ids = names(f"busy-{status}", 5)
    async with Harness(gateway) as harness:
        assert await harness.sink.write(done(*ids)) == []
        assert harness.counted("written") == 5
        assert harness.context.watch.verdict().ready
    assert gateway.requests == 3
    assert stored(ready_stack, *ids) == 5


async def test_a_request_too_large_for_a_gateway_is_halved_until_it_fits(
    ready_stack: RunningStack, gateway: Gateway
) -> None:
    ids = names("halved", 16)
    limit_bytes = 3 * len(to_bytes(an_event("halved-10"))) + 1500
    gateway.faults = [refusing_over(limit_bytes)] * 64
    async with Harness(gateway) as harness:
        assert await harness.sink.write(done(*ids)) == []
    assert gateway.requests > 2
    assert stored(ready_stack, *ids) == 16


async def test_one_document_too_large_for_a_gateway_is_set_aside_alone(
    ready_stack: RunningStack, gateway: Gateway
) -> None:
    small, giant = done(*names("beside-a-giant", 3)), an_event("giant")
    value = to_bytes(msgspec.structs.replace(giant, headline="x" * 50_000))
    record = msgspec.structs.replace(small[0].record, value=value, offset=99)
    gateway.faults = [refusing_over(40_000)] * 64
    async with Harness(gateway) as harness:
        (aside,) = await harness.sink.write([*small, Done(record, IndexStep()(record))])
    assert (aside.kind, aside.record.offset) == ("too_large", 99)
    assert stored(ready_stack, *names("beside-a-giant", 3)) == 3


async def test_an_answer_that_is_lost_after_the_write_doubles_nothing(
    ready_stack: RunningStack, gateway: Gateway
) -> None:
    gateway.lose_answers = 1
    ids = names("unheard", 5)
    async with Harness(gateway) as harness:
        assert await harness.sink.write(done(*ids)) == []
    assert gateway.requests == 2
    with Elasticsearch(ready_stack.elasticsearch_url) as client:
        for event_id in ids:
            assert client.get(index=EVENT_INDEX.alias, id=event_id)["_version"] == 1


async def test_a_full_disk_is_waited_out_and_held_against_no_document(
    ready_stack: RunningStack, gateway: Gateway
) -> None:
    with Elasticsearch(ready_stack.elasticsearch_url) as client:
        blocked = {"index.blocks.read_only_allow_delete": True}  # what a full disk sets
        client.indices.put_settings(index=EVENT_INDEX.concrete, settings=blocked)
        async with Harness(gateway) as harness:
            writing = asyncio.create_task(_written(harness, "after-full-disk"))
            try:
                await _until_blocked(harness)
                assert "takes no documents" in harness.context.watch.verdict().reason
            finally:
                free = {"index.blocks.read_only_allow_delete": None}
                client.indices.put_settings(index=EVENT_INDEX.concrete, settings=free)
            assert await asyncio.wait_for(writing, 60) == []
            assert harness.context.watch.verdict().ready
    assert stored(ready_stack, "after-full-disk") == 1


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_what_waiting_cannot_mend_stops_the_service_with_a_sentence(
    gateway: Gateway, status: int
) -> None:
    gateway.faults = [answering(status)]
    async with Harness(gateway) as harness:
        with pytest.raises(InfrastructureError, match="run `clashwire setup`"):
            await harness.sink.write(done("stopped"))


async def test_told_to_stop_it_waits_no_longer(gateway: Gateway) -> None:
    gateway.faults = [answering(503)] * 1000
    async with Harness(gateway) as harness:
        writing = asyncio.create_task(_written(harness, "never-written"))
        await _until_blocked(harness)
        harness.context.stop.set()
        with pytest.raises(StoppedWaitingError):
            await asyncio.wait_for(writing, 5)


async def test_several_versions_in_one_batch_leave_the_highest(
    ready_stack: RunningStack, gateway: Gateway
) -> None:
    batch = [one for version in (1, 3, 2) for one in done("several", version=version)]
    async with Harness(gateway) as harness:
        assert await harness.sink.write(batch) == []
        assert (harness.counted("written"), harness.counted("outdated")) == (2, 1)
    with Elasticsearch(ready_stack.elasticsearch_url) as client:
        assert client.get(index=EVENT_INDEX.alias, id="several")["_version"] == 3


async def test_a_batch_over_the_limits_goes_in_several_requests(
    ready_stack: RunningStack, gateway: Gateway
) -> None:
    ids = names("several-requests", 25)
    async with Harness(gateway, BulkLimits(max_documents=10)) as harness:
        assert await harness.sink.write(done(*ids)) == []
    assert gateway.requests == 3
    assert stored(ready_stack, *ids) == 25


async def _written(harness: Harness, *event_ids: str) -> Any:
    return await harness.sink.write(done(*event_ids))


async def _until_blocked(harness: Harness) -> None:
    async with asyncio.timeout(20):
        while harness.context.watch.verdict().ready:  # noqa: ASYNC110  # nobody tells of it
            await asyncio.sleep(0.05)
