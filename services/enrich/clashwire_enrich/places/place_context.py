"""Place context: the countries and areas an article speaks of, which tell namesakes apart."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from clashwire_contracts.vocabulary import PlacePrecision
from clashwire_enrich.actors.actor_catalogue import NameHit
from clashwire_enrich.places.gazetteer import Gazetteer, GazetteerPlace, fold
from clashwire_enrich.places.place_names import NameRun
from clashwire_enrich.places.place_signs import Signs
from clashwire_enrich.places.spellings import TRANSLITERATED, are_alike, likeness

# What an area weighs beside a town: the logarithm of a population that would draw level with it.
STANDING: Mapping[PlacePrecision, float] = MappingProxyType(
    {"country": 7.0, "region": 5.6, "admin1": 4.6, "admin2": 3.4}
)
# Armed conflict in most years since 2010 (after the UCDP/PRIO and ACLED lists of countries):
# where names of equal standing compete, the news of conflict means these.
_WARS = frozenset(
    ("AF", "BF", "CD", "CF", "CM", "ET", "HT", "IL", "IQ", "LB", "LY", "ML", "MM", "MZ", "NE",
     "NG", "PK", "PS", "SD", "SO", "SS", "SY", "TD", "UA", "YE")
)  # fmt: skip
_LESSER_CONFLICTS = frozenset(
    ("AM", "AZ", "BD", "BI", "BJ", "CO", "EC", "EG", "GT", "HN", "ID", "IN", "IR", "KE", "MX",
     "PG", "PH", "RU", "SN", "SV", "TG", "TH", "TR", "UG", "VE", "XK")
)  # fmt: skip
_WAR, _LESSER_CONFLICT = 1.5, 0.3
_WEIGHTS = {"country": 3, "demonym": 2, "capital": 2, "actor": 1}
_CITY_POPULATION = 150_000  # a name this big abroad or alone speaks for its country by itself
_TELLING_POPULATION = 15_000  # of a town that is news by its bare name
HAMLET_POPULATION = 2_000  # below, a name after "of" or "for" is a surname as often
_PRIMARY, _ALIKE, _UNLIKE = 1.0, 0.5, -1.5
_SURELY_ALIKE = 0.7  # of a spelling that no source has, where nothing else tells the country
_PRESUMED = 2  # votes for the country that the names alone point to


class PlaceContext(msgspec.Struct, frozen=True):
    """What the article speaks of: votes by country, and the areas it names.

    `homes` are the countries of an area's name, by its look-up key: "nigeria", "kebbi"; `own`
    are the votes a name gives by itself: they never decide what that name means; `presumed` is
    in the votes for want of any word of a country.
    """

    votes: Counter[str]
    areas: frozenset[str]
    homes: Mapping[str, frozenset[str]] = MappingProxyType({})
    own: Mapping[str, Counter[str]] = MappingProxyType({})
    presumed: Counter[str] = msgspec.field(default_factory=Counter)

    def speaks_of_a_country(self) -> bool:
        """Whether the article speaks of a country at all: then others need better grounds."""
        return bool(self.votes)

    def leads(self, country: str | None) -> bool:
        """Whether a country has the most votes."""
        return country is not None and self.votes[country] == max(self.votes.values(), default=0)

    @property
    def presumed_country(self) -> str | None:
        """The country presumed, where the article speaks of none."""
        return next(iter(self.presumed), None)

    def about(self, name: str) -> "PlaceContext":
        """The same without the votes of a name itself, if other words tell of a country."""
        own = self.own.get(name)
        left = self.votes - own if own else None
        return msgspec.structs.replace(self, votes=left) if left else self


def read_context(
    runs: Sequence[NameRun],
    gazetteer: Gazetteer,
    hits: Sequence[NameHit],
    title_hits: Sequence[NameHit],
) -> PlaceContext:
    """Place names of title and text, and the known names of each -> what the article speaks of."""
    votes, own = Counter[str](), defaultdict[str, Counter[str]](Counter)
    for hit, times in (*((hit, 1) for hit in hits), *((hit, 2) for hit in title_hits)):
        if hit.country is not None:
            votes[hit.country] += times * _WEIGHTS[hit.form]
        if hit.country is not None and hit.form == "capital":
            own[hit.text][hit.country] += times * _WEIGHTS[hit.form]
    presumed = Counter[str]()
    if not _explains(votes, runs, gazetteer):
        told = [r for r in runs if not any(p.country in votes for p in gazetteer.named(r.name))]
        presumed = _presumed(told, gazetteer, _WARS if votes else _WARS | _LESSER_CONFLICTS)
        votes += presumed
    for name, given in _votes_of_places(runs, gazetteer, votes):
        own[name] += given
        votes += given
    areas = _areas_named(runs, gazetteer)
    return PlaceContext(votes, areas, _homes(runs, gazetteer), dict(own), presumed)


def standing(place: GazetteerPlace, name: str) -> float:
    """A place and the name it is meant by -> its weight: size, own name, conflict around it."""
    weight = STANDING.get(place.precision) or math.log10(place.population + 10)
    weight += _WAR * (place.country in _WARS)
    weight += _LESSER_CONFLICT * (place.country in _LESSER_CONFLICTS)
    if place.is_primary:
        return weight + _PRIMARY
    if not are_alike(fold(name), fold(place.name)):
        return weight + _UNLIKE
    return weight + _ALIKE * (place.country in TRANSLITERATED)


def has_name(place: GazetteerPlace, name: str) -> bool:
    """Whether a name is the place's own, also respelt from another script; no former name."""
    return place.is_primary or are_alike(fold(name), fold(place.name))


