"""`clashwire status`: which parts are behind, what is indexed, what was set aside."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer
from rich.table import Table

from clashwire_cli.connection import (
    DEFAULT_DATA_DIR,
    DataOption,
    ElasticsearchOption,
    KafkaOption,
    elasticsearch_at,
    find_elasticsearch,
    find_kafka,
    read_endpoints,
)
from clashwire_cli.lag import LagReader, PartLag
from clashwire_cli.terminal import ReportConsole, print_json

if TYPE_CHECKING:
    from clashwire_index.results import IndexStatus


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one installation; `index` is clashwire_index's IndexStatus."""

    kafka: str
    elasticsearch: str
    lags: list[PartLag]
    dead_letters: int
    index: Any
    pids: dict[str, int]


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("status")(status)


def status(
    kafka: KafkaOption = None,
    elasticsearch: ElasticsearchOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how far behind each part is, and what is indexed."""
    addresses = find_kafka(kafka, data), find_elasticsearch(elasticsearch, data)
    found = asyncio.run(_read(*addresses, data))
    if as_json:
        print_json(found)
    else:
        _show(found)


async def _read(kafka: str, elasticsearch: str, data: Path) -> Status:
    running = read_endpoints(data)
    async with LagReader(kafka) as reader:
        return Status(
            kafka=kafka,
            elasticsearch=elasticsearch,
            lags=await reader.lags(),
            dead_letters=await reader.dead_letters(),
            index=await _read_index(elasticsearch),
            pids=living(running.pids) if running else {},
        )


async def _read_index(elasticsearch: str) -> "IndexStatus":
    from clashwire_index.search import open_search

    async with open_search(elasticsearch_at(elasticsearch)) as asked:
        return await asked.status()


def living(pids: dict[str, int]) -> dict[str, int]:
    """Process ids by part -> those whose process is there."""
    return {part: pid for part, pid in pids.items() if _is_there(pid)}


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def _show(found: Status) -> None:
    console = ReportConsole()
    console.print(f"Kafka {found.kafka}")
    console.print(_lag_table(found.lags), soft_wrap=False)
    letters = found.dead_letters
    hint = "; `clashwire dlq list` says why" if letters else ""
    console.print(f"dead letters: {letters}{hint}\n")
    console.print(f"Elasticsearch {found.elasticsearch}, {found.index.cluster}")
    console.print(_index_table(found.index), soft_wrap=False)
    if found.pids:
        running = ", ".join(f"{part} {pid}" for part, pid in found.pids.items())
        console.print(f"\nprocesses: {running}")


def _lag_table(lags: list[PartLag]) -> Table:
    table = _table("part", "topic", "records", "behind")
    for lag in lags:
        table.add_row(lag.part, lag.topic, f"{lag.records:,}", f"{lag.behind:,}")
    return table


def _index_table(index: "IndexStatus") -> Table:
    from clashwire_index.wording import time_in_words

    table = _table("index", "documents", "newest")
    for count in index.indices:
        newest = time_in_words(count.newest_at) if count.newest_at else ""
        table.add_row(count.alias, f"{count.documents:,}", newest)
    return table


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in names:
        counts = name in {"records", "behind", "documents"}
        table.add_column(name, justify="right" if counts else "left")
    return table
