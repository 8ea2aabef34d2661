"""Actors and places as an article names them."""

from clashwire_contracts.model import Message
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import ActorKind, PlacePrecision


class Location(Message, frozen=True, kw_only=True):
    """A point in WGS 84 decimal degrees."""

    lat: float
    lon: float


class PlaceMention(Message, frozen=True, kw_only=True):
    """One occurrence of a place name, resolved as far as the gazetteer honestly can."""

    text: Span
    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    geonames_id: int | None
    location: Location | None
    precision: PlacePrecision


class ActorMention(Message, frozen=True, kw_only=True):
    """One actor with every span that names it; `codes` by scheme, such as `plover`."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str | None
    codes: dict[str, str]
    spans: tuple[Span, ...]
