"""Health over HTTP: /livez answers while the loop runs, /readyz by progress, /metrics."""

from aiohttp import web

from clashwire_runtime.metrics import Metrics
from clashwire_runtime.progress import ProgressWatch

_PROMETHEUS_TEXT = "text/plain; version=1.0.0; charset=utf-8"


class HealthServer:
    """Serves /livez, /readyz and /metrics; port 0 takes any free port."""

    def __init__(self, watch: ProgressWatch, metrics: Metrics) -> None:
        self._watch = watch
        self._metrics = metrics
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen -> the port taken; raises OSError when the port is in use."""
        app = web.Application()
        app.add_routes(
            [
                web.get("/livez", self._livez),
                web.get("/readyz", self._readyz),
                web.get("/metrics", self._exposition),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        bound: int = self._runner.addresses[0][1]
        return bound

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _livez(self, _request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _readyz(self, _request: web.Request) -> web.Response:
        verdict = self._watch.verdict()
        return web.Response(text=verdict.reason + "\n", status=200 if verdict.ready else 503)

    async def _exposition(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=self._metrics.exposition(), headers={"Content-Type": _PROMETHEUS_TEXT}
        )
