"""A gateway before the real Elasticsearch that misbehaves on order, as gateways do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
from aiohttp import web

from clashwire_local.ports import LOOPBACK

Fault = Callable[[bytes], "web.Response | None"]
_MAX_BODY_BYTES = 200_000_000


class Gateway:
    """Passes requests on, save those that the next fault in `faults` answers itself.

    With `lose_answers` above 0 it passes a request on and hangs up before the answer.
    """

    def __init__(self, elasticsearch_url: str) -> None:
        self._target = elasticsearch_url
        self.faults: list[Fault] = []
        self.lose_answers = 0
        self.requests = 0
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request: a fault's answer, silence, or Elasticsearch's own answer."""
        self.requests += 1
        body = await request.read()
        fault = self.faults.pop(0) if self.faults else None
        refused = fault(body) if fault else None
        if refused is not None:
            return refused
        answer = await self._pass_on(request, body)
        if self.lose_answers > 0 and request.transport is not None:
            self.lose_answers -= 1
            request.transport.close()
        kept = ("content-type", "x-elastic-product")
        headers = {name: answer.headers[name] for name in kept if name in answer.headers}
        return web.Response(status=answer.status_code, body=answer.content, headers=headers)

    async def _pass_on(self, request: web.Request, body: bytes) -> httpx.Response:
        kept = ("content-type", "accept")
        headers = {name: request.headers[name] for name in kept if name in request.headers}
        async with httpx.AsyncClient(timeout=30) as client:
            return await client.request(
                request.method, self._target + request.path_qs, content=body, headers=headers
            )


def answering(status: int) -> Fault:
    """A fault that answers every request with a status and a body that is no JSON."""
    return lambda _body: web.Response(status=status, text="<html>gateway</html>")


def refusing_over(limit_bytes: int) -> Fault:
    """A fault that answers 413 to a body over a limit and lets others pass."""
    return lambda body: web.Response(status=413) if len(body) > limit_bytes else None


@asynccontextmanager
async def gateway_before(elasticsearch_url: str) -> AsyncIterator[Gateway]:
    """Elasticsearch's URL -> a running gateway before it."""
    gateway = Gateway(elasticsearch_url)
    app = web.Application(client_max_size=_MAX_BODY_BYTES)
    app.router.add_route("*", "/{path:.*}", gateway.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, 0).start()
    gateway.url = f"http://{LOOPBACK}:{runner.addresses[0][1]}"
    try:
        yield gateway
    finally:
        await runner.cleanup()
        await asyncio.sleep(0)
