"""Struck forces: the state whose people or arms a claim counts, as in 'two Thai tanks'."""

import re
from collections.abc import Iterator, Sequence

from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.state_actors import extended, known_branch
from clashwire_enrich.text.document import Document

_PEOPLE = (
    r"(?:soldiers?|troops|marines?|officers?|commandos?|paratroopers|conscripts|servicem[ae]n"
    r"|pilots?|sailors|border guards|gendarmes?)"
)
_ARMS = (
    r"(?:(?:battle )?tanks?|(?:armou?red )?vehicles|guns?|howitzers|jets?|warplanes?|warships?"
    r"|soil|territory|mortars?|howitzer|gunners?|posts?|batter(?:y|ies)|mines?|bullets?|gunfire"
    r"|snipers?|side|air ?strikes?|strikes?|raids?|shelling|shells?|missiles?|rockets?|fire"
    r"|bombardment|bombs?|artillery|agents?|intelligence|radars?|launchers?"
    r"|helicopters?|drones?|boats?|ships?|vessels?|planes?|aircraft|bases?|positions)"
)
_OF_COUNTRY = re.compile(rf"\b(?P<owner>[A-Z][\w-]{{1,40}}) (?:{_PEOPLE}|{_ARMS})\b")
# Ranks and arms of service that only a state's forces have; whose, the story's country tells.
_IN_SERVICE = re.compile(
    r"\b(?:marines|conscripts|gendarmes|servicemen|paratroopers|naval officers|army officers?"
    r"|(?:(?<=captured a )|(?<=killed a )|(?<=killing a ))"
    r"(?:colonel|general|major|sergeant|captain|lieutenant))\b"
)
_ARMED = "-armed-forces"


def with_struck_forces(
    document: Document,
    attributions: Sequence[Attribution],
    actors: ActorIndex,
    country: str | None,
    catalogue: ActorCatalogue,
) -> ActorIndex:
    """Actors plus the states whose forces claims count by nationality or by service alone."""
    spans = {
        span
        for attribution in attributions
        for span in _in_content(document.text, attribution, catalogue, country)
        if not actors.at(span.start, span.end)
    }
    return extended(document, actors, sorted(spans), (), catalogue) if spans else actors


def _in_content(
    text: str, attribution: Attribution, catalogue: ActorCatalogue, country: str | None
) -> Iterator[ActorSpan]:
    for found in _OF_COUNTRY.finditer(text, *attribution.content):
        hits = catalogue.scan(found["owner"])
        named = hits[0].country if len(hits) == 1 and hits[0].form != "actor" else None
        if named:
            yield ActorSpan(*found.span(), known_branch(catalogue, named, _ARMED), "alias")
    for found in _IN_SERVICE.finditer(text, *attribution.content):
        if country is not None:
            yield ActorSpan(*found.span(), known_branch(catalogue, country, _ARMED), "alias")
