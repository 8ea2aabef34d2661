from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from clashwire_contracts.codec import encode
from clashwire_contracts.feed_state import FeedState, KnownItem, PublisherHints
from clashwire_ingest.polling.feed_memory import (
    MAX_GONE_ITEMS,
    Polled,
    after_document,
    after_failure,
    after_unchanged,
    bounded,
    keep_items,
)
from clashwire_ingest.polling.validators import Validators, validators_of
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


def read_document(at: datetime = NOW, **fields: object) -> Polled:
    given = {"validators": VALIDATORS, "items": [known("a")], "at": at, **fields}
    return Polled(**given)  # type: ignore[arg-type]  # the fields of a test


def state(**changes: object) -> FeedState:
    found = after_document(FEED, None, read_document(has_news=True), None)
    return msgspec.structs.replace(found, **changes)


def failed(
    before: FeedState | None, health: str, at: datetime = LATER, **fields: object
) -> FeedState:
    polled = Polled(at=at, health=health, reason="why", **fields)  # type: ignore[arg-type]
    return after_failure(FEED, before, polled)


def test_a_read_document_is_remembered_whole() -> None:
    found = state()

    assert (found.health, found.health_reason, found.consecutive_failures) == ("ok", None, 0)
    assert validators_of(found) == VALIDATORS
    assert (found.polled_at, found.succeeded_at, found.news_at) == (NOW, NOW, (NOW,))
    assert found.next_poll_at > NOW


def test_a_damaged_document_is_a_health_state_but_no_failure() -> None:
    found = after_document(FEED, None, read_document(), "cut at line 7")

    assert (found.health, found.health_reason) == ("damaged_document", "cut at line 7")
    assert found.consecutive_failures == 0


def test_a_failure_keeps_items_and_validators_and_counts() -> None:
    once = failed(state(), "http_503")
    twice = failed(once, "timeout", LATER + timedelta(hours=1))

    assert (twice.health, twice.health_reason, twice.consecutive_failures) == ("timeout", "why", 2)
    assert (twice.failing_since, twice.succeeded_at) == (LATER, NOW)
    assert twice.items == state().items
    assert validators_of(twice) == VALIDATORS
    assert twice.next_poll_at - twice.polled_at > once.next_poll_at - once.polled_at


def test_a_failure_at_the_first_poll_is_remembered_too() -> None:
    found = failed(None, "http_404")

    assert (found.items, found.etag, found.consecutive_failures) == ((), None, 1)
    assert (found.succeeded_at, found.failing_since) == (None, LATER)


@pytest.mark.parametrize(
    "health", ["too_large", "forbidden_address", "bot_wall", "tls", "bad_encoding", "http_418"]
)
def test_every_failure_is_remembered_with_the_time_of_the_next_poll(health: str) -> None:
    found = failed(state(), health)

    assert (found.health, found.consecutive_failures, found.polled_at) == (health, 1, LATER)
    assert found.next_poll_at > LATER


def test_one_410_is_no_farewell_but_two_are() -> None:
    once = failed(state(), "http_410")
    twice = failed(once, "http_410")
    thrice = failed(twice, "http_410")
    back = after_document(FEED, thrice, read_document(LATER), None)

    assert [s.health for s in (once, twice, thrice, back)] == ["http_410", "gone", "gone", "ok"]
    assert once.next_poll_at - LATER < timedelta(days=1)
    assert twice.next_poll_at - LATER > timedelta(days=6)


def test_a_410_after_another_failure_is_the_first_again() -> None:
    assert failed(failed(state(), "http_404"), "http_410").health == "http_410"


def test_retry_after_moves_the_next_poll_and_is_remembered() -> None:
    wait = timedelta(hours=20)

    found = failed(None, "http_429", NOW, retry_after=wait)

    assert found.next_poll_at == found.asked_until == NOW + wait


def test_what_the_document_says_of_its_pace_is_kept_while_it_is_unchanged() -> None:
    hints = PublisherHints(ttl_minutes=15.0)
    before = after_document(FEED, None, read_document(hints=hints), None)

    assert after_unchanged(FEED, before, Polled(at=LATER)).hints == hints


def test_unchanged_after_a_failure_is_well_again() -> None:
    found = after_unchanged(FEED, failed(state(), "http_503"), Polled(at=LATER))

    assert (found.health, found.consecutive_failures, found.items) == ("ok", 0, state().items)
    assert (found.failing_since, found.succeeded_at) == (None, LATER)


@pytest.mark.parametrize("health", ["html_page", "broken_document", "empty"])
def test_unchanged_and_of_no_use_stays_of_no_use(health: str) -> None:
    before = state(health=health, health_reason="why", consecutive_failures=2)

    found = after_unchanged(FEED, before, Polled(at=LATER))

    assert (found.health, found.health_reason, found.consecutive_failures) == (health, "why", 3)


def test_unchanged_and_damaged_stays_damaged() -> None:
    before = state(health="damaged_document", health_reason="why")

    assert after_unchanged(FEED, before, Polled(at=LATER)).health_reason == "why"


def test_a_feed_that_answers_but_is_silent_beyond_its_rhythm_is_stale_and_no_failure() -> None:
    hourly = [
        msgspec.structs.replace(known(str(n)), first_published_at=NOW - timedelta(hours=n))
        for n in range(6)
    ]
    before = after_document(FEED, None, read_document(items=hourly), None)
    soon = after_unchanged(FEED, before, Polled(at=NOW + timedelta(hours=20)))
    late = after_unchanged(FEED, before, Polled(at=NOW + timedelta(hours=30)))
    later = after_unchanged(FEED, late, Polled(at=NOW + timedelta(hours=31)))

    assert [s.health for s in (before, soon, late, later)] == ["ok", "ok", "stale", "stale"]
    assert late.consecutive_failures == 0
    assert "2026-03-01 12:00" in (late.health_reason or "")


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

    found = after_document(FEED, None, read_document(items=[old]), None)

    assert FEED.pace.max * 0.9 <= found.next_poll_at - NOW <= FEED.pace.max
