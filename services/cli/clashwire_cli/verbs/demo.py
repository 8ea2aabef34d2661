"""`clashwire demo`: a small news world, carried through everything, on this machine."""

import asyncio
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clashwire_cli.connection import DEFAULT_DATA_DIR, DEMO_FOLDER
from clashwire_cli.terminal import Narrator, ReportConsole, print_json

if TYPE_CHECKING:
    from clashwire_cli.demo.outcome import DemoOutcome
    from clashwire_cli.local_run import LocalRun


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("demo")(demo)


def demo(
    data: Annotated[
        Path, typer.Option(metavar="DIR", help="The demo's own folder; emptied at the start.")
    ] = DEFAULT_DATA_DIR / DEMO_FOLDER,
    story: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Your own story as one more feed: first line the title, a blank line, the text.",
        ),
    ] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of numbers as JSON, and no report.")
    ] = False,
    stay: Annotated[
        bool, typer.Option("--stay", help="Keep all of it running for a look, until Ctrl-C.")
    ] = False,
) -> None:
    """Carry a small news world from feed to signed alert."""
    from clashwire_cli.demo.outcome import refuse_unverified
    from clashwire_cli.demo.report import show_outcome, what_next
    from clashwire_cli.demo.runner import DemoOptions, run_demo

    console, say = ReportConsole(), Narrator()

    async def show(outcome: "DemoOutcome", run: "LocalRun") -> None:
        if as_json:
            print_json(outcome.numbers)
        else:
            show_outcome(console, outcome)
            what_next(console, data, outcome, run.page_url if stay else None)
        if stay:
            print_json(run.endpoints)
            await until_told_to_stop(say)
        refuse_unverified(outcome.numbers)

    asyncio.run(run_demo(DemoOptions(data_dir=data.resolve(), story=story), say, show))


async def until_told_to_stop(say: Narrator) -> None:
    """Wait for Ctrl-C or SIGTERM, and say that the drain begins."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    say("running; Ctrl-C drains and stops")
    await stop.wait()
    say("draining")
