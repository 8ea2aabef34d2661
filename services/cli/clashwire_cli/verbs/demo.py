"""`clashwire demo`: a small news world, carried through everything, on this machine."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console

from clashwire_cli.connection import DEFAULT_DATA_DIR

if TYPE_CHECKING:
    from clashwire_cli.demo.outcome import DemoOutcome
    from clashwire_cli.local_run import LocalRun


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("demo")(demo)


def demo(
    data: Annotated[
        Path, typer.Option(help="The demo's own folder; emptied at the start.")
    ] = DEFAULT_DATA_DIR / "demo",
    story: Annotated[
        Path | None, typer.Option(help="Your own story: first line the title, then the text.")
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="End with one line of numbers as JSON.")
    ] = False,
    stay: Annotated[bool, typer.Option("--stay", help="Keep running until Ctrl-C.")] = False,
) -> None:
    """Run stories from feed to signed alert on a real Kafka and a real Elasticsearch."""
    from clashwire_cli.demo.report import show_outcome, what_next
    from clashwire_cli.demo.runner import DemoOptions, run_demo

    console = Console(highlight=False)

    async def show(outcome: "DemoOutcome", run: "LocalRun") -> None:
        if as_json:
            print(msgspec.json.encode(outcome.numbers).decode(), flush=True)
        else:
            show_outcome(console, outcome)
            what_next(console, str(data), run.page_url if stay else None)
        if stay:
            print(msgspec.json.encode(run.endpoints).decode(), flush=True)
            await _until_told_to_stop()

    asyncio.run(run_demo(DemoOptions(data_dir=data.resolve(), story=story), _say, show))


async def _until_told_to_stop() -> None:
    _say("running; Ctrl-C drains and stops")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    _say("draining")


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
