"""The operator's terminal: results on standard output, what is going on on standard error."""

import os
import sys
from typing import Any, TextIO

import msgspec
from rich.console import Console

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
        self._stream.write(f"{_ERASE_LINE}{line}" if self._rewrites else f"{line}\n")
        self._stream.flush()

    def _end_progress(self) -> None:
        if self._progress and self._rewrites:
            self._stream.write("\n")
        self._progress = ""


def print_json(value: Any) -> None:
    """Print a value as one line of JSON."""
    print(msgspec.json.encode(value).decode(), flush=True)


def drop_output() -> None:
    """Point standard output at nothing, so that a closed pipe is not written to at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
