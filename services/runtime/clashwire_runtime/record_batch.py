"""One batch through a step: decode → step → write → dead letters, all acknowledged."""

from collections.abc import Sequence
from typing import Protocol

from clashwire_runtime.brake import Brake, BrakeLimits
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.step import Done, Record, SetAside, Step, attempt


class Sink(Protocol):
    """Where a step's outputs go; returns once all are durable."""

    async def write(self, done: Sequence[Done]) -> Sequence[SetAside]:
        """Write the outputs -> records it refuses for good; waits out what is temporary.

        Raises InfrastructureError when it must give up; then nothing is committed.
        """
        ...


class RecordBatch:
    """Takes batches through one step; says whether their offsets may be committed."""

    def __init__(
        self,
        *,
        step: Step[object],
        sink: Sink,
        dead_letters: DeadLetterWriter,
        context: ServiceContext,
        brake: BrakeLimits,
    ) -> None:
        self._step = step
        self._sink = sink
        self._dead_letters = dead_letters
        self._context = context
        self._brake = Brake(brake)
        self._sink_brake = Brake(brake)  # a wrong mapping refuses good records one and all

    async def process(self, records: Sequence[Record]) -> bool:
        """Take a batch through -> True once all is acknowledged and may be committed.

        False when a brake tripped: nothing more is set aside or may be committed, ever again.
        """
        outcomes = [self._attempt(record) for record in records]
        if self._brake.tripped:
            self._say_braked(self._brake.tripped)
            return False
        done = [outcome for outcome in outcomes if isinstance(outcome, Done)]
        aside = [outcome for outcome in outcomes if isinstance(outcome, SetAside)]
        refused = await self._sink.write(done)
        self._observe_sink(done, refused)
        if self._sink_brake.tripped:
            self._say_braked(self._sink_brake.tripped)
            return False
        await self._dead_letters.write([*aside, *refused])
        return True

    def _attempt(self, record: Record) -> Done | SetAside:
        started = self._context.clock.monotonic_seconds()
        outcome = attempt(self._step, record)
        seconds = self._context.clock.monotonic_seconds() - started
        bad = isinstance(outcome, SetAside)
        self._brake.observe(bad=bad)
        self._context.metrics.observe("clashwire_record_seconds", seconds, step=self._step.name)
        self._log_record(outcome, seconds)
        return outcome

    def _observe_sink(self, done: Sequence[Done], refused: Sequence[SetAside]) -> None:
        places = {_place(one.record) for one in refused}
        for one in done:
            self._sink_brake.observe(bad=_place(one.record) in places)

    def _log_record(self, outcome: Done | SetAside, seconds: float) -> None:
        record = outcome.record
        verdict = outcome.kind if isinstance(outcome, SetAside) else "done"
        self._context.metrics.count(
            "clashwire_records_total", step=self._step.name, outcome=verdict
        )
        self._context.logger.info(
            "record",
            step=self._step.name,
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            key=(record.key or b"").decode(errors="replace"),
            outcome=verdict,
            reason=outcome.reason if isinstance(outcome, SetAside) else None,
            outputs=0 if isinstance(outcome, SetAside) else len(outcome.outputs),
            milliseconds=round(seconds * 1000, 3),
        )

    def _say_braked(self, reason: str) -> None:
        sentence = (
            f"{self._step.name} stopped: {reason}; nothing more is set aside, "
            "mend the input or the code and restart"
        )
        self._context.watch.block("brake", sentence)
        self._context.metrics.set("clashwire_brake_tripped", 1, step=self._step.name)
        self._context.logger.error("brake_tripped", step=self._step.name, reason=reason)


def _place(record: Record) -> tuple[str, int, int]:
    return record.topic, record.partition, record.offset
