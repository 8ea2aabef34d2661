"""Where: place names in a document, resolved as far as the gazetteer honestly can."""

import heapq
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from msgspec import structs

from clashwire_contracts.mention import Location, PlaceMention
from clashwire_contracts.span import Span
from clashwire_enrich.actors.actor_catalogue import NameHit
from clashwire_enrich.places.found_places import FoundPlace, FoundPlaces
from clashwire_enrich.places.gazetteer import Gazetteer, GazetteerPlace
from clashwire_enrich.places.learned_places import learn_places
from clashwire_enrich.places.place_choice import choose_place
from clashwire_enrich.places.place_context import PlaceContext, read_context
from clashwire_enrich.places.place_names import NameRun, find_name_runs, positions_taken
from clashwire_enrich.text.countries import country_names
from clashwire_enrich.text.document import Document, read_document

__all__ = ["MAX_PLACES", "FoundPlaces", "find_places"]
MAX_PLACES = 1_000  # of one article; a longer list is a register of places, no news


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
    known = tuple(
        FoundPlace(_mention(run, accepted[run]), run.signs.relation)
        for run in runs
        if run in accepted
    )
    country = _country_in_focus(context.votes - context.presumed, known)
    titled = tuple(_mention(*item) for item in _accepted(headline, gazetteer, context).items())
    home = _country_place(country or context.presumed_country, gazetteer)
    learned = learn_places(document, known, titled, positions_taken(hits), home)
    places = tuple(islice(heapq.merge(known, learned, key=lambda p: p.start), MAX_PLACES))
    return FoundPlaces(places, country, _homes(hits, home) if country else ())


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
    return PlaceMention(
        text=Span(text=run.text, start=run.start, end=run.end),
        name=place.name if place.is_primary else run.name,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        geonames_id=place.geonames_id,
        location=_location(place),
        precision=place.precision,
    )


def _location(place: GazetteerPlace) -> Location | None:
    known = place.lat is not None and place.lon is not None
    return Location(lat=place.lat or 0.0, lon=place.lon or 0.0) if known else None


def _country_place(country: str | None, gazetteer: Gazetteer) -> PlaceMention | None:
    """A country's code -> the country as a place, named by no words of the text."""
    rows = gazetteer.named(country_names().get(country or "", ""))
    home = next((p for p in rows if p.precision == "country" and p.country == country), None)
    if home is None:
        return None
    return PlaceMention(
        text=Span(text="", start=0, end=0),
        name=home.name,
        country=home.country,
        admin1=None,
        admin2=None,
        geonames_id=None,
        location=_location(home),
        precision="country",
    )


def _homes(hits: Sequence[NameHit], home: PlaceMention | None) -> tuple[FoundPlace, ...]:
    """Words for the people or forces of the country in focus -> that country, named by them."""
    if home is None:
        return ()
    return tuple(
        FoundPlace(
            structs.replace(home, text=Span(text=hit.text, start=hit.start, end=hit.end)), "near"
        )
        for hit in hits
        if hit.country == home.country and hit.form in {"demonym", "country"}
    )


def _country_in_focus(votes: Counter[str], places: Sequence[FoundPlace]) -> str | None:
    counted = votes.copy()
    for place in places:
        if place.mention.country is not None and place.mention.precision != "country":
            counted[place.mention.country] += 3 if place.relation == "at" else 1
    return min(counted, key=lambda code: (-counted[code], code)) if counted else None
