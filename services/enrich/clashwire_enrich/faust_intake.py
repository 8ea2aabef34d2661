"""Where faust's records enter: each read once, in order, and acknowledged only when we say so.

Faust's own streams acknowledge an event they skip while a rebalance or a stop is under way, and
any event whose agent raises; both lose it. So the topic's channel is read directly, an event of
an ended generation is dropped unacknowledged (it is read again from the committed offset), and
offsets are acknowledged in order, which faust needs to commit no further than what is done.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from aiokafka import TopicPartition

from clashwire_enrich.group_offsets import GroupOffsets
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.step import Record


class Taken(msgspec.Struct, frozen=True):
    """A record taken from faust, with the faust event that acknowledges it."""

    record: Record
    event: Any


class FaustIntake:
    """Takes batches off one topic of a faust app; refuses to go on after a hole in the offsets."""

    def __init__(self, app: Any, topic: str, offsets: GroupOffsets) -> None:
        self.topic = topic
        self._app = app
        self._offsets = offsets
        channel = app.topic(
            topic, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw"
        )
        self._channel = aiter(channel)  # subscribes the app, so before it starts
        self._expected: dict[TopicPartition, int] = {}
        self._assignments = 0
        self._reassigned = False

    def note_assignment(self) -> None:
        """Say that partitions were handed out; where reading resumes is checked then."""
        self._assignments += 1
        self._reassigned = self._assignments > 1
        self._expected.clear()

    def was_reassigned(self) -> bool:
        """Whether partitions were handed out again since the last call."""
        reassigned, self._reassigned = self._reassigned, False
        return reassigned

    async def take(self, max_records: int) -> list[Taken]:
        """Wait for a record -> it and those already there behind it, in order."""
        taken = self._accept(await self._channel.queue.get())
        while len(taken) < max_records and not self._channel.queue.empty():
            taken += self._accept(self._channel.queue.get_nowait())
        for one in taken:
            await self._refuse_hole(one.record)
        return taken

    def acknowledge(self, taken: Sequence[Taken]) -> None:
        """Mark records as done; faust commits them within its commit interval."""
        for one in taken:
            one.event.ack()

    def _accept(self, event: Any) -> list[Taken]:
        message = event.message
        stale = message.generation_id != self._app.consumer_generation_id
        if stale or not self._app.flow_control.is_active():
            return []
        self._app.consumer.track_message(message)
        return [Taken(_to_record(message), event)]

    async def _refuse_hole(self, record: Record) -> None:
        """Raise InfrastructureError when records before this one were never seen."""
        partition = TopicPartition(record.topic, record.partition)
        expected = self._expected.get(partition)
        if expected is None and self._assignments > 1:
            expected = await self._resume_at(partition)
        if expected is not None and record.offset > expected:
            raise InfrastructureError(
                f"Faust skipped offsets {expected} to {record.offset - 1} of {record.topic}"
                f"[{record.partition}] after a rebalance; restarting reads them again."
            )
        self._expected[partition] = record.offset + 1

    async def _resume_at(self, partition: TopicPartition) -> int:
        committed = (await self._offsets.committed()).get(partition, 0)
        beginning = (await self._offsets.beginnings([partition]))[partition]
        return max(committed, beginning)


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
