"""What the stack is doing, as events; and how a terminal or a log shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from clashwire_local.errors import MEGABYTE


@dataclass(frozen=True)
class Downloading:
    """Bytes of one jar arrived, and how far the whole download is."""

    jar: str
    jar_bytes: int
    jar_received_bytes: int
    jars_done: int
    jars_total: int
    received_bytes: int
    total_bytes: int

    @property
    def finished(self) -> bool:
        """Whether this event completes its jar."""
        return self.jar_received_bytes >= self.jar_bytes

    @property
    def line(self) -> str:
        """The event as one line of text."""
        return (
            f"[{self.jars_done}/{self.jars_total}] {self.jar} {_megabytes(self.jar_bytes)} MB"
            f"  ({_megabytes(self.received_bytes)} of {_megabytes(self.total_bytes)} MB)"
        )


@dataclass(frozen=True)
class Phase:
    """The stack turned to something else."""

    line: str


Event = Downloading | Phase
Progress = Callable[[Event], None]


def silent(event: Event) -> None:
    """Event -> nothing: for callers that show no progress."""
    del event


class ConsoleProgress:
    """Shows events on a stream: one line rewritten in place on a terminal, plain lines elsewhere.

    Plain output has one line for each jar, when it is complete.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rewrites = stream.isatty()
        self._line_open = False

    def __call__(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, Phase):
            self._end_open_line()
            self._stream.write(f"{event.line}\n")
        elif self._rewrites:
            self._stream.write(f"\r\x1b[K{event.line}")
            self._line_open = True
            if event.jars_done == event.jars_total:
                self._end_open_line()
        elif event.finished:
            self._stream.write(f"{event.line}\n")
        self._stream.flush()

    def _end_open_line(self) -> None:
        if self._line_open:
            self._stream.write("\n")
            self._line_open = False


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / MEGABYTE:.1f}"
