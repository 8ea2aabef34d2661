"""Blame: a side that is blamed for a deed nobody else is named for is its source.

News names the likely doer beside the deed: "officials blamed the front", "the group is thought to
be behind it", "the army denied any part in it".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from clashwire_contracts.event import EventActor, EventMention, Provenance
from clashwire_contracts.event_types import is_clash
from clashwire_contracts.mention import ActorMention
from clashwire_contracts.span import Span
from clashwire_enrich.text.document import Document

_BLAMED_BEFORE = re.compile(
    r"\b(?:blam(?:ed|es|ing)(?: (?:it|them|this)| the [\w-]+(?: [\w-]+)?)?(?: on)?"
    r"|suspicion f(?:ell"
    r"|alls) on|attribut(?:ed|es|ing) (?:(?:it|them|the [\w-]+) )?to|(?:claimed|carried out) by"
    r"|hallmarks? of|fingerprints of|signature of|(?:see|sees|saw|seen) the hand of|held"
    r"|the work of|point(?:ed|s|ing)(?: the| a)?(?: finger)? (?:at|to)"
    r"|suspect(?:s|ed)?|to be the work of)"
    r" (?:the |an? |suspected |fighters of |fighters from |members of |militants from )*"
    r"(?:(?:[\w-]+ ){0,3}(?:front|faction|wing|branch|column|unit|bloc|cell) (?:of|from)"
    r" (?:the )?)?"
    r"(?:(?!of\b)[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
_BLAMED_AFTER = re.compile(
    r"(?:[' \u2019]s?)?(?:,? (?:group|militants|fighters|rebels|militia|movement|guerrillas"
    r"|insurgents|gang|branch|army))?,?"
    r"(?: (?:has|have|had|was|were|is|are)(?: \w+ly| also| since)?(?: been)?(?: \w+ly)? (?:blamed"
    r"|suspected(?! of (?:links|ties))|held responsible|the (?:main|prime|chief) (?:suspects?|line"
    r" of inquiry)|(?:thought|believed|said|reported) to (?:be|have been) (?:behind|responsible))"
    r"| (?:later |quickly |has |have |had |since )*(?:claimed|took|taken|accepted|assumed)"
    r" (?:responsibility|credit)"
    r"| (?:said|says) (?:it|they|its \w+) (?:was|were|had been) behind)\b",
    re.IGNORECASE,
)
# A group that shows the deed owns up to it: "put out a picture of the bomber".
_SHOWS_IT = re.compile(
    r"(?:['\u2019]s)?(?: (?:local|media|regional|armed|news))?(?: (?:branch|wing|arm|affiliate"
    r"|agency|outlet|channel))? (?:has |had |later |also )*(?:put out|released|posted|published"
    r"|broadcast|circulated|shared|aired) (?:an? |the |its |what )?(?:[\w-]+ ){0,3}?(?:videos?"
    r"|pictures?|photo\w*|footage|images?|clips?) (?:of|showing|from) (?:the|its|that|a|one)\b",
    re.IGNORECASE,
)
# "soldiers say the front had planted it": what somebody says a side did.
_SAYS_BEFORE = re.compile(
    r"\b(?:said|says|say|believes?|believed|thinks?|alleged|alleges?)(?: that)?"
    r" (?:the |an? |suspected |fighters of |members of )*$",
    re.IGNORECASE,
)
_DID_IT = re.compile(
    r"(?:['\u2019]s)?(?: (?:fighters|gunners|militants|forces|men|troops|rebels|guerrillas|gunmen"
    r"|drones|jets|members))? (?:(?:had|have|has|were|was|are|is)(?: been)? )?(?:behind|planted"
    r"|carried out|fired|launched|staged|responsible|aiming|laid|dropped|set off|wanted to"
    r"|sent|detonated)\b",
    re.IGNORECASE,
)
_ACCUSED_BEFORE = re.compile(r"\baccus(?:ed|es|ing) (?:the |an? )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_OF_A_DEED = re.compile(
    r"(?: \w+){0,2} of (?:\w+ ){0,3}?(?:kill\w*|shell\w*|bomb\w*|attack\w*|carrying|fir\w+"
    r"|using|launch\w+|raid\w*|abduct\w*|kidnap\w*|rap\w+|massacr\w+|execut\w+|str\w+|plant\w+"
    r"|shoot\w*|staging|ambush\w*|burn\w*|loot\w*|being behind|hitting|murder\w*|torch\w*)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)|dismiss(?:es|ed)|no sign)\b", re.IGNORECASE
)
# Who denies a deed is who is held to have done it.
_DENIES = re.compile(
    r"(?:['\u2019]s?)?(?: [\w-]+){0,4}? (?:has |have |had |flatly |firmly )*(?:den(?:y|ies|ied)"
    r"|reject(?:s|ed)|dismiss(?:es|ed)|called|calls) (?:(?:any|all|the|such|a|it|them|this|these)"
    r" )?(?:[\w-]+ )?(?:involvement|responsibility|role|part in|accusations?|reports?|allegations?"
    r"|charges?|baseless|lies|fabricat\w+|using|firing|shelling|bombing|targeting|carrying out"
    r"|killing|attacking|striking|hitting|being behind|taking part)\b",
    re.IGNORECASE,
)
_SIDES = frozenset({"state", "rebel", "militia", "unknown"})
_DOERS = frozenset({"source", "participant"})
_GENERIC = frozenset(
    {"unidentified-armed-group", "civilians", "protesters", "rioters", "police", "government"}
    | {"government-forces"}
)
_MAX_SENTENCES = 4  # from a deed to the words on who did it


class Blamed(NamedTuple):
    """A side and where it is blamed, its sentence's number among them."""

    actor: ActorMention
    span: Span
    sentence: int


