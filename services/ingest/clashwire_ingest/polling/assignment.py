"""Which feeds this worker polls: those of the partitions that the consumer group gives it.

Kafka's rebalance gives a partition away once its owner has let go of it, so letting go means that
nothing of these feeds is still on its way to a topic. What cannot be finished in time is dropped
with its producer; the next owner completes the states from the articles that were acknowledged.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError

from clashwire_contracts.topics import FEEDS_STATE
from clashwire_ingest.feeds.feed_catalog import FeedCatalog
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.feeds.feed_partition import feed_partition
from clashwire_ingest.polling.poll_loop import PollLoop
from clashwire_ingest.polling.state_reload import Reloaded
from clashwire_runtime.context import ServiceContext
from clashwire_runtime.ending import end_tasks
from clashwire_runtime.errors import ClashwireError, InfrastructureError
from clashwire_runtime.group_lease import GroupLease, LeaseLostError

Reload = Callable[[Collection[FeedConfig]], Awaitable[Reloaded]]
# letting go takes four waits at most, and Kafka drops a member that takes a session timeout
_SHARE_OF_SESSION = 1 / 5


class FeedAssignment(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka has no types
    """Keeps the loop's feeds equal to those of the feeds file that fall to this worker."""

    def __init__(
        self,
        catalog: FeedCatalog,
        loop: PollLoop,
        reload: Reload,
        lease: GroupLease,
        context: ServiceContext,
    ) -> None:
        self._catalog = catalog
        self._loop = loop
        self._reload = reload
        self._lease = lease
        self._context = context
        self._grace_seconds = lease.session_seconds * _SHARE_OF_SESSION
        self._owned: frozenset[int] = frozenset()
        self._settling: asyncio.Task[None] | None = None

    @property
    def owned(self) -> frozenset[int]:
        """The partitions of the feed topics that are ours now."""
        return self._owned

    @property
    def is_settled(self) -> bool:
        """Whether the loop has all feeds of our partitions, none being taken on or let go."""
        return self._settling is None or self._settling.done()

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """The group gave us partitions; states are read beside its heartbeats, not before them."""
        self._owned = frozenset(tp.partition for tp in assigned if tp.topic == FEEDS_STATE.name)
        self._context.logger.info("partitions_assigned", partitions=sorted(self._owned))
        self.settle()

    async def on_partitions_revoked(self, _revoked: Collection[TopicPartition]) -> None:
        """The group is shared out anew: all feeds are let go before this returns."""
        self._owned = frozenset()
        await self._stop_settling()
        if await self._loop.release(self._grace_seconds):
            return
        self._lease.fence()
        try:
            await self._lease.until_held()
        except LeaseLostError as error:
            self._loop.fail(error)

    async def follow_catalog(self) -> None:
        """Look at the feeds file; take on what is new in it, let go of what it lost."""
        if await self._catalog.reread():
            self.settle()

    def settle(self) -> None:
        """Begin to make the loop's feeds what they should be, after what goes on already."""
        self._settling = asyncio.create_task(self._settle_after(self._settling))

    async def _settle_after(self, earlier: asyncio.Task[None] | None) -> None:
        if earlier is not None:
            await asyncio.wait({earlier})
        try:
            await self._settle()
        except ClashwireError as error:
            self._loop.fail(error)
        except (KafkaError, OSError) as error:
            self._loop.fail(
                InfrastructureError(f"The feeds' states cannot be read ({error}); check Kafka.")
            )

    async def _settle(self) -> None:
        wanted = {
            feed_id: feed
            for feed_id, feed in self._catalog.feeds.items()
            if feed_partition(feed.url) in self._owned
        }
        await self._loop.drop(self._loop.feed_ids - wanted.keys(), self._grace_seconds)
        self._loop.reconfigure(wanted[feed_id] for feed_id in self._loop.feed_ids)
        missing = [wanted[feed_id] for feed_id in wanted.keys() - self._loop.feed_ids]
        if missing:
            missing.sort(key=lambda feed: feed.url)
            await self._loop.take_over(missing, await self._reload(missing))
        self._context.metrics.set("clashwire_feeds_assigned", len(wanted))
        self._context.logger.info("feeds_assigned", feeds=len(wanted), taken_on=len(missing))
        self._context.watch.start()

    async def _stop_settling(self) -> None:
        """End what is being taken on; its states get time to be acknowledged."""
        if self._settling is None or self._settling.done():
            return
        await asyncio.wait({self._settling}, timeout=self._grace_seconds)
        await end_tasks({self._settling})
        self._settling = None
