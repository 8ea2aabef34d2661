from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.documents.dates import if_not_ahead, read_date
from tests.unit.ingest.items import NOW

ELEVEN = datetime(2026, 3, 1, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01T11:00:00Z",
        "2026-03-01T11:00:00.123456Z",
        "2026-03-01t12:00:00+01:00",
        "2026-03-01 11:00",
        "2026-03-01T13:00:00+0200",
        "Sun, 01 Mar 2026 11:00:00 GMT",
        "Sun, 1 Mar 2026 11:00 +0000",
        "1 Mar 26 11:00:00 UT",
        "Sun Mar  1 11:00:00 2026",
        "Sunday, March 1, 2026 - 11:00am",
        "Sun, 01 Mar 2026 12:00:00 +0100 (CET)",
        "01.03.2026, 11:00 Uhr",
        "2026/03/01 11:00:00",
        "20260301T110000Z",
    ],
)
def test_one_moment_in_many_spellings(written: str) -> None:
    assert read_date(written) == ELEVEN


def test_a_day_is_its_first_moment() -> None:
    assert read_date("2026-03-01") == ELEVEN.replace(hour=0)
    assert read_date("Sun, 01 Mar 2026") == ELEVEN.replace(hour=0)


@pytest.mark.parametrize(
    "written",
    [
        "",
        None,
        "noon",
        "March 2026",
        "2026",
        "Mar 1",
        "11:00",
        "1772362800",
        "03/04/2026",
        "x" * 999,
    ],
)
def test_what_does_not_name_one_day_is_none(written: str | None) -> None:
    assert read_date(written) is None


@pytest.mark.parametrize(("written", "day"), [("13/04/2026", 13), ("04/13/2026", 13)])
def test_an_order_that_only_one_reading_fits_is_read(written: str, day: int) -> None:
    found = read_date(written)

    assert found is not None
    assert (found.month, found.day) == (4, day)


@pytest.mark.parametrize(
    ("ahead", "kept"), [(timedelta(hours=23), True), (timedelta(hours=25), False)]
)
def test_a_date_more_than_a_day_ahead_is_none(ahead: timedelta, kept: bool) -> None:
    at = NOW + ahead

    assert if_not_ahead(at, NOW) == (at if kept else None)
    assert if_not_ahead(None, NOW) is None


@given(st.text(max_size=60))
def test_no_words_make_it_raise(written: str) -> None:
    found = read_date(written)

    assert found is None or found.tzinfo is UTC


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2060, 1, 1)))  # noqa: DTZ001
def test_what_every_feed_writes_is_read_back(at: datetime) -> None:
    moment = at.replace(microsecond=0, tzinfo=UTC)

    assert read_date(moment.strftime("%a, %d %b %Y %H:%M:%S +0000")) == moment
    assert read_date(moment.isoformat()) == moment
