"""Conflict evidence: whether what was found bears out that an article tells of conflict."""

from collections.abc import Iterable

from clashwire_contracts.event import EventMention
from clashwire_contracts.mention import ActorMention
from clashwire_enrich.false_alarms import tells_of_something_else
from clashwire_enrich.other_news import PRIVATE, SENTENCED
from clashwire_enrich.text.document import Document

_GENERIC = frozenset({"unidentified-armed-group", "government-forces", "police"})
# Of the gate's score, where articles about something else are rare; by the open passages.
_SURE = 0.833
_SURE_BESIDE_OTHER_WORDS = 0.952
_OPENING_CHARACTERS = 250


def is_borne_out(
    events: Iterable[EventMention],
    actors: Iterable[ActorMention],
    score: float,
    document: Document,
) -> bool:
    """Events, actors, the gate's score and the text -> whether it is about armed conflict.

    The gate weighs words alone; an article in which the rules then find no happening and no armed
    group used them for something else, unless title and text both weigh very much.
    """
    told = tuple(events)
    if any(not event.background for event in told):
        return True
    elsewhere = _tells_elsewhere(document)
    if not elsewhere and (told or any(_is_armed_group(actor) for actor in actors)):
        return True
    sure = _SURE_BESIDE_OTHER_WORDS if elsewhere else _SURE
    return bool(document.title.strip()) and score >= sure


def _is_armed_group(actor: ActorMention) -> bool:
    return actor.kind in {"rebel", "militia"} and actor.actor_id not in _GENERIC


def _tells_elsewhere(document: Document) -> bool:
    opening = f"{document.title} {document.text[:_OPENING_CHARACTERS]}"
    others = (PRIVATE, SENTENCED)
    return tells_of_something_else(opening) or any(other.search(opening) for other in others)
