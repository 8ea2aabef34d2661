"""The rhythm of feeds: steady, bursty, silent, undated."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.polling.rhythm import arrivals, news_times, stale_after, wait_for_news

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)  # a Monday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def every(gap: timedelta, count: int = 12, until: datetime = NOW) -> list[datetime]:
    return [until - gap * number for number in range(count)]


def wait(dates: list[datetime], now: datetime = NOW) -> timedelta:
    found = wait_for_news(arrivals(dates, now), now)
    assert found is not None
    return found


def test_items_published_together_came_once() -> None:
    assert len(arrivals([NOW, NOW - MINUTE, NOW - 4 * MINUTE, NOW - HOUR], NOW)) == 2


def test_dates_in_the_future_say_nothing() -> None:
    assert arrivals([NOW + DAY], NOW) == ()
    assert wait_for_news((), NOW) is None


def test_a_steady_feed_is_waited_for_half_the_silence_to_come() -> None:
    steady = every(4 * HOUR)

    assert wait(steady) == 2 * HOUR
    assert wait(steady, NOW + 2 * HOUR) == HOUR
    assert wait(steady, NOW + 3 * HOUR) == 30 * MINUTE


def test_a_weekly_feed_that_bursts_on_monday_morning_is_followed_at_once() -> None:
    burst = [NOW - n * 7 * MINUTE for n in range(1, 5)]
    weeks = [NOW - n * 7 * DAY for n in range(1, 11)]

    assert wait(burst + weeks) <= 5 * MINUTE


def test_after_a_burst_the_feed_is_left_to_rest() -> None:
    burst = [NOW - n * 7 * MINUTE for n in range(1, 5)]
    weeks = [NOW - n * 7 * DAY for n in range(1, 11)]

    assert wait(burst + weeks, NOW + 2 * HOUR) > DAY


def test_ten_items_in_an_hour_every_three_days_do_not_make_a_busy_feed() -> None:
    bursts = [NOW - day * 3 * DAY - n * 6 * MINUTE for day in range(5) for n in range(10)]

    assert wait(bursts, NOW + 2 * HOUR) > DAY
    assert wait(bursts) <= 5 * MINUTE


def test_an_hourly_feed_is_looked_at_within_hours_after_any_silence() -> None:
    hourly = every(HOUR, 50)

    assert wait(hourly) <= HOUR
    assert wait(hourly, NOW + 8 * HOUR) == 3 * HOUR
    assert wait(hourly, NOW + 20 * HOUR) == 3 * HOUR
    assert wait(hourly, NOW + 40 * HOUR) == 20 * HOUR


def test_nights_are_part_of_the_rhythm() -> None:
    days = [NOW - day * DAY - n * HOUR for day in range(4) for n in range(12)]

    assert wait(days, NOW + 11 * HOUR) == HOUR


def test_a_rhythm_is_known_after_five_arrivals() -> None:
    assert stale_after(arrivals(every(HOUR, 4), NOW)) is None
    assert stale_after(arrivals(every(HOUR, 5), NOW)) == DAY


def test_stale_is_three_times_the_longest_silence_known() -> None:
    assert stale_after(arrivals([*every(HOUR, 8), NOW - 2 * DAY], NOW)) == 3 * (2 * DAY - 7 * HOUR)


def test_undated_items_leave_the_rhythm_to_when_news_was_found() -> None:
    seen = tuple(every(3 * HOUR, 4))

    assert news_times([], seen, NOW) == seen


def test_dates_that_lag_behind_the_news_are_not_its_rhythm() -> None:
    seen = tuple(every(3 * HOUR, 4))

    assert news_times(every(DAY, 9, NOW - 30 * DAY), seen, NOW) == seen
    assert news_times(every(DAY, 9), seen, NOW)[1] == NOW - DAY


@given(
    st.lists(st.datetimes(timezones=st.just(UTC)), max_size=80),
    st.datetimes(timezones=st.just(UTC)),
)
def test_any_dates_give_a_wait_that_is_not_negative(dates: list[datetime], now: datetime) -> None:
    came = arrivals(dates, now)

    assert list(came) == sorted(came, reverse=True)
    assert all(date <= now for date in came)
    assert (wait_for_news(came, now) or timedelta(0)) >= timedelta(0)
