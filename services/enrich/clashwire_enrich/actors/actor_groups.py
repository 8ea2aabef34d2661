"""Groups without a name: "the militant group", "both sides", "the army", "gunmen", "villagers"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from clashwire_enrich.actors.actor_catalogue import CatalogueActor
from clashwire_enrich.actors.actor_index import ActorSpan
from clashwire_enrich.actors.actor_recall import Recall
from clashwire_enrich.actors.group_words import (
    BRANCHES,
    DEFINITE,
    GENERIC_ACTORS,
    HEADS,
    LEFT,
    OWNER_FOLLOWS,
    PAIR,
    PEACEFUL,
    POSSESSIVE,
    STRUCK,
    stands_in_name,
    traits_of,
)
from clashwire_enrich.text.document import Document

ARMED_KINDS = frozenset({"rebel", "militia", "unknown"})
_LEFT_CHARACTERS = 60
_OWNER_CHARACTERS = 240  # back to the party whose men are meant, in the sentence before at most


class Cast(msgspec.Struct, frozen=True):
    """Who can be meant: actors by id, how often each is named, and the state in focus."""

    actors: dict[str, CatalogueActor]
    counts: Counter[str]
    country: str | None

    def belligerents(self) -> tuple[str, ...]:
        """The armed actors and states of the text, the most named first, one a country's state."""
        armed = [a for a in self.actors.values() if a.kind in {*ARMED_KINDS, "state"}]
        ranked = sorted(armed, key=lambda a: (-self.counts[a.actor_id], a.actor_id))
        sides: dict[str, str] = {}
        for actor in ranked:
            key = (
                f"state-{actor.country}"
                if actor.kind == "state" and actor.country
                else actor.actor_id
            )
            sides.setdefault(key, actor.actor_id)
        return tuple(sides.values())


def group_actors(
    document: Document, named: Sequence[ActorSpan], cast: Cast
) -> tuple[tuple[ActorSpan, ...], dict[str, CatalogueActor]]:
    """Document, named spans and cast -> spans of unnamed groups, and generic actors they need."""
    recall = Recall(named)
    found: list[ActorSpan] = []
    generic: dict[str, CatalogueActor] = {}
    for start, end, actor_ids, actor in _phrases(document, named, recall, cast):
        for actor_id in actor_ids:
            span = ActorSpan(start, end, actor_id, "anaphor")
            found.append(span)
            recall.hear(span)
        if actor is not None:
            generic.setdefault(actor.actor_id, actor)
    return tuple(found), generic


Phrase = tuple[int, int, tuple[str, ...], CatalogueActor | None]


def _phrases(
    document: Document, named: Sequence[ActorSpan], recall: Recall, cast: Cast
) -> Iterator[Phrase]:
    taken = {position for span in named for position in range(span.start, span.end)}
    text = document.text
    ranked = cast.belligerents()
    meanings = _Meanings(cast)
    pairs = [(m.start(), m.end(), m) for m in PAIR.finditer(text)]
    heads = [(m.start(), m.end(), m) for m in HEADS.finditer(text)]
    for start, end, match in sorted((*pairs, *heads), key=lambda item: (item[0], -item[1])):
        if start in taken or end - 1 in taken:
            continue
        recall.read_to(start)
        if match.re is PAIR:
            sides = _pair_before(start, recall, ranked)
            if len(sides) == 2:  # noqa: PLR2004 - a pair has two sides
                taken.update(range(start, end))
                yield start, end, sides, None
            continue
        yield from _head_phrase(text, match, recall, meanings)


def _pair_before(start: int, recall: Recall, ranked: Sequence[str]) -> tuple[str, ...]:
    near = recall.named_between(start - _LEFT_CHARACTERS * 3, start)
    known = [actor for actor in ranked if actor in near]
    if len(known) < 2:  # noqa: PLR2004 - a pair has two sides
        known = [actor for actor in ranked if recall.was_named(actor, start)]
    return tuple(sorted((known if len(known) > 1 else ranked)[:2]))


def _head_phrase(
    text: str, match: re.Match[str], recall: Recall, meanings: "_Meanings"
) -> Iterator[Phrase]:
    head = match.lastgroup or ""
    floor = max(0, match.start() - _LEFT_CHARACTERS)
    floor = max(floor, text.rfind("\n", floor, match.start()) + 1)
    left = LEFT.search(text, floor, match.start())
    article = (left["article"] or "").strip().casefold() if left else ""
    words = (left["words"] if left else "").split()
    start = left.start() if left and article else match.start()
    if _is_named_beside(text, match, recall):
        return
    if head == "group" and (article not in DEFINITE or PEACEFUL.search(" ".join(words))):
        return
    if head in _OWNED and " " in match[0]:
        floor = max(0, match.start() - _OWNER_CHARACTERS)
        yield from _owned_forces(text, floor, *match.span(), recall)
    elif head == "held":
        yield from _held_ground(text, match, recall)
    elif head == "coalition" or _is_counted(text, match):
        owner = _last_compatible(recall, match, traits_of(words, match[0]), meanings, by_trait=True)
        yield from _one_or_unnamed(match, owner)
    elif article in POSSESSIVE and head in {*BRANCHES, "forces"}:
        yield from _owned_forces(text, floor, start, match.end(), recall)
    elif head in BRANCHES and (state := _state_id(head, recall, meanings.country)):
        yield start, match.end(), (state,), None
    elif article in DEFINITE and (
        owner := _last_compatible(recall, match, traits_of(words, match[0]), meanings)
    ):
        yield start, match.end(), (owner,), None
    else:
        yield from _one_or_unnamed(match, None)


