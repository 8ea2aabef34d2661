"""False alarms: words of war about films, budgets, gas leaks and labour, and war long past."""

import re
from collections.abc import Sequence

import msgspec

from clashwire_contracts.event_types import CLASH_TYPES
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.events.event_draft import Draft
from clashwire_enrich.text.document import Document

_ARMED = frozenset({"state", "rebel", "militia", "unknown"})
# Who carries no arms by name alone; words such as "gunmen" are weapons' own.
_UNARMED_IDS = frozenset(
    {"government", "civilians", "protesters", "rioters", "unidentified-armed-group"}
)
_WORDS_OF_STRIFE = frozenset({"clash", "attack", "capture", "retake", "strike", "massacre"})
_DEADLY_ONLY = frozenset({"kill"})
_CHANCE_RULES = frozenset({"kill", "ied", "attack"})
_WEAPONS = re.compile(
    r"\b(?:gunm[ae]n|gunfire|guns?|rifles?|shot|shooting|shots|bomb(?:er|ing|s|ed)?|missiles?"
    r"|drones?|rockets?|shell(?:s|ed|ing)|artillery|mortars?|grenades?|ieds?|landmines?|mines?"
    r"|suicide|ambush\w*|raid(?:ed|s)?|militants?|militia\w*|rebels?|insurgents?|jihadis\w*"
    r"|terroris\w*|bandits|gang\w*|cartel|troops|soldiers|air ?strikes?|warplanes|fighters|mob"
    r"|machetes?|stabb\w+|beheaded|massacre\w*|clash(?:es|ed)|murder\w*|slain|assassin\w*|attack\w*"
    r"|(?:regime|government|security|coalition|opposition)(?:['\u2019]s)? forces|gunshots?"
    r"|warplanes?|bombardments?|air ?raids?|shelling"
    r"|fighting|assailants?|kidnap\w*|abduct\w*|sectarian|vigilantes?|explosives?|armed)\b",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"\b(?:gas (?:cylinders?|leaks?|pipes?|pipelines?|canisters?|tanks?|tankers?|explosions?"
    r"|stoves?|bottles?)|leaking|boilers?|(?:fuel|oil|petrol) (?:tankers?|trucks?|depots?|tanks?)"
    r"|fireworks?|firecrackers?|electrical|short circuit|transformers?|oxygen cylinders?|factory"
    r"|refinery|steam|coal mine|building collapse\w*|collapsed|stampede|crush|capsiz\w+|ferry"
    r"|landslides?|lightning|avalanche|floods?|storm|cyclone|earthquake|drown\w*|falling tree"
    r"|heat ?wave|outbreak|cholera|ebola|measles|disease|overdos\w+|poison\w*|food|crash\w*"
    r"|accident\w*|collision|collided|derail\w*|overturned|plunged|ravine|head-on|lost control"
    r"|wildfires?|blaze|brakes|avalanches?|hit-and-run)\b",
    re.IGNORECASE,
)
_ARENA = re.compile(
    r"\b(?:parliament\w*|lawmakers?|legislators?|senators?|mps|deputies|congress\w*|budget|debate"
    r"|ballot|candidates?|courtroom|lawyers?|attorneys?|midfield\w*|strikers?|coach|goals?"
    r"|kick-?off|derby|penalty|midfield|league|cup|season|tournament|championship|playoffs?|quarter-?final|semi-?final"
    r"|innings|wickets?|chess|grandmaster|film\w*|movies?|novels?|actors?|actress\w*|box office"
    r"|scenes?|extras|screen|theatre|theater|opera|musical|album|video games?|esports|shareholders?"
    r"|takeover|investors?|retailers?|patents?|trademark|browsers?|streaming|tech giants?|brands?"
    r"|supermarkets?|airlines?|regulators?|tariffs?|wildfires?|flames|blaze|inflation|cancer"
    r"|disease|obesity|chefs?|bake|gardeners?|weeds?|midfielders?)\b",
    re.IGNORECASE,
)
_FICTION = re.compile(
    r"\b(?:film|movie|drama|novel|musical|opera|video game|tv series|television series|miniseries"
    r"|stage play|sequel|thriller|documentary)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:awards?|prizes?|premier\w*|screen\w*|directed|director|author|publish\w*|cinemas?"
    r"|box office|audiences?|critics|starring|release\w*|best-?seller|festival|scenes?)\b",
    re.IGNORECASE,
)
_LONG_PAST = re.compile(
    r"(?<!since )(?<!since the )\b(?:(?:in|of|from|during|dated?|by|january|february"
    r"|march|april|may|june|july|august|september|october|november|december)"
    r" (?:1[0-8]\d\d|19[0-7]\d)"
    r"|(?:1[0-9]|[1-9])th[- ]century|(?:first|second) world war|world war (?:i|ii|one|two|1|2)"
    r"|wartime (?:bomb|device|shell|munition|grenade|mine)s?|napoleonic|medieval|waterloo"
    r"|re-?enact\w+)\b",
    re.IGNORECASE,
)
_MADE_SAFE = re.compile(
    r"\b(?:defus\w+|dispos\w+|disarm\w+|unearth\w+|discovered|dug up|found|made safe|removed"
    r"|hoax|scare|threat|fake|dummy|replica|controlled (?:explosion|detonation))\b",
    re.IGNORECASE,
)
_WENT_OFF = re.compile(
    r"\b(?:explod\w+|went off|detonat(?:ed|ing)|blew up|ripped|tore|killed|killing|wounded"
    r"|wounding|injured|injuring|struck|hit|blast)\b",
    re.IGNORECASE,
)
_LABOUR = re.compile(
    r"\b(?:strikes?|strikers?|walkout|industrial action)\b.{0,60}\b(?:doctors|nurses|teachers"
    r"|workers|drivers|staff|pilots|lecturers|unions?|employees|civil servants|students|pay|wages?"
    r"|salar(?:y|ies)|second week|third week|hospital services)\b|\b(?:doctors|nurses|teachers"
    r"|workers|drivers|pilots|unions?)\b.{0,40}\b(?:strike|walkout)\b",
    re.IGNORECASE,
)
_A_TURN = re.compile(
    r"\barmy of (?:volunteers|fans|helpers|supporters|followers|workers|admirers|bees|ants)\b"
    r"|\bentered (?:its|their|his|her|a|an|the) (?:\w+ )?(?:day|week|month|year|phase|round|stage"
    r"|era|season|decade)\b|\b(?:captured|seized) (?:the )?(?:imagination|attention|hearts"
    r"|headlines|moment|opportunity|spotlight|mood)\b",
    re.IGNORECASE,
)
_REHEARSED = re.compile(
    r"\b(?:(?:military|naval|joint|live-fire|training|annual) (?:drills?|exercises?)|war ?games"
    r"|simulat\w+|mock (?:attack|battle|raid)|rehears\w+|re-?enact\w+)\b",
    re.IGNORECASE,
)
_RECALLED = re.compile(
    r"\b(?:sentenced|convicted|jailed|acquitted|on trial|the trial of|indicted|charged with"
    r"|pleaded|found guilty|extradit\w+|anniversary of|commemorat\w+|memorial (?:to|for|service)"
    r"|remember(?:ed|ing)|tribute to|paid tribute|marked \w+ years|inquiry into the \d{4})\b",
    re.IGNORECASE,
)


