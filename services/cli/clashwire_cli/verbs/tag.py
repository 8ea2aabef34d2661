"""`clashwire tag`: article text in, events and claims out; no Kafka, no network."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer
from rich.console import Console

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.codec import encode
from clashwire_runtime.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("tag")(tag)


def tag(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")] = "-",
    *,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help="One JSON article a line in, one JSON answer a line out."),
    ] = False,
    gate: Annotated[
        bool, typer.Option("--gate/--no-gate", help="Skip the extractors on irrelevant articles.")
    ] = True,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show a person what was found, and where.")
    ] = False,
    published_at: Annotated[
        str | None, typer.Option(help="When it was published, such as 2026-11-20T06:00:00Z.")
    ] = None,
) -> None:
    """Find the events and claims in an article and print them as JSON."""
    from clashwire_cli.tagging import Tagger
    from clashwire_cli.tagging_report import explain_article

    tagger = Tagger(gate=gate)
    source = sys.stdin.buffer if file == "-" else _open(Path(file))
    if jsonl:
        for line in source:
            sys.stdout.buffer.write(tagger.answer_line(line) + b"\n")
            sys.stdout.buffer.flush()
        return
    text = _decode(source.read(), file)
    article = tagger.tag_text(text, _parse_time(published_at))
    if explain:
        explain_article(article, Console(highlight=False))
    else:
        print(to_json(article))


def to_json(article: EnrichedArticle) -> str:
    """An enriched article as indented JSON."""
    return msgspec.json.format(encode(article), indent=2).decode()


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}); name a text file.") from error


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8 text (byte {error.start}); convert it.") from error


def _parse_time(given: str | None) -> datetime | None:
    """RFC 3339 or a plain date -> a time in UTC; raises UsageError on anything else."""
    if given is None:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError as error:
        raise UsageError(
            f"--published-at {given!r} is not a time such as 2026-11-20T06:00:00Z."
        ) from error
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
