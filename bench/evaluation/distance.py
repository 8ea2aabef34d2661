"""Distance on the Earth's surface."""

from math import asin, cos, radians, sin, sqrt

_EARTH_RADIUS_KM = 6371.0
NEAR_KM = 161.0
"""100 miles: the usual measure of toponym resolution (accuracy at 161 km)."""


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) points in degrees."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(sqrt(half))
