from datetime import timedelta

import msgspec
import pytest

from clashwire_contracts.feed_state import FeedPush, HubSubscription
from clashwire_contracts.vocabulary import HubWord
from clashwire_ingest.hubs.discovery import HubOffer
from clashwire_ingest.hubs.subscription import (
    after_poll,
    after_word,
    asked,
    clamped_lease,
    is_request_due,
    works,
)
from tests.unit.ingest.items import NOW

HUB, TOPIC, HASH = "https://hub.example/", "https://harbour.example/world.xml", "abc"
OFFER = HubOffer(HUB, TOPIC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def heard(word: HubWord, at: timedelta = timedelta(0), **said: object) -> FeedPush:
    push = FeedPush(feed_id="f", hub=HUB, received_at=NOW + at, word=word, topic=TOPIC)
    return msgspec.structs.replace(push, **said)


REQUESTED = asked(None, OFFER, HASH, None, NOW)
ACTIVE = after_word(REQUESTED, heard("verified", lease_seconds=10 * 86_400))
WORKING = after_word(ACTIVE, heard("news", HOUR))


def is_due(known: HubSubscription | None, at: timedelta, offer: HubOffer = OFFER) -> bool:
    return is_request_due(known, offer, HASH, NOW + at)


def test_a_hub_is_asked_when_it_is_first_named() -> None:
    assert is_due(None, timedelta(0))
    assert (REQUESTED.status, REQUESTED.hub, REQUESTED.topic) == ("requested", HUB, TOPIC)


def test_a_request_without_verification_is_repeated_ever_more_rarely() -> None:
    assert not is_due(REQUESTED, timedelta(minutes=59))
    assert is_due(REQUESTED, HOUR)
    again = asked(REQUESTED, OFFER, HASH, None, NOW + HOUR)
    third = asked(again, OFFER, HASH, None, NOW + 2 * HOUR)

    assert "never verified" in (third.reason or "")
    assert not is_due(third, 3.9 * HOUR)
    assert is_due(third, 4 * HOUR)


def test_a_failed_request_backs_off_up_to_a_day() -> None:
    known: HubSubscription | None = None
    waits = []
    for _ in range(8):
        known = asked(known, OFFER, HASH, "the hub answered 500", NOW)
        hours = next(h for h in range(1, 100) if is_due(known, h * HOUR))
        waits.append(hours)

    assert known is not None
    assert (known.status, known.reason) == ("failed", "the hub answered 500")
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]


def test_a_verified_subscription_is_active_for_its_lease() -> None:
    assert (ACTIVE.status, ACTIVE.lease_until) == ("active", NOW + 10 * DAY)


@pytest.mark.parametrize(
    ("seconds", "lease"),
    [(None, 10 * DAY), (60, DAY), (3 * 86_400, 3 * DAY), (10**12, 14 * DAY)],
)
def test_a_lease_is_taken_to_hold_between_a_day_and_two_weeks(
    seconds: int | None, lease: timedelta
) -> None:
    assert clamped_lease(seconds) == lease


def test_a_subscription_is_renewed_at_half_its_lease() -> None:
    assert not is_due(ACTIVE, 4.9 * DAY)
    assert is_due(ACTIVE, 5 * DAY)


def test_a_renewal_keeps_what_runs_and_is_not_repeated_at_every_poll() -> None:
    renewed = asked(WORKING, OFFER, HASH, None, NOW + 5 * DAY)

    assert works(renewed, NOW + 5 * DAY)
    assert not is_due(renewed, 5.9 * DAY)
    assert is_due(renewed, 6 * DAY)
    assert after_word(renewed, heard("verified", 5 * DAY)).lease_until == NOW + 15 * DAY


def test_a_failed_renewal_keeps_what_runs_until_the_lease_is_over() -> None:
    renewed = asked(WORKING, OFFER, HASH, "the hub answered 500", NOW + 5 * DAY)

    assert (renewed.status, renewed.failures) == ("active", 1)
    assert is_due(renewed, 5 * DAY + HOUR)
    late = asked(renewed, OFFER, HASH, "the hub answered 500", NOW + 11 * DAY)
    assert late.status == "failed"


