"""What happened: event mentions of a document, each with its place, time, actors and toll."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from clashwire_contracts import ids
from clashwire_contracts.event import (
    EventActor,
    EventMention,
    Fatalities,
    Occurred,
    Place,
    Provenance,
)
from clashwire_contracts.event_types import BY_SLUG, CLASH_TYPES
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import SubEventType
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.events.aftermath import date_by_aftermath
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.events.consolidation import consolidate
from clashwire_enrich.events.event_draft import Draft, EventTime, Findings, draft_events
from clashwire_enrich.events.event_merge import NO_TOLL, Happening, merge_drafts, with_later_tolls
from clashwire_enrich.events.event_places import EventPlace, are_compatible, finer, focus_place
from clashwire_enrich.events.event_roles import Roles
from clashwire_enrich.events.read_triggers import BY_RULES, SentenceReading, with_readings
from clashwire_enrich.events.shadows import without_shadows
from clashwire_enrich.events.sub_types import decide_sub_type
from clashwire_enrich.events.times import find_times
from clashwire_enrich.events.toll_facts import deaths_told
from clashwire_enrich.events.triggers import find_triggers
from clashwire_enrich.false_alarms import without_false_alarms
from clashwire_enrich.places.places import FoundPlaces
from clashwire_enrich.text.document import Document

_PLAIN_WITH_A_NAME = frozenset({"air", "shelling", "suicide", "chemical"})
_PLAIN_AT_A_NAME = frozenset({"clash", "ied", "grenade", "strike", "mob"})
_NAME = (
    r"(?:[Aa]l-)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April"
    r"|May|June|July|August|September|October|November|December)\b)[A-Z][a-z]"
)
_A_NAME = re.compile(rf" {_NAME}")
_AT_A_NAME = re.compile(
    r"(?: [\w-]+){0,3}? (?:in|near|at|around|on|across|outside|between|within|vicinity of|south of"
    r"|north of|east of|west of|inside)(?: (?:the|both|a|an|of|[a-z]+)){0,5}? "
    rf"{_NAME}"
)
_UNNAMED = "unidentified-armed-group"
_MIN_CONFIDENCE = 0.35
_MAX_EVIDENCE = 12
_MAX_TRIGGERS = 400  # the inverted pyramid: no news article tells as much, and time stays bounded
_SIGN = 0.05  # a place, a time, a toll or an actor beside the trigger
_DAMPED = 0.5  # background, planned or hypothetical happenings are surer to be noise


class ToldEvent(NamedTuple):
    """An event mention and the casualty figures told of it."""

    mention: EventMention
    figures: tuple[CasualtyFigure, ...]


def find_events(
    document: Document,
    actors: ActorIndex,
    places: FoundPlaces,
    casualties: tuple[CasualtyFigure, ...],
    article_id: str,
    reading: SentenceReading = BY_RULES,
) -> tuple[ToldEvent, ...]:
    """Findings -> events in order of telling; an undated or unplaced one says so."""
    findings = Findings(document, actors, places, find_times(document), casualties)
    triggers = tuple(islice(find_triggers(document), _MAX_TRIGGERS))
    drafts = draft_events(findings, with_readings(document, triggers, reading))
    drafts = date_by_aftermath(without_false_alarms(drafts, document, actors), document)
    told_of = tuple(_told_or_retold(drafts, document))
    happenings = merge_drafts(without_shadows(told_of))
    happenings = tuple(h for h in happenings if _is_told(h.founder, document))
    happenings = consolidate(happenings, document, actors)
    happenings = with_later_tolls(happenings, casualties)
    focus = focus_place(document, places)
    ordinals = Counter[tuple[str, str]]()
    told: list[ToldEvent] = []
    for happening in happenings:
        mention = _mention(happening, findings, focus, article_id, ordinals)
        if mention.confidence >= _MIN_CONFIDENCE:
            told.append(ToldEvent(mention, happening.figures))
    return tuple(told)


def _told_or_retold(drafts: Sequence[Draft], document: Document) -> Iterator[Draft]:
    """What is told, and what dates it again: "The strike hit at noon on Tuesday"."""
    before: set[SubEventType] = set()
    for draft in drafts:
        told = _is_told(draft, document)
        again = draft.refers_back and draft.time is not None and draft.trigger.rule != "kill"
        if told or (again and draft.trigger.sub_event_type in before):
            yield draft
        if told:
            before.add(draft.trigger.sub_event_type)


def _is_told(draft: Draft, document: Document) -> bool:
    """Whether a trigger tells of something: who, where or at what cost must stand beside it."""
    if draft.trigger.rule == "kill" and not (draft.figures or len(draft.roles) > 1):
        return False
    if draft.background and (draft.time is None or draft.time.time.last is None):
        return False  # history without a date tells of no happening
    return bool(draft.roles or draft.place or draft.figures or _is_plain(draft, document))


def _is_plain(draft: Draft, document: Document) -> bool:
    """Words of war that need nobody named: bombardment or fighting at a name no gazetteer has."""
    if draft.realis != "actual" or draft.background:
        return False
    sentence = document.sentences[draft.trigger.sentence]
    tail = document.text[draft.trigger.end : sentence.end]
    if draft.trigger.rule in _PLAIN_WITH_A_NAME:
        return bool(_A_NAME.search(tail))
    return draft.trigger.rule in _PLAIN_AT_A_NAME and bool(_AT_A_NAME.match(tail))


def _mention(
    happening: Happening,
    findings: Findings,
    focus: EventPlace | None,
    article_id: str,
    ordinals: Counter[tuple[str, str]],
) -> EventMention:
    founder, actors = happening.founder, findings.actors
    sub_type, type_rule = decide_sub_type(happening, findings)
    place = _place_told(happening, findings, focus)
    content = ids.normalise(founder.trigger.text)
    ordinals[sub_type, content] += 1
    return EventMention(
        mention_id=ids.mention_id(article_id, sub_type, content, ordinals[sub_type, content]),
        event_type=BY_SLUG[sub_type].event_type,
        sub_event_type=sub_type,
        realis=founder.realis,
        claimed_by=None,
        background=founder.background,
        occurred=_occurred(happening.time),
        place=_place(place),
        actors=_actors(happening, actors),
        fatalities=_fatalities(() if sub_type in NO_TOLL else happening.figures),
        evidence=_evidence(happening, findings.document),
        confidence=_confidence(happening, place),
        provenance=_provenance(happening, findings.document, place, type_rule),
    )


def _place_told(
    happening: Happening, findings: Findings, focus: EventPlace | None
) -> EventPlace | None:
    """The happening's own place, else the one the opening is about, else its people's country."""
    place, founder = happening.place, happening.founder
    fine = place is not None and place.place.mention.precision != "country"
    if place is not None and (fine or place.place.is_learned):
        return place
    if founder.background and founder.background_rule != "period_before_the_news":
        return place
    if focus is not None and are_compatible(place, focus):
        return finer(place, focus)
    if place is not None:
        return place
    sentence = findings.document.sentences[founder.trigger.sentence]
    homes = [h for h in findings.places.homes if sentence.start <= h.start < sentence.end]
    return EventPlace(homes[0], "people_of_country") if homes else None


def _kind(actors: ActorIndex, actor_id: str) -> str:
    mention = actors.get(actor_id)
    return mention.kind if mention else "unknown"


def _occurred(found: EventTime | None) -> Occurred:
    if found is None:
        return Occurred(start=None, end=None, precision="unknown", text=None)
    told = found.time.occurred()
    if not found.of_statement or told.end is None:
        return told
    return Occurred(start=None, end=told.end, precision="on_or_before", text=told.text)


def _place(found: EventPlace | None) -> Place:
    if found is None:
        return Place(
            name=None, country=None, admin1=None, admin2=None, geonames_id=None, location=None,
            precision="unknown", text=None,
        )  # fmt: skip
    mention = found.place.mention
    return Place(
        name=mention.name, country=mention.country, admin1=mention.admin1, admin2=mention.admin2,
        geonames_id=mention.geonames_id, location=mention.location, precision=mention.precision,
        text=mention.text,
    )  # fmt: skip


def _actors(happening: Happening, actors: ActorIndex) -> tuple[EventActor, ...]:
    found: list[EventActor] = []
    roles = _named_first(happening.roles, actors)
    clash = happening.founder.trigger.event_type in CLASH_TYPES
    for actor_id, told in roles:
        mention = actors.get(actor_id)
        role = "affected" if clash and actor_id == "civilians" else told
        if mention is not None:
            found.append(
                EventActor(
                    actor_id=actor_id,
                    name=mention.name,
                    role=role,
                    kind=mention.kind,
                    country=mention.country,
                )
            )
    return tuple(found)


def _named_first(roles: Roles, actors: ActorIndex) -> Roles:
    """Roles -> the same without "fighters" or "gunmen" where a named side already has the role."""
    named = {role for actor, role in roles if actor != _UNNAMED and _is_armed(actors, actor)}
    both = len([a for a, _ in roles if a != _UNNAMED and _is_armed(actors, a)]) > 1
    return tuple(
        (actor, role) for actor, role in roles
        if actor != _UNNAMED or not (role in named or both)
    )  # fmt: skip


def _is_armed(actors: ActorIndex, actor_id: str) -> bool:
    return _kind(actors, actor_id) in {"state", "rebel", "militia"}


def _fatalities(figures: Sequence[CasualtyFigure]) -> Fatalities:
    """Counts of the dead -> one toll: the first sentence's sum, unless a death toll is given."""
    chosen = deaths_told(figures)
    lows = [f.low for f in chosen if f.low is not None]
    values = [f.value for f in chosen]
    highs = [f.high for f in chosen]
    return Fatalities(
        low=sum(lows) if lows else None,
        best=None if None in values or not chosen else sum(v for v in values if v is not None),
        high=None if None in highs or not chosen else sum(h for h in highs if h is not None),
        claim_ids=(),
    )


