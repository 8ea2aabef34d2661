"""One trigger with what its sentence says about it: the raw material of an event mention."""

import re
from collections.abc import Sequence

import msgspec

from clashwire_contracts.vocabulary import ActorRole, Realis
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.events.casualties import CasualtyFigure, figures_between
from clashwire_enrich.events.event_places import EventPlace, place_of
from clashwire_enrich.events.event_roles import roles_of
from clashwire_enrich.events.realis import is_background, read_realis
from clashwire_enrich.events.times import FoundTime, in_text_order
from clashwire_enrich.events.triggers import Trigger
from clashwire_enrich.places.found_places import FoundPlaces
from clashwire_enrich.text.document import Document

_STATEMENT_TIME = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|added|confirmed|claimed|tweeted|wrote|posted"
    r"|accused|blamed|called|spoke|urged|demanded|condemned|rejected|dismissed|denied|warned"
    r"|disputed|acknowledged|admitted|statement|message|interview|press conference|briefing"
    r"|according to [^,.;]{2,40})"
    r"(?: (?!(?:had|has|have|was|were|been|would|will|that|who|which|when|after|as|hit|struck"
    r"|shot|took|fell|began|left|fought|blew)\b"
    r"|(?!(?:televised|recorded|published|released|posted|signed|dated|prepared|united|detailed)\b)"
    r"\w+ed\b)"
    r"[\w'\u2019-]+){0,6}?(?: on| late| early| in)?(?: late| early)? $",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^(?: \w+)? (?:accused|blamed|rejected|denied|condemned|said|announced|claimed|confirmed"
    r"|warned|called|urged|demanded|dismissed|acknowledged|admitted|disputed|offered|traded)\b",
    re.IGNORECASE,
)
_CLAUSE_BREAK = re.compile(
    r"[;:\u2014\"\u201c\u201d]|,(?= )| (?=(?:and|but|while|after|before|when|as|that|which|who"
    r"|where)\b )"
)
_APART = re.compile(
    r"(?:separately|elsewhere|in (?:a separate|another)|meanwhile|in other (?:news|violence)"
    r"|another (?:attack|strike|blast|bomb|group|incident)|a (?:second|separate|third))\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:over|after|following|in (?:response|retaliation|reply|protest) (?:to|at|against|over)"
    r"|because of|in the wake of|condemn\w*|blamed? (?:\w+ )?for|amid|despite)"
    r"(?: (?:the|a|an|this|that|last \w+['\u2019]s|recent|\w+day['\u2019]s|deadly|rebel|\w+)){0,3}"
    r" $",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those) (?:\w+ )?$", re.IGNORECASE)
_MAX_EVIDENCE_CHARACTERS = 220


class EventTime(msgspec.Struct, frozen=True):
    """The time of a trigger, and whether it only dates the statement about it.

    `said_earlier` marks a statement made earlier that day: what happened that night it cannot tell.
    """

    time: FoundTime
    of_statement: bool
    said_earlier: bool = False


class Draft(msgspec.Struct, frozen=True):
    """A trigger with its clause, roles, place, time, realis and casualty figures."""

    trigger: Trigger
    evidence: tuple[int, int]
    roles: tuple[tuple[str, ActorRole], ...]
    place: EventPlace | None
    time: EventTime | None
    realis: Realis
    realis_rule: str
    background: bool
    background_rule: str
    figures: tuple[CasualtyFigure, ...]
    stands_apart: bool = False
    refers_back: bool = False
    is_occasion: bool = False


class Findings(msgspec.Struct, frozen=True):
    """What was found in a document before its events."""

    document: Document
    actors: ActorIndex
    places: FoundPlaces
    times: tuple[FoundTime, ...]
    casualties: tuple[CasualtyFigure, ...]


def draft_events(findings: Findings, triggers: Sequence[Trigger]) -> tuple[Draft, ...]:
    """Findings and triggers -> one draft a trigger; each looks up to its neighbour triggers."""
    return tuple(
        _draft(
            findings,
            trigger,
            triggers[i - 1] if i else None,
            triggers[i + 1] if i + 1 < len(triggers) else None,
        )
        for i, trigger in enumerate(triggers)
    )


