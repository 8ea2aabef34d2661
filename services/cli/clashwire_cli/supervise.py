"""Keeping parts running: start, wait until ready, restart with back-off, drain at the end."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
import msgspec

from clashwire_cli.parts import Part
from clashwire_runtime.errors import ClashwireError

READY_TIMEOUT_SECONDS = 60.0
DRAIN_SECONDS = 20.0
_LOOK_EVERY_SECONDS = 0.2
_FIRST_BACKOFF_SECONDS = 0.5
_MAX_BACKOFF_SECONDS = 30.0
_STEADY_AFTER_SECONDS = 60.0  # a part that lived this long starts its back-off anew
Say = Callable[[str], None]


class Restarts(msgspec.Struct, frozen=True):
    """How long to wait before the next start of a part that keeps dying."""

    backoff_seconds: float = _FIRST_BACKOFF_SECONDS

    def after(self, lived_seconds: float) -> "Restarts":
        """The back-off after one more death: doubled, or the first again after a steady life."""
        if lived_seconds >= _STEADY_AFTER_SECONDS:
            return Restarts()
        return Restarts(min(self.backoff_seconds * 2, _MAX_BACKOFF_SECONDS))


class SupervisedPart:
    """One part's process; its output goes to a log file in the data folder."""

    def __init__(self, part: Part, environ: Mapping[str, str], log: Path, health_port: int) -> None:
        self.part = part
        self._environ = {
            **os.environ,
            **environ,
            "CLASHWIRE_HEALTH_PORT": str(health_port),
            "CLASHWIRE_STOP_WITH_STDIN": "true",
        }
        self.log = log
        self.health_port = health_port
        self.process: asyncio.subprocess.Process | None = None
        self._started_at_seconds = 0.0

    async def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches only us.

        We hold its standard input open: should we be killed, it ends and stops the part.
        """
        self._started_at_seconds = time.monotonic()
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.part.argv,
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=self._environ,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The running process' id; 0 before the first start."""
        return self.process.pid if self.process else 0

    @property
    def lived_seconds(self) -> float:
        """Seconds since the latest start."""
        return time.monotonic() - self._started_at_seconds

    async def ready(self, client: httpx.AsyncClient) -> bool:
        """Whether the part says it is ready now."""
        try:
            answer = await client.get(f"http://127.0.0.1:{self.health_port}/readyz")
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    def last_words(self) -> str:
        """The last line of its log."""
        lines = self.log.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    async def stop(self) -> None:
        """SIGTERM, wait for the drain, then SIGKILL."""
        if self.process is None or self.process.returncode is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), DRAIN_SECONDS)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


class Supervisor:
    """Runs parts until told to stop; one that dies is restarted and said so."""

    def __init__(self, parts: list[SupervisedPart], say: Say) -> None:
        self.parts = parts
        self._say = say
        self._watchers: list[asyncio.Task[None]] = []

    @property
    def pids(self) -> dict[str, int]:
        """Process id by part name."""
        return {supervised.part.name: supervised.pid for supervised in self.parts}

    async def start(self, on_restart: Callable[[], None] = lambda: None) -> None:
        """Start all and wait until all are ready; raises ClashwireError naming one that is not."""
        for supervised in self.parts:
            await supervised.start()
        try:
            await asyncio.gather(*(self._wait_ready(one) for one in self.parts))
        except ClashwireError:
            await self.stop()
            raise
        self._watchers = [asyncio.create_task(self._keep(one, on_restart)) for one in self.parts]

    async def stop(self) -> None:
        """Stop watching, then drain all parts at once, writers of records first."""
        for watcher in self._watchers:
            watcher.cancel()
        await asyncio.gather(*self._watchers, return_exceptions=True)
        await asyncio.gather(*(supervised.stop() for supervised in self.parts))

    async def _wait_ready(self, supervised: SupervisedPart) -> None:
        name = supervised.part.name
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            while supervised.lived_seconds < READY_TIMEOUT_SECONDS:
                if supervised.process is None or supervised.process.returncode is not None:
                    raise ClashwireError(f"{name} did not start: {supervised.last_words()}")
                if await supervised.ready(client):
                    self._say(f"{name} is ready")
                    return
                await asyncio.sleep(_LOOK_EVERY_SECONDS)
        raise ClashwireError(
            f"{name} was not ready after {READY_TIMEOUT_SECONDS:.0f} s; "
            f"its log {supervised.log} says why."
        )

    async def _keep(self, supervised: SupervisedPart, on_restart: Callable[[], None]) -> None:
        restarts = Restarts()
        while supervised.process is not None:
            code = await supervised.process.wait()
            wait_seconds = restarts.backoff_seconds
            restarts = restarts.after(supervised.lived_seconds)
            self._say(
                f"{supervised.part.name} ended with code {code}; "
                f"restarting it in {wait_seconds:.1f} s (log: {supervised.log})"
            )
            await asyncio.sleep(wait_seconds)
            await supervised.start()
            on_restart()
