"""A lease on a group's partitions: held while Kafka must still count us in, by our own clock.

A process that was stopped (a paused container, a sleeping machine) does not know that others
took its partitions until its next heartbeat fails. What its producer holds would still leave, and
overwrite the new owner's records. So each produce request waits for the lease at the socket.
"""

import asyncio
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import (
    NodeNotReadyError,
    NoError,
    ProducerFenced,
    RebalanceInProgressError,
    RequestTimedOutError,
)
from aiokafka.protocol.group import HeartbeatRequest, SyncGroupRequest
from aiokafka.protocol.produce import ProduceRequest

from clashwire_runtime.clock import Clock
from clashwire_runtime.errors import InfrastructureError

_WAIT_AT_SOCKET_SECONDS = 10.0  # then the request fails as it would with the broker away
_LOST = (
    "Kafka gave this worker's partitions away while it was publishing; what it still holds is "
    "dropped, and read again by whoever owns them now."
)
# a member of a group that is being rebalanced counts as alive, and keeps what it owns till it joins
_ALIVE = frozenset({NoError.errno, RebalanceInProgressError.errno})


class LeaseLostError(InfrastructureError):
    """Others may own our partitions and something of ours was half put out: begin anew."""


class GroupLease:
    """Runs for one session timeout from the sending of each answered heartbeat.

    The broker counts from a heartbeat's arrival, which is later, so the lease ends first.
    """

    def __init__(self, session_seconds: float, clock: Clock) -> None:
        self.session_seconds = session_seconds
        self._clock = clock
        self._until_seconds = float("-inf")
        self._fenced = False
        self._renewed = asyncio.Event()

    @property
    def held(self) -> bool:
        """Whether no other member can own our partitions now."""
        return not self._fenced and self._clock.monotonic_seconds() < self._until_seconds

    def renew(self, sent_at_seconds: float) -> None:
        """Kafka answered a heartbeat that was sent at this monotonic reading."""
        self._until_seconds = max(self._until_seconds, sent_at_seconds + self.session_seconds)
        self._renewed.set()

    def fence(self) -> None:
        """Never hold it again: what is buffered may belong to another owner by now."""
        self._fenced = True
        self._renewed.set()

    async def until_held(self) -> None:
        """Wait, for ever if need be, until it is held; raises LeaseLostError once it cannot be."""
        while not self.held:
            if self._fenced:
                raise LeaseLostError(_LOST)
            self._renewed.clear()
            await self._renewed.wait()

    def renew_by(self, consumer: AIOKafkaConsumer) -> None:
        """Renew with each answer that a started consumer's group coordinator gives."""
        client = consumer._client  # noqa: SLF001  # aiokafka tells nobody of its heartbeats
        send = client.send

        async def timed(node_id: int, request: Any, **options: Any) -> Any:
            sent_at_seconds = self._clock.monotonic_seconds()
            answer = await send(node_id, request, **options)
            is_alive = isinstance(request, HeartbeatRequest | SyncGroupRequest)
            if is_alive and answer.error_code in _ALIVE:
                self.renew(sent_at_seconds)
            return answer

        client.send = timed

    def guard(self, producer: AIOKafkaProducer) -> None:
        """Let a producer's records reach the socket only while the lease is held."""
        client = producer.client
        send = client.send

        async def guarded(node_id: int, request: Any, **options: Any) -> Any:
            if isinstance(request, ProduceRequest):
                # connect first: from the check to the socket nothing may wait
                if not await client.ready(node_id):
                    raise NodeNotReadyError(f"Kafka node {node_id} is not connected")
                try:
                    async with asyncio.timeout(_WAIT_AT_SOCKET_SECONDS):
                        await self.until_held()
                except TimeoutError as error:
                    raise RequestTimedOutError from error
                except LeaseLostError as error:
                    raise ProducerFenced from error
            return await send(node_id, request, **options)

        client.send = guarded
