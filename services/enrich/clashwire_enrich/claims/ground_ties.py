"""Ground ties: claims that give one piece of ground to two sides, or to the same one."""

from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft, Judged
from clashwire_enrich.claims.ground import fell, gains, is_ground, left_unforced, repels
from clashwire_enrich.claims.relation_measures import apart, marker, names
from clashwire_enrich.text.document import Document

_GROUND_TYPES = frozenset(("territorial_control", "denial", "event_report", "other"))
_NEAR_SENTENCES = 3


def rival_ground(document: Document, first: Draft, second: Draft) -> Judged | None:
    """Two voices on one piece of ground -> contradicting, supporting, or None when apart."""
    if not _on_ground(first) or not _on_ground(second) or _speaks_for_many(first, second):
        return None
    shared = names(first) & names(second)
    if names(first) and names(second) and not shared:
        return None
    both = first.claim_type == second.claim_type == "territorial_control"
    if not shared and not both and apart(first, second) > _NEAR_SENTENCES:
        return None
    if same_side(first.holds, second.holds):
        return ("supports", "territory", None) if both and first.party != second.party else None
    open_ended = first.holds is None or second.holds is None
    if open_ended and not (_leaves_unforced(first, second) or _open_holder(first, second)):
        return None
    return "contradicts", "territory", marker(document, first, second)


def _on_ground(draft: Draft) -> bool:
    if draft.claim_type == "territorial_control":
        return True
    told = is_ground(draft.words) or repels(draft.words)
    return told and draft.claim_type in _GROUND_TYPES


def _speaks_for_many(first: Draft, second: Draft) -> bool:
    return any((one.party or "").startswith(("united-nations", "un-")) for one in (first, second))


def _open_holder(first: Draft, second: Draft) -> bool:
    """A loss told without the taker, against a side that says it has the ground."""
    told = [one for one in (first, second) if one.holds is None]
    return len(told) == 1 and fell(told[0].words)


def _leaves_unforced(first: Draft, second: Draft) -> bool:
    """'They took it back' against 'it withdrew of its own accord'."""
    for one, other in ((first, second), (second, first)):
        if left_unforced(one.words) and gains(other.words) and not left_unforced(other.words):
            return True
    return False
