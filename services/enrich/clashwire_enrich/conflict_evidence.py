"""Conflict evidence: whether what was found bears out that an article tells of conflict."""

from collections.abc import Iterable

from clashwire_contracts.event import EventMention
from clashwire_contracts.mention import ActorMention

_GENERIC = frozenset({"unidentified-armed-group", "government-forces", "police"})
_FORCES = ("-armed-forces", "-military", "-army")
_CLEAR = 0.97  # a score that the words of an article on something else do not reach


def is_borne_out(
    events: Iterable[EventMention], actors: Iterable[ActorMention], score: float
) -> bool:
    """Events, actors and the gate's score -> whether anything found is about armed conflict.

    The gate weighs words alone; an article in which the rules then find no happening and no armed
    group used them for something else. A state's forces alone must come with a clear score.
    """
    if any(True for _ in events):
        return True
    named = [actor for actor in actors if actor.actor_id not in _GENERIC]
    if any(actor.kind in {"rebel", "militia"} for actor in named):
        return True
    return score >= _CLEAR and any(actor.actor_id.endswith(_FORCES) for actor in named)
