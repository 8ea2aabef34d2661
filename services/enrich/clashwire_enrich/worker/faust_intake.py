"""Where faust's records enter and offsets are kept: each read once, in order, none skipped.

Faust's own bookkeeping loses records. Its streams acknowledge an event they skip while a rebalance
or a stop is under way, and any event whose agent raises. Its fetcher, started for the recovery of
a table, may deliver records behind the committed offset's back, and takes what it dropped there
for a gap that may be committed. So the topic's channel is read directly, every offset is checked
against the one before it, faust is never told of an acknowledgement, and what is committed is
exactly what was done.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from aiokafka import TopicPartition

from clashwire_runtime.step import Record

_REWIND_AGAIN_SECONDS = 1.0


class Broker(Protocol):
    """What the intake asks the broker itself, not faust."""

    async def resume_at(self, partition: TopicPartition) -> int:
        """-> where the group must read on."""
        ...

    async def next_kept(self, partition: TopicPartition, offset: int) -> int | None:
        """-> the offset of the first record at or after an offset."""
        ...


class FaustIntake:
    """Takes batches off one topic of a faust app and commits those that are done."""

    def __init__(self, app: Any, topic: str, broker: Broker) -> None:
        self.topic = topic
        self._app = app
        self._broker = broker
        channel = app.topic(
            topic, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
        )
        self._channel = aiter(channel)  # subscribes the app, so before it starts
        self._expected: dict[TopicPartition, int] = {}
        self._rewinding: set[TopicPartition] = set()
        self._done: dict[TopicPartition, int] = {}
        self._committed: dict[TopicPartition, int] = {}

    def forget_assignment(self) -> None:
        """Say that partitions were taken away; where reading resumes is asked anew."""
        for known in (self._expected, self._rewinding, self._done, self._committed):
            known.clear()

    async def take(self, max_records: int) -> list[Record]:
        """Wait for a record -> it and those already there behind it, in order; maybe none."""
        queue = self._channel.queue
        wait_seconds = _REWIND_AGAIN_SECONDS if self._rewinding else None
        try:
            events = [await asyncio.wait_for(queue.get(), wait_seconds)]
        except TimeoutError:
            await self._rewind_again()
            return []
        while len(events) < max_records and not queue.empty():
            events.append(queue.get_nowait())
        records = [_to_record(event.message) for event in events if self._is_current(event)]
        return [record for record in records if await self._follows(record)]

    def note_done(self, records: Sequence[Record]) -> None:
        """Say that records, in order, are done and may be committed."""
        for record in records:
            self._done[TopicPartition(record.topic, record.partition)] = record.offset + 1

    async def commit(self) -> None:
        """Commit what is done and not committed yet; a partition taken away is left out."""
        due = {tp: n for tp, n in self._done.items() if self._committed.get(tp) != n}
        if due and await self._app.consumer._commit_offsets(due):  # noqa: SLF001  # see above
            self._committed |= due

    def _is_current(self, event: Any) -> bool:
        """Whether an event is of the running generation, and no stop is under way."""
        current = event.message.generation_id == self._app.consumer_generation_id
        return bool(current and self._app.flow_control.is_active())

    async def _follows(self, record: Record) -> bool:
        """Whether this is the next record of its partition; one that comes too early is not."""
        partition = TopicPartition(record.topic, record.partition)
        if partition not in self._expected:
            self._expected[partition] = await self._broker.resume_at(partition)
        expected = self._expected[partition]
        if record.offset < expected:
            return False  # it was taken before
        if record.offset > expected and not await self._kafka_has_none(partition, record.offset):
            return False
        self._rewinding.discard(partition)
        self._expected[partition] = record.offset + 1
        return True

    async def _kafka_has_none(self, partition: TopicPartition, offset: int) -> bool:
        """Whether Kafka has nothing between the expected offset and this; else faust rewinds."""
        if partition in self._rewinding:
            return False
        expected = self._expected[partition]
        if await self._broker.next_kept(partition, expected) == offset:
            return True
        self._rewinding.add(partition)
        await self._rewind_again()
        return False

    async def _rewind_again(self) -> None:
        """Let faust read on from the expected offset; again until it does."""
        for partition in sorted(self._rewinding):
            await self._app.consumer.seek(partition, self._expected[partition])


def _to_record(message: Any) -> Record:
    headers = message.headers or ()
    pairs = headers.items() if isinstance(headers, dict) else headers
    return Record(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        timestamp=datetime.fromtimestamp(message.timestamp, UTC),
        headers=tuple((name, value) for name, value in pairs),
    )
