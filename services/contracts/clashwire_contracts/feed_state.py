"""What ingest remembers of a feed between polls; the compacted topic is its only store."""

from clashwire_contracts.model import Count, Message, UtcTime, Version


class KnownItem(Message, frozen=True, kw_only=True):
    """An item already published: the keys it is recognised by, and its latest revision."""

    article_id: str
    revision: Version
    guid: str | None
    canonical_url: str | None
    content_hash: str
    first_published_at: UtcTime | None
    last_seen_at: UtcTime


class FeedState(Message, frozen=True, kw_only=True):
    """A feed's validators, health and known items after its latest poll.

    `health` is `ok` or the state that a poll ended in, such as `http_404` or `broken_document`;
    `health_reason` says it in a sentence.
    """

    feed_id: str
    url: str
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    polled_at: UtcTime
    next_poll_at: UtcTime
    consecutive_failures: Count
    health: str
    health_reason: str | None
    items: tuple[KnownItem, ...]
