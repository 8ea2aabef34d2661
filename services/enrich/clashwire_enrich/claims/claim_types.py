"""Claim types: what kind of thing a proposition claims, by its cue and its words."""

import re

from clashwire_contracts.vocabulary import ClaimType
from clashwire_enrich.claims.cues import PUT_AT, RESPONSIBILITY, CueVerb

EQUIPMENT = re.compile(
    r"\b(?:tanks?|(?:armou?red )?vehicles?|drones?|uavs?|missiles?|rockets?|equipment|weaponry"
    r"|weapons?|ammunition|munitions|arms|depots?|aircraft|helicopters?|jets?|warplanes?|warships?"
    r"|boats?|vessels?|artillery|howitzers?|guns|rifles?|launchers?|radars?|trucks?|pick-?ups?"
    r"|air defen[cs]e systems?|fighter planes?|planes?|shahed\w*)\b",
    re.IGNORECASE,
)
_LOST = (
    r"(?:destroy\w*|shot down|shoot\w* down|down(?:ed|ing)|intercept\w*|lost|los(?:e|es|ing)"
    r"|damag\w*|burn(?:ed|t|ing)|neutrali[sz]\w*|knock(?:ed|ing) out|sank|sunk|seiz\w*|captur\w*"
    r"|blew up|blown up|suppressed|brought down|repel\w*)"
)
_EQUIPMENT_LOSS = re.compile(
    rf"\b{_LOST}\b[^,;]{{0,45}}{EQUIPMENT.pattern}"
    rf"|{EQUIPMENT.pattern}[^,;]{{0,40}}\b(?:was|were|been|being) (?:\w+ )?(?:{_LOST}|hit)\b",
    re.IGNORECASE,
)
_PEOPLE_HARMED = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|wound(?:s|ed|ing)?|injur(?:e|es|ed|ing|y|ies)|dead|deaths?|died|dies"
    r"|dying|slain|slaughter\w*|massacred|martyred|casualt(?:y|ies)|fatalit(?:y|ies)|bodies|buried"
    r"|corpses|executed|beheaded|abducted|kidnapped|taken (?:hostage|prisoner|captive)"
    r"|(?:death )?toll|lives|lost \d+"
    r"|lost (?:\w+ ){0,2}(?:men|fighters|soldiers|troops|members|people|comrades)|missing"
    r"|eliminated|neutrali[sz]ed)\b",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    r"\b(?:suffer\w*|sustain\w*|inflict\w*|took|taking|incurr\w*) (?:\w+ ){0,3}loss(?:es)?\b"
    r"|\b(?:heavy|serious|severe|huge) losses\b|\bloss of life\b",
    re.IGNORECASE,
)
_INTENT = re.compile(
    r"\b(?:(?:is|are|was|were|been|be) (?:\w+ )?(?:trying|planning|preparing|aiming|seeking"
    r"|attempting|plotting|going|ready|determined|poised) to|will(?! be remembered)|would|won't"
    r"|plan(?:s|ned)? to|intend(?:s|ed)? to|want(?:s|ed)? to|aim(?:s|ed)? to|seek(?:s)? to"
    r"|vow(?:s|ed)? to|shall|is about to|prepar(?:es|ed|ing) (?:to|for))\b",
    re.IGNORECASE,
)
_TERRITORY = re.compile(
    r"\b(?:(?:tak|took|regain|seiz|los|hold|held|retak|retook|assum|gain|wrest)\w* (?:\w+ ){0,3}"
    r"control|(?:under|in) (?:\w+ ){0,3}control|control(?:s|led|ling)?|captur\w+|recaptur\w+"
    r"|liberat\w+|seiz\w+|overr[au]n|retak\w+|retook|reclaim\w+|re-?enter\w*|enter(?:s|ed|ing)?"
    r"|advanced|advancing|withdr\w+|retreat\w*|push(?:ed|ing)? (?:\w+ )?back"
    r"|dr(?:ove|iven) (?:\w+ ){1,4}out"
    r"|repel\w*"
    r"|repuls\w+|encircl\w+|besieg\w+|surround\w*|station\w*|foothold|frontline|front line"
    r"|raised (?:\w+ ){1,3}flag|fell to|fallen to|ceded|pulled out|pull(?:ed|ing)? back"
    r"|clear(?:ed|ing)|hold(?:s|ing)?|held|took|taken)\b",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"\b(?:districts?|cit(?:y|ies)|towns?|villages?|bases?|areas?|regions?|provinces?|territor\w+"
    r"|positions?|airports?|bridges?|pass(?:es)?|camps?|outposts?|settlements?|neighbou?rhoods?"
    r"|valleys?|hills?|capital|border|strongholds?|front|lines?|highway|road|port|islands?"
    r"|barracks|headquarters|enclave|ground|defen[cs]es?|control|wards?|quarters?|suburbs?|stations?|crossings?|compound|complex"
    r"|plants?|factor(?:y|ies)|works|mines?|refiner(?:y|ies)|dams?|airfields?|airbases?|depots?"
    r"|markets?"
    r"|universit(?:y|ies)|palace|prisons?|terminals?|mountains?|heights|ridges?|square|summits?)\b",
    re.IGNORECASE,
)
_PLACE_NAME = re.compile(
    r"\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)[A-Z]\w+"
)
# "the plant north of the town had fallen"; "fell ill", "fell to 12", "fell in love" are no ground
_FELL = re.compile(
    r"(?:\b(?:has|have|had) fallen|\bfell)\b(?! (?:ill|in love|silent|apart|asleep|short|from|off"
    r"|on|by|into|over|to (?:\d|about|nearly|his|her|their|its death)))"
)
_BEFORE_FELL = 80  # characters
# "the town was retaken", "has come within 300 km of the capital"
_TAKEN = re.compile(
    rf"{_GROUND.pattern}(?: [\w'\u2019-]+){{0,2}}?"
    r" (?:was |were |is |are |(?:has |have |had )?been )?"
    r"(?:retaken|recaptured|captured|seized|liberated|overrun|encircled|besieged|cut off)\b"
    r"|\bwithin \d+ ?(?:km|kilomet\w+|miles?) of\b",
    re.IGNORECASE,
)
_HELD_IT = re.compile(
    r"\b(?:controll?\w*|captured|seized|retaken|retook|liberated|held|holds?|lost|taken) it\b",
    re.IGNORECASE,
)
_REACH = 60  # characters between what is done to ground and the ground
_ACCUSATION = re.compile(
    r"\b(?:(?:was|were|is|are) (?:\w+ )?(?:responsible|to blame|behind)|violat\w+|war crimes?"
    r"|genocide|ethnic cleansing|deliberate\w*|indiscriminate\w*|human shields?|atrocit\w+|abuses"
    r"|targeted civilians|terroris[mt]|breach\w*|broke (?:the|a) (?:truce|ceasefire)|provocation"
    r"|massacre|as cover|looted|looting|rap(?:e|ed|es|ing)|committed|crime against)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"^(?:no|not (?:a|one)|none|nobody|nothing)\b"
    r"|\b(?:did not|didn't|had not|hadn't|have not|haven't|has not|hasn't|was not|wasn't|were not"
    r"|weren't|never|played no|had no|false|baseless|fabricat\w+|untrue|unfounded"
    r"|groundless|propaganda"
    r"|lies?(?! (?:in|on|near|at|about|between))|hoax|fake news|disinformation|invent(?:ed|ion)"
    r"|no (?:such|truth|involvement|role)|there (?:was|were|is|are|had been|has been|have been) no"
    r")\b",
    re.IGNORECASE,
)
_VIOLENCE = re.compile(
    r"\b(?:attack\w*|clash\w*|fight\w*|fought|firefights?|gunfights?|battl\w+|shell\w+|bomb\w*"
    r"|strik\w+|struck|raid\w*|ambush\w*|explosions?|blast\w*|explod\w+|operations?|offensive"
    r"|assault\w*|fire[ds]?|firing|gunfire|shot|shoot\w*|torched|burn\w*|loot\w*|launched|hit"
    r"|target\w*|storm\w+|invad\w+|displac\w+|fled|protest\w*|arrest\w*|gunmen|war|destroyed|moved|deployed|mobili[sz]ed)\b",
    re.IGNORECASE,
)
# what armed people do is a deed, whatever the verb: "The raiders crossed the river"
_FORCES_DO = re.compile(
    r"(?:[\w'\u2019-]+,? ){0,6}(?:troops|soldiers|fighters|rebels|militants|insurgents|gunmen|jets"
    r"|forces|army|raiders|attackers|assailants|militia|commandos|rangers|warplanes|drones?"
    r"|battalion|patrol|convoy|tanks|Front|Army|Forces)"
    r" (?:had |have |has |also )?\w+(?:ed|d|n|t|ew|oke|ame|ook)\b"
)
_CLASH_FIRST = re.compile(
    r"(?:[\w'\u2019-]+,? ){0,6}(?:clashes|fighting|battles?|firefights?|gunfights?|gun battles"
    r"|shelling|skirmishes|gunfire|exchanges? of fire)\b",
    re.IGNORECASE,
)
_RESPONSIBILITY = re.compile(
    r"\bresponsibility\b|\bbehind the (?:attack|bombing|blast|raid|strike)\b", re.IGNORECASE
)
# "claimed the attack", "claimed Monday's bombing": the deed itself, no clause
_DEED = re.compile(
    r"(?:the|an?|this|that|both|two|three|\w+['\u2019]s) (?:[\w-]+ ){0,3}?(?:attack|bombing|raid"
    r"|ambush|killing|assault|strike|blast|explosion|assassination|abduction|kidnapping|shooting|hit"
    r"|murder)s?\b(?! (?:was|were|had|has|have|killed|left|destroyed|hit|targeted)\b)",
    re.IGNORECASE,
)
_NO_ONE_HARMED = re.compile(
    r"\b(?:(?:no one|nobody) (?:was|were|is|has been|had been) (?:\w+ )?"
    r"(?:hurt|killed|injured|wounded|harmed)"
    r"|no (?:\w+ )?(?:casualties|injuries|deaths|fatalities|victims|losses)"
    r"|(?:lost|losing) (?:no[ -]?one|nobody|none"
    r"|no (?!ground|territory|positions?|towns?|villages?|time)\w+))\b",
    re.IGNORECASE,
)


