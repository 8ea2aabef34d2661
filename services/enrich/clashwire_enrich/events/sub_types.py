"""Sub-event types: what a happening was, by its most telling words and by who met whom."""

import re
from collections.abc import Iterator

from clashwire_contracts.vocabulary import SubEventType
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.events.event_draft import Draft, Findings
from clashwire_enrich.events.event_merge import Happening, gravest_protest

_ARMED_KINDS = frozenset({"state", "rebel", "militia", "unknown"})
_LOOSE = frozenset({"attack", "kill"})
_STRIKES = frozenset({"air", "shelling", "ied", "suicide", "grenade", "chemical"})
_CROWDS = frozenset({"riot", "mob"})
_MILITARY_TARGET = re.compile(
    r"\b(?:army|military|soldiers?|troops|police(?:m[ae]n)?(?: (?:station|post|patrol|convoy"
    r"|officers?))?"
    r"|checkpoints?|checkposts?|outposts?|barracks|(?<!aid )(?<!humanitarian )(?<!food )(?<!fuel"
    r" )convoy"
    r"|security forces|(?<!a )base|posts|positions|garrison|armou?red|peacekeepers|gendarmes"
    r"|servicemen|troopers"
    r"|militants?|insurgents?|rebels?|guerrillas?|fighters|commandos|guards|gang members|bandits"
    r"|marines|paramilitar\w+|jihadis\w+|militiamen)\b",
    re.IGNORECASE,
)
_UNARMED_TARGET = re.compile(
    r"\b(?:civilians?|villagers?|residents?|farmers?|aid|humanitarian|passengers?|bus(?:es)?"
    r"|drivers?"
    r"|worshipp?ers?|journalists?|teachers?|pupils?|students?|children|wom[ae]n|traders?|miners?"
    r"|commuters?|travell?ers?|school|church|mosque|market|hospital|ambulance|refugees|pilgrims"
    r"|herders?|fishermen|shoppers|mourners|famil(?:y|ies)|couple|youths?|candidate|mayor|activist"
    r"|priest|judge|lawyer|doctors?|nurses?|relatives|detainees?|prisoners?|captives|homes?)\b",
    re.IGNORECASE,
)
_ONE_SIDED = re.compile(
    r"(?:ambush|assault|storm|siege|besieg|laid|lay|waylaid|onslaught|offensive|incursion"
    r"|invasion|under|neutrali|eliminat)",
    re.IGNORECASE,
)
_PEACEFULLY = re.compile(
    r"without|unopposed|peacefully|(?:walk|march|mov|driv|drov)\w+ in", re.IGNORECASE
)
_BOMBED = re.compile(r"bomb(?:ed|ing|ings)\b|explosions?", re.IGNORECASE)


def decide_sub_type(happening: Happening, findings: Findings) -> tuple[SubEventType, str]:
    """A happening -> its sub-event type and the rule: the most telling words, then who met whom."""
    types = [draft.trigger.sub_event_type for draft in happening.drafts]
    if (protest := gravest_protest(types)) is not None:
        arrested = protest == "peaceful_protest" and "arrests" in types
        return "protest_with_intervention" if arrested else protest, "gravest_of_protest"
    draft = _most_telling(happening)
    sub_type, rule = draft.trigger.sub_event_type, draft.trigger.rule
    if sub_type in {"attack", "armed_clash"}:
        return _attack_or_clash(happening, draft, findings)
    if sub_type == "disrupted_weapons_use" and _rebels_took(happening, findings.actors):
        return "looting_property_destruction", "armed_group_takes_weapons"
    if rule in {"capture", "retake"}:
        return _who_took_it(happening, findings, draft)
    if rule == "ied" and _bombed_by_a_state(happening):
        return "air_drone_strike", "bombed_by_a_state"
    return sub_type, rule


def _most_telling(happening: Happening) -> Draft:
    """The first draft whose words are not loose; what a crowd did is told by its crowd."""
    drafts = happening.drafts
    crowds = [d for d in drafts if d.trigger.rule in _CROWDS]
    telling = [d for d in drafts if d.trigger.rule not in _LOOSE]
    struck = [d for d in telling if d.trigger.rule in _STRIKES]
    told = (crowds or telling or drafts)[0]
    ground = [d for d in telling if d.trigger.rule in {"capture", "retake"}]
    if told.trigger.rule == "clash" and ground:
        return ground[0]  # what the fight won
    if told.trigger.rule == "looting" and struck:
        return struck[0]  # a strike that flattened a house
    if told.trigger.rule == "looting" and _harms_people(drafts[0]):
        return drafts[0]  # people were set upon, and what they own was burned
    return told


