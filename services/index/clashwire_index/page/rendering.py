"""Templates and what they may call; everything is escaped, and only http(s) becomes a link."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode, urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event, Place
from clashwire_index import wording
from clashwire_index.documents import OPPOSING_RELATIONS
from clashwire_index.results import EventWithClaims, party_of

_PLACE_NOTES = {
    "admin2": "located to the district",
    "region": "located to the region",
    "admin1": "located to the province",
    "country": "located to the country only",
    "unknown": "not located",
}


def build_environment() -> Environment:
    """-> the templates, autoescaped; an unknown name is an error, not an empty string."""
    environment = Environment(
        loader=PackageLoader("clashwire_index.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=wording.day_in_words,
        kind=wording.sub_event_type_in_words,
        link=safe_link,
        number=wording.number_in_words,
        occurred=wording.occurred_in_words,
        party=party_of,
        place=wording.place_in_words,
        place_note=place_note,
        query=query_string,
        toll=wording.event_toll,
        utc=wording.time_in_words,
        type=wording.event_type_in_words,
        words=wording.slug_in_words,
        iso=to_iso,
    )
    environment.globals.update(about=about, standing=standing, map_link=map_link)
    return environment


def safe_link(url: str | None) -> str | None:
    """A source's URL -> the same when a browser may follow it, else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def place_note(place: Place) -> str:
    """How coarse a place is, when it is no town."""
    return _PLACE_NOTES.get(place.precision, "")


def map_link(place: Place) -> str | None:
    """A place located to a town or better -> a link that shows it on OpenStreetMap."""
    if place.location is None or place.precision not in {"point", "town"}:
        return None
    lat, lon = f"{place.location.lat:.4f}", f"{place.location.lon:.4f}"
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=10/{lat}/{lon}"


def query_string(parameters: Mapping[str, str]) -> str:
    """Parameters -> `?a=b`, or nothing."""
    return "?" + urlencode(parameters) if parameters else ""


def to_iso(moment: datetime) -> str:
    """A moment for a machine to read."""
    return moment.isoformat()


def about(claim: Claim, event: Event) -> str | None:
    """Whom a claim concerns, by the name the event has for that actor."""
    names = {actor.actor_id: actor.name for actor in event.actors}
    return names.get(claim.about or "")


class Tie(msgspec.Struct, frozen=True):
    """How a claim stands to another of the same event, in words; `against` when it opposes it."""

    words: str
    against: bool


def standing(claim: Claim, told: EventWithClaims) -> list[Tie]:
    """A claim's ties to the event's other claims, each party and axis once."""
    parties = {other.claim_id: party_of(other) for other in told.claims}
    ties = [
        Tie(
            f"{wording.relation_in_words(tie.relation, parties[tie.to])} ({tie.axis})",
            tie.relation in OPPOSING_RELATIONS,
        )
        for tie in claim.relations
        if tie.to in parties
    ]
    return list(dict.fromkeys(ties))
