"""When feeds are due: rhythm and failures, what publishers ask for, what operators decide."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.feeds.feed_config import Interval
from clashwire_ingest.polling.feed_memory import Polled, after_failure
from clashwire_ingest.polling.rhythm import arrivals
from clashwire_ingest.polling.schedule import (
    PollResult,
    due_at,
    jitter,
    next_poll_at,
)
from clashwire_ingest.web.rate_limit_headers import read_retry_after
from tests.unit.ingest.items import FEED

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PACE = Interval(min=10 * MINUTE, max=6 * HOUR)
PACED = msgspec.structs.replace(FEED, interval=PACE)


def poll(**fields: object) -> PollResult:
    return PollResult(**{"feed_id": "f", "polled_at": NOW, **fields})  # type: ignore[arg-type]


def wait_after(**fields: object) -> timedelta:
    """The wait of a feed whose operator set an interval."""
    return next_poll_at(poll(**fields), PACED) - NOW


def free_wait(**fields: object) -> timedelta:
    """The wait of a feed for which the operator left the pace to manners and rhythm."""
    return next_poll_at(poll(**fields), FEED) - NOW


def came_every(gap: timedelta, count: int = 12) -> tuple[datetime, ...]:
    return tuple(NOW - gap * number for number in range(count))


def test_a_feed_without_dates_is_polled_at_the_shortest_interval() -> None:
    assert PACE.min <= wait_after() <= PACE.min * 1.1


def test_a_steady_feed_is_polled_at_half_its_gap() -> None:
    wait = wait_after(came=came_every(4 * HOUR))

    assert 2 * HOUR <= wait <= 2 * HOUR * 1.1


def test_a_silent_feed_is_polled_near_the_longest_interval() -> None:
    assert PACE.max * 0.9 <= wait_after(came=came_every(30 * DAY)) <= PACE.max


def test_no_feed_is_polled_twice_within_an_hour_without_a_word() -> None:
    busy = came_every(6 * MINUTE)

    assert HOUR <= free_wait(came=busy) <= 1.1 * HOUR
    assert free_wait(came=busy, hurry=True) >= HOUR


def test_a_publisher_who_invites_readers_earlier_is_taken_at_their_word() -> None:
    busy = came_every(6 * MINUTE)

    assert 15 * MINUTE <= free_wait(came=busy, asked=15 * MINUTE) <= 17 * MINUTE


def test_a_publisher_who_asks_readers_to_stay_away_is_obeyed_beyond_the_longest_interval() -> None:
    busy = came_every(6 * MINUTE)

    assert free_wait(came=busy, asked=12 * HOUR) >= 12 * HOUR
    assert free_wait(asked=12 * HOUR, consecutive_failures=3, health="http_503") >= 12 * HOUR


def test_an_operators_interval_overrides_floor_and_wish() -> None:
    busy = came_every(6 * MINUTE)

    assert wait_after(came=busy, asked=12 * HOUR) <= PACE.min * 1.1


def test_a_hint_does_not_hurry_a_feed_with_a_slow_rhythm() -> None:
    assert free_wait(came=came_every(4 * HOUR), asked=15 * MINUTE) >= 2 * HOUR


@pytest.mark.parametrize(("failures", "at_least"), [(1, 20), (2, 40), (4, 160), (5, 320)])
def test_failures_double_the_wait(failures: int, at_least: int) -> None:
    wait = wait_after(consecutive_failures=failures, health="http_500")

    assert at_least * MINUTE <= wait <= at_least * MINUTE * 1.1


@pytest.mark.parametrize("failures", [6, 20, 10_000])
def test_failures_never_stop_a_feed_for_good(failures: int) -> None:
    wait = wait_after(consecutive_failures=failures, health="http_500")

    assert PACE.max * 0.9 <= wait <= PACE.max


def test_a_request_that_met_no_server_is_repeated_soon() -> None:
    waits = [
        free_wait(consecutive_failures=failures, health="dns_failure") / MINUTE
        for failures in (1, 2, 3, 30)
    ]

    assert [round(wait // 15 * 15) for wait in waits[:3]] == [15, 30, 60]
    assert waits[3] <= 6 * 60


def test_a_feed_that_is_missing_for_half_a_day_keeps_its_rhythm() -> None:
    steady = came_every(4 * HOUR)

    for failures in (1, 6, 12):
        assert wait_after(came=steady, consecutive_failures=failures, health="http_404") < 3 * HOUR
    assert wait_after(came=steady, consecutive_failures=30, health="http_404") > 5 * HOUR


def test_a_feed_that_is_gone_is_asked_about_once_a_week() -> None:
    wait = free_wait(consecutive_failures=3, health="gone")

    assert 7 * DAY * 0.9 <= wait <= 7 * DAY
    assert wait_after(consecutive_failures=3, health="gone") <= PACE.max


def test_retry_after_holds_beyond_the_longest_interval() -> None:
    assert wait_after(consecutive_failures=1, retry_after=20 * HOUR) == 20 * HOUR


def test_retry_after_is_capped_at_a_day() -> None:
    assert wait_after(consecutive_failures=1, retry_after=3650 * DAY) == DAY


def test_a_short_retry_after_does_not_shorten_the_wait() -> None:
    wait = wait_after(consecutive_failures=1, health="http_429", retry_after=timedelta(seconds=1))

    assert wait >= PACE.min * 2


@pytest.mark.parametrize("fields", [{}, {"came": came_every(30 * DAY)}])
def test_feeds_polled_together_drift_apart(fields: dict[str, object]) -> None:
    waits = {wait_after(feed_id=f"feed {number}", **fields) for number in range(50)}

    assert len(waits) == 50


@given(
    st.text(max_size=20),
    st.integers(0, 10**6),
    st.sampled_from(["ok", "http_404", "http_500", "dns_failure", "gone"]),
    st.lists(st.datetimes(timezones=st.just(UTC)), max_size=20),
)
def test_the_wait_stays_in_bounds_and_is_the_same_on_every_run(
    feed_id: str, failures: int, health: str, dates: list[datetime]
) -> None:
    came = arrivals(dates, NOW)
    result = poll(feed_id=feed_id, consecutive_failures=failures, health=health, came=came)

    assert PACE.min <= next_poll_at(result, PACED) - NOW <= PACE.max
    assert next_poll_at(result, PACED) == next_poll_at(result, PACED)


@given(st.text(max_size=20))
def test_jitter_is_a_share(feed_id: str) -> None:
    assert 0 <= jitter(feed_id, NOW) < 1


def test_an_operator_who_shortened_an_interval_does_not_wait_out_the_longer_one() -> None:
    state = after_failure(FEED, None, Polled(at=NOW, health="http_500", reason="broken"))
    shorter = msgspec.structs.replace(FEED, interval=Interval(min=MINUTE, max=10 * MINUTE))

    assert due_at(state, FEED) == state.next_poll_at
    assert due_at(state, shorter) == NOW + 10 * MINUTE


def test_what_the_server_asked_for_is_waited_out_over_a_restart() -> None:
    refused = Polled(at=NOW, health="http_429", reason="slow down", retry_after=20 * HOUR)
    state = after_failure(FEED, None, refused)

    assert due_at(state, FEED) == NOW + 20 * HOUR


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        ("", None),
        ("abc", None),
        ("-5", None),
        ("1.5", None),
        ("0", timedelta(0)),
        ("120", timedelta(seconds=120)),
        (" 120 ", timedelta(seconds=120)),
        ("9" * 40, DAY),
        (format_datetime(NOW + timedelta(minutes=7), usegmt=True), timedelta(minutes=7)),
        (format_datetime(NOW - DAY, usegmt=True), timedelta(0)),
        ("Sun, 01 Mar 2026 12:05:00", timedelta(minutes=5)),
        ("Sun, 99 Mar 2026 12:05:00 GMT", None),
    ],
)
def test_retry_after_is_read_in_both_forms(header: str | None, expected: timedelta | None) -> None:
    assert read_retry_after(header, NOW) == expected
