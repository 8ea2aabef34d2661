"""Which of several places of one name is meant, or none rather than a wrong one."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from clashwire_contracts.vocabulary import PlacePrecision
from clashwire_enrich.places.gazetteer import GazetteerPlace, fold
from clashwire_enrich.places.place_names import NameRun
from clashwire_enrich.text.countries import country_names

# What an area weighs beside a town: the logarithm of a population that would draw level with it.
_STANDING: dict[PlacePrecision, float] = {
    "country": 7.0,
    "region": 5.6,
    "admin1": 4.6,
    "admin2": 3.4,
}
_SMALL_TOWN_POPULATION = 15_000
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
    (re.compile(r"city|town|village|capital|port|camp|suburb|neighbo"), frozenset({"town"})),
)
_FITTING_AREA = 3.0
_MISFIT_AREA = -1.5
_CONTAINER = 6.0
_SAME_AREA = 1.5
_PRIMARY = 0.7


class PlaceContext(msgspec.Struct, frozen=True):
    """What the article speaks of: votes by country, and the areas it names.

    `homes` are the countries of an area's name, by its look-up key: "nigeria", "kebbi".
    """

    votes: Counter[str]
    areas: frozenset[str]
    homes: Mapping[str, frozenset[str]] = MappingProxyType({})

    def speaks_of_a_country(self) -> bool:
        """Whether the article speaks of a country at all: then others need better grounds."""
        return bool(self.votes)

    def leads(self, country: str | None) -> bool:
        """Whether a country has the most votes."""
        return country is not None and self.votes[country] == max(self.votes.values(), default=0)


def choose_place(
    candidates: Sequence[GazetteerPlace], run: NameRun, context: PlaceContext, *, located: bool
) -> GazetteerPlace | None:
    """Candidates of one name, its run and the context -> the place meant, or None."""
    fitting = [place for place in candidates if _is_possible(place, run, context, located=located)]
    if not fitting and located and not context.speaks_of_a_country() and _is_alone(candidates, run):
        fitting = [p for p in candidates if p.is_primary and not _is_elsewhere(p, run, context)]
    if not fitting:
        return None
    return max(
        fitting, key=lambda place: (_score(place, run, context), place.population, place.name)
    )


def _is_possible(
    place: GazetteerPlace, run: NameRun, context: PlaceContext, *, located: bool
) -> bool:
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
    if located:
        return place.population >= _SMALL_TOWN_POPULATION
    known = place.is_primary or (spoken_of and context.leads(place.country))
    return known and place.population >= (_SMALL_TOWN_POPULATION if spoken_of else _CITY_POPULATION)


def _is_elsewhere(place: GazetteerPlace, run: NameRun, context: PlaceContext) -> bool:
    """Whether the text puts the name into an area of another country: "Maga in Kebbi state"."""
    if run.within is None or place.country is None:
        return False
    homes = context.homes.get(fold(run.within), frozenset())
    return bool(homes) and place.country not in homes


def _is_alone(candidates: Sequence[GazetteerPlace], run: NameRun) -> bool:
    """Whether a name of some length means one place on earth, where only a place can stand."""
    named = {(p.country, p.admin1) for p in candidates if p.is_primary and p.precision != "country"}
    return len(named) == 1 and len(run.name) >= _TELLING_LETTERS


def _is_within(place: GazetteerPlace, run: NameRun) -> bool:
    if run.within is None:
        return False
    country = country_names().get(place.country or "")
    names = {fold(name) for name in (place.admin1, place.admin2, country) if name}
    return fold(run.within) in names


def _score(place: GazetteerPlace, run: NameRun, context: PlaceContext) -> float:
    score = _STANDING.get(place.precision) or math.log10(place.population + 10)
    score += _PRIMARY * place.is_primary
    score += _CONTAINER * _is_within(place, run)
    score += _SAME_AREA * (place.admin1 in context.areas and place.precision == "town")
    score += _area_fit(place, run)
    total = sum(context.votes.values())
    if place.country is not None and total:
        score += (
            1.0 + 4.0 * context.votes[place.country] / total if context.votes[place.country] else 0
        )
    return score


def _area_fit(place: GazetteerPlace, run: NameRun) -> float:
    if run.area is None:
        return 0.0
    for words, precisions in _AREA_PRECISION:
        if words.search(run.area):
            return _FITTING_AREA if place.precision in precisions else _MISFIT_AREA
    return 0.0
