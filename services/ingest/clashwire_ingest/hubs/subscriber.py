"""Keeps subscriptions while feeds are polled: a poll's outcome -> the same with its subscription.

The hub is asked in passing, after the feed's turn is over; what it answers comes on the topic of
pushes, whichever worker it called, and is heard before the poll that it wakes.
"""

from datetime import datetime

import httpx
import msgspec

from clashwire_contracts.feed_state import FeedPush, FeedState, HubSubscription
from clashwire_contracts.vocabulary import HubWord
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.hubs.callbacks import Callbacks
from clashwire_ingest.hubs.discovery import HubOffer
from clashwire_ingest.hubs.hub_request import Wish, ask_hub, hub_address
from clashwire_ingest.hubs.subscription import after_poll, after_word, asked, is_request_due, works
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.schedule import jitter
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_ingest.web.sites import shown
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.context import ServiceContext

_SPREAD = 0.1  # polls of feeds with a working hub come within the last tenth of the interval


class HubSubscriber:
    """Completes polls with what is known of their hubs, and asks those that are due."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        guard: AddressGuard,
        turns: HostTurns,
        callbacks: Callbacks,
        context: ServiceContext,
    ) -> None:
        self._client = client
        self._guard = guard
        self._turns = turns
        self._callbacks = callbacks
        self._context = context
        self._heard: dict[str, dict[HubWord, FeedPush]] = {}

    def hear(self, push: FeedPush) -> None:
        """Keep a hub's latest words on a feed of ours until the poll that they woke."""
        self._heard.setdefault(push.feed_id, {})[push.word] = push

    async def complete(
        self, feed: FeedConfig, before: FeedState | None, outcome: PollOutcome
    ) -> PollOutcome:
        """A poll's outcome -> the same with the feed's subscription; slower while its hub works."""
        now = self._context.clock.now()
        earlier = before.subscription if before else None
        known = earlier
        heard = self._heard.pop(feed.feed_id, {}).values()
        for push in sorted(heard, key=lambda one: one.received_at):
            known = known and after_word(known, push)
        if known is not None and before is not None:
            has_news = any(one.verdict != "same" for one in outcome.found)
            known = after_poll(known, has_news=has_news, polled_before=before.polled_at, now=now)
        offer = outcome.offer
        if offer is None and known is not None:
            offer = HubOffer(known.hub, known.topic)
        if offer is not None:
            known = await self._keep(feed, known, offer, now)
        self._tell(feed, earlier, known)
        state = msgspec.structs.replace(outcome.state, subscription=known)
        return msgspec.structs.replace(outcome, state=_unhurried(feed, state, now))

    async def _keep(
        self, feed: FeedConfig, known: HubSubscription | None, offer: HubOffer, now: datetime
    ) -> HubSubscription | None:
        """What is known and what the document offers -> the subscription, asked for when due."""
        if offer.hub is None or offer.topic is None:
            return None  # its lease runs out at the hub it once named
        found = self._callbacks.url_hash(feed.feed_id, offer.hub, offer.topic)
        if not is_request_due(known, offer, found, now):
            return known
        address = hub_address(offer.hub, self._guard)
        if self._turns.busy_seconds(address) > 0:
            return known  # many feeds share a hub; the next poll is early enough
        wish = Wish(
            hub=offer.hub,
            topic=offer.topic,
            callback=self._callbacks.url(feed.feed_id, offer.hub, offer.topic),
            secret=self._callbacks.secret_of(feed.feed_id, offer.hub, offer.topic),
        )
        async with self._turns.turn(address):
            failure = await ask_hub(self._client, wish, self._guard)
        result = "taken" if failure is None else "failed"
        self._context.metrics.count("clashwire_hub_requests_total", result=result)
        return asked(known, offer, found, failure, now)

    def _tell(
        self, feed: FeedConfig, before: HubSubscription | None, after: HubSubscription | None
    ) -> None:
        """Say a change of status, once."""
        status = after.status if after else "none"
        if status == (before.status if before else "none"):
            return
        say = self._context.logger.warning if status in _BAD else self._context.logger.info
        hub = after or before
        say(
            "subscription",
            feed_id=feed.feed_id,
            publisher=feed.publisher.name,
            hub=shown(hub.hub) if hub else None,
            status=status,
            reason=after.reason if after else "the feed names no hub any more",
        )
        self._context.metrics.count("clashwire_subscriptions_total", status=status)


_BAD = frozenset({"silent", "denied", "failed"})


def _unhurried(feed: FeedConfig, state: FeedState, now: datetime) -> FeedState:
    """A state -> the same, its next poll as late as the feed allows while its hub works."""
    if state.consecutive_failures or not works(state.subscription, now):
        return state
    share = 1 - _SPREAD * jitter(feed.feed_id, state.polled_at)
    latest = state.polled_at + feed.pace.max * share
    return msgspec.structs.replace(state, next_poll_at=max(state.next_poll_at, latest))
