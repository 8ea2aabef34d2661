"""Lateness by publisher: a histogram whose series stay few."""

from datetime import timedelta

import msgspec

from clashwire_contracts.article import Publisher
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.identify import identify
from clashwire_ingest.polling.feed_memory import Polled, after_document
from clashwire_ingest.polling.latency import MAX_PUBLISHERS, LatencyMeter
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.raw_article import to_raw_article
from clashwire_runtime.metrics import Metrics
from tests.unit.ingest.items import FEED, NOW, item


def outcome(**changes: object) -> PollOutcome:
    (found,) = identify(
        [item(**changes)], (), domain="harbour.example", now=NOW, ledger=ArticleLedger()
    )
    state = after_document(FEED, None, Polled(at=NOW), None)
    return PollOutcome(state=state, articles=(to_raw_article(FEED, found, NOW),))


def test_lateness_is_told_from_publication_and_from_when_the_feed_was_due() -> None:
    metrics = Metrics()
    meter = LatencyMeter(metrics)

    meter.observe(FEED, outcome(), NOW - timedelta(seconds=2), NOW + timedelta(seconds=1))

    text = metrics.exposition().decode()
    of = '{publisher="harbour.example"}'
    assert f"clashwire_due_to_topic_seconds_sum{of} 3.0" in text
    assert f"clashwire_item_seen_seconds_sum{of} 3600.0" in text
    assert f"clashwire_item_latency_seconds_sum{of} 3601.0" in text


def test_an_undated_item_is_late_only_since_the_feed_was_due() -> None:
    metrics = Metrics()

    LatencyMeter(metrics).observe(FEED, outcome(published_at=None), NOW, NOW)

    text = metrics.exposition().decode()
    assert "clashwire_due_to_topic_seconds_count{" in text
    assert "clashwire_item_seen_seconds_count{" not in text


def test_a_poll_without_new_items_tells_nothing() -> None:
    metrics = Metrics()
    quiet = msgspec.structs.replace(outcome(), articles=())

    LatencyMeter(metrics).observe(FEED, quiet, NOW, NOW)

    assert "_count{" not in metrics.exposition().decode()


def test_publishers_beyond_the_limit_are_told_as_one() -> None:
    metrics = Metrics()
    meter = LatencyMeter(metrics)
    for number in range(MAX_PUBLISHERS + 5):
        publisher = Publisher(name="P", domain=f"p{number}.example")
        feed = msgspec.structs.replace(FEED, publisher=publisher)
        meter.observe(feed, outcome(), NOW, NOW)

    text = metrics.exposition().decode()
    assert text.count("clashwire_due_to_topic_seconds_count{") == MAX_PUBLISHERS + 1
    assert 'clashwire_due_to_topic_seconds_count{publisher="other"} 5.0' in text
