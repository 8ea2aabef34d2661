"""The loop over all feeds: polls what is due, so many at a time, until told to stop."""

import asyncio
import heapq
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.poll import FeedPoller, PollOutcome
from clashwire_ingest.polling.publish import FeedPublisher
from clashwire_ingest.web.fetch import shown
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.errors import ClashwireError

_DRAIN_SECONDS = 8.0  # what is in hand at SIGTERM; the whole service stops in under ten
_LONGEST_WAIT_SECONDS = 1.0
_RETRY_BUG_SECONDS = 300.0


class PollLoop:
    """Polls the feeds assigned to this worker; holds their states between polls.

    A poll keeps its place until its outcome is acknowledged, so that an outage of Kafka stops
    fetching once `concurrent_polls` outcomes wait.
    """

    def __init__(
        self,
        poller: FeedPoller,
        publisher: FeedPublisher,
        turns: HostTurns,
        ledger: ArticleLedger,
        context: ServiceContext,
        concurrent_polls: int,
    ) -> None:
        self._poller = poller
        self._publisher = publisher
        self._turns = turns
        self._ledger = ledger
        self._context = context
        self._places = asyncio.Semaphore(concurrent_polls)
        self._states: dict[str, FeedState] = {}
        self._feeds: dict[str, FeedConfig] = {}
        self._due: list[tuple[datetime, str]] = []
        self._running: set[asyncio.Task[None]] = set()
        self._failure: ClashwireError | None = None

    def assign(self, feeds: Sequence[FeedConfig], states: Mapping[str, FeedState]) -> None:
        """Take on feeds with what is remembered of them; a feed never polled is due at once."""
        now = self._context.clock.now()
        for feed in feeds:
            state = states.get(feed.feed_id)
            self._feeds[feed.feed_id] = feed
            if state is not None:
                self._states[feed.feed_id] = state
                self._ledger.accept(state.items)
            # an operator who shortened an interval does not wait out the longer one
            latest = now + feed.pace.max
            heapq.heappush(
                self._due, (min(state.next_poll_at, latest) if state else now, feed.feed_id)
            )

    async def run(self) -> None:
        """Poll until told to stop, finish what is in hand; raises what must end the service."""
        while not self._context.stop.is_set() and self._failure is None:
            if self._due and self._due[0][0] <= self._context.clock.now():
                await self._start_one()
            else:
                await self._wait()
        await self._drain()
        if self._failure is not None:
            raise self._failure

    async def _start_one(self) -> None:
        """Start the poll due first, once there is a place for it."""
        try:
            await asyncio.wait_for(self._places.acquire(), _LONGEST_WAIT_SECONDS)
        except TimeoutError:
            return
        _, feed_id = heapq.heappop(self._due)
        task = asyncio.create_task(self._poll_one(self._feeds[feed_id]))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _wait(self) -> None:
        ahead = _LONGEST_WAIT_SECONDS
        if self._due:
            ahead = (self._due[0][0] - self._context.clock.now()).total_seconds()
        try:
            timeout = min(max(ahead, 0.0), _LONGEST_WAIT_SECONDS)
            await asyncio.wait_for(self._context.stop.wait(), timeout)
        except TimeoutError:
            return

    async def _drain(self) -> None:
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=_DRAIN_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _poll_one(self, feed: FeedConfig) -> None:
        """Poll a feed, publish the outcome, and put it back into the queue."""
        started = self._context.clock.monotonic_seconds()
        due_seconds = _RETRY_BUG_SECONDS
        try:
            async with self._turns.turn(feed.url):
                outcome = await self._poller.poll(feed, self._states.get(feed.feed_id))
            await self._publisher.publish(outcome)
            self._remember(outcome)
            self._report(feed, outcome, self._context.clock.monotonic_seconds() - started)
            now = self._context.clock.now()
            due_seconds = (outcome.state.next_poll_at - now).total_seconds()
        except ClashwireError as error:
            self._failure = error
        except Exception:
            # a fault of ours in one poll must not stop the other feeds
            self._context.logger.exception("poll_failed", feed_id=feed.feed_id)
            self._context.metrics.count("clashwire_feed_polls_total", health="internal_error")
        finally:
            self._places.release()
            due_at = self._context.clock.now() + timedelta(seconds=due_seconds)
            heapq.heappush(self._due, (due_at, feed.feed_id))

    def _remember(self, outcome: PollOutcome) -> None:
        before = self._states.get(outcome.state.feed_id)
        self._states[outcome.state.feed_id] = outcome.state
        kept = {item.article_id for item in outcome.state.items}
        self._ledger.forget(
            i.article_id for i in (before.items if before else ()) if i.article_id not in kept
        )
        self._ledger.accept(one.known for one in outcome.found)

    def _report(self, feed: FeedConfig, outcome: PollOutcome, seconds: float) -> None:
        """One canonical line a poll."""
        state = outcome.state
        verdicts = [one.verdict for one in outcome.found]
        self._context.metrics.count("clashwire_feed_polls_total", health=state.health)
        self._context.logger.info(
            "poll",
            feed_id=feed.feed_id,
            publisher=feed.publisher.name,
            url=shown(feed.url),
            health=state.health,
            reason=state.health_reason,
            items=len(verdicts),
            new=verdicts.count("new"),
            revised=verdicts.count("revised"),
            set_aside=len(outcome.aside),
            next_poll_at=state.next_poll_at.isoformat(),
            milliseconds=round(seconds * 1000, 1),
        )
