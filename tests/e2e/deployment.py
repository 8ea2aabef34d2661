"""A running Clashwire as the end-to-end tests see it, and the one that `clashwire up` makes."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import psutil

from clashwire_cli.connection import Endpoints, read_endpoints
from tests.e2e.patience import eventually

LOOPBACK_CIDRS = "127.0.0.0/8,::1/128"
START_SECONDS = 120.0
STOP_SECONDS = 60.0
RESTART_SECONDS = 60.0
CLASHWIRE = str(Path(sys.executable).with_name("clashwire"))
# the shortest that Kafka allows, so that a killed part's partitions are free again soon
_SESSION_TIMEOUT = "6s"


class Deployment(Protocol):
    """Where a running Clashwire is reached."""

    @property
    def kafka(self) -> str:
        """Kafka's address, as `bootstrap_servers` takes it."""
        ...

    @property
    def elasticsearch(self) -> str:
        """The base URL of Elasticsearch."""
        ...


class LocalDeployment:
    """`clashwire up` as a process of its own on a data folder; killed at the end of a `with`."""

    def __init__(self, folder: Path, feeds: Path, alerts: Path, **settings: str) -> None:
        self.data = folder / "data"
        self.output = folder / "up.log"
        self._arguments = ["up", "--feeds", str(feeds), "--alerts", str(alerts)]
        self._environment = environment(**settings)
        self._process: psutil.Popen | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self.alive:
            self.stop()

    def start(self) -> None:
        """Start it; return when every part is ready."""
        with self.output.open("ab") as output:
            self._process = psutil.Popen(
                [CLASHWIRE, *self._arguments, "--data", str(self.data)],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        eventually(self._is_up, START_SECONDS)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the drain -> exit code."""
        assert self._process is not None
        self._process.send_signal(number)
        return int(self._process.wait(STOP_SECONDS))

    @property
    def alive(self) -> bool:
        """Whether `clashwire up` runs."""
        return self._process is not None and self._process.poll() is None

    def processes(self) -> list[psutil.Process]:
        """`clashwire up` and every process under it."""
        assert self._process is not None
        return [self._process, *self._process.children(recursive=True)]

    def kill(self, part: str) -> None:
        """SIGKILL a part and wait until another process has taken its place."""
        victim = self.endpoints.pids[part]
        os.kill(victim, signal.SIGKILL)
        eventually(lambda: self.endpoints.pids[part] != victim, RESTART_SECONDS)

    @property
    def endpoints(self) -> Endpoints:
        """What endpoints.json says now."""
        found = read_endpoints(self.data)
        assert found is not None, self.last_words()
        return found

    @property
    def kafka(self) -> str:
        """Kafka's address."""
        return self.endpoints.kafka

    @property
    def elasticsearch(self) -> str:
        """The base URL of Elasticsearch."""
        return self.endpoints.elasticsearch

    def last_words(self) -> str:
        """The end of what `clashwire up` printed."""
        return self.output.read_text(errors="replace")[-3000:]

    def _is_up(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise RuntimeError(f"clashwire up ended: {self.last_words()}")
        found = read_endpoints(self.data)  # a killed run may have left its own behind
        return found is not None and found.pids["kafka"] in {p.pid for p in self.processes()}


def environment(**settings: str) -> dict[str, str]:
    """Our environment without its CLASHWIRE_* variables, then the tests' own settings."""
    kept = {k: v for k, v in os.environ.items() if not is_setting(k)}
    return {
        **kept,
        "CLASHWIRE_ALLOW_CIDRS": LOOPBACK_CIDRS,
        "CLASHWIRE_SESSION_TIMEOUT": _SESSION_TIMEOUT,
        **settings,
    }


def is_setting(variable: str) -> bool:
    """Whether an environment variable sets up Clashwire; where downloads are kept does not."""
    return variable.startswith("CLASHWIRE_") and variable != "CLASHWIRE_CACHE_DIR"


def clashwire(
    *arguments: str, settings: Mapping[str, str] | None = None, text: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end -> exit code, standard output and standard error."""
    return subprocess.run(
        [CLASHWIRE, *arguments],
        env=environment(**(settings or {})),
        input=text,
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
