"""Consolidation: what an article reports as news, each happening once.

Later sentences that tell a happening again, in other words and without a date or place of their
own, are that happening. A clash told late, undated and at no place of its own is no news.
"""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.events.doers import side_of
from clashwire_enrich.events.event_draft import Draft
from clashwire_enrich.events.event_merge import Happening, do_times_fit
from clashwire_enrich.events.event_places import EventPlace, are_compatible
from clashwire_enrich.events.event_sides import with_sides
from clashwire_enrich.text.document import Document

_LEAD_SENTENCES = 3
_LEAD_PARAGRAPHS = 2
_ONE_DAY = timedelta(days=1)
_LATE_NEWS = timedelta(days=92)  # accounts of a raid reach a paper within a season
_SPECIFIC = frozenset({"point", "town", "admin2"})
_GENERIC_RULES = frozenset({"attack", "kill"})
_LOOSE_RULES = frozenset({"attack", "kill", "massacre"})
_GROUND_RULES = frozenset({"capture", "retake"})
_STRIKES = frozenset({"air", "shelling", "ied", "suicide", "grenade", "chemical", "strike"})
_FIGHTING = frozenset({"clash", "massacre", "capture", "retake"})
_NOT_NAMED = frozenset(
    {"unidentified-armed-group", "government-forces", "police", "government", "civilians"}
)
_ARMED = frozenset({"state", "rebel", "militia"})


def consolidate(
    happenings: Sequence[Happening], document: Document, actors: ActorIndex
) -> tuple[Happening, ...]:
    """Happenings in order of telling -> the same, retellings joined and stale clashes set back."""
    lead = _lead(document)
    kept: list[Happening] = []
    for told in _with_late_news(happenings, document):
        happening = _with_its_core(told)
        if not _is_clash(happening):
            kept.append(happening)
            continue
        host = _host(happening, kept, actors)
        if host is not None and _tells_what_it_was(happening, host):
            host.drafts = [*host.drafts, *happening.drafts]
        elif host is not None:
            host.retold = (*host.retold, *happening.drafts)
        else:
            kept.append(
                _as_background(happening) if _is_stale(happening, kept, lead) else happening
            )
    return with_sides(kept, document, actors)


def _with_late_news(happenings: Sequence[Happening], document: Document) -> tuple[Happening, ...]:
    """What the opening dates some weeks back is the news of an article that tells nothing newer."""
    published = document.published_at
    if published is None or any(not h.founder.background for h in happenings):
        return tuple(happenings)
    earliest, lead = published.date() - _LATE_NEWS, _lead(document)

    def is_news(draft: Draft) -> bool:
        last = draft.time.time.last if draft.time is not None else None
        if last is None or draft.background_rule != "dated_long_before":
            return False
        return last >= earliest and draft.trigger.start < lead

    return tuple(
        Happening([_as_news(d) for d in h.drafts], h.later, h.retold) if is_news(h.founder) else h
        for h in happenings
    )


def _as_news(draft: Draft) -> Draft:
    return msgspec.structs.replace(draft, background=False, background_rule="nothing_newer")


def _tells_what_it_was(happening: Happening, host: Happening) -> bool:
    """Whether a retelling names the means that loose words left open: "blew themselves up"."""
    loose = {d.trigger.rule for d in host.drafts} <= _GENERIC_RULES
    return loose and bool({d.trigger.rule for d in happening.drafts} & _STRIKES)


def _with_its_core(happening: Happening) -> Happening:
    """Loose words of later sentences ("killed") tell again; they do not say what it was."""
    founder = happening.founder
    if not founder.roles or not _is_clash(happening):
        return happening
    core = [
        d
        for d in happening.drafts
        if d.trigger.sentence == founder.trigger.sentence or d.trigger.rule not in _LOOSE_RULES
    ]
    again = tuple(d for d in happening.drafts if d not in core)
    return Happening(core, happening.later, (*happening.retold, *again))


def _lead(document: Document) -> int:
    """Offset where the lead ends: its first two paragraphs, three sentences at most."""
    told = [s for s in document.sentences if not s.heading]
    paragraphs = list(dict.fromkeys(s.paragraph for s in told))[:_LEAD_PARAGRAPHS]
    opening = [s for s in told if s.paragraph in paragraphs][:_LEAD_SENTENCES]
    return opening[-1].end if opening else 0


def _is_clash(happening: Happening) -> bool:
    founder = happening.founder
    clash = founder.trigger.event_type in CLASH_TYPES
    return clash and not founder.background and founder.realis == "actual"


def _host(happening: Happening, kept: Sequence[Happening], actors: ActorIndex) -> Happening | None:
    hosts = [h for h in kept if _is_clash(h) and _is_retelling(happening, h, actors)]
    if hosts:
        return max(hosts, key=lambda h: (_is_alike(happening, h), -hosts.index(h)))
    if any(_is_clash(h) for h in kept):
        return None
    past = [h for h in kept if _is_past_clash(h) and _is_retelling(happening, h, actors)]
    return past[0] if past else None


