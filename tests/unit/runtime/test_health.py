"""What the health port answers: a service that is stuck is alive, and not ready."""

from datetime import UTC, datetime, timedelta

import httpx

from clashwire_runtime.clock import ManualClock
from clashwire_runtime.health import HealthServer
from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch


async def test_readyz_answers_by_progress_and_livez_by_being_there() -> None:
    watch = ProgressWatch(ManualClock(datetime(2026, 11, 20, tzinfo=UTC)), timedelta(seconds=60))
    server = HealthServer(watch, Metrics())
    port = await server.start("127.0.0.1", 0)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            answers = [await client.get("/readyz")]
            watch.start()
            answers.append(await client.get("/readyz"))
            watch.block("brake", "tag stopped: too many bad records")
            answers.append(await client.get("/readyz"))
            alive = await client.get("/livez")
    finally:
        await server.stop()
    assert [(one.status_code, one.text) for one in answers] == [
        (503, "starting\n"),
        (200, "ready\n"),
        (503, "tag stopped: too many bad records\n"),
    ]
    assert (alive.status_code, alive.text) == (200, "alive\n")
