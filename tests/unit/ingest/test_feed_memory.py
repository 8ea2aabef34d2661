from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from clashwire_contracts.codec import encode
from clashwire_contracts.feed_state import FeedState, KnownItem
from clashwire_ingest.polling.feed_memory import (
    MAX_GONE_ITEMS,
    Validators,
    after_document,
    after_failure,
    after_unchanged,
    bounded,
    keep_items,
    validators_of,
)
from tests.unit.ingest.items import FEED, NOW

VALIDATORS = Validators(etag='"v1"', last_modified="then", body_hash="b1")
LATER = NOW + timedelta(hours=2)


def known(name: str, seen: datetime = NOW) -> KnownItem:
    return KnownItem(
        article_id=name,
        revision=1,
        guid=name,
        canonical_url=f"https://harbour.example/{name}",
        content_hash="h",
        first_published_at=None,
        last_seen_at=seen,
    )


def state(**changes: object) -> FeedState:
    found = after_document(FEED, NOW, VALIDATORS, [known("a")], None)
    return msgspec.structs.replace(found, **changes)


def test_a_read_document_is_remembered_whole() -> None:
    found = state()

    assert (found.health, found.health_reason, found.consecutive_failures) == ("ok", None, 0)
    assert validators_of(found) == VALIDATORS
    assert found.polled_at == NOW
    assert found.next_poll_at > NOW


def test_a_damaged_document_is_a_health_state_but_no_failure() -> None:
    found = after_document(FEED, NOW, VALIDATORS, [known("a")], "cut at line 7")

    assert (found.health, found.health_reason) == ("damaged_document", "cut at line 7")
    assert found.consecutive_failures == 0


def test_a_failure_keeps_items_and_validators_and_counts() -> None:
    once = after_failure(FEED, state(), LATER, ("http_503", "busy"))
    twice = after_failure(FEED, once, LATER, ("timeout", "slow"))

    assert (twice.health, twice.health_reason, twice.consecutive_failures) == ("timeout", "slow", 2)
    assert twice.items == state().items
    assert validators_of(twice) == VALIDATORS
    assert twice.next_poll_at - LATER > once.next_poll_at - LATER


def test_a_failure_at_the_first_poll_is_remembered_too() -> None:
    found = after_failure(FEED, None, NOW, ("http_404", "gone"))

    assert (found.items, found.etag, found.consecutive_failures) == ((), None, 1)


def test_retry_after_moves_the_next_poll() -> None:
    wait = timedelta(hours=20)

    found = after_failure(FEED, None, NOW, ("http_429", "slow down"), retry_after=wait)

    assert found.next_poll_at == NOW + wait


def test_unchanged_after_a_failure_is_well_again() -> None:
    failed = after_failure(FEED, state(), NOW, ("http_503", "busy"))

    found = after_unchanged(FEED, failed, LATER, VALIDATORS)

    assert (found.health, found.consecutive_failures, found.items) == ("ok", 0, state().items)


@pytest.mark.parametrize("health", ["html_page", "broken_document", "empty"])
def test_unchanged_and_of_no_use_stays_of_no_use(health: str) -> None:
    before = state(health=health, health_reason="why", consecutive_failures=2)

    found = after_unchanged(FEED, before, LATER, VALIDATORS)

    assert (found.health, found.health_reason, found.consecutive_failures) == (health, "why", 3)


def test_unchanged_and_damaged_stays_damaged() -> None:
    before = state(health="damaged_document", health_reason="why")

    assert after_unchanged(FEED, before, LATER, VALIDATORS).health_reason == "why"


def test_items_in_the_feed_come_first_then_the_latest_gone() -> None:
    gone = [known(f"gone {n}", NOW - timedelta(hours=n)) for n in range(MAX_GONE_ITEMS + 50)]

    kept = keep_items([known("b"), known("a")], [known("a"), *reversed(gone)])

    assert [item.article_id for item in kept[:3]] == ["b", "a", "gone 0"]
    assert len(kept) == 2 + MAX_GONE_ITEMS


def test_a_state_always_fits_a_message() -> None:
    huge = state(items=tuple(known("\u0416" * 500 + str(n)) for n in range(2000)))
    assert len(encode(huge)) > 2_000_000

    found = bounded(huge)

    assert len(encode(found)) <= 1_900_000
    assert found.items == huge.items[: len(found.items)]


def test_the_start_of_time_is_a_date_like_any() -> None:
    old = msgspec.structs.replace(known("a"), first_published_at=datetime(1970, 1, 1, tzinfo=UTC))

    assert after_document(FEED, NOW, VALIDATORS, [old], None).next_poll_at == NOW + FEED.pace.max
