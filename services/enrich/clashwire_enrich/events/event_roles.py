"""Who did what to whom around a trigger."""

import re

from clashwire_contracts.vocabulary import ActorRole
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.events.triggers import Trigger
from clashwire_enrich.text.document import Document

Roles = tuple[tuple[str, ActorRole], ...]
_SPEAKS_AFTER = re.compile(
    r"^(?:['\u2019]s)?(?: (?:[\w'\u2019-]+ ){0,3}?(?:spokes\w+|officials?|sources?|commander"
    r"|minister|ministry|chief|leader|media|news|statement)\b[^.;]{0,60}?)? ?,?"
    r"(?: [A-Z][\w-]+){0,3},? (?:said|says|told|added|claimed|announced|stated|confirmed|denied"
    r"|accused|warned|reported|tweeted|vowed|insisted|called|blamed)\b"
)
_SPEAKS_BEFORE = re.compile(
    r"(?:\b(?:according to|told|reported by|quot(?:ed|ing)|citing|cited by) (?:the |an? )?"
    r"(?:[\w-]+ ){0,2}|[,\"\u201d\u2019] (?:said|says) (?:the |an? )?(?:[\w-]+ )?)$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|blamed on|attributed to|at the hands of|carried out by|launched by|suspected) "
    r"(?:the |an? |suspected |unidentified |unknown |armed |heavily |some |several |\d+ "
    r"|dozens of )*$",
    re.IGNORECASE,
)
# Who is named beside the doer or the harmed without taking part: backers, and the accused.
_ASIDE = re.compile(
    r"\b(?:backed by|supported by|loyal to|allied (?:with|to)|linked to|affiliated (?:with|to)"
    r"|(?:faction|dissidents?|splinter group|offshoot|remnants?|branch|affiliate|wing)"
    r" (?:of|from)|blam(?:ing|ed|es)|accus(?:ing|ed|es)|suspicion fell on|bordering"
    r"|fighting against"
    r"|looking for|searching for|hunting(?: for)?|pursuing|in search of|tracking|fleeing|wanted by"
    r"|(?:in )?(?:response|retaliation|revenge) (?:to|for)|despite|sources? close to|along with)"
    r" (?:an? |the )?(?:former |[\w-]+ ){0,2}$",
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
_CIVILIAN_IDS = frozenset({"civilians", "protesters", "rioters"})
_SHARED_RULES = frozenset({"talks", "agreement"})
_SPEAKS_OF_ITSELF = re.compile(
    r"\b(?:said|says|claimed|claims|announced|stated|confirmed|declared)(?:(?: on)? \w+day)?"
    r"(?: that)?(?: in [^,.;]{0,40})?(?: on \w+)?,? (?:it|they|he|she|we)\b",
    re.IGNORECASE,
)
_FLOWN = frozenset({"air", "shelling"})  # "jets of the army bombed": whose the weapons are
_PROTEST_RULES = frozenset({"protest", "riot", "mob"})
_CLAUSE_STOP = re.compile(r"[;:\"\u201c\u201d]| (?:while|although|whereas|but|before|after|when) ")


def roles_of(document: Document, actors: ActorIndex, trigger: Trigger) -> Roles:
    """Trigger -> (actor_id, role) pairs, the doer first; speakers of the sentence stand apart."""
    sentence = document.sentences[trigger.sentence]
    start, end = _clause(document.text, sentence.start, sentence.end, trigger)
    spans = [
        s
        for s in actors.at(start, end)
        if _takes_part(document.text, s, trigger) and not _only_watches(actors, s)
    ]
    before = [s for s in spans if s.end <= trigger.start]
    inside = [s for s in spans if s.start < trigger.end and s.end > trigger.start]
    after = [s for s in spans if s.start >= trigger.end]
    if trigger.rule in _MUTUAL and _is_mutual(document.text, trigger, before, after):
        sides = (*_last_distinct(before, 2), *inside, *_first_distinct(after, 3))
        return _unique([(s.actor_id, "participant") for s in sides])
    if trigger.rule in _SHARED_RULES:
        sides = (*inside, *after[:2], *before[-2:])
        return _unique([(s.actor_id, "participant") for s in sides])
    if trigger.rule in _PROTEST_RULES:
        return _unique([(s.actor_id, "participant") for s in (*inside, *before[-1:], *after[:1])])
    roles = _directed(document.text, trigger, before, inside, after)
    if trigger.rule in _GROUND_RULES:
        whole = actors.at(sentence.start, sentence.end)
        lost = [(s.actor_id, _TARGET) for s in whole if _lost_ground(document.text, s, trigger)]
        roles = _unique([*roles, *lost])
    if not any(role == "source" for _, role in roles) and trigger.voice == "active":
        speakers = [s for s in actors.at(start, trigger.start) if s.end <= trigger.start]
        if speakers and _SPEAKS_OF_ITSELF.search(document.text[speakers[-1].end : trigger.start]):
            return _unique([(speakers[-1].actor_id, "source"), *roles])
    return roles


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


# "the army, backed by militias and police, drove ...": those between the commas stand beside it.
_BACKERS = re.compile(
    r", (?:backed|supported|helped|aided|assisted|joined|accompanied|flanked|reinforced|led|with"
    r"|along with|together with|alongside)\b[^,;.]*$",
    re.IGNORECASE,
)


def _takes_part(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    if span.end < trigger.start and _BACKERS.search(text[max(0, span.start - 90) : span.start]):
        return "," not in text[span.end : trigger.start]
    aside = _ASIDE.search(text[max(0, span.start - 60) : span.start])
    return not aside and not _only_speaks(text, span, trigger)


def _lost_ground(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    """Whether an actor behind words for ground won is who held it before."""
    if span.start < trigger.end or span.actor_id in _CIVILIAN_IDS:
        return False
    before = text[max(trigger.end, span.start - 50) : span.start]
    after = text[span.end : span.end + 60]
    return bool(_LOST_BEFORE.search(before) or _LOST_AFTER.match(after))


_TARGET: ActorRole = "target"


def _only_watches(actors: ActorIndex, span: ActorSpan) -> bool:
    """Whether an actor counts, treats or judges what others do, and fights nobody."""
    return not _WATCHERS.isdisjoint(actors.traits.get(span.actor_id, ()))


_WATCHERS = frozenset({"aid", "monitor", "rights", "court", "medical", "rescue"})


def _only_speaks(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    tail = text[span.end : span.end + 110]
    speaking = _SPEAKS_AFTER.match(tail) or _SPEAKS_BEFORE.search(
        text[max(0, span.start - 50) : span.start]
    )
    return bool(speaking) and not span.start <= trigger.start < span.end


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


def _directed(
    text: str,
    trigger: Trigger,
    before: list[ActorSpan],
    inside: list[ActorSpan],
    after: list[ActorSpan],
) -> Roles:
    agents = [s for s in after if _BY.search(text[max(trigger.end, s.start - 60) : s.start])]
    if trigger.voice == "passive" or _SUFFERS.match(trigger.text):
        doers = agents[:1]
        harmed = before[-1:] + [s for s in inside if s not in doers]
    elif agents and trigger.voice == "noun":
        doers = agents[:1]
        harmed = [s for s in after if s not in agents][:2]
    else:
        struck = [s for s in before if _is_harmed(text, s, trigger)]
        flown = [s for s in inside if s.actor_id not in _CIVILIAN_IDS and trigger.rule in _FLOWN]
        doers = flown[:1] or _doers([s for s in before if s not in struck], after, trigger)
        unarmed = [s for s in before if s not in struck and s.actor_id in _CIVILIAN_IDS]
        harmed = [*struck[-1:], *[s for s in (*inside, *after) if s not in agents][:2]]
        harmed += unarmed if doers and doers[-1].actor_id not in _CIVILIAN_IDS else []
    doers = _with_partners(text, doers, [*before, *inside, *after])
    harmed = _with_partners(text, harmed, [*before, *inside, *after])
    doer_ids = {s.actor_id for s in doers}
    roles: list[tuple[str, ActorRole]] = [(s.actor_id, "source") for s in doers]
    for span in harmed:
        if span.actor_id not in doer_ids:
            role: ActorRole = "affected" if span.actor_id in _CIVILIAN_IDS else "target"
            roles.append((span.actor_id, role))
    return _unique(roles)


_JOINED = re.compile(
    r", (?:the )?|,? (?:and|or|as well as|alongside|together with|with the help of)"
    r" (?:the |their |its |his |allied |local |[a-z]+ed )?(?:(?!with\b)[a-z]+ )?",
    re.IGNORECASE,
)


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


_MAX_JOINT = 30  # characters of "as well as their allied"


def _is_harmed(text: str, span: ActorSpan, trigger: Trigger) -> bool:
    """Whether somebody named before a noun such as "ambush" is who suffered it."""
    if trigger.voice != "noun":
        return False
    between = text[span.end : trigger.start]
    return bool(
        _HARMED_BEFORE.search(text[max(0, span.start - 40) : span.start])
        or _HARMED_AFTER.match(between)
    )


def _doers(before: list[ActorSpan], after: list[ActorSpan], trigger: Trigger) -> list[ActorSpan]:
    """Who stands last before the trigger, the armed before the unarmed."""
    if not before:
        return []
    armed = [s for s in before if s.actor_id not in _CIVILIAN_IDS]
    last = (armed or before)[-1]
    pair = [s for s in before if s.start == last.start]
    if last.actor_id in _CIVILIAN_IDS and trigger.voice != "active" and not after:
        return []
    return pair


def _unique(roles: list[tuple[str, ActorRole]]) -> Roles:
    seen: dict[str, ActorRole] = {}
    for actor_id, role in roles:
        seen.setdefault(actor_id, role)
    return tuple(seen.items())
