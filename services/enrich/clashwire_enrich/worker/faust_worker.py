"""A faust worker's life: start, take batches through a step, watch progress, stop without loss."""

import asyncio
import os
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, NoReturn

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from clashwire_enrich.settings import EnrichSettings
from clashwire_enrich.worker.faust_app import COMMIT_EVERY_SECONDS
from clashwire_enrich.worker.faust_intake import FaustIntake
from clashwire_enrich.worker.group_offsets import GroupOffsets
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import ClashwireError, InfrastructureError
from clashwire_runtime.record_batch import RecordBatch

_LOOK_EVERY_SECONDS = 5.0
OpenBatch = Callable[[], Awaitable[RecordBatch]]


class FaustWorker:
    """Runs one step over one topic on faust until told to stop.

    An offset is committed only after all of its batch is acknowledged by Kafka. When that cannot
    be had the process ends, and the batch is read again.
    """

    def __init__(
        self,
        *,
        app: Any,
        intake: FaustIntake,
        offsets: GroupOffsets,
        settings: EnrichSettings,
        context: ServiceContext,
    ) -> None:
        self._app = app
        self._intake = intake
        self._offsets = offsets
        self._settings = settings
        self._context = context
        self._braked = False
        self._opened = False
        self._reopen = False
        self._idle = asyncio.Event()
        self._idle.set()

    async def run(self, open_batch: OpenBatch, *, max_records: int) -> None:
        """Start faust, open the batch once tables are restored, then process until stopped.

        The batch is opened anew after a rebalance, when the tables were restored again.
        """
        self._app.on_partitions_revoked.connect(self._let_go)
        try:
            await self._app.start()
            batch = await open_batch()
            self._opened = True
        except Exception as error:  # noqa: BLE001  # faust's threads would outlive any exception
            self._give_up(error)
        self._context.watch.start()
        tasks = {
            asyncio.create_task(self._consume(batch, open_batch, max_records)),
            asyncio.create_task(self._commit_regularly()),
            asyncio.create_task(self._watch_progress()),
            asyncio.create_task(self._app.wait_until_stopped()),  # only a crash ends this early
        }
        told = asyncio.create_task(self._context.stop.wait())
        await asyncio.wait({told, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        failed = [task for task in tasks if task.done()]
        if failed and not told.done():
            self._give_up(failed[0].exception() or InfrastructureError("faust stopped by itself"))
        await self._stop(tasks)

    async def _let_go(self, *_: object, **__: object) -> None:
        """Before partitions go: finish the batch in hand, if it can be, and commit."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.session_timeout.total_seconds() / 2):
                await self._idle.wait()
                await self._intake.commit()
        self._intake.forget_assignment()
        self._reopen = self._opened

    async def _consume(self, batch: RecordBatch, open_batch: OpenBatch, max_records: int) -> None:
        while True:
            records = await self._intake.take(max_records)
            if self._context.stop.is_set():
                return  # what was taken just now is read again after the restart
            if not records:
                continue
            if self._reopen:  # the tables were restored anew before the first record came
                batch, self._reopen = await open_batch(), False
            self._idle.clear()
            if not await batch.process(records):
                self._braked = True
                self._idle.set()
                await asyncio.Event().wait()  # alive, not ready, nothing committed
            self._intake.note_done(records)
            self._idle.set()

    async def _commit_regularly(self) -> None:
        while True:
            await asyncio.sleep(COMMIT_EVERY_SECONDS)
            await self._intake.commit()

    async def _watch_progress(self) -> None:
        """Compare committed offsets with ends; raise once they stood still for too long."""
        stuck_since_seconds: float | None = None
        while True:
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
            try:
                await self._observe()
            except KafkaError as error:
                self._context.logger.warning("progress_unknown", error=repr(error))
            now = self._context.clock.monotonic_seconds()
            verdict = self._context.watch.verdict()
            if verdict.ready or self._braked:
                stuck_since_seconds = None
            elif stuck_since_seconds is None:
                stuck_since_seconds = now
            elif now - stuck_since_seconds > self._settings.give_up_after.total_seconds():
                raise InfrastructureError(f"No progress: {verdict.reason}; restarting.")

    async def _observe(self) -> None:
        topic = self._intake.topic
        ours = [tp for tp in self._app.consumer.assignment() if tp.topic == topic]
        names = [TopicPartition(tp.topic, tp.partition) for tp in ours]
        self._context.watch.assign(frozenset((tp.topic, tp.partition) for tp in names))
        if not names:
            return
        committed, ends = await self._offsets.committed(), await self._offsets.ends(names)
        beginnings = await self._offsets.beginnings(names)
        for tp in names:
            done = max(committed.get(tp, 0), beginnings[tp])
            self._context.watch.observe((tp.topic, tp.partition), done, ends[tp])
            self._context.metrics.set(
                "clashwire_partition_lag",
                max(0, ends[tp] - done),
                topic=tp.topic,
                partition=str(tp.partition),
            )

    async def _stop(self, tasks: set[asyncio.Task[Any]]) -> None:
        """Finish the batch in hand, commit, leave the group; or end hard when that takes long."""
        self._context.logger.info("stopping", braked=self._braked)
        limit = self._settings.drain_within
        late = InfrastructureError(f"It could not finish the batch in hand within {limit}.")
        # a thread's timer: neither a busy loop nor a library that swallows cancellation stops it,
        # and what `main` still has to close counts too
        timer = threading.Timer(limit.total_seconds(), self._give_up, [late])
        timer.daemon = True
        timer.start()
        self._app.flow_control.suspend()  # nothing more is taken
        await self._idle.wait()
        await self._intake.commit()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._app.stop()

    def _give_up(self, error: BaseException) -> NoReturn:
        """Say why and end the process here: faust's threads would outlive an exception."""
        told = (
            error
            if isinstance(error, ClashwireError)
            else InfrastructureError(f"It failed unexpectedly ({error!r}); this is a bug.")
        )
        self._context.logger.error("giving_up", reason=str(told), error=repr(error))
        sys.stderr.write(f"clashwire {self._context.name}: {told}\n")
        sys.stderr.flush()
        os._exit(told.exit_code)
