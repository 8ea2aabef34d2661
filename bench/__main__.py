"""`make bench`: run every benchmark and write docs/benchmarks.md."""

import os
import platform
import sys
from pathlib import Path

from bench import decode, ingest, ingest_stages, loop, tagging

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
_INTRODUCTION = """# Benchmarks

Written by `make bench`. Ratios were measured in one run, alternating; the machine was not
otherwise kept quiet, so read the ratios before the absolute figures.
"""
_LIMIT = """
The loop's limit is aiokafka's own work on a record, which is the second row; what we add is a
log line, two metrics and a dead-letter verdict a record, the price of being able to say what
happened to each. News is one to twelve articles a second, so tagging, in the next table, is what
a deployment is sized by.
"""

_INGEST_LIMIT = """
Each row of ours is a whole poll: turn, limits, request past the address guard, parsing in a
sandboxed child, identity, sketch, articles and state acknowledged by Kafka, one log line. The plain
loop beside it remembers an ETag and parses; it publishes nothing and forgets everything. An
unchanged poll is bound by httpx and the state that is written after it; a changed one by feedparser
and by recognising every item. With one core taken by Kafka and the feed server, divide: a core
polls 1000 / (CPU ms a poll) feeds a second. Parsing runs in children of its own, so it scales with
cores up to `CLASHWIRE_PARSER_PROCESSES`; what is left in the loop scales with `--scale ingest=N`.
"""


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Header and rows -> a Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and write."""
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.\n"
    decoding = table(("decoding an enriched article", "CPU µs", "ratio"), [*decode.rows()])
    looping = table(
        ("passing on records of 4 kB", "records/s", "CPU µs a record", "CPU ratio"), [*loop.rows()]
    )
    polling = table(
        (
            "polling feeds of 25 items, 30 kB",
            "polls/s",
            "CPU ms a poll",
            "CPU ratio",
            "load before",
        ),
        [*ingest.rows()],
    )
    stages = table(("ingest", "figure", "cost"), [*ingest_stages.rows()])
    tagging_table = table(("tagging", "articles/s of one core", "ratio"), [*tagging.rows()])
    page = "\n".join(
        [
            _INTRODUCTION,
            machine,
            decoding,
            looping + _LIMIT,
            polling + _INGEST_LIMIT,
            stages,
            tagging_table,
        ]
    )
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


main()
