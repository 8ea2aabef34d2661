"""Words for groups without a name: which kind of group each head is, and whose it can be."""

import re
from collections.abc import Sequence

from clashwire_contracts.vocabulary import ActorKind

PAIR = re.compile(
    r"\b(?:(?:the|these|those) two (?:groups|sides|parties|forces|armies|rivals|factions|countries"
    r"|neighbou?rs|nations|militaries)|both (?:sides|groups|parties|forces|armies|factions)"
    r"|each (?:side|party)|either side|neither side|the (?:warring|rival|opposing) "
    r"(?:sides|parties|factions|groups|forces|generals)|(?:neither|both) of the two|the two)\b"
    r"(?! (?:men|women|people|were killed|children|soldiers|officers|days|weeks|hours))",
    re.IGNORECASE,
)
_FIGHTERS = r"men|fighters|gunmen|guerrillas|comrades|militants|militiamen|rebels|commandos|gunners"
_FORCES = (
    r"forces|troops|soldiers|columns?|units?|pilots|jets?|warplanes|planes|aircraft|helicopters?"
    r"|drones?|artillery|tanks|gunboats|warships|navy|air force|army|brigades?|snipers|commanders?"
)
_HELD = (
    r"positions?|posts?|outposts?|lines|front lines?|bases?|patrols?|convoys?|checkpoints?|camps?"
    r"|trenches|garrisons?|airspace|vehicles?|boats?|ships?|barracks|headquarters|strongholds?"
)
HEADS = re.compile(
    rf"\b(?:(?P<own>(?:his|her|its|their) (?:own )?(?:{_FIGHTERS}))"
    rf"|(?P<forces>(?:his|her|its|their) (?:own )?(?:{_FORCES})|forces)"
    rf"|(?P<held>(?:its|their) (?:own |forward |front-?line )?(?:{_HELD}))"
    r"|(?P<coalition>coalition(?: (?:planes|jets|aircraft|warplanes|forces|troops|warships))?)"
    r"|(?P<junta>(?:ruling |military )?junta)"
    r"|(?P<group>groups?|movement|organi[sz]ation|faction|alliance|insurgency|outfit)"
    r"|(?P<armed>rebels?|insurgents?|militants?|jihadists?|guerrillas?|separatists?|dissidents"
    r"|paramilitar(?:y|ies)|resistance(?: forces?| fighters)?|militia(?:s|men|man)?"
    r"|gang(?:s| members)?|cartels?)"
    r"(?! (?:groups?|movement|organi[sz]ation|faction|outfit|alliance))"
    r"|(?P<gunmen>gunm[ae]n|armed (?:men|assailants|attackers|individuals|youths)|attackers?"
    r"|assailants?|bandits?|kidnappers?|abductors?|extremists?|terrorists?|fighters?|shooters?"
    r"|hitmen|suicide bombers?|bombers?|pirates|vigilantes|combatants|mercenaries)"
    r"|(?P<police>police(?: officers?|m[ae]n)?|gendarmes?|gendarmerie|carabineros|carabinieri"
    r"|riot police|constables?|detectives|riot squads?|customs (?:men|officers?|agents|officials)"
    r"|border (?:guards?|police|officers)|coast ?guards?(?:m[ae]n)?|prison (?:guards|officers"
    r"|warders)|security (?:agents|officers|men)|immigration officers"
    r"|(?:mounted|riot|uniformed|plain-?clothes|anti-riot|tactical) (?:officers|agents))"
    r"|(?P<army>army|soldiers?|government (?:forces|troops|soldiers)|security forces|servicemen"
    r"|paratroopers|infantrymen|sailors|airmen|conscripts|jawans?|(?:marine|naval) infantry"
    r"|marines|(?:marine|naval|infantry) (?:base|post|barracks|unit|patrol|battalion|compound)"
    r"|military"
    r"(?! (?:might|operations?|bases?|aid|equipment|campaign|action|vehicles?|camp|post|council"
    r"|targets?|convoy|rule|junta|court|hospital|hardware|outpost|dress|uniforms?|fatigues|clothing"
    r"|clothes|style|grade|-style|age|service|academy|parade|sources?|administration|governor"
    r"|analysts?|observers?|experts?|prosecutors?|leaders?|ruler|government|coup|takeover)))"
    r"|(?P<troops>troops|warplanes|jets|fighter (?:jets|planes)|war planes|commandos|air force"
    r"|helicopter gunships?|military (?:jets|planes|aircraft|helicopters?))"
    r"|(?P<government>government|authorities|regime)"
    r"|(?P<protesters>protesters?|protestors?|demonstrators?|marchers)"
    r"|(?P<rioters>rioters?|looters|mobs?|angry (?:crowds?|youths))"
    r"|(?P<civilians>civilians?|villagers?|residents?|worshipp?ers|passengers?|farmers?|students?"
    r"|schoolgirls|schoolchildren|pupils|children|women|pilgrims|commuters|shoppers|migrants"
    r"|refugees|aid workers?|journalists?|traders|miners|fishermen|herders|bystanders|mourners"
    r"|tourists|displaced people|locals|families|bus passengers|activists?))\b",
    re.IGNORECASE,
)
_PART_OF_NAME = re.compile(r"[A-Z]\w* $")
_OPPOSED = re.compile(r"(?:anti|pro|non|ex)-$", re.IGNORECASE)
_NO_MODIFIER = (
    r"(?!(?:of|in|by|and|the|this|that|these|its|some|for|to|from|with|on|at|said|as|were|was"
    r"|an?|their|his|her|our) )"
)
LEFT = re.compile(
    r"(?P<article>\b(?:the|this|that|these|those|its|their|an?|some|several|other|another"
    r"|dozens of|hundreds of) )?"
    rf"(?P<words>(?<![\w-])(?:{_NO_MODIFIER}(?-i:[a-z])[a-z.-]* ){{0,3}})$",
    re.IGNORECASE,
)
OWNER_FOLLOWS = re.compile(
    r" (?:of|from|with|belonging to|loyal to|affiliated with|linked to) (?:the |a )?"
)
PEACEFUL = re.compile(
    r"\b(?:rights|monitor\w*|aid|humanitarian|age|parliamentary|advocacy|small|large|first|second"
    r"|third|last|political|media|news|business|industry|research|support|working|minority"
    r"|religious"
    r"|social|charity|relief|environmental|contact|medical|women's|human)\b",
    re.IGNORECASE,
)
STRUCK = re.compile(  # "fired on its posts": the posts are another's than the doer's
    r"\b(?:on|at|against|near|into|of|struck|hit|shell(?:ed|ing)|bomb(?:ed|ing)|attack(?:ed|ing)"
    r"|target(?:ed|ing)|raid(?:ed|ing)|ambush(?:ed|ing)|storm(?:ed|ing)|kill(?:ed|ing)"
    r"|wound(?:ed|ing)|injur(?:ed|ing)|captur(?:ed|ing)|destroy(?:ed|ing)|hitting|striking)"
    r" (?:one |two |three |some |many |several |both |all |\d+ )?(?:of )?$",
    re.IGNORECASE,
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its"})
POSSESSIVE = frozenset({"its", "their"})
GENERIC_ACTORS: dict[str, tuple[str, ActorKind]] = {
    "gunmen": ("unidentified-armed-group", "unknown"),
    "armed": ("unidentified-armed-group", "unknown"),
    "protesters": ("protesters", "civilian"),
    "rioters": ("rioters", "civilian"),
    "civilians": ("civilians", "civilian"),
    "army": ("government-forces", "state"),
    "police": ("police", "state"),
    "government": ("government", "state"),
}
BRANCHES = {
    "army": "-armed-forces",
    "troops": "-armed-forces",
    "junta": "-armed-forces",
    "police": "-police",
    "government": "",
}
_HEAD_TRAITS = {
    "rebel": "rebel",
    "insurgent": "insurgent",
    "militant": "militant",
    "jihadist": "jihadist",
    "guerrilla": "guerrilla",
    "separatist": "separatist",
    "dissident": "dissident",
    "paramilitar": "paramilitary",
    "resistance": "resistance",
    "militia": "militia",
    "gang": "gang",
    "cartel": "cartel",
    "coalition": "coalition",
    "insurgency": "insurgent",
}


def traits_of(words: Sequence[str], head: str) -> frozenset[str]:
    """The words before a head, and the head -> adjectives an actor must share to be meant."""
    found = {word.casefold() for word in words}
    found |= {trait for stem, trait in _HEAD_TRAITS.items() if head.casefold().startswith(stem)}
    return frozenset(found)


def stands_in_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised group word is part of a longer name ("Farmers Union"), or opposed.

    "Anti-government chants" name no government.
    """
    if _OPPOSED.search(text[max(0, start - 5) : start]):
        return True
    if not text[start].isupper():
        return False
    follows = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    return follows or bool(_PART_OF_NAME.search(text[max(0, start - 20) : start]))
