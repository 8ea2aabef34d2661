"""`clashwire up`: everything on this machine, on the operator's feeds, until Ctrl-C."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from clashwire_cli.connection import DEFAULT_DATA_DIR
from clashwire_cli.terminal import Narrator, print_json
from clashwire_runtime.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("up")(up)


def up(
    feeds: Annotated[
        Path, typer.Option(metavar="FILE", help="The feeds to follow; deploy/feeds.yaml shows how.")
    ] = Path("deploy/feeds.yaml"),
    alerts: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Who is paged about what; without it nobody is."),
    ] = None,
    data: Annotated[
        Path, typer.Option(metavar="DIR", help="Where data and logs are kept between runs.")
    ] = DEFAULT_DATA_DIR,
) -> None:
    """Follow your feeds with everything on this machine, until Ctrl-C."""
    environ = {"CLASHWIRE_FEEDS": str(_existing(feeds, "--feeds").resolve())}
    _check_feeds(feeds)
    if alerts is not None:
        environ["CLASHWIRE_ALERTS"] = str(_existing(alerts, "--alerts").resolve())
        _check_alerts(alerts)
    asyncio.run(_run(data.resolve(), environ, Narrator()))


async def _run(data_dir: Path, environ: dict[str, str], say: Narrator) -> None:
    from clashwire_cli.local_run import local_run
    from clashwire_local import ConsoleProgress

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with local_run(data_dir, environ, say, ConsoleProgress(sys.stderr)) as run:
        print_json(run.endpoints)
        say(f"the page is at {run.page_url}")
        say("running; Ctrl-C drains and stops")
        await stop.wait()
        say("draining")


def _existing(path: Path, option: str) -> Path:
    if not path.is_file():
        raise UsageError(f"{path} is not a file; name yours with {option}.")
    return path


def _check_feeds(path: Path) -> None:
    """Refuse a feeds file with errors before anything starts."""
    from clashwire_ingest.feeds.feeds_file import read_feeds_file

    read_feeds_file(path)


def _check_alerts(path: Path) -> None:
    """Refuse an alerts file with errors before anything starts."""
    from clashwire_index.alerts.alerts_file import read_alerts_file
    from clashwire_index.alerts.settings import AlertsSettings
    from clashwire_runtime.address_guard import AddressGuard
    from clashwire_runtime.settings import read_settings

    allowed = read_settings(AlertsSettings, os.environ).allow_cidrs
    read_alerts_file(path, AddressGuard(allowed), allowed)
