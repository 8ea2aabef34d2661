"""Means and scenes: what the words around a loose trigger ("attacked", "killed") say it was.

A sentence that names drones tells of an air strike whichever verb it takes; one about a march
tells what became of the march.
"""

import re

from clashwire_contracts.vocabulary import SubEventType

_LOOSE = frozenset({"attack", "strike", "hit", "kill", "massacre"})
_BLASTS = frozenset({"ied", "attack", "strike", "hit", "kill"})
MEANS_TELL = frozenset({"attack", "strike", "hit", "kill", "ied", "shelling", "air", "massacre"})
"""Rules whose sub-type the means named beside them decide."""
_ANY_VIOLENCE = frozenset({"attack", "strike", "hit", "kill", "massacre", "clash"})
_GAS = re.compile(
    r"\b(?:chlorine|sarin|mustard (?:gas|agents?)|sul(?:ph|f)ur mustard|nerve (?:agents?|gas)|toxic"
    r" (?:gas"
    r"|agents?|chemicals?|substances?|choking agents?)|poison(?:ous)? gas|chloropicrin|phosgene"
    r"|chemical (?:agents?|munitions?|weapons?|attack|bombs?|shells?)|choking agent|caustic gas"
    r"|novichok|gas grenades?|gas attack)\b",
    re.IGNORECASE,
)
_SUICIDE = re.compile(
    r"\bsuicide (?!drones?)(?!note|rate|prevention)\w+|\b(?:explosives?|bomb|suicide)[- ](?:vests?"
    r"|belts?)"
    r"|\b(?:strapped (?:with|into)|wearing) (?:an? )?explosive"
    r"|\bvests? (?:packed|laden|full)|\b(?:himself|herself|themselves) up\b",
    re.IGNORECASE,
)
_GRENADE = re.compile(
    r"(?<!rocket-propelled )(?<!stun )(?<!smoke )(?<!gas )\bgrenades?\b(?! launchers?)",
    re.IGNORECASE,
)
_AIR = re.compile(
    r"\b(?:drones?(?! (?:footage|video|images|operators?|pilots?|strikes? on))|uavs?|unmanned"
    r" (?:aerial|aircraft|planes?)|war ?planes?|(?:fighter[- ]|bomber )?jets?|gunships?"
    r"|helicopters?"
    r"|air ?force|air ?strikes?|air raids?|from the air|aerial\w*|(?:military|army|air force)"
    r" planes?|bombers"
    r"|quadcopters?|glide bombs?|barrel bombs?|shahed\w*)\b",
    re.IGNORECASE,
)
_FLYING_OTHERWISE = re.compile(
    r"\b(?:by (?:a |army |military )?helicopter|helicopter(?:s)? (?:evacuated|flew|took|ferried)"
    r"|crash(?:es|ed|ing)?(?! into)|training flight|(?:shot|brought|shoot) down|shooting down|air"
    r" ?force (?:base|chief)"
    r"|intercepted|evacuated by|flown)\b",
    re.IGNORECASE,
)
_SHELLS = re.compile(
    r"\b(?:rockets?(?!-propelled)|missiles?|shells?|shellfire|shelling|mortars?|artillery"
    r"|howitzers?|tank (?:fire|shells?|rounds?)|grads?|bombardment|katyushas?|iskanders?)\b",
    re.IGNORECASE,
)
_MINES = re.compile(
    r"\b(?:(?:roadside|car|truck|vehicle|magnetic|time|pipe|parcel)[- ]bombs?|(?:land)?mines?"
    r"|land mines?|explosive devices?|ieds?|bombs?|explosives|booby[- ]traps?|unexploded \w+"
    r"|blasts?|explosions?)\b",
    re.IGNORECASE,
)
_MINERS = re.compile(
    r"\b(?:gold|coal|copper|diamond|coltan|cobalt|iron|salt|illegal)[- ]mines?\b|\bmine"
    r" (?:workers?|shaft|owner|site)s?\b",
    re.IGNORECASE,
)
_BULLETS = re.compile(
    r"\b(?:gunm[ae]n|gunfire|shot|shooting|opened fire|gunned|bullets?|machetes?|knives|knife"
    r"|rifles?|stabb\w+|hacked|pistols?)\b",
    re.IGNORECASE,
)
_BLOWS = re.compile(r"exploded?|explosions?|went off|goes off|deton|blast|set off|rock|sho?ok|shak")
_SCENE = re.compile(
    r"(?<!last year's )(?<!last month's )(?<!planned )(?<!war crimes )\b(?:protest(?:s|ed|ers?|ors?"
    r"|ing)?(?! camp leader)|demonstrat(?:e|ed|ing|ors?|ions?)|marchers|(?:opposition|peaceful"
    r"|protest|banned|anti-\w+) (?:march(?:es)?|rall(?:y|ies))|(?:a|the) (?:march|rally|sit-in)"
    r"|sit-ins?|rallying|marching)\b",
    re.IGNORECASE,
)
_FORCE = re.compile(
    r"\b(?:police\w*|officers?|security (?:forces|agents|personnel)|soldiers?|troops|gendarmes"
    r"|army|military|snipers?|guards?|authorities|forces|agents|bullets?|live (?:rounds"
    r"|ammunition|fire))\b",
    re.IGNORECASE,
)
_LETHAL = re.compile(
    r"\b(?:shot|shoot\w*|live (?:rounds|ammunition|fire|bullets)|bullets?|opened fire|opening fire"
    r"|fired (?:on|at|into)|gunned|kill\w*|dead|died|deaths?|snipers?|gunfire|massacr\w+|pellets"
    r"|mown down|mowed down)\b",
    re.IGNORECASE,
)
_GUNMEN = re.compile(
    r"\b(?:gunm[ae]n|militants?|rebels?|bomb\w*|drones?|suicide|insurgents?|militiamen|air"
    r" ?strikes?"
    r"|shells?|shelling)\b",
    re.IGNORECASE,
)


