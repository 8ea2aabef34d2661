"""One happening told in several sentences is one mention: drafts grouped, fields gathered."""

from collections.abc import Sequence

import msgspec

from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_contracts.vocabulary import ActorRole, SubEventType
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.events.event_draft import Draft, EventTime
from clashwire_enrich.events.event_places import EventPlace, are_compatible, finer

_GENERIC_RULES = frozenset({"attack", "kill"})
_LOOSE_RULES = frozenset({"attack", "kill", "clash", "massacre"})
_GENERIC_ACTORS = frozenset(
    {
        "unidentified-armed-group",
        "civilians",
        "protesters",
        "rioters",
        "government-forces",
        "police",
        "government",
    }
)
# A protest that meets force is one happening, of the graver kind.
_PROTEST_GRAVITY: dict[SubEventType, int] = {
    "peaceful_protest": 0, "protest_with_intervention": 1, "violent_demonstration": 2,
    "excessive_force_against_protesters": 3,
}  # fmt: skip
# What words of one sentence may tell of the same deed beside its own.
_ONE_DEED: dict[str, frozenset[str]] = {
    "riot": frozenset({"looting", "attack", "kill", "massacre", "clash", "ied", "mob", "hit"}),
    "mob": frozenset({"looting", "attack", "kill", "massacre", "clash", "riot"}),
    "capture": frozenset({"handover", "talks", "base"}),
    "retake": frozenset({"handover", "talks"}),
    "handover": frozenset({"talks", "capture", "group"}),
    "arrest": frozenset({"attack"}),
    "abduct": frozenset({"attack", "capture", "arrest"}),
    "looting": frozenset({"attack", "clash"}),
    "protest": frozenset({"arrest"}),
    "sexual": frozenset({"looting", "attack"}),
    "air": frozenset({"looting"}),
    "shelling": frozenset({"looting"}),
    "ied": frozenset({"looting"}),
}
# Kinds of happening whose dead a sentence of its own may count.
_COSTLY = frozenset({"protest", "riot", "violence_against_civilians"})
_NEAR_SENTENCES = 3
_TELLINGS_READ = 40  # of one happening for its place, time and roles; later ones add nothing
NO_TOLL = frozenset({"agreement", "arrests", "other", "change_to_group_activity"})
"""Sub-event types that cost nobody's life: a number of dead beside them is another event's."""


class Happening(msgspec.Struct):
    """Drafts that tell of one happening, the founding one first.

    `later` are casualty figures of sentences that tell of no happening themselves; `retold` are
    drafts that tell it again: they add evidence, figures and dates, but do not change its type;
    `beside` are sides that words outside the drafts' clauses add.
    """

    drafts: list[Draft]
    later: tuple[CasualtyFigure, ...] = ()
    retold: tuple[Draft, ...] = ()
    beside: tuple[tuple[str, ActorRole], ...] = ()

    @property
    def founder(self) -> Draft:
        """The draft that told it first."""
        return self.drafts[0]

    @property
    def place(self) -> EventPlace | None:
        """The finest place any draft gives."""
        best: EventPlace | None = None
        for draft in self._told:
            best = finer(best, draft.place) if are_compatible(best, draft.place) else best
        return best

    @property
    def time(self) -> EventTime | None:
        """The first dated time; one that dates the happening before one that dates a statement."""
        times = [d.time for d in self._told if d.time is not None]
        dated = [t for t in times if t.time.last is not None or t.time.first is not None]
        own = [t for t in dated if not t.of_statement]
        found = own or dated or times
        return found[0] if found else None

    @property
    def roles(self) -> tuple[tuple[str, ActorRole], ...]:
        """Every actor once, with the role of its first telling."""
        seen: dict[str, ActorRole] = {}
        surest_first = sorted(
            self.drafts[:_TELLINGS_READ], key=lambda draft: draft.trigger.rule == "kill"
        )
        for draft in surest_first:
            for actor_id, role in draft.roles:
                seen.setdefault(actor_id, role)
        for figure in self.figures:  # "the army lost 16 men there": a side that is harmed
            if figure.victim_actor_id is not None and figure.victim_actor_id not in _GENERIC_ACTORS:
                seen.setdefault(figure.victim_actor_id, "target")
        for actor_id, role in self.beside:
            seen.setdefault(actor_id, role)
        return tuple(seen.items())

    @property
    def _told(self) -> tuple[Draft, ...]:
        return (*self.drafts, *self.retold)[:_TELLINGS_READ]

    @property
    def figures(self) -> tuple[CasualtyFigure, ...]:
        """Every casualty figure once, in text order."""
        own = [figure for draft in (*self.drafts, *self.retold) for figure in draft.figures]
        found = {(f.start, f.end): f for f in (*own, *self.later)}
        return tuple(found[key] for key in sorted(found))