def is_in_conflict(country: str | None) -> bool:
    """Whether armed conflict is usual news from a country (ISO 3166-1 alpha-2)."""
    return country in _WARS or country in _LESSER_CONFLICTS


def _explains(votes: Counter[str], runs: Sequence[NameRun], gazetteer: Gazetteer) -> bool:
    """Whether the countries spoken of hold one of the names; "Turkish-backed" alone does not."""
    return any(
        place.country in votes and place.precision != "country"
        for run in runs
        for place in gazetteer.named(run.name)
    )


def _presumed(runs: Sequence[NameRun], gazetteer: Gazetteer, usual: frozenset[str]) -> Counter[str]:
    """Names alone -> the country that explains them best, if it is one of the usual ones."""
    points = defaultdict[str, float](float)
    for name in dict.fromkeys(run.name for run in runs):
        signs = [run.signs for run in runs if run.name == name]
        best: dict[str, float] = {}
        for place in gazetteer.named(name):
            if place.country is not None and _may_stand_alone(place, name, signs):
                weight = standing(place, name)
                best[place.country] = max(weight, best.get(place.country, 0.0))
        for country, weight in best.items():
            points[country] += weight
    if not points:
        return Counter()
    found = min(points, key=lambda country: (-points[country], country))
    return Counter({found: _PRESUMED}) if found in usual else Counter()


def _may_stand_alone(place: GazetteerPlace, name: str, signs: Sequence[Signs]) -> bool:
    """Whether a name without any country beside it can mean a place: the smaller, the surer."""
    if place.precision == "country":
        return False
    located = any(one.is_located for one in signs)
    if place.is_by_sound:
        spelt_so = likeness(fold(name), fold(place.name)) >= _SURELY_ALIKE
        return located and spelt_so and place.country in _WARS
    if located or place.precision != "town":
        return True
    told = any(one.is_told for one in signs)
    return place.population >= (HAMLET_POPULATION if told else _TELLING_POPULATION)


def _votes_of_places(
    runs: Sequence[NameRun], gazetteer: Gazetteer, votes: Counter[str]
) -> list[tuple[str, Counter[str]]]:
    """Names -> the votes each gives: for a country spoken of, or the one it stands for."""
    given: list[tuple[str, Counter[str]]] = []
    for run in runs:
        candidates = [p for p in gazetteer.named(run.name) if p.is_primary]
        known = [p for p in candidates if p.country in votes]
        if known:
            given.append((run.text, Counter({str(known[0].country): 1})))
        elif candidates and run.signs.is_located:
            best = candidates[0]
            areas = {p.country for p in candidates if p.precision in {"admin1", "region"}}
            if best.population >= _CITY_POPULATION or len(areas) == 1:
                country = best.country if best.population >= _CITY_POPULATION else areas.pop()
                given.append((run.text, Counter({country: 2} if country else {})))
    return given


def _areas_named(runs: Sequence[NameRun], gazetteer: Gazetteer) -> frozenset[str]:
    return frozenset(
        place.admin1
        for run in runs
        for place in gazetteer.named(run.name)
        if place.precision in {"admin1", "region"} and place.admin1 is not None
    )


def _homes(runs: Sequence[NameRun], gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    """The areas that names are put into -> the countries each can be in, by look-up key."""
    within = {run.signs.within for run in runs if run.signs.within is not None}
    return {
        fold(name): frozenset(
            place.country
            for place in gazetteer.named(name)
            if place.country is not None and place.precision in {"country", "admin1", "region"}
        )
        for name in within
    }
