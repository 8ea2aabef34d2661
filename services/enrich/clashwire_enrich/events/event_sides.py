"""Sides told beside a happening: who takes part by words outside the trigger's own clause.

"Nine soldiers were killed when fighters of the front set upon a convoy" names its doer in another
clause, a headline may name the one side that the text takes as known.
"""

from collections.abc import Iterator, Sequence

from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_contracts.vocabulary import ActorRole
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.events.bystanders import (
    is_unarmed_body,
    never_does_it,
    only_speaks,
    takes_part,
)
from clashwire_enrich.events.doers import is_agent, is_subject, side_of
from clashwire_enrich.events.event_draft import Draft
from clashwire_enrich.events.event_merge import Happening
from clashwire_enrich.text.document import Document

_ORGANISED = frozenset({"state", "rebel", "militia", "international"})
_UNNAMED = frozenset({"unidentified-armed-group", "government-forces", "police", "government"})
_SHARED = frozenset({"agreement", "other", "change_to_group_activity"}) | {
    "non_violent_transfer_of_territory"
}
_BY_ONE = frozenset({"looting_property_destruction", "arrests", "disrupted_weapons_use"}) | {
    "headquarters_or_base_established"
}
_ANNOUNCED = frozenset({"arrests", "disrupted_weapons_use", "headquarters_or_base_established"})
_AGAINST_CROWDS = frozenset(
    {"protest_with_intervention", "excessive_force_against_protesters", "violent_demonstration"}
)
_TWO_SIDES = 2


def with_sides(
    happenings: Sequence[Happening], document: Document, actors: ActorIndex
) -> tuple[Happening, ...]:
    """Happenings -> the same with the sides that their sentences or the headline add."""
    clashes = [h for h in happenings if h.founder.trigger.event_type in CLASH_TYPES]
    for happening in happenings:
        others = [d for h in happenings if h is not happening for d in (*h.drafts, *h.retold)]
        sides = _Sides(happening, actors)
        sides.add(_beside(happening, others, document, actors))
        sides.add((actor_id, role) for draft in happening.retold for actor_id, role in draft.roles)
        sides.add(_announcers(happening, document, actors))
        if clashes == [happening] or happenings[0] is happening:
            sides.add((actor_id, "source") for actor_id in _titled(actors))
        happening.beside = tuple(sides.added)
    return tuple(happenings)


class _Sides:
    """The sides of a happening as they grow; takes only what it still lacks."""

    def __init__(self, happening: Happening, actors: ActorIndex) -> None:
        self._trigger = happening.founder.trigger
        kinds = {draft.trigger.sub_event_type for draft in happening.drafts}
        self._against_crowd = not kinds.isdisjoint(_AGAINST_CROWDS)
        self._actors = actors
        self._roles = [r for r in happening.roles if _is_organised(actors, r[0])]
        self.added: list[tuple[str, ActorRole]] = []

    def add(self, candidates: Iterator[tuple[str, ActorRole]]) -> None:
        """Take candidates in order, as long as a side of their kind is missing."""
        for actor_id, role in candidates:
            known = {self._side(one) for one, _ in self._roles}
            if not _is_organised(self._actors, actor_id) or self._side(actor_id) in known:
                continue
            if role == "source" and is_unarmed_body(self._actors, actor_id):
                continue
            wanted = self._role(actor_id, role)
            if wanted is not None:
                self._roles.append((actor_id, wanted))
                self.added.append((actor_id, wanted))

    def _side(self, actor_id: str) -> str:
        mention = self._actors.get(actor_id)
        if mention is not None and mention.kind == "state" and mention.country:
            return f"state-{mention.country.lower()}"
        return side_of(actor_id)

    def _role(self, actor_id: str, told: ActorRole) -> ActorRole | None:
        kind, roles = self._trigger.sub_event_type, {role for _, role in self._roles}
        if self._against_crowd:
            state = actor_id.startswith("state-")
            return "source" if state and not self._roles else None
        if self._trigger.event_type == "battle":
            return self._of_two(told, roles)
        if kind in _SHARED:
            return "participant"
        doing = "source" not in roles and told == "source"
        if self._trigger.event_type == "explosion_remote":
            return "source" if doing else "target" if told == "target" else None
        alone = kind in _BY_ONE or self._trigger.event_type == "violence_against_civilians"
        return "source" if alone and doing else None

    def _of_two(self, told: ActorRole, roles: set[ActorRole]) -> ActorRole | None:
        if len({self._side(one) for one, _ in self._roles}) >= _TWO_SIDES:
            return None
        if "participant" in roles:
            return "participant"
        return "target" if "source" in roles else "source" if "target" in roles else told


def _beside(
    happening: Happening, others: Sequence[Draft], document: Document, actors: ActorIndex
) -> Iterator[tuple[str, ActorRole]]:
    """Actors of the founder's sentence, outside what other happenings there are told with."""
    trigger = happening.founder.trigger
    sentence = document.sentences[trigger.sentence]
    foreign = [d.evidence for d in others if d.trigger.sentence == trigger.sentence]
    for span in actors.at(sentence.start, sentence.end):
        if any(start <= span.start < end for start, end in foreign):
            continue
        if takes_part(document.text, span, trigger, actors):
            role = _role_by_place(document.text, span, happening.founder, actors)
            if role is not None:
                yield span.actor_id, role


def _announcers(
    happening: Happening, document: Document, actors: ActorIndex
) -> Iterator[tuple[str, ActorRole]]:
    """State forces that tell of their own work: "Two men were arrested, police said"."""
    trigger = happening.founder.trigger
    own_work = trigger.sub_event_type in _ANNOUNCED
    against_fighters = trigger.event_type == "battle" and any(
        not actor_id.startswith("state-") for actor_id, _ in happening.roles
    )
    if not (own_work or against_fighters):
        return
    sentence = document.sentences[trigger.sentence]
    for span in actors.at(sentence.start, sentence.end):
        is_state = span.actor_id.startswith("state-")
        forces = is_state and (own_work or span.actor_id.endswith(("-armed-forces", "-police")))
        if forces and only_speaks(document.text, span, trigger):
            yield span.actor_id, "source"


def _role_by_place(
    text: str, span: ActorSpan, draft: Draft, actors: ActorIndex
) -> ActorRole | None:
    trigger = draft.trigger
    subject = is_subject(text, span) and not never_does_it(actors, span, trigger)
    if span.end <= trigger.start:
        return "source" if subject and trigger.voice != "passive" else None
    if is_agent(text, span, trigger) or (subject and trigger.voice == "passive"):
        return "source"
    return "target"


def _titled(actors: ActorIndex) -> Iterator[str]:
    """The one organised side that the headline names, where it names one."""
    sides = {side_of(actor_id): actor_id for actor_id in reversed(actors.titled)}
    if len(sides) == 1:
        yield from sides.values()


def _is_organised(actors: ActorIndex, actor_id: str) -> bool:
    mention = actors.get(actor_id)
    if mention is None or actor_id in _UNNAMED:
        return False
    return mention.kind in _ORGANISED or mention.kind == "unknown"