def _one_or_unnamed(match: re.Match[str], owner: str | None) -> Iterator[Phrase]:
    head = match.lastgroup or ""
    if owner is not None:
        yield match.start(), match.end(), (owner,), None
    elif head in GENERIC_ACTORS:
        actor_id, kind = GENERIC_ACTORS[head]
        actor = CatalogueActor(actor_id, match[0], kind, None, {})
        yield match.start(), match.end(), (actor_id,), actor


_OWNED = frozenset({"own", "forces"})
_COUNT = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|several|other|more)(?: more| other| suspected| alleged)? $",
    re.IGNORECASE,
)


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """Whether a number stands before fighters of a kind: "eleven insurgents"."""
    if match.lastgroup != "armed":
        return False
    return _COUNT.search(text[max(0, match.start() - 30) : match.start()]) is not None


def _is_named_beside(text: str, match: re.Match[str], recall: Recall) -> bool:
    """Whether a name before or after already stands for the group: "fighters of the Front"."""
    if stands_in_name(text, match.start(), match.end()):
        return True
    owned = {"gunmen", "armed", "army", "troops"}
    if match.lastgroup in owned and _names_owner(text, match.end(), recall):
        return True
    return recall.is_beside(match.start() - 1)


def _names_owner(text: str, end: int, recall: Recall) -> bool:
    joint = OWNER_FOLLOWS.match(text, end)
    return joint is not None and recall.stands_at(joint.end()) is not None


def _owned_forces(text: str, floor: int, start: int, end: int, recall: Recall) -> Iterator[Phrase]:
    """Read "Russia's defence ministry said its troops": the forces of the last party before."""
    stop = max(floor, text.rfind(". ", floor, start) + 1)
    span = recall.last_between(stop, start) or recall.last_between(floor, start)
    if span is not None:
        yield start, end, (_forces_of(span.actor_id),), None


def _held_ground(text: str, match: re.Match[str], recall: Recall) -> Iterator[Phrase]:
    """Read "its posts": of the last party before, but never of the one that fires on them."""
    start = match.start()
    floor = max(0, start - _OWNER_CHARACTERS)
    floor = max(floor, text.rfind(". ", floor, start) + 1)
    parties = [span.actor_id for span in recall.all_between(floor, start)]
    if parties and STRUCK.search(text[max(0, start - 40) : start]):
        parties = [actor_id for actor_id in parties if actor_id != parties[-1]]
    if parties:
        yield start, match.end(), (_forces_of(parties[-1]),), None


def _forces_of(actor_id: str) -> str:
    """A party -> its armed forces, where it is a state."""
    if not actor_id.startswith("state-"):
        return actor_id
    return f"state-{actor_id.split('-')[1]}-armed-forces"


def _state_id(head: str, recall: Recall, country: str | None) -> str | None:
    """Whose army or police is meant: the last named before, else the focus, else the last state."""
    suffix = BRANCHES[head]
    last = recall.latest_state(suffix) if suffix else None
    if last is None and country is not None and head != "troops":
        return f"state-{country.lower()}{suffix}"
    last = last or recall.latest_state() or recall.final_state
    return f"state-{last.actor_id.split('-')[1]}{suffix}" if last is not None else None


class _Meanings:
    """Which actors of a cast a group phrase can mean, by the phrase's traits."""

    def __init__(self, cast: Cast) -> None:
        self.country = cast.country
        self._actors = cast.actors
        self._known: dict[frozenset[str], tuple[bool, tuple[str, ...]]] = {}

    def of(self, traits: frozenset[str]) -> tuple[bool, tuple[str, ...]]:
        """Traits -> whether any actor has one, and the actors that fit."""
        if traits not in self._known:
            self._known[traits] = self._fitting(traits)
        return self._known[traits]

    def _fitting(self, traits: frozenset[str]) -> tuple[bool, tuple[str, ...]]:
        telling = traits - {"government"}
        armed = [
            actor
            for actor in self._actors.values()
            if actor.kind in ARMED_KINDS or telling.intersection(actor.traits)
        ]
        wanted = traits & {trait for actor in armed for trait in actor.traits}
        fitting = (a.actor_id for a in armed if not wanted or wanted.intersection(a.traits))
        return bool(wanted), tuple(fitting)


def _last_compatible(
    recall: Recall,
    match: re.Match[str],
    traits: frozenset[str],
    meanings: _Meanings,
    *,
    by_trait: bool = False,
) -> str | None:
    """The armed actor that a phrase can mean and that was meant last; `by_trait` asks for a kind.

    Without one before, the only one of the whole article that is of the phrase's kind.
    """
    if match.lastgroup not in {"group", "armed", "gunmen", "coalition"}:
        return None
    wanted, fitting = meanings.of(traits)
    if by_trait and not wanted:
        return None
    last = recall.latest(fitting)
    if last is not None:
        return last
    return fitting[0] if len(fitting) == 1 and wanted else None
