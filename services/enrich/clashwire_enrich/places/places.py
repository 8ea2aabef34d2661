"""Where: place names in a document, resolved as far as the gazetteer honestly can."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import islice

import msgspec
from msgspec import structs

from clashwire_contracts.mention import Location, PlaceMention
from clashwire_contracts.span import Span
from clashwire_enrich.actors.actor_catalogue import NameHit
from clashwire_enrich.places.gazetteer import Gazetteer, GazetteerPlace
from clashwire_enrich.places.place_choice import choose_place
from clashwire_enrich.places.place_context import PlaceContext, read_context
from clashwire_enrich.places.place_names import NameRun, find_name_runs
from clashwire_enrich.places.place_signs import Relation
from clashwire_enrich.text.countries import country_names
from clashwire_enrich.text.document import Document, read_document

MAX_PLACES = 1_000  # of one article; a longer list is a register of places, no news


class FoundPlace(msgspec.Struct, frozen=True):
    """A place name in the text: what it is, and how the words around it use it."""

    mention: PlaceMention
    relation: Relation

    @property
    def start(self) -> int:
        """Offset of the name in Document.text."""
        return self.mention.text.start

    @property
    def end(self) -> int:
        """Offset after the name in Document.text."""
        return self.mention.text.end


class FoundPlaces(msgspec.Struct, frozen=True):
    """All places of a document in text order, and the country it is mostly about.

    `homes` are words for that country's people or forces ("Malian"): they tell where only when
    no place does.
    """

    places: tuple[FoundPlace, ...]
    country: str | None
    homes: tuple[FoundPlace, ...] = ()

    def between(self, start: int, end: int) -> tuple[FoundPlace, ...]:
        """Offsets -> the places whose names begin within [start, end), in text order."""
        low = bisect_left(self.places, start, key=lambda place: place.start)
        high = bisect_left(self.places, end, low, key=lambda place: place.start)
        return self.places[low:high]

    @property
    def mentions(self) -> tuple[PlaceMention, ...]:
        """The contract's view of the places."""
        return tuple(place.mention for place in self.places)


def find_places(
    document: Document,
    gazetteer: Gazetteer,
    hits: Sequence[NameHit],
    title_hits: Sequence[NameHit] = (),
) -> FoundPlaces:
    """Document, gazetteer and the known names in text and title -> its places.

    A name the gazetteer does not know, or knows only in countries the article does not speak
    of, is left out: no place rather than a wrong one.
    """
    told = [sentence for sentence in document.sentences if not sentence.heading]
    runs = tuple(find_name_runs(document.text, told, gazetteer, hits))
    headline = _in_headline(document, gazetteer, title_hits)
    context = read_context((*headline, *runs), gazetteer, hits, title_hits)
    accepted = _accepted(runs, gazetteer, context)
    found = (
        FoundPlace(_mention(run, accepted[run]), run.signs.relation)
        for run in runs
        if run in accepted
    )
    places = tuple(islice(found, MAX_PLACES))
    country = _country_in_focus(context.votes - context.presumed, places)
    return FoundPlaces(places, country, _homes(hits, country, gazetteer))


def _in_headline(
    document: Document, gazetteer: Gazetteer, title_hits: Sequence[NameHit]
) -> tuple[NameRun, ...]:
    """The title's place names: they tell what the text is about, and are no mentions in it."""
    if not document.title:
        return ()
    title = read_document("", document.title, None)
    return tuple(find_name_runs(title.text, title.sentences, gazetteer, title_hits))


def _accepted(
    runs: Sequence[NameRun], gazetteer: Gazetteer, context: PlaceContext
) -> dict[NameRun, GazetteerPlace]:
    """Resolve each run; a name once seen where only a place can stand is a place throughout."""
    located = {run.name for run in runs if run.signs.is_located}
    accepted: dict[NameRun, GazetteerPlace] = {}
    for run in runs:
        candidates = gazetteer.named(run.name)
        signs = structs.replace(run.signs, is_located=run.name in located)
        chosen = choose_place(candidates, structs.replace(run, signs=signs), context)
        if chosen is not None:
            accepted[run] = chosen
    return accepted


def _mention(run: NameRun, place: GazetteerPlace) -> PlaceMention:
    known = place.lat is not None and place.lon is not None
    return PlaceMention(
        text=Span(text=run.text, start=run.start, end=run.end),
        name=place.name if place.is_primary else run.name,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        geonames_id=place.geonames_id,
        location=Location(lat=place.lat or 0.0, lon=place.lon or 0.0) if known else None,
        precision=place.precision,
    )


def _homes(
    hits: Sequence[NameHit], country: str | None, gazetteer: Gazetteer
) -> tuple[FoundPlace, ...]:
    if country is None or country not in country_names():
        return ()
    rows = gazetteer.named(country_names()[country])
    home = next((p for p in rows if p.precision == "country" and p.country == country), None)
    if home is None:
        return ()
    return tuple(
        FoundPlace(_country_mention(hit, home), "near")
        for hit in hits
        if hit.country == country and hit.form in {"demonym", "country"}
    )


def _country_mention(hit: NameHit, home: GazetteerPlace) -> PlaceMention:
    known = home.lat is not None and home.lon is not None
    return PlaceMention(
        text=Span(text=hit.text, start=hit.start, end=hit.end),
        name=home.name,
        country=home.country,
        admin1=None,
        admin2=None,
        geonames_id=None,
        location=Location(lat=home.lat or 0.0, lon=home.lon or 0.0) if known else None,
        precision="country",
    )


def _country_in_focus(votes: Counter[str], places: Sequence[FoundPlace]) -> str | None:
    counted = votes.copy()
    for place in places:
        if place.mention.country is not None and place.mention.precision != "country":
            counted[place.mention.country] += 3 if place.relation == "at" else 1
    return min(counted, key=lambda code: (-counted[code], code)) if counted else None
