"""`python crashing_ingest.py POINT`: ingest that kills itself by SIGKILL at a point.

Points: before_articles (nothing sent), within_articles (a third acknowledged), before_state (all
articles acknowledged, state unsent), after_state (state acknowledged).
"""

import os
import signal
import sys
from collections.abc import Sequence

from clashwire_contracts.topics import FEEDS_STATE, RAW_ARTICLES
from clashwire_ingest import app
from clashwire_ingest.settings import IngestSettings
from clashwire_runtime.process import run_service
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Outgoing

POINT = sys.argv[1] if len(sys.argv) > 1 else ""


class CrashingPublisher(Publisher):
    """Publishes as ever, up to the point."""

    async def publish(self, records: Sequence[Outgoing]) -> None:
        """Send, and die before, within or after."""
        topics = {record.topic for record in records}
        if POINT == "before_articles" and RAW_ARTICLES.name in topics:
            die()
        if POINT == "within_articles" and RAW_ARTICLES.name in topics:
            await super().publish(records[: len(records) // 3])
            die()
        if POINT == "before_state" and FEEDS_STATE.name in topics:
            die()
        await super().publish(records)
        if POINT == "after_state" and FEEDS_STATE.name in topics:
            die()


def die() -> None:
    """End at once, as a crash does: nothing is flushed, closed or said."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    # app builds its publisher by this name
    vars(app)["Publisher"] = CrashingPublisher
    sys.exit(run_service("ingest", IngestSettings, app.main))
