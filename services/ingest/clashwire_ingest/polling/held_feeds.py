"""The feeds this worker polls: their settings, their states between polls, and whose turn it is."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.due_queue import DueQueue
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.packed_states import Packed, PackedStates
from clashwire_ingest.polling.schedule import due_at as due_by
from clashwire_runtime.clock import Clock

_BETWEEN_WOKEN_POLLS = timedelta(seconds=30)
T = TypeVar("T")
_IN_A_BREATH = 100
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class HeldFeeds:
    """Feeds by feed_id; each held feed stands in the queue `due`, but for those being polled."""

    def __init__(self, ledger: ArticleLedger, clock: Clock) -> None:
        self.feeds: dict[str, FeedConfig] = {}
        self.states = PackedStates()
        self.due = DueQueue()
        self._ledger = ledger
        self._clock = clock

    def assign(self, feeds: Iterable[FeedConfig], states: Mapping[str, Packed]) -> None:
        """Take on feeds with their packed states; a feed never polled is due at once."""
        now = self._clock.now()
        for feed in feeds:
            self.feeds[feed.feed_id] = feed
            due_at = now
            if feed.feed_id in states:
                state = self.states.adopt(feed.feed_id, states[feed.feed_id])
                self._ledger.accept(state.items)
                due_at = due_by(state, feed)
            self.due.put(feed.feed_id, due_at)

    def reconfigure(self, feeds: Iterable[FeedConfig], in_hand: Container[str]) -> None:
        """Held feeds as their operator now wants them; those in hand are queued once done."""
        for feed in feeds:
            changed = feed != self.feeds[feed.feed_id]
            self.feeds[feed.feed_id] = feed
            state = self.states.get(feed.feed_id) if changed else None
            if state is not None and feed.feed_id not in in_hand:
                self.due.put(feed.feed_id, due_by(state, feed))

    def let_go(self, feed_ids: Iterable[str]) -> None:
        """Poll these no more; their states are kept until `forget`."""
        for feed_id in feed_ids:
            self.due.remove(feed_id)
            self.feeds.pop(feed_id, None)

    def forget(self, feed_ids: Iterable[str]) -> None:
        """Drop what is remembered of feeds that were let go."""
        for feed_id in feed_ids:
            state = self.states.pop(feed_id)
            self._ledger.forget(item.article_id for item in (state.items if state else ()))

    def polled_at(self, feed_id: str) -> datetime | None:
        """When a feed was last polled; long ago for one never polled, None for one not held."""
        if feed_id not in self.feeds:
            return None
        state = self.states.get(feed_id)
        return _LONG_AGO if state is None else state.polled_at

    def soonest(self, feed_id: str) -> datetime:
        """When a held feed that a hub woke may be polled: a flood of pushes makes none of polls."""
        state, now = self.states.get(feed_id), self._clock.now()
        if state is None:
            return now
        pause = min(_BETWEEN_WOKEN_POLLS, self.feeds[feed_id].pace.min)
        return max(now, state.polled_at + pause)

    def remember(self, outcome: PollOutcome) -> None:
        """A poll's outcome is on its topics -> its state, and its articles as accepted."""
        before = self.states.get(outcome.state.feed_id)
        self.states.put(outcome.state)
        kept = {item.article_id for item in outcome.state.items}
        self._ledger.forget(
            i.article_id for i in (before.items if before else ()) if i.article_id not in kept
        )
        self._ledger.accept(one.known for one in outcome.found)


def in_breaths(all_of_them: Sequence[T]) -> Iterator[Sequence[T]]:
    """Thousands in parts, so that heartbeats go on between them."""
    for first in range(0, len(all_of_them), _IN_A_BREATH):
        yield all_of_them[first : first + _IN_A_BREATH]
