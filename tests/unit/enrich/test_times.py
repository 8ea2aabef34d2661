"""Event dates, counted from publication.

`times.tsv` holds words for a time and the days they mean to a reader of Thursday, 12 June 2025:
`?` where an end stays open, `-` where the words name no day.
"""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clashwire_enrich.events.times import FoundTime, find_times
from clashwire_enrich.text.document import read_document

TABLE = Path(__file__).parents[2] / "data" / "enrich" / "times.tsv"
LINES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
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
        ("since April 2023", date(2023, 4, 1), date(2025, 6, 12), "range"),
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


@pytest.mark.parametrize("line", LINES, ids=[line["words"] for line in LINES])
def test_every_wording_of_a_time_means_its_days(line: dict[str, str]) -> None:
    found = _times(f"The post was attacked {line['words']}, guards said.")
    told = [(_day(time.first), _day(time.last)) for time in found]
    assert told == ([] if line["first"] == "-" else [(line["first"], line["last"])])


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else "?"


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Rebels hit Goma on Monday. The following day, shells fell.", 1, date(2025, 6, 10)),
        ("Rebels hit Goma on Monday. Two days later they took Sake.", 1, date(2025, 6, 11)),
        ("A truce was signed on 3 June. A day earlier, drones struck.", 1, date(2025, 6, 2)),
        ("It began on Sunday; on the same day, ten died.", 1, date(2025, 6, 8)),
    ],
)
def test_a_day_is_counted_from_the_day_told_before(text: str, words: int, day: date) -> None:
    assert _times(text)[words].first == day


@pytest.mark.parametrize("text", ["The following day they left.", "On the same day, ten died."])
def test_no_day_is_counted_from_none(text: str) -> None:
    assert _times(text) == ()


def test_the_dateline_dates_no_event() -> None:
    (found,) = _times("GOMA, June 11 (Wire) - Rebels hit Sake in the night to Tuesday.")
    assert (found.first, found.last) == (date(2025, 6, 9), date(2025, 6, 10))


@pytest.mark.parametrize(
    "text",
    ["The march will be held in Goma on Saturday.", "The talks are due to open on Saturday."],
)
def test_what_will_be_is_on_the_next_such_day(text: str) -> None:
    (found,) = _times(text)
    assert (found.first, found.is_future) == (date(2025, 6, 14), True)
