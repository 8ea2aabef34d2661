"""Tag or resolve as it is, killed by SIGKILL at a named point of its work.

`python crashing_enrich.py PART POINT`: dies the fifth time it comes to the point.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from clashwire_contracts.topics import CLAIMS, ENRICHED_ARTICLES, EVENTS, MENTIONS
from clashwire_enrich.__main__ import PARTS
from clashwire_enrich.resolve.rows import JOURNAL_KEY
from clashwire_enrich.settings import EnrichSettings
from clashwire_enrich.worker.faust_app import COMMIT_EVERY_SECONDS
from clashwire_enrich.worker.faust_table import AcknowledgedTable
from clashwire_runtime.process import run_service
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Outgoing

UNACKNOWLEDGED = "outputs unacknowledged for longer than a commit interval"
BEFORE_JOURNAL = "after the outputs, before the journal"
BEFORE_ROWS = "after the journal, before the rows"
OUTPUTS = {topic.name for topic in (ENRICHED_ARTICLES, MENTIONS, EVENTS, CLAIMS)}
PASSES = 5


class Doom:
    """Counts passes of one point and kills the process at the last."""

    def __init__(self, point: str) -> None:
        self._point = point
        self._left = PASSES

    async def reach(self, point: str) -> None:
        """Pass a point; may not return. Unacknowledged outputs first hang for a while."""
        if point != self._point:
            return
        self._left -= 1
        if self._left == 0:
            if point == UNACKNOWLEDGED:
                await asyncio.sleep(2.5 * COMMIT_EVERY_SECONDS)
            os.kill(os.getpid(), signal.SIGKILL)


def plant(doom: Doom) -> None:
    """Put the points into the code that runs; nothing else of it changes."""
    publish: Callable[..., Any] = Publisher.publish
    write: Callable[..., Any] = AcknowledgedTable.write

    async def publish_or_die(self: Publisher, records: Sequence[Outgoing]) -> None:
        if OUTPUTS & {record.topic for record in records}:
            await doom.reach(UNACKNOWLEDGED)
        await publish(self, records)

    async def write_or_die(self: AcknowledgedTable, rows: Mapping[bytes, bytes | None]) -> None:
        if rows:
            await doom.reach(BEFORE_JOURNAL if JOURNAL_KEY in rows else BEFORE_ROWS)
        await write(self, rows)

    Publisher.publish = publish_or_die  # type: ignore[method-assign]
    AcknowledgedTable.write = write_or_die  # type: ignore[method-assign]


if __name__ == "__main__":
    plant(Doom(sys.argv[2]))
    sys.exit(run_service(sys.argv[1], EnrichSettings, PARTS[sys.argv[1]]))
