from datetime import UTC, date, datetime

import pytest

from clashwire_contracts.claim import ClaimNumber
from clashwire_contracts.event import Fatalities, Occurred, Place
from clashwire_contracts.span import Span
from clashwire_index.wording import (
    event_type_in_words,
    number_in_words,
    occurred_in_words,
    place_in_words,
    relation_in_words,
    slug_in_words,
    sub_event_type_in_words,
    time_in_words,
    toll_in_words,
)


def toll(low: int | None, best: int | None, high: int | None, *, disputed: bool = False) -> str:
    fatalities = Fatalities(low=low, best=best, high=high, claim_ids=())
    return toll_in_words(fatalities, disputed=disputed)


@pytest.mark.parametrize(
    ("low", "best", "high", "expected"),
    [
        (None, None, None, "no toll reported"),
        (2, 2, 2, "2 killed"),
        (2, 3, 5, "3 killed (reports give 2-5)"),
        (40, None, 40, "40 claimed killed, unconfirmed"),
        (12, None, None, "at least 12 claimed killed, unconfirmed"),
        (None, None, 9, "up to 9 claimed killed, unconfirmed"),
        (0, None, 4, "0-4 claimed killed, unconfirmed"),
    ],
)
def test_a_toll_is_a_fact_only_when_there_is_a_best_number(
    low: int | None, best: int | None, high: int | None, expected: str
) -> None:
    assert toll(low, best, high) == expected


def test_a_disputed_toll_says_so_first() -> None:
    assert toll(12, None, 40, disputed=True) == "disputed: 12-40 claimed killed"


def number(precision: str, value: int | None, low: int | None, high: int | None) -> str:
    words = Span(text="dozens", start=0, end=6)
    return number_in_words(
        ClaimNumber(
            kind="killed", value=value, low=low, high=high,
            precision=precision, text=words,  # type: ignore[arg-type]  # each case names one
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("precision", "value", "low", "high", "expected"),
    [
        ("exact", 40, 40, 40, "40 killed"),
        ("approx", 40, None, None, "about 40 killed"),
        ("min", 12, 12, None, "at least 12 killed"),
        ("max", 12, None, 12, "at most 12 killed"),
        ("vague", None, None, None, "dozens killed"),
        ("vague", None, 24, None, "dozens killed"),
        ("min", None, 12, None, "at least 12 killed"),
    ],
)
def test_a_claimed_number_is_said_as_exactly_as_it_was_claimed(
    precision: str, value: int | None, low: int | None, high: int | None, expected: str
) -> None:
    assert number(precision, value, low, high) == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        (None, None, "unknown", "date unknown"),
        (date(2021, 9, 2), date(2021, 9, 2), "day", "2 Sep 2021"),
        (date(2021, 9, 1), date(2021, 9, 3), "range", "1 Sep 2021 to 3 Sep 2021"),
        (None, date(2021, 9, 2), "on_or_before", "on or before 2 Sep 2021"),
        (date(2021, 9, 1), date(2021, 9, 30), "month", "September 2021"),
        (date(2021, 9, 6), None, "day", "6 Sep 2021"),
    ],
)
def test_a_date_is_said_only_as_exactly_as_it_is_known(
    start: date | None, end: date | None, precision: str, expected: str
) -> None:
    occurred = Occurred(start=start, end=end, precision=precision, text=None)  # type: ignore[arg-type]  # each case names one
    assert occurred_in_words(occurred) == expected


def test_a_place_is_said_once_even_where_town_and_province_share_a_name() -> None:
    place = Place(
        name="Panjshir", country="AF", admin1="Panjshir", admin2=None, geonames_id=None,
        location=None, precision="admin1", text=None,
    )  # fmt: skip
    assert place_in_words(place) == "Panjshir, AF"


def test_times_say_utc_and_slugs_become_words() -> None:
    assert time_in_words(datetime(2026, 11, 2, 4, 5, tzinfo=UTC)) == "2 Nov 2026, 04:05 UTC"
    assert time_in_words(None) == "time unknown"
    assert slug_in_words("equipment_loss") == "equipment loss"
    assert sub_event_type_in_words("air_drone_strike") == "Air/drone strike"
    assert sub_event_type_in_words("not_one_of_ours") == "not one of ours"


def test_a_tie_between_claims_reads_as_a_sentence() -> None:
    assert relation_in_words("competing", "the Front") == "competes with the Front"
    assert relation_in_words("not_known_yet", "the Front") == "not known yet the Front"
    assert event_type_in_words("explosion_remote") == "explosion/remote violence"
    assert event_type_in_words("battle") == "battle"
