from datetime import date

import pytest

from bench.evaluation.gold import GoldEvent, GoldPlace, GoldToll
from bench.evaluation.score_events import figure, near, same_days
from clashwire_contracts.event import Occurred, Place
from clashwire_contracts.mention import Location
from clashwire_contracts.vocabulary import PlacePrecision

MONDAY, TUESDAY, THURSDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5)


def gold_event(start: date | None, end: date | None) -> GoldEvent:
    return GoldEvent(
        sub_event_type="armed_clash",
        event_type="battle",
        realis="actual",
        background=False,
        start=start,
        end=end,
        place=gold_place("town"),
        actors=(),
        killed=None,
    )


def gold_place(precision: PlacePrecision) -> GoldPlace:
    return GoldPlace(name="Goma", country="CD", lat=-1.66, lon=29.22, precision=precision)


def found_place(location: Location | None) -> Place:
    return Place(
        name="x",
        country="CD",
        admin1=None,
        admin2=None,
        geonames_id=None,
        location=location,
        precision="town",
        text=None,
    )


def occurred(start: date | None, end: date | None) -> Occurred:
    return Occurred(start=start, end=end, precision="day", text=None)


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ((MONDAY, MONDAY), (MONDAY, MONDAY), True),
        ((MONDAY, MONDAY), (MONDAY, TUESDAY), True),
        ((MONDAY, TUESDAY), (MONDAY, MONDAY), True),
        ((MONDAY, MONDAY), (TUESDAY, TUESDAY), False),
        ((MONDAY, THURSDAY), (MONDAY, MONDAY), False),
        ((MONDAY, MONDAY), (MONDAY, None), False),
        ((None, None), (None, THURSDAY), True),
        ((None, None), (MONDAY, MONDAY), False),
        ((None, MONDAY), (None, None), False),
        ((None, MONDAY), (None, MONDAY), True),
    ],
)
def test_a_night_may_end_on_either_day_and_no_day_is_invented(
    gold: tuple[date | None, date | None], found: tuple[date | None, date | None], *, right: bool
) -> None:
    assert same_days(gold_event(*gold), occurred(*found)) is right


def test_a_place_is_near_within_161_km_and_a_country_by_its_code() -> None:
    bukavu, kinshasa = Location(lat=-2.51, lon=28.86), Location(lat=-4.33, lon=15.31)
    assert near(gold_place("town"), found_place(bukavu))
    assert not near(gold_place("town"), found_place(kinshasa))
    assert not near(gold_place("town"), found_place(None))
    assert near(gold_place("country"), found_place(kinshasa))


def test_a_toll_stands_for_its_best_figure_or_else_its_least() -> None:
    assert figure(GoldToll(low=3, best=4, high=5)) == 4
    assert figure(GoldToll(low=3, best=None, high=5)) == 3
    assert figure(GoldToll(low=0, best=0, high=0)) == 0
    assert figure(None) is None
