"""Which of several places of one name is meant, or none rather than a wrong one."""

import re
from collections.abc import Sequence

from clashwire_contracts.vocabulary import PlacePrecision
from clashwire_enrich.places.gazetteer import GazetteerPlace, fold
from clashwire_enrich.places.place_context import (
    HAMLET_POPULATION,
    PlaceContext,
    has_name,
    is_in_conflict,
    standing,
)
from clashwire_enrich.places.place_names import NameRun
from clashwire_enrich.text.countries import country_names

_SMALL_TOWN_POPULATION = 15_000
_FOREIGN_TOWN_POPULATION = 50_000  # of a town in a country that the article does not speak of
_CITY_POPULATION = 300_000
_TELLING_LETTERS = 5  # of a name that alone can tell a place; shorter ones are words elsewhere
_AREA_PRECISION: tuple[tuple[re.Pattern[str], frozenset[PlacePrecision]], ...] = (
    (
        re.compile(r"province|state|governorate|oblast|region|territory"),
        frozenset({"admin1", "region"}),
    ),
    (
        re.compile(
            r"district|county|raion|local government|municipality|township|commune|department"
            r"|prefecture"
        ),
        frozenset({"admin2", "admin1"}),
    ),
    (re.compile(r"valley|peninsula|basin|mountain|highlands|forest|front"), frozenset({"region"})),
    (
        re.compile(r"city|town|village|hamlet|capital|port|camp|suburb|neighbo|quarter"),
        frozenset({"town"}),
    ),
)
_FITTING_AREA = 3.0
_MISFIT_AREA = -1.5
_CONTAINER = 6.0
_SAME_AREA = 1.5


def choose_place(
    candidates: Sequence[GazetteerPlace], run: NameRun, context: PlaceContext
) -> GazetteerPlace | None:
    """Candidates of one name, its run and the context -> the place meant, or None."""
    context = context.about(run.text)
    fitting = [place for place in candidates if _is_possible(place, run, context)]
    if not fitting and run.signs.is_located and _is_alone(candidates, run):
        least = _SMALL_TOWN_POPULATION if context.speaks_of_a_country() else 0
        fitting = [
            p
            for p in candidates
            if p.is_primary and p.population >= least and not _is_elsewhere(p, run, context)
        ]
    if not fitting:
        return None
    return max(
        fitting, key=lambda place: (_score(place, run, context), place.population, place.name)
    )


def _is_possible(place: GazetteerPlace, run: NameRun, context: PlaceContext) -> bool:
    located = run.signs.is_located
    if place.precision == "country":
        return place.is_primary or place.name != run.text
    spoken_of = place.country is None or place.country in context.votes
    if place.is_by_sound or _is_elsewhere(place, run, context):
        return place.is_by_sound and located and place.country in context.votes
    if _is_within(place, run) or (located and spoken_of):
        return True
    if place.precision in {"admin1", "region"}:
        own_name = place.precision == "region" and " " in place.name
        return place.is_primary and (located or spoken_of or own_name)
    if spoken_of:
        return _is_spoken_of(place, run, context)
    return _is_known_abroad(place, run, context)


def _is_spoken_of(place: GazetteerPlace, run: NameRun, context: PlaceContext) -> bool:
    """Whether a town or district of the article's countries is meant by a name that may be one."""
    by_name = has_name(place, run.text)
    sizeable = place.precision == "admin2" or place.population >= HAMLET_POPULATION
    if run.signs.is_told and by_name and sizeable:
        return True
    known = by_name or context.leads(place.country)
    return known and place.population >= _SMALL_TOWN_POPULATION


def _is_known_abroad(place: GazetteerPlace, run: NameRun, context: PlaceContext) -> bool:
    """Whether a town stands for itself in news that does not speak of its country."""
    if not run.signs.is_located:
        return place.is_primary and place.population >= _CITY_POPULATION
    if context.speaks_of_a_country() and not is_in_conflict(place.country):
        return place.population >= _FOREIGN_TOWN_POPULATION
    return place.population >= _SMALL_TOWN_POPULATION


def _is_elsewhere(place: GazetteerPlace, run: NameRun, context: PlaceContext) -> bool:
    """Whether the text puts the name into an area of another country: "Maga in Kebbi state"."""
    within = run.signs.within
    if within is None or place.country is None:
        return False
    homes = context.homes.get(fold(within), frozenset())
    return bool(homes) and place.country not in homes


def _is_alone(candidates: Sequence[GazetteerPlace], run: NameRun) -> bool:
    """Whether a name of some length means one place on earth, where only a place can stand."""
    named = {(p.country, p.admin1) for p in candidates if p.is_primary and p.precision != "country"}
    return len(named) == 1 and len(run.name) >= _TELLING_LETTERS


def _is_within(place: GazetteerPlace, run: NameRun) -> bool:
    if run.signs.within is None:
        return False
    country = country_names().get(place.country or "")
    names = {fold(name) for name in (place.admin1, place.admin2, country) if name}
    return fold(run.signs.within) in names


def _score(place: GazetteerPlace, run: NameRun, context: PlaceContext) -> float:
    score = standing(place, run.name)
    score += _CONTAINER * _is_within(place, run)
    score += _SAME_AREA * (place.admin1 in context.areas and place.precision == "town")
    score += _area_fit(place, run)
    total = sum(context.votes.values())
    if place.country is not None and context.votes[place.country]:
        score += 1.0 + 4.0 * context.votes[place.country] / total
    return score


def _area_fit(place: GazetteerPlace, run: NameRun) -> float:
    if run.signs.area is None:
        return 0.0
    for words, precisions in _AREA_PRECISION:
        if words.search(run.signs.area):
            return _FITTING_AREA if place.precision in precisions else _MISFIT_AREA
    return 0.0