def _is_alike(happening: Happening, host: Happening) -> bool:
    """Whether a trigger of each is of one family of sub-event types."""
    mine = {d.trigger.rule for d in happening.drafts}
    theirs = {d.trigger.rule for d in host.drafts}
    return any(mine & family and theirs & family for family in (_STRIKES, _FIGHTING))


def _is_past_clash(happening: Happening) -> bool:
    """A clash of long ago that the article is about: "a year after the raid"."""
    founder = happening.founder
    return founder.background_rule == "long_before" and founder.trigger.event_type in CLASH_TYPES


def _is_retelling(happening: Happening, host: Happening, actors: ActorIndex) -> bool:
    same_sentence = happening.founder.trigger.sentence == host.founder.trigger.sentence
    apart = happening.founder.stands_apart and not same_sentence
    if apart or not _dates_fit(happening, host):
        return False
    return (
        _types_fit(happening, host)
        and _places_fit(happening, host)
        and _doers_fit(happening, host, actors)
    )


def _is_undated(happening: Happening) -> bool:
    time = happening.time
    return time is None or time.of_statement or time.time.last is None


def _dates_fit(happening: Happening, host: Happening) -> bool:
    """No date, or the same; a statement tells of what happened the day before it at most."""
    mine, theirs = happening.time, host.time
    if not do_times_fit(theirs, mine):
        return False
    if mine is None or theirs is None or not mine.of_statement:
        return True
    said, last = mine.time.last, theirs.time.last
    began = theirs.time.first or last
    if said is None or last is None or began is None:
        return True
    earliest = began - _ONE_DAY if theirs.of_statement else began
    return earliest <= said <= last + _ONE_DAY


def _types_fit(happening: Happening, host: Happening) -> bool:
    mine = {d.trigger.rule for d in happening.drafts}
    theirs = {d.trigger.rule for d in host.drafts}
    if "abduct" in mine | theirs or "sexual" in mine | theirs:
        return bool(mine & theirs) or (mine <= _GENERIC_RULES and _is_undated(happening))
    if mine & _GROUND_RULES and theirs & _GROUND_RULES and not mine & theirs:
        return not happening.roles or bool(_doers(happening) & _doers(host))
    if mine <= _GENERIC_RULES or theirs <= _GENERIC_RULES:
        return True
    return _is_alike(happening, host) or _is_undated(happening)


def _places_fit(happening: Happening, host: Happening) -> bool:
    """The same place or one about it; ground won at a finer place is won there alone."""
    mine, theirs = happening.place, host.place
    if not are_compatible(mine, theirs):
        return False
    own = mine is not None and mine.rule == "same_clause" and _is_specific(mine)
    if own and happening.founder.trigger.rule in _GROUND_RULES:
        return _is_specific(theirs)
    return True


def _is_specific(place: EventPlace | None) -> bool:
    return place is not None and place.place.mention.precision in _SPECIFIC


def _doers_fit(happening: Happening, host: Happening, actors: ActorIndex) -> bool:
    """Named doers of a retelling take part in the host; an unnamed one may be anybody."""
    mine = {a for a, role in happening.roles if role in {"source", "participant"}}
    named = {side_of(a) for a in mine if _is_named(a, actors)}
    theirs = {side_of(a) for a, _ in host.roles if _is_named(a, actors)}
    return not named or not theirs or bool(named & theirs)


def _doers(happening: Happening) -> set[str]:
    return {side_of(actor) for actor, role in happening.roles if role == "source"}


def _is_named(actor_id: str, actors: ActorIndex) -> bool:
    mention = actors.get(actor_id)
    return mention is not None and mention.kind in _ARMED and actor_id not in _NOT_NAMED


def _is_stale(happening: Happening, kept: Sequence[Happening], lead: int) -> bool:
    """Told after the lead, undated, at no place of its own, while the news stands before it."""
    if not any(_is_clash(h) or _is_past_clash(h) for h in kept):
        return False
    founder = happening.founder
    if founder.trigger.start < lead or not _has_no_date(happening):
        return False
    return not any(_is_at_own_place(draft, kept) for draft in happening.drafts)


def _has_no_date(happening: Happening) -> bool:
    return happening.time is None or happening.time.time.last is None


def _is_at_own_place(draft: Draft, kept: Sequence[Happening]) -> bool:
    place = draft.place
    if place is None or place.rule != "same_clause" or not _is_specific(place):
        return False
    name = place.place.mention.name
    told = {h.place.place.mention.name for h in kept if h.place is not None}
    return name not in told


def _as_background(happening: Happening) -> Happening:
    founder = msgspec.structs.replace(
        happening.founder, background=True, background_rule="told_late_undated"
    )
    return Happening([founder, *happening.drafts[1:]], happening.later, happening.retold)
