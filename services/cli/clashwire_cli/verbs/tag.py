"""`clashwire tag`: article text in, events and claims out; no Kafka, no network."""

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import msgspec
import typer

from clashwire_cli.terminal import ReportConsole
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.codec import encode
from clashwire_runtime.errors import UsageError

if TYPE_CHECKING:
    from clashwire_cli.tagging import Tagger


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
        bool,
        typer.Option(
            "--gate/--no-gate",
            help="Whether an article that is not about conflict is spared the extractors.",
        ),
    ] = True,
    sentence_model: Annotated[
        bool,
        typer.Option(
            "--sentence-model/--rules-alone",
            envvar="CLASHWIRE_SENTENCE_MODEL",
            help="Whether sentences are also read by meaning: finds more, is misled less.",
        ),
    ] = True,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show a person what was found, and by which rule.")
    ] = False,
    published_at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="When it was published, such as 2026-11-20T06:00:00Z or 2026-11-20.",
        ),
    ] = None,
) -> None:
    """Find the events and claims in an article; needs no network."""
    if jsonl and (explain or published_at):
        raise UsageError(
            "--jsonl goes with neither --explain nor --published-at; "
            "each line names its own published_at."
        )
    moment = _parse_time(published_at)
    with _open(file) as source:
        if jsonl:
            _answer_lines(source, _tagger(gate=gate, sentence_model=sentence_model))
        else:
            tagger = _tagger(gate=gate, sentence_model=sentence_model)
            _tag_one(_decode(source.read(), file), moment, tagger, explain=explain)


def _tagger(*, gate: bool, sentence_model: bool) -> "Tagger":
    from clashwire_cli.tagging import Tagger

    return Tagger(gate=gate, sentence_model=sentence_model)


def _tag_one(text: str, published_at: datetime | None, tagger: "Tagger", *, explain: bool) -> None:
    article = tagger.tag_text(text, published_at)
    if explain:
        from clashwire_cli.tagging_report import explain_article

        explain_article(article, ReportConsole())
    else:
        print(to_json(article))


def _answer_lines(source: BinaryIO, tagger: "Tagger") -> None:
    for line in source:
        sys.stdout.buffer.write(tagger.answer_line(line) + b"\n")
        sys.stdout.buffer.flush()


def to_json(article: EnrichedArticle) -> str:
    """An enriched article as indented JSON."""
    return msgspec.json.format(encode(article), indent=2).decode()


def _open(file: str) -> AbstractContextManager[BinaryIO]:
    if file == "-":
        if sys.stdin.isatty():
            sys.stderr.write("reading standard input; Ctrl-D ends it\n")
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}); name a text file.") from error


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{'Standard input' if name == '-' else name} is not UTF-8 text "
            f"(byte {error.start + 1}); save it as UTF-8."
        ) from error


def _parse_time(given: str | None) -> datetime | None:
    """The option's value -> a time in UTC; raises UsageError on what is none."""
    from clashwire_cli.tagging import read_time

    try:
        return read_time(given)
    except ValueError as error:
        raise UsageError(f"--published-at {error}.") from error
