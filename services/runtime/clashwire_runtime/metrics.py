"""Metrics: every name with its kind, labels and meaning in one typed table."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

MetricName = Literal[
    "clashwire_records_total",
    "clashwire_record_seconds",
    "clashwire_commits_total",
    "clashwire_partition_lag",
    "clashwire_brake_tripped",
    "clashwire_retries_total",
    "clashwire_feed_polls_total",
    "clashwire_feeds_assigned",
    "clashwire_pushes_total",
    "clashwire_articles_published_total",
    "clashwire_pages_total",
    "clashwire_hub_requests_total",
    "clashwire_hub_calls_total",
    "clashwire_subscriptions_total",
    "clashwire_item_latency_seconds",
    "clashwire_item_seen_seconds",
    "clashwire_due_to_topic_seconds",
    "clashwire_outages",
    "clashwire_feeds_unread",
    "clashwire_feed_gaps_total",
    "clashwire_articles_tagged_total",
    "clashwire_events_resolved_total",
    "clashwire_documents_total",
    "clashwire_version_conflicts_total",
    "clashwire_alerts_total",
    "clashwire_deliveries_total",
    "clashwire_deliveries_pending",
]
Kind = Literal["counter", "gauge", "histogram"]


class MetricDefinition(msgspec.Struct, frozen=True):
    """One metric: its kind, what it means, its labels, and a histogram's upper bounds.

    Without `buckets` a histogram has Prometheus' own, which end at ten seconds.
    """

    kind: Kind
    meaning: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = Histogram.DEFAULT_BUCKETS


# A poll is minutes to hours after an item.
_NEWS_BUCKETS = (1, 5, 15, 60, 300, 900, 1800, 3600, 10_800, 21_600, 86_400)
DEFINITIONS: dict[MetricName, MetricDefinition] = {
    "clashwire_records_total": MetricDefinition(
        "counter", "Records taken through a step, once each, by outcome.", ("step", "outcome")
    ),
    "clashwire_record_seconds": MetricDefinition(
        "histogram", "Time a step spent on one record, in seconds.", ("step",)
    ),
    "clashwire_commits_total": MetricDefinition(
        "counter", "Offset commits, by result.", ("step", "result")
    ),
    "clashwire_partition_lag": MetricDefinition(
        "gauge", "Records between the committed offset and the end.", ("topic", "partition")
    ),
    "clashwire_brake_tripped": MetricDefinition(
        "gauge", "1 once a flood of dead letters stopped the step.", ("step",)
    ),
    "clashwire_retries_total": MetricDefinition(
        "counter", "Tries repeated because a server was away or busy.", ("target",)
    ),
    "clashwire_feed_polls_total": MetricDefinition(
        "counter", "Feed polls, by health afterwards.", ("health",)
    ),
    "clashwire_feeds_assigned": MetricDefinition(
        "gauge", "Feeds that fall to this worker by its partitions."
    ),
    "clashwire_pushes_total": MetricDefinition(
        "counter", "Hubs' pushes read, by whether they woke a feed of this worker.", ("woken",)
    ),
    "clashwire_pages_total": MetricDefinition(
        "counter",
        "Articles that came as a summary and wanted their page, by what became of it.",
        ("outcome", "publisher"),
    ),
    "clashwire_hub_requests_total": MetricDefinition(
        "counter", "Subscriptions asked for at WebSub hubs, by result: taken, failed.", ("result",)
    ),
    "clashwire_hub_calls_total": MetricDefinition(
        "counter",
        "Requests of hubs to our callbacks, by result: news, verified, denied, wrong_signature, "
        "not_ours, gone, not_taken.",
        ("result",),
    ),
    "clashwire_subscriptions_total": MetricDefinition(
        "counter", "Changes of feeds' subscriptions, by the status that follows.", ("status",)
    ),
    "clashwire_articles_published_total": MetricDefinition(
        "counter", "Articles put on the raw topic, by identity decision.", ("decision",)
    ),
    "clashwire_item_latency_seconds": MetricDefinition(
        "histogram",
        "From an item's published time to its acknowledgement on the topic, in seconds.",
        ("publisher",),
        _NEWS_BUCKETS,
    ),
    "clashwire_item_seen_seconds": MetricDefinition(
        "histogram",
        "From an item's published time to the poll that found it, in seconds.",
        ("publisher",),
        _NEWS_BUCKETS,
    ),
    "clashwire_due_to_topic_seconds": MetricDefinition(
        "histogram",
        "From when a feed was due to the acknowledgement of the new items found, in seconds.",
        ("publisher",),
        (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
    ),
    "clashwire_outages": MetricDefinition(
        "gauge", "Outages that hold now, one for each cause and subject.", ("cause",)
    ),
    "clashwire_feeds_unread": MetricDefinition(
        "gauge",
        "Feeds that cannot be read now, by cause (down, blocked, gone, failing) and country.",
        ("cause", "country"),
    ),
    "clashwire_feed_gaps_total": MetricDefinition(
        "counter",
        "Times between polls of which nothing is known, closed from older pages or open.",
        ("state",),
    ),
    "clashwire_articles_tagged_total": MetricDefinition(
        "counter",
        "Articles tagged, by relevance: true, false or the reason for null.",
        ("relevant",),
    ),
    "clashwire_events_resolved_total": MetricDefinition(
        "counter", "Event versions written, by change.", ("change",)
    ),
    "clashwire_documents_total": MetricDefinition(
        "counter", "Documents sent to Elasticsearch, by index and result.", ("index", "result")
    ),
    "clashwire_version_conflicts_total": MetricDefinition(
        "counter", "Writes refused because a newer, different version is stored.", ("index",)
    ),
    "clashwire_alerts_total": MetricDefinition("counter", "Alerts decided, by kind.", ("kind",)),
    "clashwire_deliveries_total": MetricDefinition(
        "counter", "Webhook attempts, by endpoint and result.", ("endpoint", "result")
    ),
    "clashwire_deliveries_pending": MetricDefinition(
        "gauge", "Deliveries not yet done, by endpoint.", ("endpoint",)
    ),
}


class Metrics:
    """The metrics of one process, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._metrics = {name: self._build(name, d) for name, d in DEFINITIONS.items()}

    def count(self, name: MetricName, amount: float = 1, **labels: str) -> None:
        """Add to a counter."""
        counter = self._child(name, labels)
        counter.inc(amount)

    def set(self, name: MetricName, value: float, **labels: str) -> None:
        """Set a gauge."""
        self._child(name, labels).set(value)

    def observe(self, name: MetricName, value: float, **labels: str) -> None:
        """Add an observation to a histogram."""
        self._child(name, labels).observe(value)

    def exposition(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self._registry)

    def _child(self, name: MetricName, labels: Mapping[str, str]) -> Any:
        metric = self._metrics[name]
        return metric.labels(**labels) if labels else metric

    def _build(self, name: MetricName, definition: MetricDefinition) -> Counter | Gauge | Histogram:
        meaning, labels = definition.meaning, definition.labels
        if definition.kind == "histogram":
            return Histogram(
                name, meaning, labels, buckets=definition.buckets, registry=self._registry
            )
        kind = Counter if definition.kind == "counter" else Gauge
        return kind(name, meaning, labels, registry=self._registry)