def without_false_alarms(
    drafts: Sequence[Draft], document: Document, actors: ActorIndex
) -> tuple[Draft, ...]:
    """Drafts -> those that tell of real violence; what courts and memorials recall is set back."""
    if _is_fiction(document):
        return tuple(d for d in drafts if d.trigger.event_type not in CLASH_TYPES)
    violent = any(d.trigger.rule not in _CHANCE_RULES for d in drafts) or bool(
        _WEAPONS.search(_opening(document))
    )
    return tuple(
        _recalled(draft, document)
        for draft in drafts
        if not _is_false(draft, document, actors, violent=violent)
    )


def tells_of_something_else(words: str) -> bool:
    """Whether words of war stand beside those of film, sport, drills, mishaps or wars long past."""
    others = (_FICTION, _LONG_PAST, _REHEARSED, _LABOUR, _A_TURN, _ARENA, _RECALLED, _CHANCE)
    return any(other.search(words) for other in others)


def _opening(document: Document) -> str:
    told = [s.text for s in document.sentences if not s.heading][:2]
    told = [words for words in told if not _LONG_PAST.search(words)]
    return " ".join((document.title, *told))


def _is_fiction(document: Document) -> bool:
    opening = _opening(document)
    return bool(_FICTION.search(opening) and _SHOWN.search(opening))


def _is_false(draft: Draft, document: Document, actors: ActorIndex, *, violent: bool) -> bool:
    trigger = draft.trigger
    sentence = document.sentences[trigger.sentence]
    words, rule = sentence.text, trigger.rule
    if rule == "disrupted" or trigger.event_type not in CLASH_TYPES:
        return rule == "disrupted" and bool(_LONG_PAST.search(words))
    at = trigger.start - sentence.start
    apart = words[:at] + words[at + len(trigger.text) :]
    inert = rule == "ied" and _MADE_SAFE.search(apart) and not _WENT_OFF.search(words)
    labour = trigger.text.casefold().startswith("strike") and _LABOUR.search(words)
    unarmed = rule in _WORDS_OF_STRIFE and not _has_armed(draft, actors)
    return bool(
        _LONG_PAST.search(words)
        or _REHEARSED.search(words)
        or _A_TURN.search(words)
        or inert
        or labour
        or (rule in _CHANCE_RULES and _is_chance(draft, apart, actors, violent=violent))
        or (unarmed and _ARENA.search(words) and not _WEAPONS.search(apart))
    )


def _is_chance(draft: Draft, apart: str, actors: ActorIndex, *, violent: bool) -> bool:
    """Deaths or a blast without anybody who meant it."""
    if _has_armed(draft, actors) or _WEAPONS.search(apart):
        return False
    if draft.trigger.rule in _DEADLY_ONLY and not violent:
        return not _WEAPONS.search(draft.trigger.text)
    return draft.trigger.rule != "attack" and bool(_CHANCE.search(apart))


def _has_armed(draft: Draft, actors: ActorIndex) -> bool:
    found = (actors.get(actor) for actor, _ in draft.roles)
    return any(
        one is not None and one.kind in _ARMED and one.actor_id not in _UNARMED_IDS
        and not _is_government(one.actor_id)
        for one in found
    )  # fmt: skip


def _is_government(actor_id: str) -> bool:
    """Whether an actor is a state as a whole, not its forces: `state-ua`."""
    return actor_id.startswith("state-") and actor_id.count("-") == 1


def _recalled(draft: Draft, document: Document) -> Draft:
    sentence = document.sentences[draft.trigger.sentence]
    if draft.background or not _RECALLED.search(document.text, sentence.start, draft.trigger.start):
        return draft
    return msgspec.structs.replace(draft, background=True, background_rule="recalled")
