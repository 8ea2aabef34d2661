"""Short forms: 'the front', 'the alliance' for the one actor of the text whose name ends so."""

import re
from collections.abc import Iterable

from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import word_set

_HEADS = word_set(
    "front movement alliance council coalition brigade brigades legion union militia cartel"
    " league party network committee battalion regiment association observatory commission"
    " federation institute foundation society syndicate initiative campaign"
)
_NAME_HEAD = re.compile(r"([A-Za-z]+)(?: (?:of|for) .*)?$")


def with_short_forms(document: Document, actors: ActorIndex) -> ActorIndex:
    """Actors -> the same, found as well where only the last noun of their name stands.

    A noun that ends two actors' names, or that a line or a place can end with ("the front
    line"), stands for none.
    """
    owners: dict[str, str | None] = {}
    for actor in actors.mentions:
        found = _NAME_HEAD.search(actor.name)
        head = found[1].lower() if found else ""
        if head in _HEADS and actor.kind in {"rebel", "militia", "unknown", "international"}:
            owners[head] = None if head in owners else actor.actor_id
    known = {head: owner for head, owner in owners.items() if owner is not None}
    spans = list(_spans(document.text, actors, known))
    if not spans:
        return actors
    return ActorIndex(actors.mentions, tuple(sorted({*actors.spans, *spans})), actors.traits)


def _spans(text: str, actors: ActorIndex, owners: dict[str, str]) -> Iterable[ActorSpan]:
    for head, owner in sorted(owners.items()):
        for found in re.finditer(rf"\b[Tt]he {head}\b(?![ -](?:lines?|page|door|of|row))", text):
            if not actors.at(*found.span()):
                yield ActorSpan(*found.span(), owner, "anaphor")
