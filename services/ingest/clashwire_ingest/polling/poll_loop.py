"""The loop over all feeds: polls what is due, so many at a time, until told to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.health.poll_gate import PollGate
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.held_feeds import HeldFeeds, in_breaths
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.packed_states import Packed
from clashwire_ingest.polling.poll import FeedPoller
from clashwire_ingest.polling.poll_report import PollReport
from clashwire_ingest.polling.publish import FeedPublisher
from clashwire_ingest.polling.state_reload import Reloaded
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.ending import end_tasks
from clashwire_runtime.errors import ClashwireError

Completion = Callable[[FeedConfig, FeedState | None, PollOutcome], Awaitable[PollOutcome]]
_DRAIN_SECONDS = 8.0  # what is in hand at SIGTERM; the whole service stops in under ten
_LONGEST_WAIT_SECONDS = 0.25
_RETRY_BUG_SECONDS = 300.0


class PollLoop:
    """Polls the feeds assigned to this worker; holds their states between polls.

    A poll keeps its place until its outcome is acknowledged, so that an outage of Kafka stops
    fetching once `concurrent_polls` outcomes wait. `completions` add to an outcome that counts,
    each after the one before it, once the feed's turn at its host is over.
    """

    def __init__(  # noqa: PLR0913  # what the loop works with, named
        self,
        poller: FeedPoller,
        publisher: FeedPublisher,
        gate: PollGate,
        ledger: ArticleLedger,
        context: ServiceContext,
        concurrent_polls: int,
        *,
        completions: Sequence[Completion] = (),
    ) -> None:
        self._poller = poller
        self._publisher = publisher
        self._gate = gate
        self._report = PollReport(context)
        self._context = context
        self._places = concurrent_polls
        self._completions = completions
        self._held = HeldFeeds(ledger, context.clock)
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._publishing: set[str] = set()
        self._woken: set[str] = set()
        self._stirred = asyncio.Event()
        self._failure: ClashwireError | None = None

    @property
    def feed_ids(self) -> frozenset[str]:
        """The feeds assigned to this worker now."""
        return frozenset(self._held.feeds)

    def assign(self, feeds: Iterable[FeedConfig], states: Mapping[str, Packed]) -> None:
        """Take on feeds with their packed states; a feed never polled is due at once."""
        taken_on = tuple(feeds)
        self._held.assign(taken_on, states)
        self._gate.take_on(taken_on)
        self._stirred.set()

    def reconfigure(self, feeds: Iterable[FeedConfig]) -> None:
        """Feeds that are ours, as their operator now wants them."""
        self._held.reconfigure(feeds, self._in_hand)
        self._stirred.set()

    def polled_at(self, feed_id: str) -> datetime | None:
        """When a feed was last polled; long ago for one never polled, None for one not ours."""
        return self._held.polled_at(feed_id)

    def wake(self, feed_id: str) -> bool:
        """Make a feed due soon, for a hub says that it has news -> False when it is not ours."""
        if feed_id in self._in_hand:
            self._woken.add(feed_id)
        elif feed_id in self._held.feeds:
            self._held.due.put(feed_id, self._held.soonest(feed_id))
            self._stirred.set()
        return feed_id in self._held.feeds

    async def take_over(self, feeds: Sequence[FeedConfig], reloaded: Reloaded) -> None:
        """Write the states that were completed, then take the feeds on."""
        await self._publisher.until_allowed()
        unwritten = {state.feed_id for state in reloaded.unwritten}
        self._publishing |= unwritten
        await self._publisher.publish_states(reloaded.unwritten)
        self._publishing -= unwritten
        for some in in_breaths(feeds):
            self.assign(some, reloaded.states)
            await asyncio.sleep(0)

    async def release(self, within_seconds: float) -> bool:
        """Give all feeds up; False when an outcome was put out in part, for it may still leave."""
        await self.drop(self.feed_ids, within_seconds)
        return not self._publishing

    async def drop(self, feed_ids: Collection[str], within_seconds: float) -> None:
        """Give feeds up: none is polled anew, what is in hand is finished or discarded.

        What is being put out gets the time twice.
        """
        self._gate.give_up([self._held.feeds[one] for one in feed_ids if one in self._held.feeds])
        self._held.let_go(feed_ids)
        in_hand = {self._in_hand[one] for one in feed_ids if one in self._in_hand}
        await _wait(in_hand, within_seconds)
        in_part = {self._in_hand[one] for one in feed_ids if one in self._in_hand}
        in_part &= {self._in_hand[one] for one in self._publishing if one in self._in_hand}
        await end_tasks(in_hand - in_part)
        await _wait(in_part, within_seconds)
        for some in in_breaths(list(feed_ids)):
            self._held.forget(some)
            await asyncio.sleep(0)

    def fail(self, error: ClashwireError) -> None:
        """End the loop with an error; the first one counts."""
        self._failure = self._failure or error
        self._stirred.set()

    async def run(self) -> None:
        """Poll until told to stop, finish what is in hand; raises what must end the service."""
        while not self._context.stop.is_set() and self._failure is None:
            self._stirred.clear()
            now = self._context.clock.now()
            while len(self._in_hand) < self._places and (due := self._held.due.pop(now)):
                self._start(*due, now)
            await self._wait_for_due(now)
        late = set(self._in_hand.values())
        await _wait(late, _DRAIN_SECONDS if self._failure is None else 0.0)
        await end_tasks(late)
        if self._failure is not None:
            raise self._failure

    def _start(self, feed_id: str, due_at: datetime, now: datetime) -> None:
        """Start a due poll, or hold it off while its host or our network has no place for it."""
        feed = self._held.feeds[feed_id]
        closed_until = self._gate.closed_until(feed, now)
        if closed_until is not None:
            self._held.due.hold_off(feed_id, due_at, closed_until)
            return
        self._in_hand[feed_id] = asyncio.create_task(self._poll_one(feed, due_at))

    async def _wait_for_due(self, now: datetime) -> None:
        ahead_seconds = _LONGEST_WAIT_SECONDS
        next_at = self._held.due.next_at()
        if next_at is not None and len(self._in_hand) < self._places:
            ahead_seconds = min(max((next_at - now).total_seconds(), 0.0), ahead_seconds)
        try:
            async with asyncio.timeout(ahead_seconds):
                await self._stirred.wait()
        except TimeoutError:
            return

    async def _poll_one(self, feed: FeedConfig, due_at: datetime) -> None:
        """Poll a feed, publish the outcome if it counts, and put it back into the queue."""
        started = self._context.clock.monotonic_seconds()
        next_at = self._context.clock.now() + timedelta(seconds=_RETRY_BUG_SECONDS)
        try:
            before = self._held.states.get(feed.feed_id)
            async with self._gate.turn(feed):
                outcome = await self._poller.poll(feed, before)
            put_off_until = await self._gate.put_off_until(feed, outcome)
            if put_off_until is None:
                for complete in self._completions:
                    outcome = await complete(feed, before, outcome)
                await self._put_out(outcome)
                seconds = self._context.clock.monotonic_seconds() - started
                self._report.tell(feed, before, outcome, due_at, seconds)
            next_at = put_off_until or outcome.state.next_poll_at
        except ClashwireError as error:
            self.fail(error)
        except Exception:
            # a fault of ours in one poll must not stop the other feeds
            self._context.logger.exception("poll_failed", feed_id=feed.feed_id)
            self._context.metrics.count("clashwire_feed_polls_total", health="internal_error")
        finally:
            self._put_back(feed.feed_id, next_at)

    async def _put_out(self, outcome: PollOutcome) -> None:
        feed_id = outcome.state.feed_id
        await self._publisher.until_allowed()
        self._publishing.add(feed_id)
        await self._publisher.publish(outcome)
        self._publishing.discard(feed_id)
        self._held.remember(outcome)

    def _put_back(self, feed_id: str, due_at: datetime) -> None:
        self._in_hand.pop(feed_id, None)
        if feed_id in self._held.feeds:
            woken = feed_id in self._woken
            self._held.due.put(feed_id, self._held.soonest(feed_id) if woken else due_at)
        self._woken.discard(feed_id)
        self._stirred.set()


async def _wait(tasks: set[asyncio.Task[None]], seconds: float) -> None:
    if tasks:
        await asyncio.wait(tasks, timeout=seconds)
