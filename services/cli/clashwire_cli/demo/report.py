"""The demo's closing report: alerts with their signatures, events, rival claims, what next."""

import os
import shutil
import sys
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from clashwire_cli.demo.outcome import DemoNumbers, DemoOutcome, ReceivedAlert
from clashwire_cli.record_report import SHOWN_ID_CHARS, dispute_panel, event_text
from clashwire_contracts.event import Event
from clashwire_contracts.event_types import is_clash

_VERIFIED = Text("signature verified", style="green")
_REFUSED = Text("SIGNATURE REFUSED", style="bold red")


def show_outcome(console: Console, outcome: DemoOutcome) -> None:
    """Print the whole report."""
    _head(console, "alerts received by webhook, signatures checked by PyPI standardwebhooks")
    for alert in outcome.alerts:
        console.print(alert_line(alert))
    _head(console, "events found, clashes first")
    for event in sorted(outcome.events, key=reading_order):
        console.print(event_text(event))
    _head(console, "contested claims, side by side")
    for told in sorted(outcome.disputes, key=lambda told: reading_order(told.event)):
        panel = dispute_panel(told, console.width, only_contested=True)
        console.print(panel, soft_wrap=False)
    _head(console, "in numbers")
    console.print(summary(outcome.numbers))


def reading_order(event: Event) -> tuple[object, ...]:
    """Clashes before other events, background last; then by place, so that a story stands whole."""
    place = event.place
    where = (place.country or "~", place.admin1 or "", place.name or "")
    return (event.background, not _is_clash(event), *where, event.event_id)


def _is_clash(event: Event) -> bool:
    return is_clash(event.event_type, event.realis, background=event.background)


def summary(numbers: DemoNumbers) -> str:
    """The numbers -> a line each for what came in, what it became and what was sent."""
    return (
        f"{numbers.articles} articles, {numbers.relevant} of them about conflict\n"
        f"{numbers.events} events, {numbers.claims} claims, {numbers.contested_claims} of them "
        "contested\n"
        f"{numbers.alerts} alerts, {numbers.webhooks_received} webhooks received, "
        f"{numbers.signatures_verified} signatures verified\n"
        f"{numbers.dead_letters} records set aside; {numbers.seconds:.1f} s from start to here"
    )


def what_next(console: Console, data_dir: Path, outcome: DemoOutcome, page: str | None) -> None:
    """Say how to search further; `page` is None when all of it is about to stop."""
    _head(console, "search further")
    if page is None:
        console.print("All of it stops now; `make demo DEMO_FLAGS=--stay` keeps it running, for:")
    else:
        console.print(f"In a browser: {page}  From another terminal in this folder:")
    disputed = [told.event.event_id[:SHOWN_ID_CHARS] for told in outcome.disputes]
    for words in (
        "search shelling",
        "events --contested",
        f"events show {disputed[0] if disputed and page else 'ID'}",
        "claims --contested",
        "status",
        "dlq list",
    ):
        console.print(f"  {own_command()} {words} --data {data_dir}")


def own_command() -> str:
    """How to type this command again: its bare name when it is on the PATH, else its path."""
    return "clashwire" if shutil.which("clashwire") else os.path.relpath(sys.argv[0])


def alert_line(alert: ReceivedAlert) -> Text:
    """One webhook -> start of its id, time in UTC, verdict on its signature, kind, headline."""
    line = Text(f"{alert.webhook_id[:SHOWN_ID_CHARS]}  {alert.received_at:%H:%M:%SZ}  ", "dim")
    line.append_text(_VERIFIED if alert.verified else _REFUSED)
    line.append(f"  {alert.kind}  ", style="dim")
    line.append(alert.headline)
    return line


def _head(console: Console, title: str) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), align="left"), soft_wrap=False)
