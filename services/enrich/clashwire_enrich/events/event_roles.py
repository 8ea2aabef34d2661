"""Who takes part in what a trigger tells, and in which role."""

import re

from clashwire_contracts.vocabulary import ActorRole
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.events.bystanders import takes_part
from clashwire_enrich.events.doers import CIVILIAN_IDS, Roles, directed_roles, side_of, unique_roles
from clashwire_enrich.events.triggers import Trigger
from clashwire_enrich.text.document import Document

__all__ = ["Roles", "roles_of"]

# Who held the ground that is won: "taken from the army", "after soldiers fled".
_LOST_BEFORE = re.compile(
    r"\b(?:from|with|against|forcing(?: out)?|forced(?: out)?|driving(?: out)?|drove|expell(?:ed"
    r"|ing)"
    r"|oust(?:ed|ing)|push(?:ed|ing)(?: back| out)?|defeat(?:ed|ing)|rout(?:ed|ing)|evict(?:ed"
    r"|ing))"
    r" (?:the |a |its |their )?(?:[a-z-]+ ){0,2}$",
    re.IGNORECASE,
)
_LOST_AFTER = re.compile(
    r"(?: [a-z-]+){0,2}?,? (?:who |which |that )?(?:had |have |has )?(?:fled|withdr[ae]w\w*"
    r"|retreat\w*"
    r"|abandon\w*|pulled (?:out|back)|surrendered|gave up|left|ran away|laid down)\b",
    re.IGNORECASE,
)
_GROUND_RULES = frozenset({"capture", "retake"})
_MUTUAL = frozenset({"clash"})
_SHARED_RULES = frozenset({"talks", "agreement"})
_SPEAKS_OF_ITSELF = re.compile(
    r"\b(?:said|says|claimed|claims|announced|stated|confirmed|declared)(?:(?: on)? \w+day)?"
    r"(?: that)?(?: in [^,.;]{0,40})?(?: on \w+)?,? (?:(?:it|they|he|she|we)\b|to have\b)",
    re.IGNORECASE,
)
_PROTEST_RULES = frozenset({"protest", "riot", "mob"})
_CLAUSE_STOP = re.compile(r"[;:\"\u201c\u201d]| (?:while|although|whereas|but|before|after|when) ")


def roles_of(document: Document, actors: ActorIndex, trigger: Trigger) -> Roles:
    """Trigger -> (actor_id, role) pairs, the doer first; speakers of the sentence stand apart."""
    sentence = document.sentences[trigger.sentence]
    start, end = _clause(document.text, sentence.start, sentence.end, trigger)
    spans = [s for s in actors.at(start, end) if takes_part(document.text, s, trigger, actors)]
    before = [s for s in spans if s.end <= trigger.start]
    inside = [s for s in spans if s.start < trigger.end and s.end > trigger.start]
    after = [s for s in spans if s.start >= trigger.end]
    if trigger.rule in _MUTUAL and _is_mutual(document.text, trigger, before, after):
        sides = (*_last_distinct(before, 2), *inside, *_first_distinct(after, 3))
        return unique_roles([(s.actor_id, "participant") for s in sides])
    if trigger.rule in _SHARED_RULES:
        parties = {side_of(s.actor_id): s for s in (*after[1::-1], *inside, *before[-2:])}
        return unique_roles([(s.actor_id, "participant") for s in parties.values()])
    if trigger.rule in _PROTEST_RULES:
        crowd = (*inside, *before[-1:], *after[:1])
        return unique_roles(
            [
                (s.actor_id, "participant")
                for s in crowd
                if not _stands_by(sentence.text, s, trigger)
            ]
        )
    roles = directed_roles(document.text, trigger, (before, inside, after), actors)
    if trigger.rule in _GROUND_RULES:
        whole = actors.at(sentence.start, sentence.end)
        lost = [(s.actor_id, _TARGET) for s in whole if _lost_ground(document.text, s, trigger)]
        roles = unique_roles([*roles, *lost])
    if not any(role == "source" for _, role in roles) and trigger.voice == "active":
        speakers = [s for s in actors.at(start, trigger.start) if s.end <= trigger.start]
        if speakers and _SPEAKS_OF_ITSELF.search(document.text[speakers[-1].end : trigger.start]):
            return unique_roles([(speakers[-1].actor_id, "source"), *roles])
    return roles


_INTERVENES = re.compile(
    r"\b(?:fir(?:ed|ing)|gas|pellets|bullets|rounds|dispers\w+|batons?|water cannons?|arrest\w*"
    r"|detain\w*|beat\w*|clash\w*|spray\w*|charged|kettled|broke up|break up|cleared|clearing"
    r"|dragged|scuffl\w+|cuffed|led away|blocked|stopped|barred|grenades?|pushed|drove|forced)\b",
    re.IGNORECASE,
)


def _stands_by(sentence: str, span: ActorSpan, trigger: Trigger) -> bool:
    """Whether state forces are only named beside a march that nobody breaks up."""
    if trigger.sub_event_type != "peaceful_protest" or not span.actor_id.startswith("state-"):
        return False
    return _INTERVENES.search(sentence) is None


def _first_distinct(spans: list[ActorSpan], count: int) -> list[ActorSpan]:
    kept: dict[str, ActorSpan] = {}
    for span in spans:
        if len(kept) < count:
            kept.setdefault(span.actor_id, span)
    return list(kept.values())


def _last_distinct(spans: list[ActorSpan], count: int) -> list[ActorSpan]:
    kept: dict[str, ActorSpan] = {}
    for span in reversed(spans):
        if len(kept) < count:
            kept.setdefault(span.actor_id, span)
    return list(reversed(kept.values()))


def _clause(text: str, start: int, end: int, trigger: Trigger) -> tuple[int, int]:
    left = [m.end() for m in _CLAUSE_STOP.finditer(text, start, trigger.start)]
    right = _CLAUSE_STOP.search(text, trigger.end, end)
    return (left[-1] if left else start), (right.start() if right else end)


def _lost_ground(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    """Whether an actor behind words for ground won is who held it before."""
    if span.start < trigger.end or span.actor_id in CIVILIAN_IDS:
        return False
    before = text[max(trigger.end, span.start - 50) : span.start]
    after = text[span.end : span.end + 60]
    return bool(_LOST_BEFORE.search(before) or _LOST_AFTER.match(after))


_TARGET: ActorRole = "target"


def _is_mutual(
    text: str, trigger: Trigger, before: list[ActorSpan], after: list[ActorSpan]
) -> bool:
    words = trigger.text.casefold()
    if words.startswith(
        ("clash", "firefight", "fire fight", "gunfight", "gun", "skirmish", "battl", "fight")
    ):
        return True
    if words.startswith(
        ("fought", "exchang", "traded", "trading", "shoot", "shooting", "hostilit", "encounter")
    ):
        return True
    lead = text[max(0, trigger.start - 40) : trigger.start]
    return words.startswith("combat") or (bool(before) and bool(after) and lead.endswith(" and "))
