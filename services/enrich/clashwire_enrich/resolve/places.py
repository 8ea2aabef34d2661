"""How near two places are: one and the same, close by, one inside the other, or apart."""

import math
import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

from clashwire_contracts.event import Place
from clashwire_contracts.ids import normalise
from clashwire_contracts.mention import Location

SPECIFIC = frozenset({"point", "town", "admin2"})
_VAGUE = frozenset({"country", "unknown"})
_RADIUS_KM = {"point": 10.0, "town": 20.0, "admin2": 40.0, "region": 80.0, "admin1": 80.0}
_ONE_SPOT_KM = 4.0  # two gazetteer rows of one town, or a landmark in it
_EARTH_RADIUS_KM = 6371.0
_GENERIC = re.compile(
    r"\b(?:the|province|region|regional|district|state|oblast|governorate|valley|county|department"
    r"|city|town|village|area|prefecture|division|wilaya|raion|municipality|camp|of|in)\b"
)
_SOFT = re.compile(r"[aeiouyhw']|(.)(?=\1)")


class Nearness(IntEnum):
    """How near two places are, by what is known of them; more is nearer."""

    APART = 0
    SAME_COUNTRY = 1  # one of them says no more than the country
    SAME_DIVISION = 2  # two towns of one first-level division, further apart
    WITHIN = 3  # one holds the other, or they are broad and side by side
    NEAR = 4  # two towns of different names within reach of each other
    SAME = 5


def nearness(one: Place, other: Place) -> Nearness:
    """Two places -> how near they are; another country is apart whatever the name."""
    if one.country and other.country and one.country != other.country:
        return Nearness.APART
    if is_vague(one) or is_vague(other):
        known = one.country is not None and one.country == other.country
        return Nearness.SAME_COUNTRY if known else Nearness.APART
    return _nearness_of_named(one, other)


def _nearness_of_named(one: Place, other: Place) -> Nearness:
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return Nearness.SAME
    if _core(one.name) and _core(one.name) == _core(other.name):
        return Nearness.SAME
    if is_specific(one) and is_specific(other):
        return _nearness_of_specific(one, other)
    if _one_holds_other(one, other):
        return Nearness.WITHIN
    if _reach_each_other(one, other) and not _other_division(one, other):
        return Nearness.WITHIN
    return _by_division(one, other)


def _nearness_of_specific(one: Place, other: Place) -> Nearness:
    """Points, towns and districts of two names: one spot whatever its spelling, or close by."""
    if one.location is None or other.location is None:
        same_admin2 = _core(one.admin2) and _core(one.admin2) == _core(other.admin2)
        return Nearness.NEAR if same_admin2 else _by_division(one, other)
    apart_km = distance_km(one.location, other.location)
    if apart_km > _RADIUS_KM[one.precision] + _RADIUS_KM[other.precision]:
        return _by_division(one, other)
    if apart_km <= _ONE_SPOT_KM or _sounds_like(one.name, other.name):
        return Nearness.SAME
    return Nearness.WITHIN if _one_holds_other(one, other) else Nearness.NEAR


def _by_division(one: Place, other: Place) -> Nearness:
    same = one.country is not None and _sounds_like(one.admin1, other.admin1)
    return Nearness.SAME_DIVISION if same else Nearness.APART


def is_specific(place: Place) -> bool:
    """Whether a place is a point, a town or a second-level division."""
    return place.precision in SPECIFIC


def is_vague(place: Place) -> bool:
    """Whether a place is a whole country or unknown."""
    return place.precision in _VAGUE


def distance_km(one: Location, other: Location) -> float:
    """Great-circle distance in kilometres (haversine)."""
    lat1, lat2 = math.radians(one.lat), math.radians(other.lat)
    half_lat = (lat2 - lat1) / 2
    half_lon = math.radians(other.lon - one.lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def _one_holds_other(one: Place, other: Place) -> bool:
    """A broad place named as the division of the other, or one division of both."""
    if one.country is None or one.country != other.country:
        return False
    for inner, outer in ((one, other), (other, one)):
        if is_specific(outer) and outer.precision != "admin2":
            continue
        if _sounds_like(inner.admin1, outer.name) or _sounds_like(inner.admin2, outer.name):
            return True
        if not is_specific(outer) and _names_all_of(outer.name, inner.admin1):
            return True
    same_admin1 = _sounds_like(one.admin1, other.admin1)
    nowhere = one.location is None or other.location is None
    return nowhere and same_admin1 and not (is_specific(one) and is_specific(other))


def _reach_each_other(one: Place, other: Place) -> bool:
    if one.location is None or other.location is None:
        return bool(_core(one.admin2)) and _core(one.admin2) == _core(other.admin2)
    reach_km = _RADIUS_KM[one.precision] + _RADIUS_KM[other.precision]
    return distance_km(one.location, other.location) <= reach_km


def _other_division(one: Place, other: Place) -> bool:
    """Whether two places name two different first-level divisions."""
    named = bool(_core(one.admin1) and _core(other.admin1))
    return named and not _sounds_like(one.admin1, other.admin1)


def _sounds_like(one: str | None, other: str | None) -> bool:
    """Whether two names are one in two spellings: alike but for vowels and doubled letters."""
    mine, theirs = _core(one), _core(other)
    if not mine or not theirs:
        return False
    return mine == theirs or (len(_sound(mine)) > 1 and _sound(mine) == _sound(theirs))


def _names_all_of(whole: str | None, part: str | None) -> bool:
    """Whether a region's name is left in the name of its part, as Darfur is in North Darfur."""
    words = _core(whole).split()
    return bool(words) and set(words) < set(_core(part).split())


@lru_cache(maxsize=50_000)  # the same names come again and again: half the time of matching
def _core(name: str | None) -> str:
    """A place name -> its telling words, so that Panjshir Valley and Panjshir are one."""
    if not name:
        return ""
    plain = unicodedata.normalize("NFKD", normalise(name))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_GENERIC.sub(" ", letters).split())


@lru_cache(maxsize=50_000)
def _sound(core: str) -> str:
    """A name -> its consonants: Hodeidah and Hudaydah, Amhara and Amara sound alike."""
    return _SOFT.sub("", core)
