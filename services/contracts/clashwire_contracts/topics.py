"""Topics as values: name, key, message, partitions, cleanup and retention, all in one place."""

from typing import Literal

import msgspec

from clashwire_contracts.alert import Alert, Delivery
from clashwire_contracts.article import ArticleMentions, EnrichedArticle, RawArticle
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_contracts.feed_state import FeedPush, FeedState
from clashwire_contracts.model import Message

DAY_MS = 86_400_000
CONSUMER_OFFSETS_RETENTION_DAYS = 100  # longer than any topic's retention
_RECORD_OVERHEAD_BYTES = 100_000  # key, headers and batch framing beside the value
_DEAD_LETTERS_MAX_BYTES = 16_000_000 + _RECORD_OVERHEAD_BYTES
_MAX_BYTES = 2_000_000 + _RECORD_OVERHEAD_BYTES
_FEED_PARTITIONS = 12  # so many ingest workers can share the feeds
# a segment is compacted once it is closed, and an owner reads back all that is not
_STATE_SEGMENT_BYTES = 32_000_000

Cleanup = Literal["compact", "delete", "compact,delete"]


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One topic: `model` is None where the value is original bytes or another's format."""

    name: str
    key: str
    model: type[Message] | None
    partitions: int
    cleanup: Cleanup
    retention_ms: int | None = None
    compaction_lag_ms: int | None = None
    segment_bytes: int | None = None
    max_message_bytes: int = _MAX_BYTES
    producer: str
    consumers: tuple[str, ...]

    @property
    def config(self) -> dict[str, str]:
        """The topic's settings in Kafka's own names."""
        settings = {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(-1 if self.retention_ms is None else self.retention_ms),
            "max.message.bytes": str(self.max_message_bytes),
        }
        if self.compaction_lag_ms is not None:
            settings["min.compaction.lag.ms"] = str(self.compaction_lag_ms)
        if self.segment_bytes is not None:
            settings["segment.bytes"] = str(self.segment_bytes)
        return settings


FEEDS_STATE = Topic(
    name="clashwire.feeds.state.v1",
    key="feed_id",
    model=FeedState,
    partitions=_FEED_PARTITIONS,
    cleanup="compact",
    segment_bytes=_STATE_SEGMENT_BYTES,
    producer="ingest",
    consumers=("ingest",),
)
# wake-ups by WebSub hubs, on the partition of the feed's state, so that its owner reads them
FEEDS_PUSHES = Topic(
    name="clashwire.feeds.pushes.v1",
    key="feed_id",
    model=FeedPush,
    partitions=_FEED_PARTITIONS,
    cleanup="delete",
    retention_ms=DAY_MS,
    producer="ingest",
    consumers=("ingest",),
)
RAW_ARTICLES = Topic(
    name="clashwire.articles.raw.v1",
    key="article_id",
    model=RawArticle,
    partitions=4,
    cleanup="delete",
    retention_ms=30 * DAY_MS,
    producer="ingest",
    consumers=("tag",),
)
ENRICHED_ARTICLES = Topic(
    name="clashwire.articles.enriched.v1",
    key="article_id",
    model=EnrichedArticle,
    partitions=4,
    cleanup="delete",
    retention_ms=30 * DAY_MS,
    producer="tag",
    consumers=("index",),
)
MENTIONS = Topic(
    name="clashwire.mentions.v1",
    key="article_id",
    model=ArticleMentions,
    partitions=1,
    cleanup="delete",
    retention_ms=30 * DAY_MS,
    producer="tag",
    consumers=("resolve",),
)
EVENTS = Topic(
    name="clashwire.events.v1",
    key="event_id",
    model=Event,
    partitions=4,
    cleanup="compact",
    compaction_lag_ms=30 * DAY_MS,
    producer="resolve",
    consumers=("index", "alerts", "resolve"),
)
CLAIMS = Topic(
    name="clashwire.claims.v1",
    key="claim_id",
    model=Claim,
    partitions=4,
    cleanup="compact",
    compaction_lag_ms=30 * DAY_MS,
    producer="resolve",
    consumers=("index", "alerts", "resolve"),
)
ALERTS = Topic(
    name="clashwire.alerts.v1",
    key="alert_id",
    model=Alert,
    partitions=1,
    cleanup="compact,delete",
    retention_ms=90 * DAY_MS,
    producer="alerts",
    consumers=("index",),
)
DELIVERIES = Topic(
    name="clashwire.deliveries.v1",
    key="delivery_id",
    model=Delivery,
    partitions=1,
    cleanup="compact",
    producer="alerts",
    consumers=("alerts", "index"),
)
MESSAGE_TOPICS = (
    FEEDS_STATE,
    FEEDS_PUSHES,
    RAW_ARTICLES,
    ENRICHED_ARTICLES,
    MENTIONS,
    EVENTS,
    CLAIMS,
    ALERTS,
    DELIVERIES,
)


def dead_letters(source: str, key: str = "as in the source") -> Topic:
    """The dead-letter topic of a topic name: original bytes up to 16 MB, kept 30 days."""
    return Topic(
        name=f"{source}.dlq",
        key=key,
        model=None,
        partitions=1,
        cleanup="delete",
        retention_ms=30 * DAY_MS,
        max_message_bytes=_DEAD_LETTERS_MAX_BYTES,
        producer="any",
        consumers=("operator",),
    )


FEEDS_DEAD_LETTERS = dead_letters("clashwire.feeds", key="feed_id")
DEAD_LETTER_TOPICS = (*(dead_letters(t.name) for t in MESSAGE_TOPICS), FEEDS_DEAD_LETTERS)
RESOLVE_CHANGELOG = Topic(
    name="clashwire-resolve-active_events-changelog",
    key="event_id",
    model=None,
    partitions=MENTIONS.partitions,  # faust refuses a table whose changelog differs
    cleanup="compact",
    max_message_bytes=_DEAD_LETTERS_MAX_BYTES,
    producer="resolve",
    consumers=("resolve",),
)
ALL_TOPICS = (*MESSAGE_TOPICS, *DEAD_LETTER_TOPICS, RESOLVE_CHANGELOG)


def consumer_group(part: str) -> str:
    """The Kafka consumer group of a part, such as `clashwire-tag`."""
    return f"clashwire-{part}"