def _draft(
    findings: Findings, trigger: Trigger, before: Trigger | None, after: Trigger | None
) -> Draft:
    document = findings.document
    time = _time_of(findings, trigger)
    realis, realis_rule = read_realis(document, trigger)
    if realis == "actual" and time is not None and time.time.is_future:
        realis, realis_rule = "planned", "dated_ahead"
    said = time.time if time is not None and not time.of_statement else None
    background, background_rule = is_background(document, trigger, said)
    window = _window(document, trigger, before, after)
    return Draft(
        trigger=trigger,
        evidence=_evidence(document, trigger),
        roles=roles_of(document, findings.actors, trigger),
        place=place_of(document, findings.places, trigger, window),
        time=time,
        realis=realis,
        realis_rule=realis_rule,
        background=background,
        background_rule=background_rule,
        figures=_figures(findings, trigger, window),
        refers_back=trigger.voice == "noun"
        and bool(_DEFINITE.search(document.text[max(0, trigger.start - 12) : trigger.start])),
        is_occasion=bool(
            _OCCASION.search(document.text[max(0, trigger.start - 60) : trigger.start])
        ),
        stands_apart=bool(_APART.match(document.sentences[trigger.sentence].text)),
    )


def _window(
    document: Document, trigger: Trigger, before: Trigger | None, after: Trigger | None
) -> tuple[int, int]:
    """The stretch of the sentence that belongs to this trigger alone."""
    sentence = document.sentences[trigger.sentence]
    start = sentence.start
    if before is not None and before.sentence == trigger.sentence:
        start = _break_between(document.text, before.end, trigger.start)
    end = sentence.end
    if after is not None and after.sentence == trigger.sentence:
        end = _break_between(document.text, trigger.end, after.start)
    return min(start, trigger.start), max(end, trigger.end)


def _break_between(text: str, start: int, end: int) -> int:
    breaks = [match.start() for match in _CLAUSE_BREAK.finditer(text, start, end)]
    return breaks[-1] if breaks else start


def _evidence(document: Document, trigger: Trigger) -> tuple[int, int]:
    sentence = document.sentences[trigger.sentence]
    text = document.text
    left = [m.end() for m in _CLAUSE_BREAK.finditer(text, sentence.start, trigger.start)]
    right = _CLAUSE_BREAK.search(text, trigger.end, sentence.end)
    start = left[-1] if left else sentence.start
    end = right.start() if right else sentence.end
    start = max(start, trigger.start - _MAX_EVIDENCE_CHARACTERS)
    end = min(end, trigger.end + _MAX_EVIDENCE_CHARACTERS)
    while start < trigger.start and text[start] in " ,'\"\u2018\u2019":
        start += 1
    while end > trigger.end and text[end - 1] in " .,!?'\"\u2018\u2019":
        end -= 1
    return start, end


def _time_of(findings: Findings, trigger: Trigger) -> EventTime | None:
    sentence = findings.document.sentences[trigger.sentence]
    near: list[tuple[bool, int, int, FoundTime]] = []
    for time in in_text_order(findings.times, sentence.start, sentence.end):
        of_statement = _dates_statement(findings.document.text, sentence.start, time)
        distance = min(abs(time.start - trigger.end), abs(trigger.start - time.end))
        open_ends = (time.first is None) + (time.last is None)
        near.append((of_statement, open_ends, distance, time))
    if not near:
        return None
    of_statement, _, _, best = min(near, key=lambda item: (*item[:3], item[3].start))
    before = findings.document.text[sentence.start : best.start]
    return EventTime(best, of_statement, of_statement and "earlier" in before[-60:] + best.text)


def _dates_statement(text: str, sentence_start: int, time: FoundTime) -> bool:
    """Whether a time dates a saying: "said on Friday", "Ukraine on Friday accused"."""
    if _STATEMENT_TIME.search(text[max(sentence_start, time.start - 90) : time.start]):
        return True
    return bool(_STATES.match(text[time.end : time.end + 30]))


def _figures(
    findings: Findings, trigger: Trigger, window: tuple[int, int]
) -> tuple[CasualtyFigure, ...]:
    inside = figures_between(findings.casualties, *window)
    return tuple(f for f in inside if f.sentence == trigger.sentence)
