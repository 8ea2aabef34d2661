"""Before a poll: may it start? After it: does it count? Turns, limits, our network, causes.

A failure that is our network's is no outcome: the feed stays as it was and is polled again soon.
"""

from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.health.attribution import CAUSES, UNANSWERED
from clashwire_ingest.health.coverage import Coverage, Loss, loss_of
from clashwire_ingest.health.network_watch import CANARY_EVERY, NetworkWatch
from clashwire_ingest.health.outages import FeedHealth, OutageChange, Outages
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.web.host_turns import HostTurns
from clashwire_ingest.web.rate_limits import RateLimits
from clashwire_ingest.web.sites import shown
from clashwire_runtime.context import ServiceContext

NOTHING_SUCCEEDS_AFTER = timedelta(hours=2)
_FAILURES_TO_SAY = 3  # a desk of two feeds polls so seldom that hours say nothing
_SERVED = frozenset({200, 304})


class PollGate:
    """Holds polls back and lets their outcomes count, as limits and network allow."""

    def __init__(
        self, turns: HostTurns, limits: RateLimits, network: NetworkWatch, context: ServiceContext
    ) -> None:
        self._turns = turns
        self._network = network
        self._limits = limits
        self._context = context
        self._outages = Outages()
        self._coverage = Coverage()
        self._succeeded_at = context.clock.now()
        self._failed_since = 0
        self._began_at_seconds: dict[str, float] = {}  # of the polls in hand

    def take_on(self, feeds: Iterable[FeedConfig]) -> None:
        """Learn of feeds to be polled."""
        self._network.take_on(feed.url for feed in feeds)

    def give_up(self, feeds: Collection[FeedConfig]) -> None:
        """Forget feeds that are no longer ours to speak of."""
        self._say(self._outages.forget((f.url for f in feeds), self._context.clock.now()))
        for feed in feeds:
            self._count_coverage(feed, None)

    def closed_until(self, feed: FeedConfig, now: datetime) -> datetime | None:
        """Until when a feed may not be asked for; None when it may."""
        busy_seconds = self._turns.busy_seconds(feed.url)
        if busy_seconds > 0:
            return now + timedelta(seconds=busy_seconds)
        limited = self._limits.wait_until(feed.url)
        if limited is not None and limited > now:
            return limited
        return self._network.closed_until(now)

    @asynccontextmanager
    async def turn(self, feed: FeedConfig) -> AsyncIterator[None]:
        """Wait for a turn at the feed's host, and hold it."""
        async with self._turns.turn(feed.url):
            self._began_at_seconds[feed.url] = self._context.clock.monotonic_seconds()
            yield

    async def put_off_until(self, feed: FeedConfig, outcome: PollOutcome) -> datetime | None:
        """An outcome -> when to poll again if it does not count; None when it does."""
        now = self._context.clock.now()
        began_at = self._began_at_seconds.pop(feed.url, self._context.clock.monotonic_seconds())
        state = outcome.state
        ours = False
        if outcome.answer is not None:
            self._network.answered(feed.url)
        elif state.health in UNANSWERED:
            ours = await self._network.is_ours(feed.url, began_at)
        self._say_of_network(feed, now)
        if ours:
            self._context.logger.info("poll_put_off", url=shown(feed.url), health=state.health)
            return now + CANARY_EVERY
        self._learn_limits(feed, outcome, now)
        self._say(self._outages.note(_health_of(feed, state)))
        self._say_of_success(state, now)
        self._count_coverage(feed, loss_of(state.health, state.consecutive_failures))
        return None

    def _say_of_network(self, feed: FeedConfig, now: datetime) -> None:
        away = self._network.down_since is not None
        reason = f"no feed's server can be reached, neither {shown(feed.url)} nor others"
        self._say(self._outages.note_worker("our_network", now, reason if away else None))

    def _learn_limits(self, feed: FeedConfig, outcome: PollOutcome, now: datetime) -> None:
        answer = outcome.answer
        if answer is None:
            return
        if answer.status in _SERVED:
            self._limits.ok(feed.url, now, answer)
            return
        limit = self._limits.told(feed.url, answer, now)
        if limit is not None:
            self._context.logger.info(
                "rate_limited", scope=limit.scope, place=shown(limit.place), until=str(limit.until)
            )

    def _say_of_success(self, state: FeedState, now: datetime) -> None:
        reason = None
        if state.consecutive_failures == 0:
            self._succeeded_at, self._failed_since = now, 0
        else:
            self._failed_since += 1
            silence = now - self._succeeded_at
            if silence <= NOTHING_SUCCEEDS_AFTER or self._failed_since < _FAILURES_TO_SAY:
                return
            reason = f"no feed was read since {self._succeeded_at:%Y-%m-%d %H:%M} UTC"
        self._say(self._outages.note_worker("nothing_succeeds", now, reason))

    def _count_coverage(self, feed: FeedConfig, loss: Loss | None) -> None:
        changed = self._coverage.note(feed.url, feed.publisher.country, loss)
        for (cause, country), count in changed.items():
            self._context.metrics.set("clashwire_feeds_unread", count, cause=cause, country=country)

    def _say(self, changes: Iterable[OutageChange]) -> None:
        """One log line for each cause that began or ended, then the gauge of those that hold."""
        changed = list(changes)
        for change in changed:
            outage = change.outage
            say = self._context.logger.warning if change.began else self._context.logger.info
            say(
                "outage_began" if change.began else "outage_ended",
                cause=outage.cause,
                subject=shown(outage.subject),
                since=outage.since.isoformat(),
                reason=outage.reason,
            )
            self._remark(change)
        counts = self._outages.counts() if changed else {}
        for cause in CAUSES if changed else ():
            self._context.metrics.set("clashwire_outages", counts.get(cause, 0), cause=cause)

    def _remark(self, change: OutageChange) -> None:
        """What concerns the whole worker is said beside its readiness, which it does not end."""
        outage = change.outage
        if outage.cause not in ("our_network", "nothing_succeeds"):
            return
        if change.began:
            told = f"{outage.cause} since {outage.since:%Y-%m-%d %H:%M} UTC: {outage.reason}"
            self._context.watch.remark(outage.cause, told)
        else:
            self._context.watch.take_back(outage.cause)


def _health_of(feed: FeedConfig, state: FeedState) -> FeedHealth:
    return FeedHealth(
        url=feed.url,
        health=state.health,
        reason=state.health_reason or state.health,
        failures=state.consecutive_failures,
        at=state.polled_at,
    )