def merge_drafts(drafts: Sequence[Draft]) -> tuple[Happening, ...]:
    """Drafts in text order -> happenings in order of first telling."""
    happenings: list[Happening] = []
    for draft in drafts:
        host = _host(draft, happenings)
        if host is None:
            happenings.append(Happening([draft]))
        else:
            host.drafts.append(draft)
    return tuple(happenings)


def _host(draft: Draft, happenings: list[Happening]) -> Happening | None:
    fitting = [h for h in happenings if _are_one(h, draft)]
    if not fitting:
        return None
    same_type = [h for h in fitting if _same_type(h, draft)]
    if draft.refers_back and same_type:
        return same_type[0]
    return max(same_type or fitting, key=lambda h: h.drafts[-1].trigger.start)


def _same_type(happening: Happening, draft: Draft) -> bool:
    return any(d.trigger.sub_event_type == draft.trigger.sub_event_type for d in happening.drafts)


def _are_one(happening: Happening, draft: Draft) -> bool:
    founder = happening.founder
    return (
        not draft.stands_apart
        and founder.realis == draft.realis
        and founder.background == draft.background
        and _types_fit(happening, draft)
        and do_times_fit(happening.time, draft.time)
        and (
            are_compatible(happening.place, draft.place)
            or _is_its_toll(happening, draft)
            or _is_ground_left(happening, draft)
        )
        and (
            _actors_fit(happening, draft)
            or _is_its_toll(happening, draft)
            or _is_ground_left(happening, draft)
            or _is_told_twice(happening, draft)
        )
    )


def _is_told_twice(happening: Happening, draft: Draft) -> bool:
    """Whether one rule finds two verbs of one deed: "detained seven and took them away"."""
    last = happening.drafts[-1].trigger
    return last.sentence == draft.trigger.sentence and last.rule == draft.trigger.rule == "abduct"


def _is_ground_left(happening: Happening, draft: Draft) -> bool:
    """Whether one side takes what the other leaves, in one sentence."""
    rules = {happening.founder.trigger.rule, draft.trigger.rule}
    same_sentence = draft.trigger.sentence == happening.founder.trigger.sentence
    return same_sentence and "handover" in rules and bool(rules & {"capture", "retake"})


def _is_its_toll(happening: Happening, draft: Draft) -> bool:
    """Whether "five were killed" and "an air strike on Sana" of one sentence tell one happening.

    Who was killed need not be who struck, and a place from elsewhere in the sentence is no own.
    """
    pair = (happening.founder, draft)
    if draft.trigger.sentence != happening.founder.trigger.sentence:
        return False
    bare = [one for one in pair if one.trigger.rule == "kill" and one.trigger.voice == "passive"]
    return any(one.place is None or one.place.rule == "same_sentence" for one in bare)


def _types_fit(happening: Happening, draft: Draft) -> bool:
    if _same_type(happening, draft):
        return True
    gap = draft.trigger.sentence - happening.drafts[-1].trigger.sentence
    if gap == 0 and _is_one_deed({d.trigger.rule for d in happening.drafts}, draft.trigger.rule):
        return True
    if draft.trigger.sub_event_type in _PROTEST_GRAVITY:
        protests = {d.trigger.sub_event_type for d in happening.drafts} & set(_PROTEST_GRAVITY)
        deaths_there = gap == 0 and {d.trigger.rule for d in happening.drafts} <= {"kill"}
        return deaths_there or (bool(protests) and gap <= _NEAR_SENTENCES)
    types = {d.trigger.event_type for d in happening.drafts}
    if _is_bare_death(draft) and types <= _COSTLY:
        return gap <= 1
    if draft.trigger.event_type not in CLASH_TYPES or not types & CLASH_TYPES:
        return False
    return _clashes_fit(happening, draft, gap)


