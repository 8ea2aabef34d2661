"""A webhook receiver on loopback: verifies as any receiver would and remembers what came."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import msgspec
from aiohttp import web
from standardwebhooks import Webhook, WebhookVerificationError

_PATH = "/hook"
_MAX_BODY_BYTES = 1_000_000


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """One webhook as it came in; `verified` is the Standard Webhooks library's own verdict."""

    webhook_id: str
    kind: str
    verified: bool
    received_at: datetime
    body: bytes

    @property
    def alert(self) -> dict[str, Any]:
        """The body's `data`; empty when the body is no JSON object."""
        return _object(_object(self.body).get("data"))


Answer = Callable[[Receipt], Awaitable[web.StreamResponse]]


async def accept(_receipt: Receipt) -> web.StreamResponse:
    """The answer of a receiver that is well: 204."""
    return web.Response(status=204)


class WebhookSink:
    """What was received, repeats included; a repeat is a second POST of one webhook-id."""

    def __init__(self, secret: str, answer: Answer = accept) -> None:
        self.url = ""
        self.receipts: list[Receipt] = []
        self._webhook = Webhook(secret)
        self._answer = answer

    @property
    def received(self) -> dict[str, Receipt]:
        """By webhook-id, its first receipt, in the order of arrival."""
        first: dict[str, Receipt] = {}
        for receipt in self.receipts:
            first.setdefault(receipt.webhook_id, receipt)
        return first

    @property
    def counts(self) -> Counter[str]:
        """How often each webhook-id came; 2 is one repeat."""
        return Counter(receipt.webhook_id for receipt in self.receipts)

    @property
    def verified(self) -> int:
        """How many webhook-ids came with a good signature every time."""
        bad = {receipt.webhook_id for receipt in self.receipts if not receipt.verified}
        return len(self.received.keys() - bad)

    def app(self) -> web.Application:
        """The receiver: POST /hook."""
        app = web.Application(client_max_size=_MAX_BODY_BYTES)
        app.router.add_post(_PATH, self._receive)
        return app

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        receipt = Receipt(
            webhook_id=request.headers.get("webhook-id", ""),
            kind=str(_object(body).get("type", "")),
            verified=self._verify(body, dict(request.headers)),
            received_at=datetime.now(UTC),
            body=body,
        )
        self.receipts.append(receipt)
        return await self._answer(receipt)

    def _verify(self, body: bytes, headers: dict[str, str]) -> bool:
        try:
            self._webhook.verify(body, headers)
        except (WebhookVerificationError, ValueError):
            return False
        return True


@asynccontextmanager
async def open_webhook_sink(
    secret: str, *, port: int = 0, answer: Answer = accept
) -> AsyncIterator[WebhookSink]:
    """Receive on 127.0.0.1 while the block runs; port 0 takes a free one."""
    sink = WebhookSink(secret, answer)
    runner = web.AppRunner(sink.app(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        sink.url = f"http://127.0.0.1:{runner.addresses[0][1]}{_PATH}"
        yield sink
    finally:
        await runner.cleanup()


def _object(value: Any) -> dict[str, Any]:
    """JSON bytes or a value -> it, when it is an object; else an empty one."""
    if isinstance(value, bytes):
        try:
            value = msgspec.json.decode(value)
        except msgspec.DecodeError:
            return {}
    return value if isinstance(value, dict) else {}
