"""Bystanders: who is named beside a trigger without taking part: speakers, backers, watchers."""

import re

from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.events.triggers import Trigger

_SPEAKS_AFTER = re.compile(
    r"^(?:['\u2019]s)?(?: (?:[\w'\u2019-]+ ){0,3}?(?:spokes\w+|officials?|sources?|commander"
    r"|minister|ministry|chief|leader|media|news|statement|command)\b[^.;]{0,60}?)? ?,?"
    r"(?: [A-Z][\w-]+){0,3},?"
    r"(?: (?:has|have|had|also|later|again|meanwhile|in turn|in a statement|flatly"
    r"|(?:late |early )?(?:on|last) \w+day(?: (?:night|morning|evening))?),?){0,3}"
    r" (?:said|says|told|added|claimed|announced|stated|confirmed|denied|alleged|asserted"
    r"|accused|warned|reported|tweeted|vowed|insisted|called|blamed)\b"
)
_SPEAKS_BEFORE = re.compile(
    r"(?:\b(?:according to|told|reported by|quot(?:ed|ing)|citing|cited by) (?:the |an? )?"
    r"(?:[\w-]+ ){0,2}|[,\"\u201d\u2019] (?:said|says) (?:the |an? )?(?:[\w-]+ )?)$",
    re.IGNORECASE,
)
# Who is named beside the doer or the harmed without taking part: backers, and the accused.
_ASIDE = re.compile(
    r"\b(?:backed by|supported by|loyal to|allied (?:with|to)|linked to|affiliated (?:with|to)"
    r"|(?:dissidents?|splinter group|offshoot|remnants?)"
    r" (?:of|from)|blam(?:ing|ed|es)|accus(?:ing|ed|es)|suspicion fell on|bordering"
    r"|fighting against"
    r"|looking for|searching for|hunting(?: for)?|pursuing|in search of|tracking|fleeing|wanted by"
    r"|(?:in )?(?:response|retaliation|revenge) (?:to|for)|despite|sources? close to|along with)"
    r" (?:an? |the )?(?:former |[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
# "accused Russia of shelling": who is accused is who is said to do it.
_ACCUSED = re.compile(r"\baccus(?:ing|ed|es) (?:the )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_OF_DOING = re.compile(
    r"[^.;,]{0,25} of (?!(?:back|arm|support|aid|shelter|harbou?r|fund|fail|allow|help|host|train"
    r"|protect|suppl|plott|plann|prepar|ignor|complicity|involvement|links|direct)\w*\b)"
    r"(?:(?!and\b)[\w-]+ )*$"
)
# "the army, backed by militias and police, drove ...": those between the commas stand beside it.
_BACKERS = re.compile(
    r", (?:backed|supported|helped|aided|assisted|joined|accompanied|flanked|reinforced|led|with"
    r"|along with|together with|alongside)\b[^,;.]*$",
    re.IGNORECASE,
)
_WATCHERS = frozenset({"aid", "monitor", "rights", "court", "medical", "rescue"})
# What of a watcher is hit: "a World Food Programme warehouse", "staff of the United Nations".
_PROPERTY_BEFORE = re.compile(
    r"\b(?:vehicles?|convoy|cars?|trucks?|lorr(?:y|ies)|drivers?|staff|workers?|employees?|guards?"
    r"|offices?|warehouses?|compound|camp|hospital|clinic|ambulances?|helicopter|stores|base"
    r"|headquarters|team|personnel|members?|volunteers?|nurses?|medics?) (?:of|from|belonging to"
    r"|run by|with|working for|for) (?:the |an? )?(?:[\w-]+ ){0,1}$",
    re.IGNORECASE,
)
_PROPERTY_AFTER = re.compile(
    r"(?:['\u2019]s)?(?: [a-z-]+){0,2} (?:vehicles?|convoy|cars?|trucks?|lorr(?:y|ies)|drivers?"
    r"|staff|workers?|employees?|guards?|offices?|warehouses?|compound|camp|hospital|clinic"
    r"|ambulances?|helicopter|stores?|base|headquarters|team|personnel|volunteers?|nurses?|medics?"
    r"|school|depot)\b"
)
_FIGHTING_BODIES = frozenset(
    {"peacekeeping", "coalition", "alliance", "regional", "multinational", "intervention"}
)


def takes_part(text: str, span: ActorSpan, trigger: Trigger, actors: ActorIndex) -> bool:
    """Whether an actor beside a trigger has a part in it."""
    if _only_watches(actors, span) and not (
        _is_of_states(actors, span) and is_struck_body(text, span)
    ):
        return False
    if _is_accused_of_it(text, span, trigger):
        return True
    if span.end < trigger.start and is_backer(text, span):
        return are_troops(span) or "," not in text[span.end : trigger.start]
    aside = _ASIDE.search(text[max(0, span.start - 60) : span.start])
    if aside and aside[0].casefold().startswith(("backed", "supported")):
        aside = None if are_troops(span) else aside
    return not aside and not only_speaks(text, span, trigger)


def is_backer(text: str, span: ActorSpan) -> bool:
    """Whether an actor stands beside the doer in words set off by a comma: ", backed by"."""
    return bool(_BACKERS.search(text[max(0, span.start - 90) : span.start]))


def are_troops(span: ActorSpan) -> bool:
    """Whether an actor is a force that can fight beside another, not a whole state."""
    return not (span.actor_id.startswith("state-") and span.actor_id.count("-") == 1)


def never_does_it(actors: ActorIndex, span: ActorSpan, trigger: Trigger) -> bool:
    """Whether an actor is a body of many states without troops: it strikes and abducts nobody."""
    return trigger.event_type in CLASH_TYPES and is_unarmed_body(actors, span.actor_id)


def is_unarmed_body(actors: ActorIndex, actor_id: str) -> bool:
    """Whether an actor is an international body or charity that has no troops."""
    mention = actors.get(actor_id)
    if mention is None or mention.kind != "international":
        return False
    return _FIGHTING_BODIES.isdisjoint(actors.traits.get(actor_id, ()))


def is_struck_body(text: str, span: ActorSpan) -> bool:
    """Whether people or things of an actor are named, which can be struck: "a UN convoy"."""
    before = text[max(0, span.start - 60) : span.start]
    return bool(_PROPERTY_BEFORE.search(before) or _PROPERTY_AFTER.match(text, span.end))


def _is_of_states(actors: ActorIndex, span: ActorSpan) -> bool:
    """Whether an actor is a body of states, whose people stand for it; a charity's do not."""
    mention = actors.get(span.actor_id)
    return mention is not None and "IGO" in mention.codes.get("plover", "")


def _only_watches(actors: ActorIndex, span: ActorSpan) -> bool:
    """Whether an actor counts, treats or judges what others do, and fights nobody."""
    return not _WATCHERS.isdisjoint(actors.traits.get(span.actor_id, ()))


def _is_accused_of_it(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    accused = _ACCUSED.search(text[max(0, span.start - 50) : span.start])
    return bool(accused and _OF_DOING.match(text[span.end : trigger.start]))


def only_speaks(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    """Whether an actor only tells of the deed."""
    tail = text[span.end : span.end + 130]
    speaking = _SPEAKS_AFTER.match(tail) or _SPEAKS_BEFORE.search(
        text[max(0, span.start - 50) : span.start]
    )
    return bool(speaking) and not span.start <= trigger.start < span.end