def claim_type(words: str, verb: CueVerb, rule: str, *, counted: bool) -> ClaimType:
    """A proposition, its cue and whether it counts victims -> its type; the first rule wins."""
    if verb.family == "deny":
        return "denial"
    if _takes_responsibility(words, verb, rule):
        return "responsibility"
    if verb.family in {"accuse", "blame"} or verb.lemma == "suspect" or rule == "mutual":
        return "accusation"
    if _is_equipment_loss(words):
        return "equipment_loss"
    if verb is PUT_AT or counted or _NO_ONE_HARMED.search(words) or is_toll(words):
        return "casualties"
    return _softer_type(words, verb)


def _takes_responsibility(words: str, verb: CueVerb, rule: str) -> bool:
    if verb is RESPONSIBILITY or rule == "claim.passive":
        return True
    if _RESPONSIBILITY.search(words):
        return True
    return verb.lemma == "claim" and _DEED.match(words) is not None


def is_toll(words: str) -> bool:
    """Whether words tell of people killed, wounded, taken or lost."""
    return bool(_LOSSES.search(words)) or bool(_PEOPLE_HARMED.search(words))


_REPELS = re.compile(
    r"\b(?:repel\w*|repuls\w*|thwart\w*|foil\w*|beat(?:en)? back|push(?:ed|ing)? back|drove back"
    r"|fought off|held off|fended off|hold(?:s|ing)? their ground)\b",
    re.IGNORECASE,
)


