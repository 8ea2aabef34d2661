"""What an operator says of a feed, and the bounds that hold where they say nothing."""

from datetime import timedelta

import msgspec

from clashwire_contracts import ids
from clashwire_contracts.article import Publisher


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """How often a feed may be polled at most (`min`) and must be at least (`max`)."""

    min: timedelta
    max: timedelta


# One hour between polls without a hint is what the public feed-reader score test asks for.
DEFAULT_INTERVAL = Interval(min=timedelta(hours=1), max=timedelta(hours=6))


class FeedConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One feed of the feeds file; without an `interval` the defaults hold."""

    url: str
    publisher: Publisher
    interval: Interval | None = None

    @property
    def feed_id(self) -> str:
        """The feed's id, from its URL as configured."""
        return ids.feed_id(self.url)

    @property
    def pace(self) -> Interval:
        """The bounds to poll within."""
        return self.interval or DEFAULT_INTERVAL
