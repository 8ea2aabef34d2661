from datetime import UTC, datetime, timedelta

import pytest

from clashwire_ingest.web.freshness import (
    LONGEST_HINT,
    SHORTEST_HINT,
    freshness_hint,
    read_http_date,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DATE = "Sun, 01 Mar 2026 12:00:00 GMT"
HOUR = timedelta(hours=1)


def asked(
    ttl: float | None = None,
    period: str | None = None,
    frequency: float | None = None,
    **headers: str,
) -> timedelta | None:
    """The hint of these headers and document fields."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return freshness_hint(named, ttl, period, frequency, NOW)


def test_nothing_said_is_no_hint() -> None:
    assert asked() is None


@pytest.mark.parametrize(
    ("cache_control", "hint"),
    [
        ("max-age=3600", HOUR),
        ("public, Max-Age=3600", HOUR),
        ('max-age="3600"', HOUR),
        ("max-age=3600, max-age=7200", HOUR),
        ("max-age=60", SHORTEST_HINT),
        ("max-age=172800", LONGEST_HINT),
        ("max-age=0", None),
        ("max-age=-1", None),
        ("max-age=soon", None),
        ("max-age", None),
        ("s-maxage=3600", None),
        ("no-cache, max-age=3600", None),
        ("no-store", None),
        ("max-age=31536000, immutable", None),
        ("max-age=" + "9" * 5000, None),
        (",,;=", None),
    ],
)
def test_cache_control_is_read_as_a_private_cache_reads_it(
    cache_control: str, hint: timedelta | None
) -> None:
    assert asked(cache_control=cache_control) == hint


def test_the_time_spent_in_caches_counts() -> None:
    assert asked(cache_control="max-age=7200", age="3600") == HOUR
    assert asked(cache_control="max-age=3600", age="7200") is None
    assert asked(cache_control="max-age=3600", age="old") == HOUR


@pytest.mark.parametrize(
    ("expires", "hint"),
    [
        ("Sun, 01 Mar 2026 13:00:00 GMT", HOUR),
        ("Sunday, 01-Mar-26 13:00:00 GMT", HOUR),
        ("Sun Mar  1 13:00:00 2026", HOUR),
        ("0", None),
        ("-1", None),
        ("", None),
        ("Sun, 01 Mar 2026 11:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -2300", None),
    ],
)
def test_expires_is_read_against_the_servers_own_date(expires: str, hint: timedelta | None) -> None:
    assert asked(expires=expires, date=DATE) == hint
    assert asked(expires=expires) == hint


def test_a_servers_wrong_clock_does_not_change_what_it_asks() -> None:
    hint = asked(expires="Mon, 02 Mar 2020 13:00:00 GMT", date="Mon, 02 Mar 2020 12:00:00 GMT")

    assert hint == HOUR


def test_max_age_wins_over_expires() -> None:
    assert asked(cache_control="max-age=3600", expires="0", date=DATE) == HOUR


@pytest.mark.parametrize(
    ("ttl", "hint"),
    [
        (60, HOUR),
        (1, SHORTEST_HINT),
        (0, None),
        (-5, None),
        (1e300, LONGEST_HINT),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_ttl_counts_minutes(ttl: float, hint: timedelta | None) -> None:
    assert asked(ttl) == hint


@pytest.mark.parametrize(
    ("period", "frequency", "hint"),
    [
        ("hourly", 1, HOUR),
        ("hourly", None, HOUR),
        (" Hourly ", 1, HOUR),
        ("hourly", 2, timedelta(minutes=30)),
        ("hourly", 0.1, timedelta(hours=10)),
        ("hourly", 60, SHORTEST_HINT),
        ("hourly", 0, HOUR),
        ("hourly", -1, HOUR),
        ("hourly", float("nan"), HOUR),
        ("daily", 24, HOUR),
        ("weekly", 1, LONGEST_HINT),
        ("yearly", 1e-300, LONGEST_HINT),
        ("always", 1, None),
        ("dayly", 1, None),
        ("", 1, None),
    ],
)
def test_syndication_is_a_period_divided_by_a_frequency(
    period: str, frequency: float | None, hint: timedelta | None
) -> None:
    assert asked(period=period, frequency=frequency) == hint


def test_the_longest_wish_holds() -> None:
    assert asked(30, "hourly", 1, cache_control="max-age=900") == HOUR


def test_a_date_without_a_zone_is_taken_as_gmt() -> None:
    assert read_http_date("Sun, 01 Mar 2026 12:00:00") == NOW
    assert read_http_date("tomorrow") is None
    assert read_http_date(None) is None