def _evidence(happening: Happening, document: Document) -> tuple[Span, ...]:
    spans = dict.fromkeys(d.evidence for d in (*happening.drafts, *happening.retold))
    return tuple(
        Span(text=document.text[start:end], start=start, end=end)
        for start, end in list(spans)[:_MAX_EVIDENCE]
    )


def _confidence(happening: Happening, place: EventPlace | None) -> float:
    founder = happening.founder
    score = max(draft.trigger.weight for draft in happening.drafts)
    located = place is not None and place.place.mention.precision != "country"
    signs = (located, happening.time is not None, bool(happening.figures), bool(happening.roles))
    score += _SIGN * sum(signs)
    if not any(signs[1:]):
        score -= 2 * _SIGN
    if founder.background or founder.realis in {"planned", "hypothetical"}:
        score *= _DAMPED
    return round(min(0.95, max(0.0, score)), 2)


def _provenance(
    happening: Happening, document: Document, place: EventPlace | None, type_rule: str
) -> dict[str, Provenance]:
    founder = happening.founder
    start, end = founder.trigger.start, founder.trigger.end
    trigger = Span(text=document.text[start:end], start=start, end=end)
    made = {
        "sub_event_type": Provenance(span=trigger, rule=f"trigger.{type_rule}"),
        "realis": Provenance(span=trigger, rule=f"realis.{founder.realis_rule}"),
        "background": Provenance(span=trigger, rule=f"background.{founder.background_rule}"),
    }
    if place is not None:
        made["place"] = Provenance(span=place.place.mention.text, rule=f"place.{place.rule}")
    if happening.time is not None:
        told = happening.time.time
        rule = "statement" if happening.time.of_statement else told.rule
        span = Span(text=told.text, start=told.start, end=told.end)
        made["occurred"] = Provenance(span=span, rule=f"time.{rule}")
    deaths = [f for f in happening.figures if f.kind in {"killed", "losses"}]
    if deaths:
        first = deaths[0]
        span = Span(text=first.text, start=first.start, end=first.end)
        made["fatalities"] = Provenance(span=span, rule=f"casualties.{first.rule}")
    return made