def repels(words: str) -> bool:
    """Whether words tell of an assault thrown back."""
    return _REPELS.search(words) is not None


def is_ground(words: str) -> bool:
    """Whether words tell of ground taken, held or lost."""
    fell = _FELL.search(words)
    if fell and _GROUND.search(words, max(0, fell.start() - _BEFORE_FELL), fell.start()):
        return True
    if _TAKEN.search(words):
        return True
    return _HELD_IT.search(words) is not None or any(
        _GROUND.search(words, found.start(), found.end() + _REACH)
        or _PLACE_NAME.search(words, found.end(), found.end() + _REACH)
        for found in _TERRITORY.finditer(words)
    )


def _is_equipment_loss(words: str) -> bool:
    harmed = _PEOPLE_HARMED.search(words) or _LOSSES.search(words)
    return not harmed and bool(_EQUIPMENT_LOSS.search(words))


def _softer_type(words: str, verb: CueVerb) -> ClaimType:
    if _CLASH_FIRST.match(words):
        return "event_report"
    if verb.family == "intend" or _INTENT.search(words):
        return "intent"
    if _ACCUSATION.search(words):
        return "accusation"
    if _DENIAL.search(words):
        return "denial"
    if is_ground(words):
        return "territorial_control"
    told = _VIOLENCE.search(words) or _FORCES_DO.match(words)
    return "event_report" if told else "other"
