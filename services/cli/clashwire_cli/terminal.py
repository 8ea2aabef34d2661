"""The operator's terminal: results on standard output, what is going on on standard error."""

import os
import re
import shutil
import sys
from typing import Any, TextIO

import msgspec
from rich.console import Console

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ERASE_LINE = "\r\x1b[K"


class ReportConsole(Console):
    """Standard output for a person: colours on a terminal only, quiet when the reader leaves."""

    def __init__(self) -> None:
        super().__init__(highlight=False, soft_wrap=True)

    def on_broken_pipe(self) -> None:
        """Let the command end as it does for every writer to a closed pipe."""
        raise BrokenPipeError


class Narrator:
    """Says what is going on: lasting sentences, and a progress line rewritten on a terminal.

    Elsewhere, as in a log, each new progress line is a line of its own.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._rewrites = self._stream.isatty()
        self._progress = ""

    def __call__(self, sentence: str) -> None:
        """Say a sentence that stays."""
        self._end_progress()
        self._stream.write(sentence + "\n")
        self._stream.flush()

    def progress(self, line: str) -> None:
        """Say how far it is; the same line again says nothing."""
        if line == self._progress:
            return
        self._progress = line
        if self._rewrites:  # a line that wraps could not be rewritten
            width = shutil.get_terminal_size().columns
            self._stream.write(f"{_ERASE_LINE}{line[: width - 1]}")
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def _end_progress(self) -> None:
        if self._progress and self._rewrites:
            self._stream.write("\n")
        self._progress = ""


def print_json(value: Any) -> None:
    """Print a value as one line of JSON."""
    print(msgspec.json.encode(value).decode(), flush=True)


def counted(number: int, noun: str) -> str:
    """`1 event`, `2 events`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def harmless(text: str) -> str:
    """Text from outside -> text whose control characters a terminal shows and does not obey."""
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)


def drop_output() -> None:
    """Point standard output at nothing, so that a closed pipe is not written to at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
