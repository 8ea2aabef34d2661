"""Event dates, counted from publication."""

from datetime import UTC, date, datetime

import pytest

from clashwire_enrich.events.times import FoundTime, find_times
from clashwire_enrich.text.document import read_document

THURSDAY = datetime(2025, 6, 12, 18, tzinfo=UTC)


def _times(text: str, published: datetime | None = THURSDAY) -> tuple[FoundTime, ...]:
    return find_times(read_document("", text, published))


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("on Monday", date(2025, 6, 9), date(2025, 6, 9), "day"),
        ("on Thursday", date(2025, 6, 12), date(2025, 6, 12), "day"),
        ("on Friday", date(2025, 6, 6), date(2025, 6, 6), "day"),
        ("last Thursday", date(2025, 6, 5), date(2025, 6, 5), "day"),
        ("on Tuesday night", date(2025, 6, 10), date(2025, 6, 11), "day"),
        ("yesterday", date(2025, 6, 11), date(2025, 6, 11), "day"),
        ("overnight", date(2025, 6, 11), date(2025, 6, 12), "day"),
        ("three days ago", date(2025, 6, 9), date(2025, 6, 9), "day"),
        ("on March 3", date(2025, 3, 3), date(2025, 3, 3), "day"),
        ("on 28 December", date(2024, 12, 28), date(2024, 12, 28), "day"),
        ("on Aug. 15, 2021", date(2021, 8, 15), date(2021, 8, 15), "day"),
        ("on 2025-05-30", date(2025, 5, 30), date(2025, 5, 30), "day"),
        ("earlier this week", date(2025, 6, 9), date(2025, 6, 12), "week"),
        ("last week", date(2025, 6, 2), date(2025, 6, 8), "week"),
        ("over the weekend", date(2025, 6, 7), date(2025, 6, 8), "range"),
        ("for the past two weeks", date(2025, 5, 29), date(2025, 6, 11), "range"),
        ("for several weeks", None, date(2025, 6, 11), "range"),
        ("since April 2023", date(2023, 4, 1), date(2025, 6, 11), "range"),
        ("in January", date(2025, 1, 1), date(2025, 1, 31), "month"),
        ("in February 2024", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("last month", date(2025, 5, 1), date(2025, 5, 31), "month"),
        ("in 2012", date(2012, 1, 1), date(2012, 12, 31), "range"),
    ],
)
def test_an_expression_is_dated(
    words: str, first: date | None, last: date | None, precision: str
) -> None:
    (found,) = _times(f"The post was attacked {words}, guards said.")
    assert (found.first, found.last, found.precision) == (first, last, precision)


def test_what_lies_ahead_is_marked() -> None:
    (found,) = _times("Voting starts next Tuesday in the capital.")
    assert (found.first, found.is_future) == (date(2025, 6, 17), True)


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "on March 3", "last week"])
def test_without_a_publication_date_a_relative_time_stays_open(words: str) -> None:
    (found,) = _times(f"The post was attacked {words}, guards said.", None)
    assert (found.first, found.last, found.precision) == (None, None, "unknown")


def test_a_full_date_needs_no_publication_date() -> None:
    (found,) = _times("The post fell on May 4, 2024 at dawn.", None)
    assert found.first == date(2024, 5, 4)


@pytest.mark.parametrize(
    "text", ["It may 5 times fail.", "On February 31, 2024 nothing.", "Some 2,021 villages stood."]
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert _times(text) == ()
