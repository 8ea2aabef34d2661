"""`clashwire feeds check|list|import|export`: the feed list, and how its feeds are."""

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clashwire_cli.connection import DEFAULT_DATA_DIR, DataOption, KafkaOption, find_kafka
from clashwire_cli.feed_health import health_row, read_states
from clashwire_cli.terminal import ReportConsole, counted, print_json
from clashwire_runtime.errors import UsageError
from clashwire_runtime.settings import read_settings

if TYPE_CHECKING:
    from clashwire_contracts.feed_state import FeedState
    from clashwire_ingest.feeds.feed_config import Auth, FeedConfig

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
FeedsOption = Annotated[
    Path,
    typer.Option("--feeds", metavar="FILE", envvar="CLASHWIRE_FEEDS", help="The feeds file."),
]
_DEFAULT_FEEDS = Path("deploy/feeds.yaml")
_FAILED = 1
_USABLE = frozenset({"ok", "damaged_document"})


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    feeds = typer.Typer(help="Check, list, import and export feeds.", no_args_is_help=True)
    feeds.command("check")(check_feeds)
    feeds.command("list")(list_feeds)
    feeds.command("import")(import_feeds)
    feeds.command("export")(export_feeds)
    app.add_typer(feeds, name="feeds")


def check_feeds(
    sources: Annotated[
        list[str], typer.Argument(metavar="URL-or-FILE", help="Feeds; - is standard input.")
    ],
    feeds: Annotated[
        Path | None,
        typer.Option(
            "--feeds",
            metavar="FILE",
            envvar="CLASHWIRE_FEEDS",
            help="A feeds file, for the auth of the feeds that it lists.",
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Look once at each feed and tell all about it.

    Fails when one of them is no feed.
    """
    auths = _auths(feeds) if feeds and any("://" in source for source in sources) else {}
    if not asyncio.run(_check_all(sources, auths, as_json=as_json)):
        raise typer.Exit(_FAILED)


def _auths(path: Path) -> "dict[str, Auth]":
    """A feeds file -> how its feeds are asked for, by URL, as far as they have an auth."""
    from clashwire_ingest.feeds.feeds_file import read_feeds_file

    return {feed.url: feed.auth for feed in read_feeds_file(path) if feed.auth is not None}


async def _check_all(sources: list[str], auths: "dict[str, Auth]", *, as_json: bool) -> bool:
    """Print each source's verdict as it comes; returns whether all are feeds."""
    from clashwire_cli.feed_report import show_check
    from clashwire_ingest.checking.inspect import open_inspector
    from clashwire_ingest.checking.verdict import check
    from clashwire_ingest.settings import IngestSettings

    console, all_usable = ReportConsole(), True
    async with open_inspector(read_settings(IngestSettings, os.environ), auths) as inspector:
        for at, source in enumerate(sources):
            found = await inspector.inspect(source)
            now = datetime.now(UTC)
            verdict = check(found, now)
            all_usable = all_usable and verdict.status in _USABLE
            if as_json:
                print_json(verdict)
                continue
            console.print(*([""] if at else []), show_check(found, now), sep="\n", soft_wrap=False)
    return all_usable


def list_feeds(
    feeds: FeedsOption = _DEFAULT_FEEDS,
    kafka: KafkaOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
    tag: Annotated[
        str | None, typer.Option(metavar="TAG", help="Only feeds that have this tag.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the feeds with their health.

    The health is as ingest last saw it; Kafka is asked, no feed is.
    """
    from clashwire_ingest.feeds.feeds_file import read_feeds_file

    configured = read_feeds_file(feeds)
    states = asyncio.run(read_states(find_kafka(kafka, data)))
    chosen = [feed for feed in configured if tag is None or tag in feed.tags]
    rows = [(feed, states.get(feed.feed_id)) for feed in chosen]
    if as_json:
        for feed, state in rows:
            print_json(health_row(feed, state))
        return
    _show_list(rows)


def _show_list(rows: "list[tuple[FeedConfig, FeedState | None]]") -> None:
    from clashwire_cli.feed_report import health_table

    console = ReportConsole()
    console.print(health_table(rows, datetime.now(UTC)), soft_wrap=False)
    healths = [state.health if state else "not polled yet" for _, state in rows]
    well = healths.count("ok")
    waiting = healths.count("not polled yet")
    rest = len(rows) - well - waiting
    summary = (
        f"{counted(len(rows), 'feed')}: {well} ok, {rest} in trouble, {waiting} not polled yet"
    )
    console.print(f"\n{summary}")


def import_feeds(
    opml: Annotated[Path, typer.Argument(metavar="OPML", help="The list another reader exported.")],
    into: Annotated[
        Path | None,
        typer.Option(
            "--into", metavar="FILE", help="Add to this feeds file what it lacks; else print YAML."
        ),
    ] = None,
) -> None:
    """Turn an OPML list into feeds.

    Publishers are guessed from titles and sites; look at them before you go live.
    """
    from clashwire_ingest.feeds.feeds_yaml import write_feeds_yaml
    from clashwire_ingest.feeds.opml import read_opml

    found = read_opml(_read(opml), str(opml))
    for problem in found.problems:
        sys.stderr.write(problem + "\n")
    if not found.feeds:
        raise UsageError(f"{opml} names no feed that can be polled; is it the right list?")
    if into is None:
        print(write_feeds_yaml(found.feeds), end="")
        return
    _add(into, found.feeds)


def _add(path: Path, found: "Sequence[FeedConfig]") -> None:
    from clashwire_ingest.feeds.feeds_yaml import add_entries

    before = path.read_text("utf-8") if path.exists() else ""
    added = add_entries(before, found, str(path))
    if added.count:
        partial = path.with_name(path.name + ".partial")
        partial.write_text(added.text, "utf-8")
        partial.replace(path)
    there = len(found) - added.count
    print(f"{counted(added.count, 'feed')} added to {path}, {there} there already")


def export_feeds(
    feeds: FeedsOption = _DEFAULT_FEEDS,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="OPML", help="Write here; else print.")
    ] = None,
) -> None:
    """Write the feeds as OPML for another reader.

    Their auth stays behind.
    """
    from clashwire_ingest.feeds.feeds_file import read_feeds_file
    from clashwire_ingest.feeds.opml import write_opml

    configured = read_feeds_file(feeds)
    document = write_opml(configured, "Clashwire feeds")
    if out is None:
        sys.stdout.buffer.write(document)
        return
    try:
        out.write_bytes(document)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror}).") from error
    print(f"{counted(len(configured), 'feed')} written to {out}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}); name an OPML file.") from error
