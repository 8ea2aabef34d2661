"""A feed with a hub: poller, subscriber and callback server, with the topic as a list between."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import msgspec

from clashwire_contracts.codec import decode
from clashwire_contracts.feed_state import FeedPush, FeedState, HubSubscription
from clashwire_ingest.documents.parser_pool import ParserLimits, ParserPool
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.hubs.callback_server import CallbackServer
from clashwire_ingest.hubs.callbacks import Callbacks
from clashwire_ingest.hubs.subscriber import HubSubscriber
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.poll import FeedPoller
from clashwire_ingest.web.fetch import Fetcher, feed_client
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.clock import ManualClock
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import InfrastructureError
from clashwire_runtime.step import Outgoing
from tests.hostile_web.desk import AGENT, LIMITS, LOOPBACK, counted, desk_context
from tests.hostile_web.hostile_web import HostileWeb, response
from tests.hostile_web.local_hub import LocalHub
from tests.unit.ingest.documents import rss_item
from tests.unit.ingest.items import FEED, NOW

MAX_PUSH_BYTES = 10_000


class PushDesk:
    """A feed polled again and again while its hub calls; `topic` holds what was put out."""

    def __init__(self, web: HostileWeb, hub: LocalHub, context: ServiceContext) -> None:
        self.web = web
        self.hub = hub
        self.context = context
        self.feed: FeedConfig = msgspec.structs.replace(FEED, url=web.url("/feed"))
        self.state: FeedState | None = None
        self.topic: list[Outgoing] = []
        self.kafka_is_away = False
        self.poller: FeedPoller
        self.subscriber: HubSubscriber

    @property
    def clock(self) -> ManualClock:
        assert isinstance(self.context.clock, ManualClock)
        return self.context.clock

    @property
    def subscription(self) -> HubSubscription:
        assert self.state is not None
        assert self.state.subscription is not None
        return self.state.subscription

    @property
    def pushes(self) -> list[FeedPush]:
        return [decode(FeedPush, record.value) for record in self.topic]

    def find(self, feed_id: str) -> FeedConfig | None:
        return self.feed if feed_id == self.feed.feed_id else None

    async def put_out(self, records: Sequence[Outgoing]) -> None:
        if self.kafka_is_away:
            raise InfrastructureError("Kafka took no record.")
        self.topic.extend(records)

    def serve(self, *numbers: int, hub: str | None = None, **headers: str) -> None:
        """Let the feed hold these items and name this hub; an empty one for none."""
        named = self.hub.url if hub is None else hub
        link = f'<atom:link rel="hub" href="{named}"/>' if named else ""
        items = "".join(rss_item(number, title=f"Shells fall {number}") for number in numbers)
        body = (
            '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>H</title>{link}{items}'
            "</channel></rss>"
        )
        self.web.answers["/feed"] = response(body.encode(), **headers)

    async def poll(self) -> PollOutcome:
        """Hear what the hub said since, poll, keep the subscription, carry the state on."""
        for push in self.pushes:
            self.subscriber.hear(push)
        self.topic.clear()
        before = self.state
        found = await self.poller.poll(self.feed, before)
        outcome = await self.subscriber.complete(self.feed, before, found)
        self.state = outcome.state
        return outcome

    async def poll_after(self, wait: timedelta) -> PollOutcome:
        """Let time pass, then poll."""
        self.clock.advance(wait.total_seconds())
        return await self.poll()

    def counted(self, name: str) -> dict[str, float]:
        """A counter of one label -> its values by label."""
        return counted(self.context.metrics, name)


@asynccontextmanager
async def open_push_desk(web: HostileWeb, hub: LocalHub) -> AsyncIterator[PushDesk]:
    """A desk whose callbacks the hub can call, its clock at NOW."""
    clock = ManualClock(NOW)
    context = desk_context(clock)
    desk = PushDesk(web, hub, context)
    callbacks, server = await _serving(desk)
    guard, parser = AddressGuard(LOOPBACK), ParserPool(1, ParserLimits(cpu_seconds=2))
    try:
        async with feed_client(
            guard, user_agent=AGENT, connections=4, timeout_seconds=3.0
        ) as client:
            desk.poller = FeedPoller(Fetcher(client, LIMITS), parser, ArticleLedger(), clock)
            desk.subscriber = _subscriber(client, guard, callbacks, context)
            yield desk
    finally:
        await parser.close()
        await server.stop()


def _subscriber(
    client: httpx.AsyncClient, guard: AddressGuard, callbacks: Callbacks, context: ServiceContext
) -> HubSubscriber:
    turns = HostTurns(guard, 0.0, context.clock)
    return HubSubscriber(client, guard, turns, callbacks, context)


async def _serving(desk: PushDesk) -> tuple[Callbacks, CallbackServer]:
    """Callbacks below the port of the server that answers them."""
    with_port = Callbacks("http://127.0.0.1/in", b"k" * 32)
    server = CallbackServer(with_port, desk.find, desk.put_out, desk.context, MAX_PUSH_BYTES)
    port = await server.start("127.0.0.1", 0)
    return Callbacks(f"http://127.0.0.1:{port}/in", b"k" * 32), server
