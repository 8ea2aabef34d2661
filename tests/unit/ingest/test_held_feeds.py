from datetime import timedelta

import msgspec
import pytest

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.feeds.feed_config import FeedConfig, Interval
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.polling.held_feeds import HeldFeeds
from clashwire_runtime.clock import ManualClock
from tests.unit.ingest.items import FEED, NOW

SECOND = timedelta(seconds=1)


def held(feed: FeedConfig, polled_ago: timedelta | None) -> HeldFeeds:
    feeds = HeldFeeds(ArticleLedger(), ManualClock(NOW))
    feeds.assign([feed], {})
    if polled_ago is not None:
        feeds.states.put(
            FeedState(
                feed_id=feed.feed_id,
                url=feed.url,
                etag=None,
                last_modified=None,
                body_hash=None,
                polled_at=NOW - polled_ago,
                next_poll_at=NOW + timedelta(hours=1),
                consecutive_failures=0,
                health="ok",
                health_reason=None,
                items=(),
            )
        )
    return feeds


@pytest.mark.parametrize("polled_ago", [None, 30 * SECOND, timedelta(hours=2)])
def test_a_woken_feed_is_polled_at_once(polled_ago: timedelta | None) -> None:
    assert held(FEED, polled_ago).soonest(FEED.feed_id) == NOW


def test_a_feed_woken_again_and_again_is_polled_every_half_minute() -> None:
    assert held(FEED, 10 * SECOND).soonest(FEED.feed_id) == NOW + 20 * SECOND


def test_an_operators_shorter_interval_holds_for_woken_feeds_too() -> None:
    interval = Interval(min=2 * SECOND, max=timedelta(hours=1))
    feed = msgspec.structs.replace(FEED, interval=interval)

    assert held(feed, SECOND).soonest(feed.feed_id) == NOW + SECOND
