"""The demo's closing report: alerts with their signatures, events, rival claims, what next."""

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from clashwire_cli.demo.outcome import DemoNumbers, DemoOutcome, ReceivedAlert
from clashwire_cli.record_report import dispute_panel, events_table

_ID_LENGTH = 8
_VERIFIED = Text("verified", style="green")
_REFUSED = Text("NOT VERIFIED", style="bold red")


def show_outcome(console: Console, outcome: DemoOutcome) -> None:
    """Print the whole report."""
    console.print(Rule("alerts received by webhook", align="left"))
    console.print(_alerts_table(outcome.alerts))
    console.print(Rule("events found", align="left"))
    console.print(events_table(outcome.events))
    console.print(Rule("contested claims, side by side", align="left"))
    for told in outcome.disputes:
        console.print(dispute_panel(told))
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
        console.print(f"  clashwire {words} --data {data_dir}", highlight=False)


def _alerts_table(alerts: tuple[ReceivedAlert, ...]) -> Table:
    table = Table("received", "webhook-id", "kind", "signature", "headline", box=None)
    for alert in alerts:
        table.add_row(
            f"{alert.received_at:%H:%M:%S} UTC",
            alert.webhook_id[:_ID_LENGTH],
            alert.kind,
            _VERIFIED if alert.verified else _REFUSED,
            alert.headline,
        )
    return table
