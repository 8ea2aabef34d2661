"""Where hubs call: verifications answered, pushes taken once they are on the topic.

| request | answer | W3C WebSub |
|---|---|---|
| GET subscribe, for what we asked | 200 with the challenge | 5.3 |
| GET denied | 200 | 5.2 |
| GET of anything else | 404 | 5.3.1 |
| POST with a right signature | 202, after the wake-up is acknowledged | 7 |
| POST with a wrong signature or none | 202, and nothing else | 7.1.2 |
| POST for a feed that is no longer configured | 410 | 7 |
| any, while Kafka takes nothing | 503; the hub comes again | - |
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from clashwire_contracts.codec import encode
from clashwire_contracts.feed_state import FeedPush
from clashwire_contracts.topics import FEEDS_PUSHES
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.feeds.feed_partition import feed_partition
from clashwire_ingest.hubs.callbacks import Callbacks
from clashwire_ingest.hubs.discovery import links_of
from clashwire_ingest.hubs.signature import is_signed
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import ClashwireError, SettingsError
from clashwire_runtime.step import Outgoing

PutOut = Callable[[Sequence[Outgoing]], Awaitable[None]]
_ACKNOWLEDGED_WITHIN_SECONDS = 5.0  # hubs give up on a callback after about ten
_MAX_REASON_CHARACTERS = 200
_MAX_LEASE_DIGITS = 10


class CallbackServer:
    """Answers hubs for all configured feeds, whichever worker owns them.

    `feed_of` finds a configured feed by its id; `put_out` returns once records are acknowledged.
    """

    def __init__(
        self,
        callbacks: Callbacks,
        feed_of: Callable[[str], FeedConfig | None],
        put_out: PutOut,
        context: ServiceContext,
        max_push_bytes: int,
    ) -> None:
        self._callbacks = callbacks
        self._feed_of = feed_of
        self._put_out = put_out
        self._context = context
        self._max_push_bytes = max_push_bytes
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen -> the port taken; raises OSError when the port is in use."""
        app = web.Application(client_max_size=self._max_push_bytes)
        app.add_routes(
            [
                web.get(self._callbacks.route, self._verify, allow_head=False),
                web.post(self._callbacks.route, self._receive),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        bound: int = self._runner.addresses[0][1]
        return bound

    @asynccontextmanager
    async def running(self, host: str, port: int) -> AsyncIterator[None]:
        """Listen meanwhile; raises SettingsError when the port is in use."""
        try:
            await self.start(host, port)
        except OSError as error:
            raise SettingsError(
                f"CLASHWIRE_WEBSUB_PORT: {host}:{port} cannot be listened on ({error.strerror})."
            ) from error
        try:
            yield
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Stop listening; requests in hand are answered."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _verify(self, request: web.Request) -> web.Response:
        mode, topic = request.query.get("hub.mode"), request.query.get("hub.topic", "")
        hub = self._callbacks.hub_of(request.match_info, topic)
        feed = self._feed_of(request.match_info["feed_id"])
        challenge = request.query.get("hub.challenge", "")
        if hub is None or feed is None or mode not in ("subscribe", "denied"):
            return self._answer("not_ours", 404)
        if mode == "denied":
            reason = request.query.get("hub.reason", "")[:_MAX_REASON_CHARACTERS] or None
            push = self._push(feed, hub, word="denied", topic=topic, reason=reason)
            return await self._take(feed, push, "denied", 200)
        if not challenge:
            return self._answer("not_ours", 404)
        lease = _lease_seconds(request.query.get("hub.lease_seconds"))
        push = self._push(feed, hub, word="verified", topic=topic, lease_seconds=lease)
        return await self._take(feed, push, "verified", 200, challenge)

    async def _receive(self, request: web.Request) -> web.Response:
        links = links_of(", ".join(request.headers.getall("Link", [])), "")
        topic = links.get("self", "")
        feed_id = request.match_info["feed_id"]
        hub = self._callbacks.hub_of(request.match_info, topic)
        if hub is None:
            return self._answer("not_ours", 404)
        feed = self._feed_of(feed_id)
        if feed is None:
            return self._answer("gone", 410)
        body = await request.read()
        secret = self._callbacks.secret_of(feed_id, hub, topic)
        if not is_signed(request.headers.get("X-Hub-Signature"), body, secret):
            self._context.logger.warning("push_ignored", feed_id=feed_id, reason="wrong signature")
            return self._answer("wrong_signature", 202)
        return await self._take(feed, self._push(feed, hub, topic=topic), "news", 202)

    def _push(self, feed: FeedConfig, hub: str, **said: object) -> FeedPush:
        now = self._context.clock.now()
        return FeedPush(feed_id=feed.feed_id, hub=hub, received_at=now, **said)  # type: ignore[arg-type]

    async def _take(
        self, feed: FeedConfig, push: FeedPush, result: str, status: int, text: str = ""
    ) -> web.Response:
        """Put a hub's word on the topic, then answer; the hub comes again if that fails."""
        try:
            async with asyncio.timeout(_ACKNOWLEDGED_WITHIN_SECONDS):
                await self._put_out([_record(feed, push)])
        except (TimeoutError, ClashwireError) as error:
            self._context.logger.warning(
                "push_not_taken", feed_id=feed.feed_id, error=str(error) or "Kafka takes nothing"
            )
            return self._answer("not_taken", 503)
        return self._answer(result, status, text)

    def _answer(self, result: str, status: int, text: str = "") -> web.Response:
        self._context.metrics.count("clashwire_hub_calls_total", result=result)
        return web.Response(status=status, text=text)


def _record(feed: FeedConfig, push: FeedPush) -> Outgoing:
    """A hub's word -> its record, on the partition that the feed's owner reads."""
    return Outgoing(
        topic=FEEDS_PUSHES.name,
        key=feed.feed_id.encode(),
        value=encode(push),
        partition=feed_partition(feed.url),
    )


def _lease_seconds(text: str | None) -> int | None:
    """hub.lease_seconds -> a number, or None for what is none."""
    plain = (text or "").strip()
    return int(plain[:_MAX_LEASE_DIGITS]) if plain.isascii() and plain.isdigit() else None
