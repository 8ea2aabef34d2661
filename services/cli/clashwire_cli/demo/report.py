"""The demo's closing report: alerts with their signatures, events, rival claims, what next."""

import os
import shutil
import sys

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from clashwire_cli.demo.outcome import DemoNumbers, DemoOutcome, ReceivedAlert
from clashwire_cli.record_report import dispute_panel, event_text

_VERIFIED = Text("signature verified", style="green")
_REFUSED = Text("SIGNATURE REFUSED", style="bold red")


def show_outcome(console: Console, outcome: DemoOutcome) -> None:
    """Print the whole report."""
    console.print(Rule("alerts received by webhook", align="left"))
    for alert in outcome.alerts:
        console.print(alert_line(alert), soft_wrap=True)
    console.print(Rule("events found", align="left"))
    for event in sorted(outcome.events, key=lambda event: event.background):
        console.print(event_text(event), soft_wrap=True)
    console.print(Rule("contested claims, side by side", align="left"))
    for told in outcome.disputes:
        console.print(dispute_panel(told, only_contested=True))
    console.print(Rule("in numbers", align="left"))
    console.print(summary(outcome.numbers))


def summary(numbers: DemoNumbers) -> str:
    """The numbers -> a sentence or two."""
    return (
        f"{numbers.articles} articles ({numbers.relevant} of them about conflict) became "
        f"{numbers.events} events and {numbers.claims} claims, "
        f"{numbers.contested_claims} of them contested; {numbers.alerts} alerts were sent, "
        f"{numbers.webhooks_received} webhooks arrived and {numbers.signatures_verified} "
        f"signatures were verified; {numbers.dead_letters} records were set aside; "
        f"{numbers.seconds:.1f} s in all."
    )


def what_next(console: Console, data_dir: str, page: str | None) -> None:
    """Say how to search further; `page` is None once everything has stopped."""
    console.print(Rule("search further", align="left"))
    if page is None:
        console.print("`clashwire demo --stay` (make demo DEMO_FLAGS=--stay) keeps it running for:")
    else:
        console.print(f"page: {page}")
    for words in (
        "search shelling",
        "events --contested",
        "events show ID",
        "claims --contested",
        "status",
        "dlq list",
    ):
        console.print(f"  {own_command()} {words} --data {data_dir}", soft_wrap=True)


def own_command() -> str:
    """How to type this command again: its bare name when it is on the PATH, else its path."""
    return "clashwire" if shutil.which("clashwire") else os.path.relpath(sys.argv[0])


def alert_line(alert: ReceivedAlert) -> Text:
    """One webhook -> time, verdict on its signature, kind, headline, id."""
    line = Text(f"{alert.received_at:%H:%M:%S} UTC  ", style="dim")
    line.append_text(_VERIFIED if alert.verified else _REFUSED)
    line.append(f"  {alert.kind}  ", style="dim")
    line.append(alert.headline)
    line.append(f"  {alert.webhook_id}", style="dim")
    return line
