"""Whether two places may be one: by distance within their precision, or by name and region."""

import math
import re
from functools import lru_cache

from clashwire_contracts.event import Place
from clashwire_contracts.ids import normalise
from clashwire_contracts.mention import Location

SPECIFIC = frozenset({"point", "town", "admin2"})
_VAGUE = frozenset({"country", "unknown"})
_RADIUS_KM = {"point": 10.0, "town": 20.0, "admin2": 40.0, "region": 80.0, "admin1": 80.0}
_EARTH_RADIUS_KM = 6371.0
_GENERIC = re.compile(
    r"\b(?:the|province|region|district|state|oblast|governorate|valley|county|department|city"
    r"|town|village|area|prefecture|division|wilaya|raion|municipality|camp|of|in)\b"
)


def place_affinity(one: Place, other: Place) -> int:
    """Two places -> 0 not the same, 1 same country only (both say no more), 2 near, 3 same name."""
    if one.country and other.country and one.country != other.country:
        return 0
    if one.precision in _VAGUE or other.precision in _VAGUE:
        return _vague_affinity(one, other)
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return 3
    if _core(one.name) and _core(one.name) == _core(other.name):
        return 3
    if one.location is not None and other.location is not None:
        reach = _RADIUS_KM[one.precision] + _RADIUS_KM[other.precision]
        near = distance_km(one.location, other.location) <= reach
        return 2 if near and not _other_region(one, other) else 0
    return 2 if _same_division(one, other) else 0


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


def _vague_affinity(one: Place, other: Place) -> int:
    both = one.precision in _VAGUE and other.precision in _VAGUE
    return 1 if both and one.country and one.country == other.country else 0


def _other_region(one: Place, other: Place) -> bool:
    """Two broad places with two different regions' names are two, however near they lie."""
    if is_specific(one) and is_specific(other):
        return False
    return bool(one.admin1 and other.admin1 and _core(one.admin1) != _core(other.admin1))


def _same_division(one: Place, other: Place) -> bool:
    if one.country is None or one.country != other.country:
        return False
    for mine, theirs in ((one.admin2, other.admin2), (one.name, other.admin1)):
        if _core(mine) and _core(mine) == _core(theirs):
            return True
    broad = not (is_specific(one) and is_specific(other))
    if broad and _core(one.admin1) and _core(one.admin1) == _core(other.admin1):
        return True
    return bool(_core(one.admin1) and _core(one.admin1) == _core(other.name))


@lru_cache(maxsize=50_000)  # the same names come again and again: half the time of matching
def _core(name: str | None) -> str:
    """A place name -> its telling words, so that Panjshir Valley and Panjshir are one."""
    return " ".join(_GENERIC.sub(" ", normalise(name)).split()) if name else ""
