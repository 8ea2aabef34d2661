"""The parent's side of a hosted server: start it, watch it, stop it, leave none behind."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clashwire_local.data_folder import Layout
from clashwire_local.disk import DATA_FLOOR_BYTES
from clashwire_local.errors import DiskFullError, PartFailedError, PortInUseError
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
    port_name: str
    port: int
    launch: Launch
    is_ready: Callable[[], bool]


class NodeProcess:
    """A child process that hosts one server; it ends when this process does, however that ends."""

    def __init__(self, plan: NodePlan, layout: Layout) -> None:
        self.plan = plan
        self._layout = layout
        self._output_file = layout.output_file(plan.name)
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
        lifeline = self._child.stdin
        if lifeline is None:
            raise AssertionError("a child started with stdin=PIPE has a stdin")
        lifeline.write(self.plan.launch.encode())
        lifeline.flush()

    def wait_ready(self, timeout_seconds: float = READY_TIMEOUT_SECONDS) -> None:
        """Return when the server answers; LocalStackError when it ended or took too long."""
        deadline = time.monotonic() + timeout_seconds
        while not self.plan.is_ready():
            if self.exit_code is not None:
                raise self._why_it_ended()
            if time.monotonic() > deadline:
                what = f"did not become ready within {timeout_seconds:.0f} s"
                raise PartFailedError(self.plan.name, what, self._log_file)
            time.sleep(PROBE_PAUSE_SECONDS)

    def request_stop(self) -> None:
        """Ask the child to close its server; returns at once."""
        lifeline = self._started.stdin
        if lifeline is not None:
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

    @property
    def _log_file(self) -> Path:
        """The log that tells most: the server's own if it got so far, else the child's output."""
        if self._output_file.stat().st_size > 0:
            return self._output_file
        return self._layout.log_file(self.plan.name)

    def _why_it_ended(self) -> DiskFullError | PortInUseError | PartFailedError:
        tail = "".join(self._log_tails())
        if "No space left on device" in tail:
            return DiskFullError(self._layout.root, DATA_FLOOR_BYTES)
        if "Address already in use" in tail:
            return PortInUseError(self.plan.port_name, self.plan.port)
        what = f"ended with exit code {self.exit_code} before it was ready"
        return PartFailedError(self.plan.name, what, self._log_file)

    def _log_tails(self) -> Iterator[str]:
        started_ns = self._output_file.stat().st_ctime_ns
        for file in (self._output_file, self._layout.log_file(self.plan.name)):
            if file.exists() and file.stat().st_mtime_ns >= started_ns:
                yield file.read_bytes()[-_LOG_TAIL_BYTES:].decode(errors="replace")


def remake_folder(folder: Path) -> Path:
    """Folder -> the same, existing and empty: for what a server leaves when it is killed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _child_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _JAVA_VARIABLES}