def _harms_people(draft: Draft) -> bool:
    affected = any(role == "affected" for _, role in draft.roles)
    return affected or any(figure.kind in {"killed", "wounded"} for figure in draft.figures)


def _attack_or_clash(
    happening: Happening, draft: Draft, findings: Findings
) -> tuple[SubEventType, str]:
    """Fighters against fighters clash; fighters against the unarmed attack."""
    kinds = {actor: _kind(findings.actors, actor) for actor, _ in happening.roles}
    armed = [a for a, role in happening.roles if kinds[a] in _ARMED_KINDS and role != "affected"]
    harmed_armed = [
        a for a, role in happening.roles if role == "target" and kinds[a] in _ARMED_KINDS
    ]
    civilians = any(kinds[a] == "civilian" for a, _ in happening.roles)
    words = " ".join(_harmed_words(happening, findings))
    unarmed = civilians or bool(_UNARMED_TARGET.search(words))
    if harmed_armed or (len(armed) > 1 and not civilians):
        return "armed_clash", "armed_against_armed"
    if draft.trigger.rule == "clash":
        met_unarmed = unarmed and _ONE_SIDED.match(draft.trigger.text)
        if not met_unarmed and not (civilians and len(armed) == 1):
            return "armed_clash", draft.trigger.rule
    if _MILITARY_TARGET.search(words) and not unarmed:
        return "armed_clash", "military_target"
    return "attack", draft.trigger.rule


# "Suspected rebels of the ADF": the fighters of a doer are no target
_FIGHTERS_OF = re.compile(
    r"\b(?:suspected |armed |alleged )?\w+ (?:of|from|with|belonging to|loyal to)(?: the)? $",
    re.IGNORECASE,
)


def _harmed_words(happening: Happening, findings: Findings) -> Iterator[str]:
    """The words of each draft's clause without those that name who did it."""
    text = findings.document.text
    for draft in happening.drafts:
        start, end = draft.evidence
        if draft.trigger.voice == "active":
            yield text[draft.trigger.start : end]
            continue
        doers = {actor for actor, role in draft.roles if role == "source"}
        position = start
        for span in findings.actors.at(start, end):
            if span.actor_id in doers and span.start >= position:
                yield _FIGHTERS_OF.sub("", text[position : span.start])
                position = span.end
        yield text[position:end]


def _rebels_took(happening: Happening, actors: ActorIndex) -> bool:
    doers = [_kind(actors, actor) for actor, role in happening.roles if role == "source"]
    return bool(doers) and all(kind in {"rebel", "militia"} for kind in doers)


def _bombed_by_a_state(happening: Happening) -> bool:
    """States bomb from the air; a bomb that went off is nobody's plane."""
    if not _BOMBED.match(happening.founder.trigger.text):
        return False
    doers = [actor for actor, role in happening.roles if role == "source"]
    return bool(doers) and all(
        actor.startswith("state-") and not actor.endswith("-police") for actor in doers
    )


def _who_took_it(
    happening: Happening, findings: Findings, draft: Draft
) -> tuple[SubEventType, str]:
    """A state that takes ground in its own country regains it, anybody else overtakes it (ACLED).

    Ground won without a fight is a transfer.
    """
    if any(
        d.trigger.rule == "handover" and _PEACEFULLY.match(d.trigger.text) for d in happening.drafts
    ):
        return "non_violent_transfer_of_territory", "unopposed"
    kinds = {_kind(findings.actors, actor) for actor, role in happening.roles if role == "target"}
    if draft.trigger.rule == "retake" and kinds & {"rebel", "militia"}:
        return draft.trigger.sub_event_type, draft.trigger.rule
    place = happening.place
    country = place.place.mention.country if place else findings.places.country
    for actor_id, role in happening.roles:
        mention = findings.actors.get(actor_id)
        if role != "source" or mention is None:
            continue
        if mention.kind == "state" and mention.country in {country, None}:
            return "government_regains_territory", "own_state_takes_territory"
        if mention.kind in {"rebel", "militia"} or actor_id == "unidentified-armed-group":
            return "non_state_actor_overtakes_territory", "armed_group_takes_territory"
        break
    return draft.trigger.sub_event_type, draft.trigger.rule


def _kind(actors: ActorIndex, actor_id: str) -> str:
    mention = actors.get(actor_id)
    return mention.kind if mention else "unknown"
