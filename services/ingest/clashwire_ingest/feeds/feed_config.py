"""What an operator says of a feed, and the bounds that hold where they say nothing."""

from datetime import timedelta
from typing import Literal, get_args

import msgspec

from clashwire_contracts import ids
from clashwire_contracts.article import Publisher


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """How often a feed may be polled at most (`min`) and must be at least (`max`)."""

    min: timedelta
    max: timedelta


# One hour between polls without a hint is what the public feed-reader score test asks for.
DEFAULT_INTERVAL = Interval(min=timedelta(hours=1), max=timedelta(hours=6))


AuthScheme = Literal["basic", "bearer", "cookie", "header"]
AUTH_SCHEMES: tuple[AuthScheme, ...] = get_args(AuthScheme)


class Auth(msgspec.Struct, frozen=True, kw_only=True):
    """How a feed is asked for that asks who reads it; the secret stays in its file.

    The file holds `user:password` for basic, a token for bearer, `name=value` for cookie and
    the value of the named `header` for header.
    """

    scheme: AuthScheme
    secret_file: str
    header: str | None = None


class FeedConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One feed of the feeds file; without an `interval` the defaults hold.

    `language` is told where the feed does not tell it. `full_text` allows the pages of items
    that come as a summary to be fetched, as far as robots.txt allows or `robots_override`
    says why it need not.
    """

    url: str
    publisher: Publisher
    interval: Interval | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    auth: Auth | None = None
    full_text: bool = False
    robots_override: str | None = None

    @property
    def feed_id(self) -> str:
        """The feed's id, from its URL as configured."""
        return ids.feed_id(self.url)

    @property
    def pace(self) -> Interval:
        """The bounds to poll within."""
        return self.interval or DEFAULT_INTERVAL
