"""Doers and harmed: who did a deed of one direction, and to whom, by voice and place of words."""

import re

from clashwire_contracts.vocabulary import ActorRole
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.events.bystanders import are_troops, is_backer, never_does_it
from clashwire_enrich.events.triggers import Trigger

Roles = tuple[tuple[str, ActorRole], ...]
CIVILIAN_IDS = frozenset({"civilians", "protesters", "rioters"})
_BY = re.compile(
    r"\b(?:by|blamed on|attributed to|at the hands of|carried out by|launched by) "
    r"(?:the |an? |suspected |unidentified |unknown |armed |heavily |some |several |\d+ |alleged "
    r"|dozens of |(?:members|fighters|elements|men|gunmen|militants|troops|soldiers|forces"
    r"|supporters|personnel|agents) (?:of|from|loyal to) (?:the )?)*$",
    re.IGNORECASE,
)
# "a base run by the front": who stands behind this "by" holds what is struck.
_HELD_BY = re.compile(
    r"\b(?:held|run|controlled|manned|occupied|owned|used|driven|guarded|operated|governed|ruled"
    r"|protected|populated|commanded|dominated|administered) by (?:[\w-]+ ){0,4}$",
    re.IGNORECASE,
)
# "killed in an encounter with soldiers": the other side of a fight.
_FOUGHT_WITH = re.compile(
    r"\b(?:encounter|clash(?:es)?|gun ?(?:fight|battle)s?|exchanges? of (?:gun)?fire|fire ?fights?"
    r"|shoot-?outs?|battles?|fighting|skirmish(?:es)?|combat|brush|confrontations?|ambush)"
    r"(?: [\w-]+){0,2} (?:with|against|by|involving) (?:the |an? )?(?:\w+ (?:of|from) (?:the )?)?"
    r"(?:[a-z-]+ )?$",
    re.IGNORECASE,
)
# "killed 30 terrorists in an air strike", "14 soldiers were killed in an ambush": those harmed.
_HARMED_BEFORE = re.compile(
    r"\b(?:killed|killing|kills|wounded|wounding|injured|injuring|captured|targeted|targeting|hit"
    r"|struck|eliminated|neutrali[sz]ed)(?: (?:at least|more than|about|some|up to|an?|the))?"
    r"(?: (?!(?:in|by|at|on|during|after|near|from|when)\b)[\w-]+){0,2} $",
    re.IGNORECASE,
)
_HARMED_AFTER = re.compile(
    r"^(?: [\w-]+){0,3}? (?:were|was|have been|has been|had been|died|perished|dead)"
    r"(?: \w+)? ?(?:killed|wounded|injured|shot dead|slain|dead|captured)?\b",
    re.IGNORECASE,
)
_SUFFERS = re.compile(r"(?:c[ao]me|comes|coming|been|were) under\b", re.IGNORECASE)
_FLOWN = frozenset({"air", "shelling"})  # "jets of the army bombed": whose the weapons are
_BESIDE_SUBJECT = re.compile(  # "police riding with Kenyan troops took": the police took
    r"\b(?:with|against|in|to|by|on|near|for|between|under|at|into|alongside|than|towards?|like"
    r"|off|over|inside|outside|around|across|along) (?:the |an? |its |their |his |her |some |\d+ )?"
    r"(?:[\w-]+ (?:of|from) (?:the )?)?(?:(?!and\b)[\w-]+ )?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",? (?:who|which|that)\b")
_JOINED = re.compile(
    r", (?:the )?|,? (?:and|or|as well as|alongside|together with|with the help of)"
    r" (?:the |their |its |his |allied |local |[a-z]+ed )?(?:(?!with\b)[a-z]+ )?"
    r"|(?: [a-z]+s)?,? (?:[a-z]+ing |[a-z]+ed )?(?:with|alongside|by) (?:the )?"
    r"(?:[\w-]+ (?:of|from) (?:the )?)?(?:[a-z-]+ )?",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r",? (?:(?:who|which) (?:was|were|is|are) )?(?:backed|supported|helped|aided|assisted|joined"
    r"|accompanied|flanked|reinforced) by (?:the )?(?:[\w-]+ ){0,3}(?:(?:of|from) (?:the )?)?"
    r"(?:[\w-]+ ){0,1}(?:(?:,|and) (?:[a-z]+ )?)?",
    re.IGNORECASE,
)
_MAX_JOINT = 30  # characters of "as well as their allied"
_MAX_HELP = 60  # of ", backed by fighters of the allied"
_TARGET: ActorRole = "target"


def directed_roles(
    text: str,
    trigger: Trigger,
    spans: tuple[list[ActorSpan], list[ActorSpan], list[ActorSpan]],
    actors: ActorIndex,
) -> Roles:
    """Actors before, inside and after a trigger -> the doers as source, those harmed."""
    before, inside, after = spans
    agents = [s for s in after if is_agent(text, s, trigger)]
    foes = [s for s in after if _FOUGHT_WITH.search(text[max(0, s.start - 70) : s.start])]
    if trigger.voice == "passive" or _SUFFERS.match(trigger.text):
        doers = agents[:1] or foes[:1]
        harmed = before[-1:] + [s for s in inside if s not in doers]
    elif agents and (trigger.voice == "noun" or not _is_armed_among(before)):
        doers = agents[:1]
        harmed = [s for s in after if s not in agents][:2]
    else:
        struck = [s for s in before if _is_harmed(text, s, trigger)]
        flown = [s for s in inside if s.actor_id not in CIVILIAN_IDS and trigger.rule in _FLOWN]
        able = [s for s in before if s not in struck and not never_does_it(actors, s, trigger)]
        doers = flown[:1] or _doers(text, able, after, trigger)
        unarmed = [s for s in before if s not in struck and s.actor_id in CIVILIAN_IDS]
        harmed = [*struck[-1:], *[s for s in (*inside, *after) if s not in agents][:2]]
        harmed += unarmed if doers and doers[-1].actor_id not in CIVILIAN_IDS else []
    every = [*before, *inside, *after]
    doers = _with_partners(text, doers, every)
    doers += [s for s in every if s not in doers and any(_helps(text, one, s) for one in doers)]
    harmed = _with_partners(text, harmed, every)
    return unique_roles([(s.actor_id, "source") for s in doers] + _harmed_roles(doers, harmed))


def _is_armed_among(before: list[ActorSpan]) -> bool:
    """Whether somebody armed stands before a verb, who then does it: no "taken by the front"."""
    return any(s.actor_id not in CIVILIAN_IDS for s in before)


def _harmed_roles(doers: list[ActorSpan], harmed: list[ActorSpan]) -> list[tuple[str, ActorRole]]:
    doer_ids = {s.actor_id for s in doers}
    return [
        (s.actor_id, "affected" if s.actor_id in CIVILIAN_IDS else _TARGET)
        for s in harmed
        if s.actor_id not in doer_ids
    ]


def is_agent(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    """Whether an actor stands behind the "by" of a deed, and not of what it struck."""
    before = text[max(trigger.end, span.start - 60) : span.start]
    return bool(_BY.search(before)) and not _HELD_BY.search(before)


def _with_partners(text: str, chosen: list[ActorSpan], spans: list[ActorSpan]) -> list[ActorSpan]:
    """Actors chosen for a role -> these and those joined to them: "French and Malian troops"."""
    partners: list[ActorSpan] = []
    for one in chosen:
        joined = [s for s in spans if s not in chosen and _are_joined(text, s, one)]
        partners.extend((*joined, one))
    return partners


def _are_joined(text: str, one: ActorSpan, other: ActorSpan) -> bool:
    first, second = sorted((one, other))
    between = text[first.end : second.start]
    return len(between) <= _MAX_JOINT and _JOINED.fullmatch(between) is not None


def _helps(text: str, doer: ActorSpan, other: ActorSpan) -> bool:
    """Whether troops fight beside a doer: "police, backed by Kenyan officers"; no whole state."""
    between = text[doer.end : other.start]
    return (
        are_troops(other) and len(between) <= _MAX_HELP and _HELPED.fullmatch(between) is not None
    )


def _is_harmed(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    """Whether somebody named before a noun such as "ambush" is who suffered it."""
    if trigger.voice != "noun":
        return False
    between = text[span.end : trigger.start]
    return bool(
        _HARMED_BEFORE.search(text[max(0, span.start - 40) : span.start])
        or _HARMED_AFTER.match(between)
    )


def _doers(
    text: str, before: list[ActorSpan], after: list[ActorSpan], trigger: Trigger
) -> list[ActorSpan]:
    """The subject before the trigger, or who stands last there; the armed before the unarmed."""
    if not before:
        return []
    armed = [s for s in before if s.actor_id not in CIVILIAN_IDS]
    last = ([s for s in armed if is_subject(text, s)] or armed or before)[-1]
    pair = [s for s in before if s.start == last.start]
    if last.actor_id in CIVILIAN_IDS and trigger.voice != "active" and not after:
        return []
    return pair


def is_subject(text: str, span: ActorSpan) -> bool:
    """Whether a name stands as subject and not behind a preposition."""
    if _RELATIVE.match(text, span.end):
        return True
    if is_backer(text, span):
        return False
    return _BESIDE_SUBJECT.search(text[max(0, span.start - 50) : span.start]) is None


def side_of(actor_id: str) -> str:
    """An actor -> its side: all bodies of one state are one."""
    parts = actor_id.split("-")
    return "-".join(parts[:2]) if parts[0] == "state" else actor_id


def unique_roles(roles: list[tuple[str, ActorRole]]) -> Roles:
    """Every actor once, with its first role."""
    seen: dict[str, ActorRole] = {}
    for actor_id, role in roles:
        seen.setdefault(actor_id, role)
    return tuple(seen.items())
