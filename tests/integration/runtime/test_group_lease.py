"""The lease at the socket of a real producer, renewed by a real group's heartbeats."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from clashwire_contracts.topics import FEEDS_PUSHES
from clashwire_local import RunningStack
from clashwire_runtime.clock import SystemClock
from clashwire_runtime.compacted import read_to_end
from clashwire_runtime.group_lease import GroupLease
from clashwire_runtime.kafka import build_consumer, build_producer
from clashwire_runtime.settings import ServiceSettings

pytestmark = pytest.mark.integration
SESSION_SECONDS = 6.0


@pytest.fixture
def settings(ready_stack: RunningStack) -> ServiceSettings:
    return ServiceSettings(kafka_bootstrap=ready_stack.kafka_bootstrap)


@asynccontextmanager
async def guarded(settings: ServiceSettings, lease: GroupLease) -> AsyncIterator[AIOKafkaProducer]:
    producer = build_producer(settings)
    lease.guard(producer)
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()


async def is_on_topic(settings: ServiceSettings, value: bytes) -> bool:
    found = [record.value async for record in read_to_end(settings, FEEDS_PUSHES.name)]
    return value in found


async def test_what_is_buffered_waits_for_the_lease_and_then_leaves(
    settings: ServiceSettings,
) -> None:
    lease, value = GroupLease(SESSION_SECONDS, SystemClock()), uuid4().bytes
    async with guarded(settings, lease) as producer:
        acknowledged = await producer.send(FEEDS_PUSHES.name, value=value)
        await asyncio.sleep(0.5)
        assert not acknowledged.done()

        lease.renew(SystemClock().monotonic_seconds())

        await asyncio.wait_for(acknowledged, 10)
    assert await is_on_topic(settings, value)


async def test_what_is_buffered_when_it_is_fenced_never_leaves(settings: ServiceSettings) -> None:
    lease, value = GroupLease(SESSION_SECONDS, SystemClock()), uuid4().bytes
    async with guarded(settings, lease) as producer:
        acknowledged = await producer.send(FEEDS_PUSHES.name, value=value)
        await asyncio.sleep(0.1)

        lease.fence()

        with pytest.raises(KafkaError):
            await asyncio.wait_for(acknowledged, 10)
    assert not await is_on_topic(settings, value)


async def test_a_groups_heartbeats_keep_it(settings: ServiceSettings) -> None:
    lease = GroupLease(SESSION_SECONDS, SystemClock())
    consumer = build_consumer(settings, FEEDS_PUSHES.name, group=f"lease-{uuid4()}")
    lease.renew_by(consumer)
    await consumer.start()
    try:
        assert lease.held
        await asyncio.sleep(SESSION_SECONDS + 1)
        assert lease.held
    finally:
        await consumer.stop()
