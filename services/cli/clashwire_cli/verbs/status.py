"""`clashwire status`: which parts are behind, what is indexed, what was set aside."""

import asyncio
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from clashwire_cli.connection import DEFAULT_DATA_DIR, find_kafka, read_endpoints
from clashwire_cli.lag import LagReader, PartLag


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one installation, as far as Kafka tells it."""

    kafka: str
    lags: list[PartLag]
    dead_letters: int
    pids: dict[str, int]


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("status")(status)


def status(
    kafka: Annotated[str | None, typer.Option(help="Kafka, as host:port.")] = None,
    data: Annotated[Path, typer.Option(help="The data folder.")] = DEFAULT_DATA_DIR,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show how far each part is behind, and how many records were set aside."""
    found = asyncio.run(_read(find_kafka(kafka, data), data))
    if as_json:
        print(msgspec.json.encode(found).decode())
    else:
        _show(found)


async def _read(kafka: str, data: Path) -> Status:
    running = read_endpoints(data)
    async with LagReader(kafka) as reader:
        return Status(
            kafka=kafka,
            lags=await reader.lags(),
            dead_letters=await reader.dead_letters(),
            pids=running.pids if running else {},
        )


def _show(found: Status) -> None:
    table = Table("part", "topic", "records", "behind", box=None, pad_edge=False)
    for lag in found.lags:
        table.add_row(lag.part, lag.topic, f"{lag.records:,}", f"{lag.behind:,}")
    console = Console()
    console.print(f"Kafka {found.kafka}")
    console.print(table)
    letters = found.dead_letters
    hint = "; `clashwire dlq list` says why" if letters else ""
    console.print(f"dead letters: {letters}{hint}")
