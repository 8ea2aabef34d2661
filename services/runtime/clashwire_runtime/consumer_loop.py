"""The at-least-once loop: decode → step → write → dead letters → commit, in that order.

An offset is committed only after every output of its batch is acknowledged by the sink and
every record set aside is acknowledged on its dead-letter topic. A crash anywhere repeats the
batch; deterministic ids and idempotent sinks make the repeat harmless.
"""

from collections.abc import Callable, Sequence

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from clashwire_runtime.brake import BrakeLimits
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.kafka import to_record
from clashwire_runtime.record_batch import RecordBatch, Sink
from clashwire_runtime.step import Record, Step

__all__ = ["ConsumerLoop", "LoopLimits", "Sink"]


class LoopLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How much one turn takes, how often progress is looked at, when to brake."""

    max_records: int = 200
    poll_ms: int = 500
    progress_every_seconds: float = 5.0
    brake: BrakeLimits = BrakeLimits()


class ConsumerLoop:
    """Runs one step over a consumer group's records until told to stop."""

    def __init__(
        self,
        *,
        consumer: AIOKafkaConsumer,
        step: Step[object],
        sink: Sink,
        dead_letters: DeadLetterWriter,
        context: ServiceContext,
        limits: LoopLimits | None = None,
    ) -> None:
        self._consumer = consumer
        self._step_name = step.name
        self._context = context
        self._limits = limits or LoopLimits()
        self._batch = RecordBatch(
            step=step,
            sink=sink,
            dead_letters=dead_letters,
            context=context,
            brake=self._limits.brake,
        )
        self._looked_at_seconds = float("-inf")

    async def run(self, on_committed: Callable[[], None] | None = None) -> None:
        """Loop until the process is told to stop; the batch in hand is finished first.

        `on_committed` is called after each batch, for what must wait until the commit was made.
        """
        self._context.watch.start()
        while not self._context.stop.is_set():
            records = await self._poll()
            if records and not await self._process(records):
                # the brake holds: alive, not ready, nothing committed
                await self._context.stop.wait()
            elif records and on_committed is not None:
                on_committed()
            await self._report_progress()

    async def _poll(self) -> list[Record]:
        found = await self._consumer.getmany(
            timeout_ms=self._limits.poll_ms, max_records=self._limits.max_records
        )
        return [to_record(message) for messages in found.values() for message in messages]

    async def _process(self, records: Sequence[Record]) -> bool:
        """Take a batch through and commit it -> False when the brake tripped before that."""
        if not await self._batch.process(records):
            return False
        await self._commit(records)
        return True

    async def _commit(self, records: Sequence[Record]) -> None:
        nexts = {TopicPartition(r.topic, r.partition): r.offset + 1 for r in records}
        try:
            await self._consumer.commit(nexts)
        except (CommitFailedError, IllegalStateError) as error:
            # the partition moved away; its new owner redoes the batch, which is idempotent
            self._note_commit("refused", error)
        except KafkaError as error:
            # the broker is away; the next commit covers this one
            self._note_commit("failed", error)
        else:
            self._note_commit("done")

    def _note_commit(self, result: str, error: KafkaError | None = None) -> None:
        self._context.metrics.count("clashwire_commits_total", step=self._step_name, result=result)
        if error is not None:
            self._context.logger.warning("commit_not_done", result=result, error=repr(error))

    async def _report_progress(self) -> None:
        """Compare committed offsets with the ends, now and then."""
        now = self._context.clock.monotonic_seconds()
        if now - self._looked_at_seconds < self._limits.progress_every_seconds:
            return
        self._looked_at_seconds = now
        assigned = self._consumer.assignment()
        self._context.watch.assign(frozenset((tp.topic, tp.partition) for tp in assigned))
        try:
            for tp, end in (await self._consumer.end_offsets(list(assigned))).items():
                self._observe(tp, await self._consumer.committed(tp) or 0, end)
        except KafkaError as error:
            self._context.logger.warning("progress_unknown", error=repr(error))

    def _observe(self, tp: TopicPartition, committed: int, end: int) -> None:
        self._context.watch.observe((tp.topic, tp.partition), committed, end)
        self._context.metrics.set(
            "clashwire_partition_lag",
            max(0, end - committed),
            topic=tp.topic,
            partition=str(tp.partition),
        )
