"""A WebSub hub on loopback that follows the W3C Recommendation, or breaks a rule of it at will."""

import hmac
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from aiohttp import web


class Subscription:
    """What a subscriber asked for, and whether it said that it meant it."""

    def __init__(self, form: dict[str, str]) -> None:
        self.callback = form["hub.callback"]
        self.topic = form["hub.topic"]
        self.secret = form["hub.secret"]
        self.lease_seconds = form["hub.lease_seconds"]
        self.verified = False


class LocalHub:
    """Takes subscriptions, verifies intent at once, and pushes to those who meant it."""

    def __init__(self) -> None:
        self.port = 0
        self.asked: list[dict[str, str]] = []
        self.subscriptions: dict[str, Subscription] = {}
        self.answer_status = 202
        self.redirects_to: str | None = None
        self.verifies = True
        self.granted_lease_seconds: int | None = None
        self.client = httpx.AsyncClient(trust_env=False)

    @property
    def url(self) -> str:
        """Where subscribers ask."""
        return f"http://127.0.0.1:{self.port}/hub"

    async def verify(self, found: Subscription, mode: str = "subscribe", **other: str) -> int:
        """Ask the subscriber whether it means it -> the status it answers."""
        challenge = secrets.token_urlsafe()
        lease = self.granted_lease_seconds or found.lease_seconds
        query = {
            "hub.mode": mode,
            "hub.topic": found.topic,
            "hub.challenge": challenge,
            "hub.lease_seconds": str(lease),
            **{f"hub.{name}": value for name, value in other.items()},
        }
        answer = await self.client.get(found.callback, params=query)
        found.verified = answer.is_success and answer.text == challenge
        return answer.status_code

    async def deny(self, found: Subscription, reason: str) -> int:
        """Refuse a subscription -> the status of the subscriber's answer."""
        query = {"hub.mode": "denied", "hub.topic": found.topic, "hub.reason": reason}
        return (await self.client.get(found.callback, params=query)).status_code

    async def push(
        self,
        body: bytes,
        *,
        method: str = "sha256",
        secret: str | None = None,
        topic: str | None = None,
        signed: bool = True,
    ) -> list[int]:
        """Send a document to every verified subscriber -> the statuses they answer."""
        return [
            await self.push_to(one, body, method=method, secret=secret, topic=topic, signed=signed)
            for one in self.subscriptions.values()
            if one.verified
        ]

    async def push_to(  # each rule that a push may break, named
        self,
        found: Subscription,
        body: bytes,
        *,
        method: str = "sha256",
        secret: str | None = None,
        topic: str | None = None,
        signed: bool = True,
    ) -> int:
        """Send a document to one subscriber -> the status of its answer."""
        digest = hmac.new((secret or found.secret).encode(), body, method).hexdigest()
        headers = {
            "Content-Type": "application/rss+xml",
            "Link": f'<{self.url}>; rel="hub", <{topic or found.topic}>; rel="self"',
        }
        if signed:
            headers["X-Hub-Signature"] = f"{method}={digest}"
        answer = await self.client.post(found.callback, content=body, headers=headers)
        return answer.status_code

    async def handle(self, request: web.Request) -> web.Response:
        """Take a subscription request."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        if self.redirects_to is not None and request.path == "/hub":
            return web.Response(status=308, headers={"Location": self.redirects_to})
        if self.answer_status < 300:  # the class of success
            found = self.subscriptions[form["hub.callback"]] = Subscription(form)
            if self.verifies:
                await self.verify(found)
        return web.Response(status=self.answer_status)


@asynccontextmanager
async def local_hub() -> AsyncIterator[LocalHub]:
    """A running hub on a free port."""
    hub = LocalHub()
    app = web.Application()
    app.add_routes([web.post("/hub", hub.handle), web.post("/moved", hub.handle)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hub.port = runner.addresses[0][1]
    try:
        yield hub
    finally:
        await hub.client.aclose()
        await runner.cleanup()
