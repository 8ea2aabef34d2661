"""Ingest's membership of its consumer group: heartbeats, rebalances, and hubs' wake-ups."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from clashwire_contracts.codec import DecodeError, decode
from clashwire_contracts.feed_state import FeedPush
from clashwire_contracts.topics import FEEDS_PUSHES, FEEDS_STATE
from clashwire_ingest.polling.assignment import FeedAssignment
from clashwire_ingest.polling.poll_loop import PollLoop
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.kafka import to_record
from clashwire_runtime.step import Record

FEED_TOPICS = (FEEDS_STATE, FEEDS_PUSHES)
_LOOK_EVERY_MS = 500
_PAUSE_SECONDS = 1.0


class GroupMember:
    """Reads the pushes of our partitions; its states are read by whoever takes a partition over.

    `hear` gets what hubs say of our feeds, before the poll that it wakes.
    """

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        assignment: FeedAssignment,
        loop: PollLoop,
        context: ServiceContext,
        hear: Callable[[FeedPush], None] | None = None,
    ) -> None:
        self._consumer = consumer
        self._assignment = assignment
        self._loop = loop
        self._context = context
        self._hear = hear
        self._unheard: list[Record] = []
        self._pending: dict[TopicPartition, list[Record]] = {}

    async def run(self) -> None:
        """Take part until cancelled; what ends the membership ends the loop."""
        try:
            self._refuse_other_partitions()
            while True:
                await self._turn()
        except KafkaError as error:
            self._loop.fail(
                InfrastructureError(f"Ingest cannot take part in its group ({error}); check Kafka.")
            )
        except InfrastructureError as error:
            self._loop.fail(error)

    async def _turn(self) -> None:
        self._pause_states()
        try:
            found = await self._consumer.getmany(timeout_ms=_LOOK_EVERY_MS)
        except KafkaError as error:
            if not error.retriable:
                raise
            self._context.logger.warning("group_away", error=repr(error))
            await asyncio.sleep(_PAUSE_SECONDS)
            return
        for partition, messages in found.items():
            self._take(partition, [to_record(message) for message in messages])
        self._wake()
        await self._commit()
        await self._assignment.follow_catalog()

    def _pause_states(self) -> None:
        """The state partitions are there to be shared out; fetching them would serve nobody."""
        states = [tp for tp in self._consumer.assignment() if tp.topic == FEEDS_STATE.name]
        paused = self._consumer.paused()
        self._consumer.pause(*[tp for tp in states if tp not in paused])

    def _take(self, partition: TopicPartition, records: list[Record]) -> None:
        if partition.topic == FEEDS_PUSHES.name:
            self._unheard.extend(records)
            self._pending.setdefault(partition, []).extend(records)

    def _wake(self) -> None:
        """Wake the feeds of new pushes; those of feeds that are still being taken on wait."""
        waiting = []
        for record in self._unheard:
            push = _push_of(record)
            woken = push is not None and self._loop.wake(push.feed_id)
            if not woken and not self._assignment.is_settled:
                waiting.append(record)
                continue
            if push is not None and woken and self._hear is not None:
                self._hear(push)
            self._context.metrics.count("clashwire_pushes_total", woken=str(woken).lower())
        self._unheard = waiting

    async def _commit(self) -> None:
        """Commit the pushes whose feeds were polled since, so that a crash loses none."""
        if self._unheard:
            return
        assigned = self._consumer.assignment()
        self._pending = {tp: kept for tp, kept in self._pending.items() if tp in assigned and kept}
        done = {
            tp: offset
            for tp, records in self._pending.items()
            if (offset := _done_up_to(records, self._loop.polled_at)) is not None
        }
        if not done:
            return
        try:
            await self._consumer.commit(done)
        except (CommitFailedError, IllegalStateError, KafkaError) as error:
            self._context.logger.warning("commit_not_done", error=repr(error))
            return
        for tp, offset in done.items():
            self._pending[tp] = [one for one in self._pending[tp] if one.offset >= offset]

    def _refuse_other_partitions(self) -> None:
        for topic in FEED_TOPICS:
            found = len(self._consumer.partitions_for_topic(topic.name) or ())
            if found != topic.partitions:
                raise InfrastructureError(
                    f"Topic {topic.name} has {found} partitions where {topic.partitions} are "
                    "needed; delete it and run `clashwire setup` (articles keep their ids)."
                )


def _push_of(record: Record) -> FeedPush | None:
    try:
        return decode(FeedPush, record.value)
    except DecodeError:
        return None  # wakes nobody; the feed is polled at its usual time


def _done_up_to(records: list[Record], polled_at: Callable[[str], datetime | None]) -> int | None:
    """Pushes in order -> the offset before which each is polled or not ours; None when none is."""
    offset = None
    for record in records:
        push = _push_of(record)
        at = None if push is None else polled_at(push.feed_id)
        if at is not None and at < record.timestamp:
            break
        offset = record.offset + 1
    return offset
