"""The claims of recent events, read along from their topic, for the snapshots in alerts.

Claims are published before the event version that names them. So whoever has read the claims
topic up to its end, after an event was seen, has all the claims of that event: no waiting time
has to be guessed.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from datetime import timedelta

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import DecodeError, decode
from clashwire_runtime.context import ServiceContext
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


class ClaimReader:
    """Reads the claims topic into a store, from its beginning, in no consumer group."""

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        store: ClaimStore,
        context: ServiceContext,
        give_up_after: timedelta,
    ) -> None:
        self._consumer = consumer
        self._store = store
        self._context = context
        self._give_up_after = give_up_after

    async def catch_up(self) -> None:
        """Read up to the end that the topic has now; waits while Kafka is away.

        Raises InfrastructureError when that takes longer than `give_up_after`.
        """
        ends: dict[TopicPartition, int] = {}
        try:
            async with asyncio.timeout(self._give_up_after.total_seconds()):
                while not ends:
                    ends = await self._ends()
                while await self._is_behind(ends):
                    await self._read_on()
        except TimeoutError as error:
            raise InfrastructureError(
                f"The claims topic could not be read for {self._give_up_after}; check the broker."
            ) from error

    async def _ends(self) -> dict[TopicPartition, int]:
        """The ends of all partitions; empty after a pause when Kafka did not say."""
        try:
            ends: dict[TopicPartition, int] = await self._consumer.end_offsets(
                list(self._consumer.assignment())
            )
        except KafkaError as error:
            self._context.logger.warning("claims_end_unknown", error=repr(error))
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
