"""A service as a process: settings in, signals handled, health served, one sentence on failure."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from clashwire_runtime.clock import SystemClock
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import ClashwireError, InfrastructureError
from clashwire_runtime.health import HealthServer
from clashwire_runtime.logs import configure_logs
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch
from clashwire_runtime.settings import ServiceSettings, read_settings

DRAIN_SECONDS = 15.0  # less than a supervisor waits before it kills
S = TypeVar("S", bound=ServiceSettings)


def run_service(
    name: str, model: type[S], main: Callable[[S, ServiceContext], Awaitable[None]]
) -> int:
    """Read settings, serve health, run `main` until done or SIGTERM -> exit code."""
    try:
        settings = read_settings(model, os.environ)
        asyncio.run(_serve(name, settings, main))
    except ClashwireError as error:
        sys.stderr.write(f"clashwire {name}: {error}\n")
        return error.exit_code
    return 0


async def _serve(
    name: str, settings: S, main: Callable[[S, ServiceContext], Awaitable[None]]
) -> None:
    clock = SystemClock()
    context = ServiceContext(
        name=name,
        clock=clock,
        logger=configure_logs(name, settings.log_level),
        metrics=Metrics(),
        watch=ProgressWatch(clock, settings.stall_after),
        stop=asyncio.Event(),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, context.stop.set)
    health = HealthServer(context.watch, context.metrics)
    try:
        port = await health.start(settings.health_host, settings.health_port)
    except OSError as error:
        raise ClashwireError(
            f"Port {settings.health_port} on {settings.health_host} cannot be listened on "
            f"({error.strerror}); set CLASHWIRE_HEALTH_PORT to a free one."
        ) from error
    context.logger.info("started", health_port=port, pid=os.getpid())
    watcher = asyncio.create_task(_stop_at_end_of_input(settings, context.stop))
    try:
        await _until_drained(asyncio.ensure_future(main(settings, context)), context.stop)
    finally:
        watcher.cancel()
        await health.stop()
    context.logger.info("stopped")


async def _until_drained(work: asyncio.Future[None], stop: asyncio.Event) -> None:
    """Wait for the work; once told to stop, for so long only, for a server may be gone for good.

    What the work had not committed by then is done again at the next start.
    """
    stopping = asyncio.create_task(stop.wait())
    try:
        first: set[asyncio.Future[Any]] = {work, stopping}
        await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({work}, timeout=None if not stop.is_set() else DRAIN_SECONDS)
        if not work.done():
            raise InfrastructureError(
                f"It did not drain within {DRAIN_SECONDS:g} s and ends as it stands; "
                "what it had not committed is done again at the next start."
            )
        await work
    finally:
        stopping.cancel()
        work.cancel()


async def _stop_at_end_of_input(settings: ServiceSettings, stop: asyncio.Event) -> None:
    """Set `stop` once standard input ends, which it does when our starter is gone."""
    if not settings.stop_with_stdin:
        return
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    await reader.read()
    stop.set()
