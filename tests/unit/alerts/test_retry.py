"""The schedule after each answer."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from clashwire_index.alerts.retry import DELAYS, Answer, after, delay_before, retry_after
from tests.unit.alerts.happenings import NOW


def answered(code: int | None, asked: str | None = None) -> Answer:
    error = None if code and code < 300 else "no"
    return Answer(status_code=code, error=error, retry_after=asked)


@pytest.mark.parametrize("code", [200, 201, 202, 204, 299])
def test_only_2xx_delivers(code: int) -> None:
    assert after(answered(code), 1, "d", NOW).status == "delivered"


@pytest.mark.parametrize("code", [None, 100, 301, 302, 400, 404, 429, 500, 503])
def test_all_else_is_tried_again(code: int | None) -> None:
    then = after(answered(code), 1, "d", NOW)
    assert then.status == "pending"
    assert then.next_attempt_at is not None
    assert timedelta(seconds=5) <= then.next_attempt_at - NOW <= timedelta(seconds=5.5)


def test_410_disables() -> None:
    assert after(answered(410), 1, "d", NOW).status == "disabled"


def test_after_the_tenth_attempt_it_failed() -> None:
    assert after(answered(500), 9, "d", NOW).status == "pending"
    assert after(answered(500), 10, "d", NOW).status == "failed"
    assert after(answered(200), 10, "d", NOW).status == "delivered"


def test_the_schedule_is_the_published_one() -> None:
    seconds = [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
    assert [delay.total_seconds() for delay in DELAYS] == seconds


def test_jitter_is_a_tenth_at_most_and_the_same_every_time() -> None:
    waits = {delay_before(4, f"d-{n}") for n in range(50)}
    assert len(waits) > 40
    assert all(timedelta(minutes=30) <= wait <= timedelta(minutes=33) for wait in waits)
    assert delay_before(4, "d-1") == delay_before(4, "d-1")
    assert delay_before(1, "d-1") == timedelta(0)


@pytest.mark.parametrize("code", [429, 503])
def test_retry_after_is_honoured_and_holds_the_endpoint(code: int) -> None:
    then = after(answered(code, "120"), 1, "d", NOW)
    assert then.next_attempt_at == then.hold_until == NOW + timedelta(seconds=120)


def test_a_short_retry_after_does_not_hasten_the_schedule() -> None:
    then = after(answered(429, "1"), 3, "d", NOW)
    assert then.hold_until == NOW + timedelta(seconds=1)
    assert then.next_attempt_at is not None
    assert then.next_attempt_at >= NOW + DELAYS[3]


def test_retry_after_means_nothing_beside_another_status() -> None:
    assert after(answered(500, "3600"), 1, "d", NOW).hold_until is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0),
        (" 90 ", 90),
        ("999999999999999999999", 86_400),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300),
        (format_datetime(NOW - timedelta(minutes=5), usegmt=True), 0),
        (format_datetime(datetime(2999, 1, 1, tzinfo=UTC), usegmt=True), 86_400),
    ],
)
def test_retry_after_is_seconds_or_a_date_at_most_a_day_ahead(header: str, seconds: int) -> None:
    assert retry_after(header, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("header", [None, "", "soon", "-5", "1.5", "٣", "Fri, 99 Nov"])
def test_an_unreadable_retry_after_is_none(header: str | None) -> None:
    assert retry_after(header, NOW) is None
