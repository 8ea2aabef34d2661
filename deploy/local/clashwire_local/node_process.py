"""The parent's side of a hosted server: start it, watch it, stop it, leave none behind."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from clashwire_local.data_folder import Layout
from clashwire_local.disk import DATA_FLOOR_BYTES
from clashwire_local.errors import (
    DiskFullError,
    LocalStackError,
    PartFailedError,
    PortInUseError,
)
from clashwire_local.launch import CLOSE_GRACE_SECONDS, Launch

READY_TIMEOUT_SECONDS = 120.0
PROBE_PAUSE_SECONDS = 0.1
_LOG_TAIL_BYTES = 65_536

# Variables through which a user's settings for other Java programs would change these two.
_JAVA_VARIABLES = {"CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"}


@dataclass(frozen=True)
class NodePlan:
    """One server to host: who it is, how to start it, and how to ask whether it is ready."""

    name: str
    module: str
    port: int
    launch: Launch
    answers: Callable[[], bool]


class NodeProcess:
    """A child process that hosts one server; it ends when this process does, however that ends."""

    def __init__(self, plan: NodePlan, layout: Layout) -> None:
        self.plan = plan
        self._layout = layout
        self._output_file = layout.output_file(plan.name)
        self._ready_file = layout.ready_file(plan.name)
        self._earlier_log_bytes = 0
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the running or last child."""
        return self._started.pid

    @property
    def exit_code(self) -> int | None:
        """None while the child runs; else its exit code, negative for a signal."""
        return self._started.poll()

    def start(self) -> None:
        """Start the child; it is not ready yet."""
        self._ready_file.unlink(missing_ok=True)
        self._earlier_log_bytes = _size(self._layout.log_file(self.plan.name))
        with self._output_file.open("wb") as output:
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", self.plan.module],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=_child_environment(),
                # Ctrl-C and signals to the group reach the parent alone, which drains first.
                start_new_session=True,
            )
        if self._child.stdin is None:
            raise AssertionError("a child started with stdin=PIPE has a stdin")
        with suppress(BrokenPipeError):  # it ended at once: `wait_ready` says so
            self._child.stdin.write(self.plan.launch.encode())
            self._child.stdin.flush()

    def wait_ready(self, timeout_seconds: float = READY_TIMEOUT_SECONDS) -> None:
        """Return when the server answers; LocalStackError when it ended or took too long."""
        deadline = time.monotonic() + timeout_seconds
        # Its own word first: on a port alone, another program could answer in its place.
        while not (self._says_ready() and self.plan.answers()):
            if self.exit_code is not None:
                raise self._why_it_ended()
            if time.monotonic() > deadline:
                what = f"did not become ready within {timeout_seconds:.0f} s"
                raise PartFailedError(self.plan.name, what, self._telling_log())
            time.sleep(PROBE_PAUSE_SECONDS)

    def request_stop(self) -> None:
        """Ask the child to close its server; returns at once."""
        lifeline = self._started.stdin
        if lifeline is not None:
            with suppress(BrokenPipeError):
                lifeline.close()

    def stop(self) -> None:
        """Close the server and wait for its process; kill it when it exceeds its grace."""
        self.request_stop()
        try:
            self._started.wait(CLOSE_GRACE_SECONDS + 5)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the child at once, as a power cut would, and wait for its process."""
        self._started.kill()
        self._started.wait()
        self.request_stop()

    @property
    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            raise RuntimeError(f"{self.plan.name} was never started.")
        return self._child

    def _says_ready(self) -> bool:
        try:
            return self._ready_file.read_text("ascii") == str(self.pid)
        except FileNotFoundError:
            return False

    def _why_it_ended(self) -> LocalStackError:
        text = self._output() + self._log_since_start()
        if "No space left on device" in text:
            return DiskFullError(self._layout.root, DATA_FLOOR_BYTES)
        if "Address already in use" in text:
            return PortInUseError(self.plan.name, self.plan.port)
        what = f"ended with exit code {self.exit_code} before it was ready"
        return PartFailedError(self.plan.name, what, self._telling_log())

    def _telling_log(self) -> Path:
        """The child's own output when it has any, for that is where a failed start is told."""
        return self._output_file if self._output() else self._layout.log_file(self.plan.name)

    def _output(self) -> str:
        return _tail(self._output_file, 0)

    def _log_since_start(self) -> str:
        return _tail(self._layout.log_file(self.plan.name), self._earlier_log_bytes)


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _tail(file: Path, since_byte: int) -> str:
    """File -> the end of what was written after `since_byte`; all of its end if it was rolled."""
    size = _size(file)
    if size == 0:
        return ""
    start = max(size - _LOG_TAIL_BYTES, since_byte if since_byte <= size else 0)
    with file.open("rb") as content:
        content.seek(start)
        return content.read().decode(errors="replace")


def remake_folder(folder: Path) -> Path:
    """Folder -> the same, existing and empty: for what a server leaves when it is killed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _child_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _JAVA_VARIABLES}
