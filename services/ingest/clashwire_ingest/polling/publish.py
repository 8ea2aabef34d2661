"""Publishing a poll's outcome: articles acknowledged, dead letters acknowledged, then the state.

A crash between them repeats records with the same ids; it never loses one, for the state that
would say an item is known is written last.
"""

import asyncio
from collections.abc import Sequence

from clashwire_contracts.article import RawArticle
from clashwire_contracts.codec import encode
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.topics import FEEDS_STATE, RAW_ARTICLES
from clashwire_ingest.feeds.feed_partition import feed_partition
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.dead_letters import DeadLetterWriter
from clashwire_runtime.group_lease import GroupLease
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Outgoing

_BLOCKED_AFTER_SECONDS = 10.0
_CAUSE = "publishing"


class FeedPublisher:
    """Puts outcomes on their topics, in the order that loses nothing, while the lease is held."""

    def __init__(
        self,
        publisher: Publisher,
        dead_letters: DeadLetterWriter,
        context: ServiceContext,
        lease: GroupLease,
    ) -> None:
        self._publisher = publisher
        self._dead_letters = dead_letters
        self._context = context
        self._lease = lease

    async def until_allowed(self) -> None:
        """Wait until no other worker can own what is to be published."""
        await self._lease.until_held()

    async def publish(self, outcome: PollOutcome) -> None:
        """Publish it all; returns once the state is acknowledged, however long Kafka is away.

        Raises InfrastructureError when Kafka stays away for good; the state is then unwritten.
        """
        watchdog = asyncio.get_running_loop().call_later(_BLOCKED_AFTER_SECONDS, self._block)
        try:
            await self._publisher.publish([_article_record(a) for a in outcome.articles])
            self._count(outcome.articles)
            await self._dead_letters.write(outcome.aside)
            await self._publisher.publish([_state_record(outcome.state)])
            self._context.watch.unblock(_CAUSE)
        finally:
            watchdog.cancel()

    async def publish_states(self, states: Sequence[FeedState]) -> None:
        """Write states alone; returns once they are acknowledged."""
        await self._publisher.publish([_state_record(state) for state in states])

    def _block(self) -> None:
        self._context.watch.block(
            _CAUSE, f"Kafka has taken nothing for {_BLOCKED_AFTER_SECONDS:g} s; fetching waits"
        )

    def _count(self, articles: Sequence[RawArticle]) -> None:
        for article in articles:
            decision = "new" if article.revision == 1 else "revised"
            self._context.metrics.count("clashwire_articles_published_total", decision=decision)


def _article_record(article: RawArticle) -> Outgoing:
    return Outgoing(topic=RAW_ARTICLES.name, key=article.article_id.encode(), value=encode(article))


def _state_record(state: FeedState) -> Outgoing:
    return Outgoing(
        topic=FEEDS_STATE.name,
        key=state.feed_id.encode(),
        value=encode(state),
        partition=feed_partition(state.url),
    )
