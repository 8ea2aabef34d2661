"""The claims of recent events, read along from their topic, for the snapshots in alerts.

Claims are published with the event version that names them, so reading the claims topic to the
end it has after an event was seen finds them; a short wait covers one that is still on its way.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from structlog.typing import FilteringBoundLogger

from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import DecodeError, decode
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.kafka import to_record
from clashwire_runtime.step import Record

_POLL_MS = 200
_PAUSE_SECONDS = 1.0


class ClaimStore:
    """Latest claims by id as their bytes, at most `limit`; the longest unchanged go first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._latest: OrderedDict[str, bytes] = OrderedDict()

    def take(self, record: Record) -> None:
        """Take note of one record of the claims topic; a tombstone removes its claim."""
        key = (record.key or b"").decode(errors="replace")
        self._latest.pop(key, None)
        if record.value is not None:
            self._latest[key] = record.value
        while len(self._latest) > self._limit:
            self._latest.popitem(last=False)

    def knows_all(self, claim_ids: Iterable[str]) -> bool:
        """Whether each of these claims is in the store."""
        return all(claim_id in self._latest for claim_id in claim_ids)

    def known(self, claim_ids: Iterable[str]) -> list[Claim]:
        """claim_ids -> those claims that are known and readable, in that order."""
        return [c for c in map(self._read, claim_ids) if c is not None]

    def _read(self, claim_id: str) -> Claim | None:
        found = self._latest.get(claim_id)
        if found is None:
            return None
        try:
            return decode(Claim, found)
        except DecodeError:
            return None  # index puts it among the dead letters; here it counts as left out


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How long to wait for claims that an event names, and for Kafka to answer at all."""

    for_claims: timedelta
    for_kafka: timedelta


class ClaimReader:
    """Reads the claims topic into a store, from its beginning, in no consumer group."""

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        store: ClaimStore,
        logger: FilteringBoundLogger,
        patience: Patience,
    ) -> None:
        self._consumer = consumer
        self._store = store
        self._logger = logger
        self._patience = patience

    async def catch_up(self, wanted: frozenset[str]) -> None:
        """Read to the end that the topic has now, and on until the wanted claims came.

        Those that do not come in time are given up; raises InfrastructureError when Kafka stays
        away.
        """
        await self._read_to_end()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.for_claims.total_seconds()):
                while not self._store.knows_all(wanted):
                    await self._read_on()

    async def _read_to_end(self) -> None:
        ends: dict[TopicPartition, int] = {}
        try:
            async with asyncio.timeout(self._patience.for_kafka.total_seconds()):
                while not ends:
                    ends = await self._ends()
                while await self._is_behind(ends):
                    await self._read_on()
        except TimeoutError as error:
            raise InfrastructureError(
                f"The claims topic could not be read for {self._patience.for_kafka}; "
                "check the broker."
            ) from error

    async def _ends(self) -> dict[TopicPartition, int]:
        """The ends of all partitions; empty after a pause when Kafka did not say."""
        try:
            ends: dict[TopicPartition, int] = await self._consumer.end_offsets(
                list(self._consumer.assignment())
            )
        except KafkaError as error:
            self._logger.warning("claims_end_unknown", error=repr(error))
            await asyncio.sleep(_PAUSE_SECONDS)
            return {}
        return ends

    async def _is_behind(self, ends: dict[TopicPartition, int]) -> bool:
        for partition, end in ends.items():
            if await self._consumer.position(partition) < end:
                return True
        return False

    async def _read_on(self) -> None:
        for messages in (await self._consumer.getmany(timeout_ms=_POLL_MS)).values():
            for message in messages:
                self._store.take(to_record(message))
