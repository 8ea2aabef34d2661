"""Validators: sent as they came, caught lying, left out for a month, and tried again."""

from datetime import datetime, timedelta

import msgspec
import pytest

from clashwire_contracts.feed_state import FeedState, ValidatorDistrust
from clashwire_ingest.polling.feed_memory import Polled, after_document
from clashwire_ingest.polling.validators import (
    Validators,
    after_honest_sample,
    after_news,
    is_sample_due,
    validators_to_send,
)
from tests.unit.ingest.items import FEED, NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THEN = "the day before yesterday"
V1 = Validators(etag='W/"1"', last_modified=THEN, body_hash="b1")


def state(**changes: object) -> FeedState:
    found = after_document(FEED, None, Polled(at=NOW, validators=V1), None)
    return msgspec.structs.replace(found, **changes)


def lied(got: Validators, before: FeedState | None = None) -> ValidatorDistrust | None:
    return after_news(before or state(), got, [], NOW)


def test_what_the_server_gave_is_sent_as_it_came() -> None:
    assert validators_to_send(state(), NOW) == V1


def test_an_etag_under_which_items_changed_is_not_sent_for_a_month() -> None:
    told = lied(Validators(etag='W/"1"', last_modified="today"))
    distrusting = state(distrust=told)

    assert told == ValidatorDistrust(etag_until=NOW + 30 * DAY)
    sent = validators_to_send(distrusting, NOW + 29 * DAY)
    assert (sent.etag, sent.last_modified) == (None, THEN)
    assert validators_to_send(distrusting, NOW + 30 * DAY) == V1


def test_a_last_modified_under_which_items_changed_is_not_sent_either() -> None:
    told = lied(Validators(etag='"2"', last_modified=THEN))

    assert told == ValidatorDistrust(last_modified_until=NOW + 30 * DAY)


@pytest.mark.parametrize(
    "got", [Validators(etag='"2"', last_modified="today"), Validators(), Validators(body_hash="b")]
)
def test_validators_that_change_with_the_items_are_trusted(got: Validators) -> None:
    assert lied(got) is None


def test_distrust_that_has_run_out_is_forgotten() -> None:
    before = state(distrust=ValidatorDistrust(etag_until=NOW - HOUR))

    assert lied(Validators(etag='"2"'), before) is None


def late(before: FeedState, published: datetime) -> FeedState:
    distrust = after_news(before, Validators(etag='"2"'), [None, published], NOW)
    return msgspec.structs.replace(before, distrust=distrust)


def test_items_dated_well_before_a_304_make_a_feed_suspect_at_the_third_time() -> None:
    feed = state(not_modified_at=NOW - HOUR)
    feed = late(late(feed, NOW - 3 * HOUR), NOW - 3 * HOUR)
    assert not is_sample_due(feed, now=NOW)

    feed = late(feed, NOW - 3 * HOUR)

    assert is_sample_due(feed, now=NOW)
    assert validators_to_send(feed, NOW) == V1


def test_items_dated_after_the_304_or_held_back_by_a_cache_are_no_reason() -> None:
    feed = state(not_modified_at=NOW - HOUR)

    assert late(feed, NOW - timedelta(minutes=5)).distrust is None
    assert late(feed, NOW - timedelta(minutes=110)).distrust is None


def test_a_suspect_is_sampled_once_a_day_until_a_sample_clears_it() -> None:
    feed = state(not_modified_at=NOW, distrust=ValidatorDistrust(strikes=3), sampled_at=NOW)

    assert not is_sample_due(feed, now=NOW + 23 * HOUR)
    assert is_sample_due(feed, now=NOW + DAY)
    assert after_honest_sample(feed, NOW) is None


def test_a_feed_silent_beyond_its_rhythm_is_sampled_once_a_week() -> None:
    feed = state(not_modified_at=NOW, health="stale")

    assert is_sample_due(feed, now=NOW)
    sampled = msgspec.structs.replace(feed, sampled_at=NOW)
    assert not is_sample_due(sampled, now=NOW + 6 * DAY)
    assert is_sample_due(sampled, now=NOW + 7 * DAY)


@pytest.mark.parametrize("feed", [None, state(), state(health="stale")])
def test_a_feed_that_was_not_told_304_needs_no_sample(feed: FeedState | None) -> None:
    assert not is_sample_due(feed, now=NOW)
