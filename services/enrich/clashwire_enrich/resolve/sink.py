"""Resolve's sink: outputs acknowledged, then rows acknowledged, then the state moves on."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from clashwire_enrich.resolve.state import ResolveState
from clashwire_enrich.resolve.step import Resolution
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Done, SetAside


class RowTable(Protocol):
    """A table of rows that survives the process."""

    async def write(self, rows: Mapping[bytes, bytes | None]) -> None:
        """Set rows (None deletes one); returns once they are durable."""
        ...


class ResolveSink:
    """Writes one resolution at a time: the next record is decided on the state it leaves."""

    def __init__(
        self, publisher: Publisher, table: RowTable, state: ResolveState, metrics: Metrics
    ) -> None:
        self._publisher = publisher
        self._table = table
        self._state = state
        self._metrics = metrics

    async def write(self, done: Sequence[Done]) -> Sequence[SetAside]:
        """Publish, write journal and rows, apply -> nothing refused; takes one record at a time."""
        if len(done) > 1:
            raise ValueError("resolve decides each record on the state the one before it left")
        for one in done:
            for resolution in one.outputs:
                if isinstance(resolution, Resolution):
                    await self._take(resolution)
        return ()

    async def _take(self, resolution: Resolution) -> None:
        # claims before their events: who reads an event finds its claims on the topic
        for _, outputs in groupby(resolution.outputs, key=attrgetter("topic")):
            await self._publisher.publish(list(outputs))
        await self._table.write(resolution.journal)
        await self._table.write(resolution.rows)
        self._state.apply(resolution.change, resolution.rows)
        for change in resolution.changes:
            self._metrics.count("clashwire_events_resolved_total", change=change)
