from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.feeds.feed_config import Interval
from clashwire_ingest.polling.schedule import PollResult, jitter, next_poll_at, read_retry_after

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PACE = Interval(min=timedelta(minutes=10), max=timedelta(hours=6))
DAY = timedelta(days=1)


def poll(**fields: object) -> PollResult:
    given: dict[str, object] = {"feed_id": "f", "polled_at": NOW, "consecutive_failures": 0}
    return PollResult(**{**given, **fields})  # type: ignore[arg-type]  # the fields of a test


def wait_after(**fields: object) -> timedelta:
    return next_poll_at(poll(**fields), PACE) - NOW


def dates_every(gap: timedelta, count: int = 12) -> tuple[datetime, ...]:
    return tuple(NOW - gap * number for number in range(count))


def test_a_feed_without_dates_is_polled_at_the_shortest_interval() -> None:
    assert PACE.min <= wait_after() <= PACE.min * 1.1


def test_a_busy_feed_is_polled_at_the_shortest_interval() -> None:
    assert PACE.min <= wait_after(published=dates_every(timedelta(minutes=1))) <= PACE.min * 1.1


def test_a_steady_feed_is_polled_at_half_its_gap() -> None:
    wait = wait_after(published=dates_every(timedelta(hours=4)))

    assert timedelta(hours=2) <= wait <= timedelta(hours=2) * 1.1


def test_a_silent_feed_is_polled_at_the_longest_interval() -> None:
    assert wait_after(published=dates_every(timedelta(days=30))) == PACE.max


def test_dates_in_the_future_say_nothing_of_the_rhythm() -> None:
    assert wait_after(published=(NOW + DAY, NOW + 2 * DAY)) == wait_after()


@pytest.mark.parametrize(("failures", "at_least"), [(1, 20), (2, 40), (4, 160), (5, 320)])
def test_failures_double_the_wait(failures: int, at_least: int) -> None:
    wait = wait_after(consecutive_failures=failures)

    assert timedelta(minutes=at_least) <= wait <= timedelta(minutes=at_least) * 1.1


@pytest.mark.parametrize("failures", [6, 20, 10_000])
def test_failures_never_stop_a_feed_for_good(failures: int) -> None:
    assert wait_after(consecutive_failures=failures) == PACE.max


def test_retry_after_holds_beyond_the_longest_interval() -> None:
    assert wait_after(consecutive_failures=1, retry_after=timedelta(hours=20)) == timedelta(
        hours=20
    )


def test_retry_after_is_capped_at_a_day() -> None:
    assert wait_after(consecutive_failures=1, retry_after=timedelta(days=3650)) == DAY


def test_a_short_retry_after_does_not_shorten_the_wait() -> None:
    assert wait_after(consecutive_failures=1, retry_after=timedelta(seconds=1)) >= PACE.min * 2


def test_feeds_polled_together_drift_apart() -> None:
    waits = {wait_after(feed_id=f"feed {number}") for number in range(50)}

    assert len(waits) == 50


@given(
    st.text(max_size=20),
    st.integers(0, 10**6),
    st.lists(st.datetimes(timezones=st.just(UTC)), max_size=20),
)
def test_the_wait_stays_in_bounds_and_is_the_same_on_every_run(
    feed_id: str, failures: int, published: list[datetime]
) -> None:
    result = poll(feed_id=feed_id, consecutive_failures=failures, published=tuple(published))

    assert PACE.min <= next_poll_at(result, PACE) - NOW <= PACE.max
    assert next_poll_at(result, PACE) == next_poll_at(result, PACE)


@given(st.text(max_size=20))
def test_jitter_is_a_share(feed_id: str) -> None:
    assert 0 <= jitter(feed_id, NOW) < 1


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