def _is_bare_death(draft: Draft) -> bool:
    """Whether a draft counts dead and tells of no happening: "A watchman was shot dead"."""
    loose = (
        draft.trigger.rule in {"kill", "massacre", "attack"} and draft.trigger.voice == "passive"
    )
    if draft.trigger.rule == "kill":
        return True
    own_place = draft.place is not None and draft.place.rule == "same_clause"
    return loose and not own_place and draft.time is None and not draft.stands_apart


def _is_one_deed(told: set[str], rule: str) -> bool:
    """Whether two rules of one sentence tell one deed: rioters who loot, rebels who leave."""
    pairs = [(one, rule) for one in told] + [(rule, one) for one in told]
    return any(
        one == host and other in guests
        for host, guests in _ONE_DEED.items()
        for one, other in pairs
    )


def _clashes_fit(happening: Happening, draft: Draft, gap: int) -> bool:
    """Loose words ("attack", "killed") tell again of a clash named more closely before."""
    rules = {d.trigger.rule for d in happening.drafts}
    if _is_ground_won(happening.founder) and gap > 0:
        bare = not draft.roles or draft.trigger.voice == "passive"
        return gap == 1 and draft.trigger.rule in _GENERIC_RULES and bare
    if draft.trigger.rule in _GENERIC_RULES or rules <= _GENERIC_RULES:
        return True
    if gap == 0:
        return draft.trigger.rule in _LOOSE_RULES or rules <= _LOOSE_RULES
    return gap == 1 and draft.trigger.rule in _LOOSE_RULES and rules <= _LOOSE_RULES


def _is_ground_won(draft: Draft) -> bool:
    return draft.trigger.rule in {"capture", "retake"}


def do_times_fit(one: EventTime | None, other: EventTime | None) -> bool:
    """Whether two times can be of one happening: unknown, of a statement, or overlapping."""
    if one is not None and other is not None and other.said_earlier and _is_at_night(one):
        return other.time.last is None or one.time.first != other.time.last
    if one is None or other is None or one.of_statement or other.of_statement:
        return True
    a, b = one.time, other.time
    if a.last is None or b.last is None:
        return True
    return (a.first or a.last) <= b.last and (b.first or b.last) <= a.last


def _is_at_night(told: EventTime) -> bool:
    words = told.time.text.casefold()
    return any(part in words for part in ("night", "late", "evening"))


def _actors_fit(happening: Happening, draft: Draft) -> bool:
    mine = {actor for actor, _ in draft.roles} - _GENERIC_ACTORS
    theirs = {actor for actor, _ in happening.roles} - _GENERIC_ACTORS
    return not mine or not theirs or bool(mine & theirs)


def gravest_protest(types: Sequence[SubEventType]) -> SubEventType | None:
    """Protest sub-types told of one happening -> the gravest, or None without any."""
    known = [kind for kind in types if kind in _PROTEST_GRAVITY]
    gravest: SubEventType | None = None
    for kind in known:
        if gravest is None or _PROTEST_GRAVITY[kind] > _PROTEST_GRAVITY[gravest]:
            gravest = kind
    return gravest


def with_later_tolls(
    happenings: Sequence[Happening], casualties: Sequence[CasualtyFigure]
) -> tuple[Happening, ...]:
    """Figures that no trigger took go to the foreground happening told shortly before them."""
    taken = {(f.start, f.end) for h in happenings for f in h.figures}
    found = list(happenings)
    for figure in casualties:
        if (figure.start, figure.end) in taken or figure.over_a_period:
            continue
        near = [
            (draft.trigger.sentence, draft.trigger.start, number)
            for number, happening in enumerate(found)
            for draft in (*happening.drafts, *happening.retold)
            if not draft.background
            and 0 <= figure.sentence - draft.trigger.sentence <= _NEAR_SENTENCES
            and draft.trigger.sub_event_type not in NO_TOLL
        ]
        if near:
            host = found[max(near)[2]]
            found[max(near)[2]] = Happening(
                host.drafts, (*host.later, figure), host.retold, host.beside
            )
    return tuple(found)
