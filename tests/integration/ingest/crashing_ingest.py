"""Ingest that kills itself by SIGKILL at the N-th time it comes to a point of its work.

`python crashing_ingest.py POINT [N]` runs it once; without arguments each line `POINT N` of
standard input runs it in a fork, which spares the imports, and its exit code is printed.

Points: before_articles (nothing sent), within_articles (a third acknowledged), unacknowledged
(all on the socket, no answer read), before_state (articles acknowledged, state unsent),
after_state (state acknowledged), in_rebalance (asked to let go of its feeds), released (feeds let
go, the group not told).
"""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Collection, Sequence
from typing import Any

from aiokafka import TopicPartition
from aiokafka.protocol.produce import ProduceRequest

from clashwire_contracts.topics import FEEDS_STATE, RAW_ARTICLES
from clashwire_ingest import app
from clashwire_ingest.polling.assignment import FeedAssignment
from clashwire_ingest.settings import IngestSettings
from clashwire_runtime.process import run_service
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Outgoing

POINTS = (
    "before_articles",
    "within_articles",
    "unacknowledged",
    "before_state",
    "after_state",
    "in_rebalance",
    "released",
)

_SIGNAL_AT_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of Linux


class Plan:
    """Where to die, and how many times to pass there first."""

    point = ""
    times = 1


class CrashingPublisher(Publisher):
    """Publishes as ever, up to the point."""

    async def publish(self, records: Sequence[Outgoing]) -> None:
        """Send, and die before, within or after."""
        topics = {record.topic for record in records}
        if RAW_ARTICLES.name in topics:
            await self._crash_at_articles(records)
        if Plan.point == "before_state" and FEEDS_STATE.name in topics:
            die()
        await super().publish(records)
        if Plan.point == "after_state" and FEEDS_STATE.name in topics:
            die()

    async def _crash_at_articles(self, records: Sequence[Outgoing]) -> None:
        if Plan.point == "before_articles":
            die()
        if Plan.point == "within_articles":
            if Plan.times == 1:
                await super().publish(records[: len(records) // 3])
            die()
        if Plan.point == "unacknowledged" and Plan.times == 1:
            self._die_once_written()
        elif Plan.point == "unacknowledged":
            die()

    def _die_once_written(self) -> None:
        client = self._producer.client
        send = client.send

        async def written(node_id: int, request: Any, **options: Any) -> Any:
            answer = asyncio.ensure_future(send(node_id, request, **options))
            if isinstance(request, ProduceRequest):
                await asyncio.sleep(0)  # the request is on the socket, its answer is not
                die()
            return await answer

        client.send = written


class CrashingAssignment(FeedAssignment):
    """Lets go of feeds as ever, up to the point."""

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Die before or after letting go."""
        if Plan.point == "in_rebalance" and revoked:
            die()
        await super().on_partitions_revoked(revoked)
        if Plan.point == "released" and revoked:
            die()


def die() -> None:
    """At the N-th time, end at once, as a crash does: nothing is flushed, closed or said."""
    Plan.times -= 1
    if Plan.times == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def run(point: str, times: int) -> int:
    """Run ingest up to a point -> its exit code, should it end in another way."""
    Plan.point, Plan.times = point, times
    # app builds them by these names
    vars(app)["Publisher"] = CrashingPublisher
    vars(app)["FeedAssignment"] = CrashingAssignment
    return run_service("ingest", IngestSettings, app.main)


def run_in_forks() -> None:
    """Standard input's lines -> a fork each, one after the other, and how it ended."""
    for line in sys.stdin:
        point, times = line.split()
        child = os.fork()
        if child == 0:
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # the parent's alone
            ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)
            os._exit(run(point, int(times)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        run_in_forks()
    else:
        sys.exit(run(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1))
