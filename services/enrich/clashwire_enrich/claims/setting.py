"""The setting of an article's claims: who can be meant, who is introduced, where it plays."""

from collections.abc import Mapping, Sequence

import msgspec

from clashwire_contracts.mention import PlaceMention
from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.claim_targets import HomeForces
from clashwire_enrich.claims.introduced_phrases import IntroducedPhrase, find_introduced_phrases
from clashwire_enrich.claims.official_sources import with_official_sources, with_rival_countries
from clashwire_enrich.claims.organisations import with_named_organisations
from clashwire_enrich.claims.short_forms import with_short_forms
from clashwire_enrich.claims.spoken_phrases import spoken_phrases
from clashwire_enrich.claims.state_actors import known_branch, with_states
from clashwire_enrich.claims.story_places import country_of_most, story_country
from clashwire_enrich.claims.struck_forces import with_struck_forces
from clashwire_enrich.claims.title_sides import title_sides
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_BRANCHES = ("", "-armed-forces", "-police")


class Setting(msgspec.Struct, frozen=True):
    """Actors that sources and contents can mean, introductions, and the country of the story.

    `sides`: whose roles the title names. `forces`: the home state's government, army and police.
    `places`: where the text names places.
    """

    actors: ActorIndex
    phrases: tuple[IntroducedPhrase, ...]
    sides: Mapping[str, str]
    home: str | None
    forces: HomeForces | None
    places: tuple[Range, ...] = ()


def read_setting(
    document: Document,
    attributions: Sequence[Attribution],
    actors: ActorIndex,
    places: Sequence[PlaceMention],
    catalogue: ActorCatalogue | None,
    country: str | None,
) -> Setting:
    """A document with its attributions, actors and places -> the setting of its claims.

    Without attributions nobody needs to be known; without a catalogue no office has a state.
    """
    home = country or country_of_most(places)
    if catalogue is not None:
        home = story_country(document.title, home, places, catalogue)
    if not attributions:
        return Setting(actors, (), {}, home, None)
    phrases = find_introduced_phrases(document)
    spoken = spoken_phrases(document, attributions, phrases)
    actors = with_short_forms(document, with_named_organisations(document, spoken, actors))
    if catalogue is None:
        return Setting(actors, phrases, {}, home, None)
    sides, forces = title_sides(document.title, catalogue), _forces_of(home, catalogue)
    states = (*sides.values(), *(msgspec.structs.astuple(forces) if forces else ()))
    actors = with_states(document, actors, states, catalogue)
    actors = with_official_sources(document, spoken, actors, places, catalogue, home)
    actors = with_rival_countries(document, attributions, actors, catalogue)
    actors = with_struck_forces(document, attributions, actors, home, catalogue)
    named = tuple(
        Range(place.text.start, place.text.end) for place in places if place.text.field == "text"
    )
    return Setting(actors, phrases, sides, home, forces, named)


def _forces_of(country: str | None, catalogue: ActorCatalogue) -> HomeForces | None:
    if country is None:
        return None
    return HomeForces(*(known_branch(catalogue, country, suffix) for suffix in _BRANCHES))
