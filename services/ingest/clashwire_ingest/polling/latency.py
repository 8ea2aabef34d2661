"""How late news is, by publisher: published → seen by a poll, → on the topic, and due → topic."""

from datetime import datetime

from clashwire_contracts.article import RawArticle
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_runtime.metrics import Metrics

MAX_PUBLISHERS = 200  # as many series of a histogram as a small Prometheus takes gladly
_OTHERS = "other"


class LatencyMeter:
    """Observes the lateness of new items; the first publishers met by name, the rest as one."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._publishers: set[str] = set()

    def observe(
        self, feed: FeedConfig, outcome: PollOutcome, due_at: datetime, on_topic_at: datetime
    ) -> None:
        """An outcome whose articles are acknowledged, and since when its feed was due."""
        new = [article for article in outcome.articles if article.revision == 1]
        if not new:
            return
        publisher = self._name(feed.publisher.domain)
        due_seconds = max(0.0, (on_topic_at - due_at).total_seconds())
        self._metrics.observe("clashwire_due_to_topic_seconds", due_seconds, publisher=publisher)
        for article in new:
            self._observe_item(article, on_topic_at, publisher)

    def _observe_item(self, article: RawArticle, on_topic_at: datetime, publisher: str) -> None:
        if article.published_at is None:
            return
        seen = max(0.0, (article.fetched_at - article.published_at).total_seconds())
        there = max(0.0, (on_topic_at - article.published_at).total_seconds())
        self._metrics.observe("clashwire_item_seen_seconds", seen, publisher=publisher)
        self._metrics.observe("clashwire_item_latency_seconds", there, publisher=publisher)

    def _name(self, domain: str) -> str:
        if domain not in self._publishers and len(self._publishers) >= MAX_PUBLISHERS:
            return _OTHERS
        self._publishers.add(domain)
        return domain
