"""Conflict evidence: whether what was found bears out that an article tells of conflict."""

import re
from collections.abc import Iterable

from clashwire_contracts.event import EventMention
from clashwire_contracts.mention import ActorMention
from clashwire_enrich.false_alarms import tells_of_something_else
from clashwire_enrich.text.document import Document

_GENERIC = frozenset({"unidentified-armed-group", "government-forces", "police"})
_FORCES = ("-armed-forces", "-military", "-army")
_CLEAR = 0.97  # a score that the words of an article on something else do not reach
_STRONG = 0.9
_WORDS_OF_WAR = re.compile(
    r"\b(?:(?:regime|rebel|opposition|government|coalition|insurgent)(?:['\u2019]s)? forces"
    r"|rebels|insurgents|militants|gunmen|jihadists?|militia(?:men)?|warplanes?|air ?strikes?"
    r"|shelling|barrel bombs?|explosive barrels|aerial bombardments?|(?:mortar|artillery) (?:fire"
    r"|shells?|rounds)|missile (?:strikes?|attacks?)|drone (?:strikes?|attacks?)|front ?lines?"
    r"|suicide bomb\w*|(?:armed|fierce|violent|heavy|ongoing|continued) (?:clashes|fighting)"
    r"|roadside bombs?|landmines?|truce|human losses|martyrs)\b",
    re.IGNORECASE,
)
_OPENING_CHARACTERS = 250


def is_borne_out(
    events: Iterable[EventMention],
    actors: Iterable[ActorMention],
    score: float,
    document: Document | None = None,
) -> bool:
    """Events, actors, the gate's score and the text -> whether it is about armed conflict.

    The gate weighs words alone; an article in which the rules then find no happening and no armed
    group used them for something else, unless its opening has words that nothing but war has. A
    state's forces alone must come with a clear score.
    """
    told = tuple(events)
    if any(not event.background for event in told):
        return True
    named = [actor for actor in actors if actor.actor_id not in _GENERIC]
    elsewhere = document is not None and _tells_elsewhere(document)
    if any(actor.kind in {"rebel", "militia"} for actor in named):
        return bool(told) or not elsewhere
    if told or elsewhere:
        return bool(told) and not elsewhere
    if document is None:
        return score >= _CLEAR and any(actor.actor_id.endswith(_FORCES) for actor in named)
    return score >= _STRONG and _opens_with_war(document)


def _tells_elsewhere(document: Document) -> bool:
    return tells_of_something_else(f"{document.title} {document.text[:_OPENING_CHARACTERS]}")


def _opens_with_war(document: Document) -> bool:
    opening = f"{document.title} {document.text[:_OPENING_CHARACTERS]}"
    return bool(_WORDS_OF_WAR.search(opening))
