"""What ingest remembers of a feed between polls; the compacted topic is its only store."""

import msgspec

from clashwire_contracts.model import Count, Message, UtcTime, Version
from clashwire_contracts.vocabulary import HubWord, SubscriptionStatus


class KnownWords(Message, frozen=True, kw_only=True):
    """What is kept of an item's words: enough to recognise it and to say what a revision changed.

    `text_bits` is base64 of one bit for each position of the text's MinHash, `sentences` base64
    of four bytes for each sentence; `numbers` are numbers of the text among the words around them.
    """

    title: str
    count: Count
    text_bits: str | None = None
    sentences: str = ""
    numbers: tuple[str, ...] = ()


class KnownItem(Message, frozen=True, kw_only=True):
    """An item already published: the keys it is recognised by, and its latest revision."""

    article_id: str
    revision: Version
    guid: str | None
    canonical_url: str | None
    content_hash: str
    first_published_at: UtcTime | None
    last_seen_at: UtcTime
    words: KnownWords | None = None


class NamingHabits(Message, frozen=True, kw_only=True):
    """What a feed has shown of how it names its items.

    The counts are polls in which a known item's guid stayed, changed, or came on another item.
    `tokens` counts, by part of the link (`query:NAME` or `path:PLACE`), the polls in which it was
    all that changed.
    """

    guid_kept: Count = 0
    guid_changed: Count = 0
    guid_reused: Count = 0
    tokens: dict[str, Count] = msgspec.field(default_factory=dict)


class PermanentMove(Message, frozen=True, kw_only=True):
    """A permanent redirect (301, 308) that every poll since the first met, all to one target."""

    target: str
    first_seen_at: UtcTime
    polls: Count


class ValidatorDistrust(Message, frozen=True, kw_only=True):
    """Until when ETag and Last-Modified are not sent, because they stayed while items changed.

    `strikes` counts items that came after a 304 although they are dated before it.
    """

    etag_until: UtcTime | None = None
    last_modified_until: UtcTime | None = None
    strikes: Count = 0


class PublisherHints(Message, frozen=True, kw_only=True):
    """How often the document says that it changes: RSS `ttl` in minutes, RSS 1.0 `sy:*`."""

    ttl_minutes: float | None = None
    sy_period: str | None = None
    sy_frequency: float | None = None


class FeedGap(Message, frozen=True, kw_only=True):
    """Time between two polls of which nothing is known: the feed held nothing known any more.

    `since` is the newest known item's date, `until` the oldest one's in the document; null where
    items bear no dates. `closed` once older pages of the feed reached back to a known item.
    """

    found_at: UtcTime
    since: UtcTime | None
    until: UtcTime | None
    closed: bool


class HubSubscription(Message, frozen=True, kw_only=True):
    """A WebSub subscription at a feed's hub, as its owner knows it.

    `requested` until the hub verified it, `active` while its lease holds, `silent` once polls found
    news three times that it never told of, `denied` by the hub, `failed` when it could not be
    asked; `reason` says it in a sentence. `callback_hash` tells a callback that has changed since,
    `failures` counts requests that failed and `missed` polls with untold news, both in a row.
    """

    hub: str
    topic: str
    callback_hash: str
    status: SubscriptionStatus
    reason: str | None
    asked_at: UtcTime
    failures: Count = 0
    verified_at: UtcTime | None = None
    lease_until: UtcTime | None = None
    pushed_at: UtcTime | None = None
    missed: Count = 0


class FeedState(Message, frozen=True, kw_only=True):
    """A feed's validators, health and known items after its latest poll.

    `health` is `ok` or the state that a poll ended in, such as `http_404` or `broken_document`;
    `health_reason` says it in a sentence. `moved_url` is polled in place of `url` once a
    permanent redirect proved stable. `asked_until` is how long the server asked not to be polled,
    `news_at` are the latest polls that found something new, latest first.
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
    moved_url: str | None = None
    move: PermanentMove | None = None
    distrust: ValidatorDistrust | None = None
    hints: PublisherHints | None = None
    asked_until: UtcTime | None = None
    succeeded_at: UtcTime | None = None
    failing_since: UtcTime | None = None
    not_modified_at: UtcTime | None = None
    sampled_at: UtcTime | None = None
    news_at: tuple[UtcTime, ...] = ()
    gap: FeedGap | None = None
    habits: NamingHabits | None = None
    subscription: HubSubscription | None = None


class FeedPush(Message, frozen=True, kw_only=True):
    """What a WebSub hub said of a feed: a reason to poll it at once, and nothing more.

    `word` is `news` for a push whose signature was right, `verified` when the hub asked whether a
    subscription was meant and was told so, `denied` when it refused one. `lease_seconds` comes
    with `verified`, `reason` in the hub's words with `denied`.
    """

    feed_id: str
    hub: str
    received_at: UtcTime
    word: HubWord = "news"
    topic: str | None = None
    lease_seconds: Count | None = None
    reason: str | None = None
