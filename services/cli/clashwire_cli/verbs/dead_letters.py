"""`clashwire dlq list|show|replay`: what was set aside, why, and bringing it back."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from clashwire_cli.connection import DEFAULT_DATA_DIR, DataOption, KafkaOption, find_kafka
from clashwire_cli.dead_letter_queue import (
    DeadLetter,
    read_letter,
    read_letters,
    replay,
    to_replay,
)
from clashwire_cli.terminal import counted, harmless
from clashwire_runtime.errors import UsageError

Letter = Annotated[str, typer.Argument(help="A dead letter's id, as `dlq list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
_MAX_ATTEMPTS = 5


def register(app: typer.Typer) -> None:
    """Add the verbs to the command."""
    dlq = typer.Typer(
        help="List, show and replay records that were set aside.", no_args_is_help=True
    )
    dlq.command("list")(list_letters)
    dlq.command("show")(show)
    dlq.command("replay")(replay_letter)
    app.add_typer(dlq, name="dlq")


def list_letters(
    kafka: KafkaOption = None, data: DataOption = DEFAULT_DATA_DIR, *, as_json: AsJson = False
) -> None:
    """List the dead letters, oldest first."""
    letters = asyncio.run(read_letters(find_kafka(kafka, data)))
    if as_json:
        for letter in letters:
            print(_json_line(letter))
        return
    width = max((len(letter.letter_id) for letter in letters), default=0)
    for letter in letters:
        print(_row(letter, width))
    print(counted(len(letters), "dead letter") if letters else "no dead letters")


def show(
    letter: Letter,
    kafka: KafkaOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
    *,
    as_json: AsJson = False,
) -> None:
    """Show one dead letter: the reason, then the original bytes."""
    found = asyncio.run(read_letter(find_kafka(kafka, data), letter))
    if as_json:
        print(_json_line(found, body=True))
        return
    fields = msgspec.to_builtins(found.reason) | {"key": _text(found.record.key)}
    for name, value in fields.items():
        if value is not None:
            print(f"{name:18}{harmless(str(value))}")
    print(flush=True)
    if sys.stdout.isatty():
        print(harmless(_text(found.record.value)))
    else:
        sys.stdout.buffer.write((found.record.value or b"") + b"\n")


def _text(data: bytes | None) -> str:
    return (data or b"").decode(errors="replace")


def replay_letter(
    letter: Letter,
    body: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The mended message; else the original bytes go back."),
    ] = None,
    kafka: KafkaOption = None,
    data: DataOption = DEFAULT_DATA_DIR,
    max_attempts: Annotated[
        int, typer.Option(min=1, metavar="N", help="Refuse a letter that failed so often already.")
    ] = _MAX_ATTEMPTS,
) -> None:
    """Put a dead letter back on the topic it came from."""
    address = find_kafka(kafka, data)
    mended = _read_body(body) if body else None
    found = asyncio.run(read_letter(address, letter))
    record = to_replay(found, mended, max_attempts)
    asyncio.run(replay(address, [record]))
    print(f"{letter} is back on {record.topic}{', mended' if body else ''}")


def _read_body(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}); name the mended file."
        ) from error


def _row(letter: DeadLetter, width: int) -> str:
    """Id, time in UTC, step, kind and reason of a dead letter, in columns."""
    reason = letter.reason
    when = letter.record.timestamp.strftime("%Y-%m-%d %H:%M:%SZ")
    head = f"{letter.letter_id:{width}}  {when}  {reason.step:8}  {reason.error_kind:11}"
    return f"{head}  {harmless(' '.join(reason.reason.split()))}"


def _json_line(letter: DeadLetter, *, body: bool = False) -> str:
    shown: dict[str, object] = {"id": letter.letter_id, "key": _text(letter.record.key)}
    shown |= msgspec.structs.asdict(letter.reason)
    if body:
        shown["body"] = _text(letter.record.value)
    return msgspec.json.encode(shown).decode()
