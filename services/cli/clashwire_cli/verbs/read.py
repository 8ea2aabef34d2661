"""`clashwire search|events|claims`: the record, read from the terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console

from clashwire_cli.connection import DEFAULT_DATA_DIR, find_elasticsearch

Server = Annotated[str | None, typer.Option("--elasticsearch", help="Elasticsearch, as a URL.")]
Data = Annotated[Path, typer.Option(help="The data folder.")]
Size = Annotated[int, typer.Option(min=1, max=500, help="How many at most.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command("search")(search)
    app.command("claims")(claims)
    events = typer.Typer(help="What happened, where, when, between whom.")
    events.callback(invoke_without_command=True)(list_events)
    events.command("show")(show_event)
    app.add_typer(events, name="events")


def search(
    text: Annotated[str, typer.Argument(help="Words to look for in articles.")],
    elasticsearch: Server = None,
    data: Data = DEFAULT_DATA_DIR,
    size: Size = 10,
    *,
    conflict_only: Annotated[bool, typer.Option(help="Only with events or claims.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find articles by their words, best match first."""
    from clashwire_cli import record_report
    from clashwire_index.queries import ArticleFilter

    wanted = ArticleFilter(text=text, conflict_only=conflict_only)
    found = _ask(elasticsearch, data, lambda asked: asked.articles(wanted, size=size))
    _print(found.items, as_json=as_json, show=lambda c: record_report.show_articles(c, found))


def list_events(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    elasticsearch: Server = None,
    data: Data = DEFAULT_DATA_DIR,
    size: Size = 20,
    country: Annotated[str | None, typer.Option(help="ISO code, such as SD.")] = None,
    *,
    contested: Annotated[bool, typer.Option("--contested", help="Only disputed ones.")] = False,
    as_json: AsJson = False,
) -> None:
    """List events, the last changed first."""
    if context.invoked_subcommand is not None:
        return
    from clashwire_cli import record_report
    from clashwire_index.queries import EventFilter

    wanted = EventFilter(country=country, contested=contested or None)
    found = _ask(elasticsearch, data, lambda asked: asked.events(wanted, size=size))
    _print(found.items, as_json=as_json, show=lambda c: record_report.show_events(c, found))


def show_event(
    event_id: Annotated[str, typer.Argument(help="An event's id, or enough of its start.")],
    elasticsearch: Server = None,
    data: Data = DEFAULT_DATA_DIR,
    *,
    as_json: AsJson = False,
) -> None:
    """Show one event with every claim about it, side by side by party."""
    from clashwire_cli import record_report

    found = _ask(elasticsearch, data, lambda asked: asked.event(event_id))
    _print([found], as_json=as_json, show=lambda c: record_report.show_dispute(c, found))


def claims(
    elasticsearch: Server = None,
    data: Data = DEFAULT_DATA_DIR,
    size: Size = 20,
    *,
    contested: Annotated[bool, typer.Option("--contested", help="Only disputed ones.")] = False,
    as_json: AsJson = False,
) -> None:
    """List who says what, the last published first."""
    from clashwire_cli import record_report
    from clashwire_index.queries import ClaimFilter

    wanted = ClaimFilter(contested=contested or None)
    found = _ask(elasticsearch, data, lambda asked: asked.claims(wanted, size=size))
    _print(found.items, as_json=as_json, show=lambda c: record_report.show_claims(c, found))


def _ask(given: str | None, data: Path, question: Callable[[Any], Awaitable[Any]]) -> Any:
    """Put a question to the Search of clashwire_index -> its answer."""
    from clashwire_index.connection import Connection
    from clashwire_index.search import open_search

    url = find_elasticsearch(given, data)

    async def ask() -> Any:
        async with open_search(Connection(url=url)) as asked:
            return await question(asked)

    return asyncio.run(ask())


def _print(items: Any, *, as_json: bool, show: Callable[[Console], None]) -> None:
    if not as_json:
        show(Console(highlight=False))
        return
    for item in items:
        print(msgspec.json.encode(item).decode())