def blamed_sides(document: Document, actors: tuple[ActorMention, ...]) -> tuple[Blamed, ...]:
    """Document and its sides -> each blamed one in text order, once a sentence."""
    found = [one for actor in actors for one in _blamed(document, actor)]
    return tuple(sorted(found, key=lambda one: (one.span.start, one.actor.actor_id)))


def _blamed(document: Document, actor: ActorMention) -> Iterator[Blamed]:
    if actor.kind not in _SIDES or actor.actor_id in _GENERIC:
        return
    for span in actor.spans:
        number = document.sentence_at(span.start) if span.field == "text" else None
        if number is not None and _is_blamed(document, span, number):
            yield Blamed(actor, span, number)


def _is_blamed(document: Document, span: Span, number: int) -> bool:
    sentence = document.sentences[number]
    before = document.text[max(sentence.start, span.start - 90) : span.start]
    after = document.text[span.end : min(sentence.end, span.end + 110)]
    if _DENIAL.search(before):
        return False
    if _BLAMED_BEFORE.search(before) or _BLAMED_AFTER.match(after) or _DENIES.match(after):
        return True
    if _SHOWS_IT.match(after) or (_SAYS_BEFORE.search(before) and _DID_IT.match(after)):
        return True
    return bool(_ACCUSED_BEFORE.search(before) and _OF_A_DEED.match(after))


def with_blamed(
    event: EventMention,
    events: tuple[EventMention, ...],
    blamed: tuple[Blamed, ...],
    document: Document | None,
) -> EventMention:
    """An event without a named doer -> the same with the one side blamed for it as a source."""
    if document is None or not _lacks_doer(event):
        return event
    about = [one for one in blamed if _event_meant(one, events, document) == event.mention_id]
    sides = {one.actor.actor_id: one for one in about}
    if len(sides) != 1:
        return event
    (one,) = sides.values()
    actor = one.actor
    doer = EventActor(
        actor_id=actor.actor_id, name=actor.name, role="source", kind=actor.kind,
        country=actor.country,
    )  # fmt: skip
    others = tuple(other for other in event.actors if other.actor_id != actor.actor_id)
    rule = Provenance(span=one.span, rule="actors.blamed")
    return msgspec.structs.replace(
        event, actors=(*others, doer), provenance=event.provenance | {"actors": rule}
    )


def _lacks_doer(event: EventMention) -> bool:
    clash = is_clash(event.event_type, event.realis, background=event.background)
    named = any(a.role in _DOERS and a.actor_id not in _GENERIC for a in event.actors)
    return clash and not named


def _event_meant(one: Blamed, events: tuple[EventMention, ...], document: Document) -> str | None:
    """The clash told last before the blame, in its sentence or shortly before."""
    near: list[tuple[int, int, str]] = []
    for event in events:
        if not is_clash(event.event_type, event.realis, background=event.background):
            continue
        for span in event.evidence:
            number = document.sentence_at(span.start) if span.field == "text" else None
            if number is not None and 0 <= one.sentence - number <= _MAX_SENTENCES:
                near.append((number, -span.start, event.mention_id))
    return max(near)[2] if near else None
