"""`clashwire search|events|claims`: the record, read from the terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from clashwire_cli.connection import (
    DEFAULT_DATA_DIR,
    DataOption,
    ElasticsearchOption,
    elasticsearch_at,
    find_elasticsearch,
)
from clashwire_cli.terminal import ReportConsole, print_json

Size = Annotated[
    int, typer.Option(min=1, max=500, metavar="N", help="How many at most, up to 500.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
Contested = Annotated[
    bool, typer.Option("--contested", help="Only those that somebody else disputes.")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    app.command("search")(search)
    events = typer.Typer(help="List events, or show one with all that is claimed about it.")
    events.callback(invoke_without_command=True)(list_events)
    events.command("show")(show_event)
    app.add_typer(events, name="events")
    app.command("claims")(claims)


def search(
    text: Annotated[
        str,
        typer.Argument(help='Words to look for; "a phrase" in quotation marks, -word to exclude.'),
    ],
    elasticsearch: ElasticsearchOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
    size: Size = 10,
    *,
    conflict_only: Annotated[
        bool, typer.Option("--conflict-only", help="Only articles with events or claims.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find articles by their words, best match first."""
    url = find_elasticsearch(elasticsearch, data)
    from clashwire_cli import record_report
    from clashwire_index.queries import ArticleFilter

    wanted = ArticleFilter(text=text, conflict_only=conflict_only)
    found = _ask(url, lambda asked: asked.articles(wanted, size=size))
    _print(found.items, as_json=as_json, show=lambda c: record_report.show_articles(c, found))


def list_events(  # noqa: PLR0913  # one parameter an option
    context: typer.Context,
    elasticsearch: ElasticsearchOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
    size: Size = 20,
    country: Annotated[
        str | None, typer.Option(metavar="CC", help="Only in this country, by ISO code such as SD.")
    ] = None,
    *,
    contested: Contested = False,
    as_json: AsJson = False,
) -> None:
    """List events, or show one with all that is claimed about it."""
    if context.invoked_subcommand is not None:
        context.obj = (elasticsearch, data)
        return
    url = find_elasticsearch(elasticsearch, data)
    from clashwire_cli import record_report
    from clashwire_index.queries import EventFilter

    wanted = EventFilter(country=country, contested=contested or None)
    found = _ask(url, lambda asked: asked.events(wanted, size=size))
    _print(found.items, as_json=as_json, show=lambda c: record_report.show_events(c, found))


def show_event(
    context: typer.Context,
    event_id: Annotated[str, typer.Argument(help="An event's id, or enough of its start.")],
    elasticsearch: ElasticsearchOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
    *,
    as_json: AsJson = False,
) -> None:
    """Show one event with every claim about it, party by party."""
    url = find_elasticsearch(*_before_the_verb(context, elasticsearch, data))
    from clashwire_cli import record_report

    found = _ask(url, lambda asked: asked.event(event_id))
    _print([found], as_json=as_json, show=lambda c: record_report.show_dispute(c, found))


def claims(
    elasticsearch: ElasticsearchOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
    size: Size = 20,
    *,
    contested: Contested = False,
    as_json: AsJson = False,
) -> None:
    """List who claims what, the last published first."""
    url = find_elasticsearch(elasticsearch, data)
    from clashwire_cli import record_report
    from clashwire_index.queries import ClaimFilter

    wanted = ClaimFilter(contested=contested or None)
    found = _ask(url, lambda asked: asked.claims(wanted, size=size))
    _print(found.items, as_json=as_json, show=lambda c: record_report.show_claims(c, found))


def _before_the_verb(
    context: typer.Context, elasticsearch: str | None, data: Path
) -> tuple[str | None, Path]:
    """Options of `events` given before `show`, where `show` itself was given none."""
    early: tuple[str | None, Path] = context.obj or (None, DEFAULT_DATA_DIR)
    return elasticsearch or early[0], early[1] if data == DEFAULT_DATA_DIR else data


def _ask(url: str, question: Callable[[Any], Awaitable[Any]]) -> Any:
    """Put a question to the Search of clashwire_index -> its answer."""
    from clashwire_index.search import open_search

    async def ask() -> Any:
        async with open_search(elasticsearch_at(url)) as asked:
            return await question(asked)

    return asyncio.run(ask())


def _print(items: Any, *, as_json: bool, show: Callable[[Console], None]) -> None:
    if not as_json:
        show(ReportConsole())
        return
    for item in items:
        print_json(item)
