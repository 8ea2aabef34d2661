"""`python -m tests.integration.ingest.soak [ROUNDS]`: kill ingest so often at each of five points.

Prints a table and writes it to docs/soak.md. Kafka is real; one process is killed at a time.
"""

import asyncio
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

from clashwire_contracts.topics import ALL_TOPICS
from clashwire_local import start_stack
from clashwire_runtime.topic_setup import create_topics
from tests.integration.ingest.crash_rounds import SITES, RoundsResult, crash_rounds

PAGE = Path(__file__).parents[3] / "docs" / "soak.md"
POINTS = {
    "before_articles": "before anything is sent",
    "unacknowledged": "after sending, before the acknowledgement",
    "before_state": "after the acknowledgement, before the state",
    "after_state": "after the state",
    "in_rebalance": "during a rebalance",
}
_ROUNDS = 200
_INTRODUCTION = """# Soak: kill -9 at every point of publishing

Written by `make soak`. In each round {sites} feeds on {sites} partitions have a new item and an
edited one, ingest is started on what the round before left behind, and kills itself by SIGKILL at
the named point, at the first to the fourth feed in turn. After the last round it runs on until
every item is on the topic. A repeat is a record with an id and revision that were there already,
which is allowed; a rewritten one says something else under them, which is not.

{machine}

"""


def page(results: list[RoundsResult], machine: str) -> str:
    """Results -> the page's Markdown."""
    lines = [
        "| killed | rounds | items | lost | second ids | rewritten | repeats |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {POINTS[one.point]} | {one.rounds} | {one.items} | {one.lost} | {one.second_ids} "
        f"| {one.rewritten} | {one.repeats} |"
        for one in results
    ]
    return _INTRODUCTION.format(sites=SITES, machine=machine) + "\n".join(lines) + "\n"


async def soak(rounds: int) -> list[RoundsResult]:
    """So many rounds at each point, on one broker."""
    results = []
    with (
        tempfile.TemporaryDirectory() as folder,
        start_stack(Path(folder) / "stack", rebalance_delay_ms=0) as stack,
    ):
        await create_topics(stack.kafka_bootstrap, ALL_TOPICS)
        for point in POINTS:
            place = Path(folder) / point
            place.mkdir()
            started = time.monotonic()
            results.append(await crash_rounds(stack, place, point, rounds))
            sys.stdout.write(f"{time.monotonic() - started:.0f} s: {results[-1]}\n")
            sys.stdout.flush()
    return results


def main() -> int:
    """Soak, print, write -> 1 when anything was lost, doubled or rewritten."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS
    started = time.monotonic()
    results = asyncio.run(soak(rounds))
    minutes = (time.monotonic() - started) / 60
    machine = (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}; "
        f"{minutes:.0f} minutes."
    )
    text = page(results, machine)
    PAGE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return int(any(one.lost or one.second_ids or one.rewritten for one in results))


if __name__ == "__main__":
    sys.exit(main())