def means_of(rule: str, trigger: str, words: str) -> tuple[SubEventType, str] | None:
    """A loose rule, its trigger and the clause around it -> sub-type by the means named, and rule.

    None where the words name no means, or the rule leaves no doubt by itself.
    """
    if rule not in MEANS_TELL or (rule in {"kill", "massacre"} and _BULLETS.search(words)):
        return None
    told: tuple[tuple[SubEventType, str, bool], ...] = (
        ("chemical_weapon", "chemical", bool(_GAS.search(words))),
        ("suicide_bomb", "suicide", rule in _BLASTS and bool(_SUICIDE.search(words))),
        ("grenade", "grenade", rule in _BLASTS and bool(_GRENADE.search(words))),
        ("air_drone_strike", "air", _is_from_the_air(rule, trigger, words)),
        ("shelling_artillery_missile", "shelling", _is_from_the_ground(rule, words)),
        ("remote_explosive_landmine_ied", "ied", rule == "hit" and _names_a_bomb(words)),
    )
    return next(((kind, name) for kind, name, holds in told if holds), None)


def _is_from_the_ground(rule: str, words: str) -> bool:
    return rule in _LOOSE and bool(_SHELLS.search(words)) and not _FLYING_OTHERWISE.search(words)


def _is_from_the_air(rule: str, trigger: str, words: str) -> bool:
    if rule == "air" or not _AIR.search(words) or _FLYING_OTHERWISE.search(words):
        return False
    if rule == "ied":  # "the air force bombed": no mine
        return "bomb" in trigger.casefold() or "explosion" in trigger.casefold()
    if rule == "shelling":
        return trigger.casefold().startswith("bombard")
    return True


def _names_a_bomb(words: str) -> bool:
    return bool(_MINES.search(words)) and not _MINERS.search(words)


def scene_of(rule: str, words: str, at: int) -> tuple[SubEventType, str] | None:
    """A rule, its sentence and offset there -> what became of the protest told of, and the rule.

    None where the sentence is about no protest, or gunmen and bombs struck it.
    """
    scene = _SCENE.search(words)
    if scene is None or _GUNMEN.search(words):
        return None
    if rule in _ANY_VIOLENCE and _FORCE.search(words) and _LETHAL.search(words):
        return "excessive_force_against_protesters", "excessive"
    if rule == "arrest":
        return "protest_with_intervention", "dispersed"
    if rule in {"clash", "looting", "attack", "mob"} and scene.start() < at:
        return "violent_demonstration", "riot"
    return None
