"""The alerts process as it is, killed by SIGKILL at a named point of its work.

`python crashing_alerts.py POINT COUNT`: dies the COUNT-th time it comes to the point.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

from clashwire_contracts.alert import Delivery
from clashwire_contracts.topics import ALERTS, DELIVERIES
from clashwire_index.alerts.app import main
from clashwire_index.alerts.deliver import Sender
from clashwire_index.alerts.settings import AlertsSettings
from clashwire_runtime.consumer_loop import ConsumerLoop
from clashwire_runtime.process import run_service
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Outgoing

POINTS = (
    "before the delivery is on the outbox",
    "after the delivery, before the alert is on its topic",
    "after the alert, before the commit",
    "after the commit, before the POST",
    "after the POST, before the attempt is written",
)


class Doom:
    """Counts passes of one point and kills the process at the last."""

    def __init__(self, point: str, count: int) -> None:
        self._point = point
        self._left = count

    def reach(self, point: str) -> None:
        """Pass a point; may not return."""
        if point != self._point:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def plant(doom: Doom) -> None:
    """Put the points into the code that runs; nothing else of it changes."""
    publish: Callable[..., Any] = Publisher.publish
    commit: Callable[..., Any] = ConsumerLoop._commit
    attempt: Callable[..., Any] = Sender._attempt

    async def publish_or_die(self: Publisher, records: Sequence[Outgoing]) -> None:
        topics = {record.topic for record in records}
        new = DELIVERIES.name in topics and b'"attempts":[]' in (records[0].value or b"")
        if new:
            doom.reach(POINTS[0])
        if ALERTS.name in topics:
            doom.reach(POINTS[1])
        await publish(self, records)

    async def commit_or_die(self: ConsumerLoop, records: Any) -> None:
        doom.reach(POINTS[2])
        await commit(self, records)

    async def attempt_or_die(self: Sender, delivery: Delivery) -> Delivery:
        doom.reach(POINTS[3])
        moved_on: Delivery = await attempt(self, delivery)
        doom.reach(POINTS[4])
        return moved_on

    Publisher.publish = publish_or_die  # type: ignore[method-assign]
    ConsumerLoop._commit = commit_or_die  # type: ignore[method-assign]
    Sender._attempt = attempt_or_die  # type: ignore[method-assign]


if __name__ == "__main__":
    plant(Doom(sys.argv[1], int(sys.argv[2])))
    sys.exit(run_service("alerts", AlertsSettings, main))
