"""Concerns: whom a proposition is about, the claimant's own words "we" and "they" included."""

import re

from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.claims.parties import GENERIC_IDS
from clashwire_enrich.text.words import Range

_SELF = re.compile(r"(?:we|our|us|ours|i|my|its|it)\b", re.IGNORECASE)
_OWN_LOSS = re.compile(
    r"\b(?P<subject>[\w'\u2019]+) (?:(?:has|have|had|also|only|already) ){0,3}"
    r"(?:lost|lose|suffered|suffer|sustained|sustain|incurred)\b",
    re.IGNORECASE,
)
_OWN_LOSSES = re.compile(r"(?:its|their|our) (?:own )?(?:losses|casualties|dead)\b", re.IGNORECASE)
_ENEMY = re.compile(r"\b(?:the enemy|enemy|enemies|our opponents)\b", re.IGNORECASE)
_VICTIM_AFTER = re.compile(r"(?:of )?(?P<owner>our|its|their|his|my)\b", re.IGNORECASE)
_AFTER_FIGURE = 45
_NAMED_JUST_BEFORE = 400  # characters: the claimant's own words and the sentence before


def opponent_of(party: str | None, position: int, actors: ActorIndex) -> str | None:
    """The other belligerent: the last armed one named before a position that is not this party."""
    if party is None:
        return None
    before = [
        span
        for span in actors.at(0, position)
        if not same_side(span.actor_id, party) and is_armed(actors, span.actor_id)
    ]
    return before[-1].actor_id if before else _only_other(party, actors)


def _only_other(party: str, actors: ActorIndex) -> str | None:
    """The one other belligerent of the whole text, where it is named only later."""
    others = {
        actor.actor_id
        for actor in actors.mentions
        if actor.actor_id not in GENERIC_IDS
        and not same_side(actor.actor_id, party)
        and is_armed(actors, actor.actor_id)
    }
    return others.pop() if len(others) == 1 else None


def is_armed(actors: ActorIndex, actor_id: str) -> bool:
    """Whether an actor can be a belligerent."""
    actor = actors.get(actor_id)
    return actor is not None and actor.kind in {"state", "rebel", "militia", "unknown"}


def same_side(first: str | None, second: str | None) -> bool:
    """Whether two actor_ids speak for one side: equal, or branches of one state."""
    if first is None or second is None:
        return False
    return first == second or _side(first) == _side(second)


def _side(actor_id: str) -> str:
    parts = actor_id.split("-")
    return "-".join(parts[:2]) if parts[0] == "state" else actor_id


def victim(
    text: str, content: Range, figure: Range | None, party: str | None, actors: ActorIndex
) -> str | None:
    """Whom a toll struck: by the loser's subject, the words after the number, or a pronoun."""
    loss = _OWN_LOSS.search(text, content.start, content.end)
    if loss is not None:
        return _loser(content, loss, party, actors)
    if _ENEMY.search(text, content.start, content.end):
        return opponent_of(party, content.start, actors)
    if _OWN_LOSSES.match(text, content.start, content.end):
        return party
    if figure is None:
        return None
    tail = Range(figure.start, min(content.end, figure.end + _AFTER_FIGURE))
    owner = _VICTIM_AFTER.match(text[figure.end : tail.end].lstrip())
    if owner is not None:
        return party
    struck = [s for s in actors.at(*tail) if s.start < tail.end and not _agent(text, s)]
    return struck[0].actor_id if struck else None


def _agent(text: str, span: ActorSpan) -> bool:
    """'by the rebels', 'in an Israeli strike': who did it, not who suffered it."""
    before = text[max(0, span.start - 12) : span.start].lower()
    return bool(re.search(r"\b(?:by|in|from|against|with|near|when) (?:an? |the )?$", before))


def _loser(
    content: Range, loss: re.Match[str], party: str | None, actors: ActorIndex
) -> str | None:
    subject = loss["subject"].lower()
    if _SELF.fullmatch(subject):
        return party
    if subject == "they":
        return they(content, loss.start(), party, actors)
    spans = [s for s in actors.at(content.start, loss.end()) if s.end <= loss.end()]
    return spans[-1].actor_id if spans else None


def they(content: Range, position: int, party: str | None, actors: ActorIndex) -> str | None:
    """'They' of a claimant: the last other side it named itself, else its opponent."""
    opening = max(0, content.start - _NAMED_JUST_BEFORE)
    named = [
        span.actor_id
        for span in actors.at(opening, position)
        if span.end <= position
        and not same_side(span.actor_id, party)
        and is_armed(actors, span.actor_id)
    ]
    return named[-1] if named else opponent_of(party, position, actors)


def other_side(content: Range, party: str | None, actors: ActorIndex) -> str | None:
    """The first armed actor a proposition names that is not the claimant's own side."""
    for span in actors.at(*content):
        other = span.actor_id not in GENERIC_IDS and not same_side(span.actor_id, party)
        if other and is_armed(actors, span.actor_id):
            return span.actor_id
    return None