@pytest.mark.parametrize(
    "offer", [HubOffer("https://b.example/", TOPIC), HubOffer(HUB, TOPIC + "2")]
)
def test_another_hub_or_topic_is_asked_anew(offer: HubOffer) -> None:
    assert is_due(WORKING, HOUR, offer)
    fresh = asked(WORKING, offer, HASH, None, NOW + HOUR)

    assert (fresh.hub, fresh.topic, fresh.status) == (offer.hub, offer.topic, "requested")
    assert fresh.pushed_at is None
    assert not works(fresh, NOW + HOUR)


def test_another_callback_is_asked_for_anew() -> None:
    assert is_request_due(ACTIVE, OFFER, "other", NOW)


def test_a_denied_subscription_says_why_and_is_tried_again_after_a_week() -> None:
    denied = after_word(ACTIVE, heard("denied", reason="no such topic"))

    assert denied.status == "denied"
    assert denied.reason == "the hub refused the subscription (no such topic)"
    assert not is_due(denied, 6.9 * DAY)
    assert is_due(denied, 7 * DAY)


def test_a_hub_works_once_it_has_pushed() -> None:
    assert not works(None, NOW)
    assert not works(REQUESTED, NOW)
    assert not works(ACTIVE, NOW + HOUR)
    assert works(WORKING, NOW + HOUR)


def test_a_hub_works_no_longer_than_its_lease() -> None:
    assert not works(WORKING, NOW + 10 * DAY)


def missed(known: HubSubscription, times: int) -> HubSubscription:
    for n in range(times):
        before = NOW + timedelta(hours=2 + n)
        known = after_poll(known, has_news=True, polled_before=before, now=before + HOUR)
    return known


def test_a_hub_that_missed_news_no_longer_slows_polls() -> None:
    assert not works(missed(WORKING, 1), NOW + 3 * HOUR)


def test_a_hub_is_silent_once_three_polls_found_what_it_never_told() -> None:
    assert missed(WORKING, 2).status == "active"
    silent = missed(WORKING, 3)

    assert silent.status == "silent"
    assert silent.reason == "3 polls in a row found news that the hub had not told of"


def test_a_push_ends_silence() -> None:
    again = after_word(missed(WORKING, 4), heard("news", 9 * HOUR))

    assert (again.status, again.reason, again.missed) == ("active", None, 0)


def test_news_that_a_push_told_of_is_not_missed() -> None:
    polled_before = NOW + timedelta(minutes=30)
    found = after_poll(WORKING, has_news=True, polled_before=polled_before, now=NOW + HOUR)

    assert found == WORKING


def test_news_from_before_the_verification_is_not_missed() -> None:
    found = after_poll(ACTIVE, has_news=True, polled_before=NOW - HOUR, now=NOW + HOUR)

    assert found == ACTIVE


def test_a_quiet_feeds_hub_is_not_silent() -> None:
    found = after_poll(WORKING, has_news=False, polled_before=NOW + 2 * HOUR, now=NOW + 3 * HOUR)

    assert found == WORKING


@pytest.mark.parametrize("known", [REQUESTED, asked(None, OFFER, HASH, "no", NOW)])
def test_a_subscription_that_never_ran_misses_nothing(known: HubSubscription) -> None:
    assert missed(known, 3).missed == 0


@pytest.mark.parametrize("said", [{"hub": "https://b.example/"}, {"topic": TOPIC + "2"}])
@pytest.mark.parametrize("word", ["news", "verified", "denied"])
def test_the_word_of_another_hub_or_topic_changes_nothing(
    word: HubWord, said: dict[str, str]
) -> None:
    push = msgspec.structs.replace(heard(word), **said)

    assert after_word(REQUESTED, push) == REQUESTED


@pytest.mark.parametrize("word", ["verified", "denied"])
def test_an_answer_from_before_the_latest_verification_changes_nothing(word: HubWord) -> None:
    assert after_word(WORKING, heard(word, -HOUR)) == WORKING


def test_a_push_that_comes_again_ends_no_silence() -> None:
    silent = missed(WORKING, 3)

    assert after_word(silent, heard("news", timedelta(minutes=30))) == silent
