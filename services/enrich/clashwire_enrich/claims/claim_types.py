"""Claim types: what kind of thing a proposition claims, by its cue and its words."""

import re

from clashwire_contracts.vocabulary import ClaimType
from clashwire_enrich.claims.cues import PUT_AT, RESPONSIBILITY, CueVerb
from clashwire_enrich.claims.denials import calls_untrue, denies, is_negated
from clashwire_enrich.claims.equipment import is_equipment_loss
from clashwire_enrich.claims.ground import is_ground

_PEOPLE_HARMED = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|wound(?:s|ed|ing)?|injur(?:e|es|ed|ing|y|ies)"
    r"|(?<!their )(?<!its )(?<!one of the )(?<!about the )(?<!some of the )dead|deaths?|died|dies"
    r"|dying|slain|slaughter\w*|massacred|martyred|casualt(?:y|ies)|fatalit(?:y|ies)|bodies"
    r"|(?:been|was|were|be) (?:\w+ )?buried|homicides|murders"
    r"|corpses|executed|beheaded|abducted|kidnapped|taken (?:hostage|prisoner|captive)"
    r"|(?:death )?toll|lives|lost \d+|(?:has|have|had) lost (?:a|both|his|her|their|an) (?:\w+ )?"
    r"(?:legs?|arms?|foot|feet|limbs?|eyes?|hands?)"
    r"|lost (?:\w+ ){0,2}(?:men|fighters|soldiers|troops|members|people|comrades)|missing"
    r"|(?:comrades|soldiers|men|fighters|troops|officers) (?:have |had )?(?:fallen|fell)(?! back)"
    r"|paid (?:dearly|a heavy price)|(?:true|real|actual) (?:figure|number|toll|count)"
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
_ACCUSATION = re.compile(
    r"\b(?:(?:was|were|is|are) (?:\w+ )?(?:responsible|to blame|behind)|violat\w+|war crimes?"
    r"|genocide|ethnic cleansing|deliberate\w*|indiscriminate\w*|human shields?|atrocit\w+|abuses"
    r"|targeted civilians|terroris[mt]|breach\w*|broke (?:the|a) (?:truce|ceasefire)|provocation"
    r"|massacre|as cover|looted|looting|rap(?:e|ed|es|ing)|committed|crime against|murder"
    r"|(?:was|were|is|are) lying|(?:are|is) liars?|fired first|broke (?:it|the \w+)"
    r"|(?:soldiers|police|troops|officers|peacekeepers|army) (?:just |only |had )?(?:stood by"
    r"|watched"
    r"|looked (?:on|away)))\b",
    re.IGNORECASE,
)
# who did it, in words that name nobody's verb: "the raiders were army men", "it was the vigilantes"
_CULPRIT = re.compile(
    r"\b(?:the )?(?:raiders|attackers|assailants|gunmen|killers|perpetrators|culprits|shooters"
    r"|arsonists|kidnappers|men) (?:was|were|are) (?:\w+ ){0,4}?(?:soldiers|troops|militia\w*"
    r"|rebels"
    r"|fighters|youths|police\w*|members|men|gunmen|mercenaries|deserters|bandits|herders)\b"
    r"|^(?:it|that|they) (?:was|were) (?:the |a |an )?(?:\w+['\u2019]s (?:own )?)?(?:\w+ ){0,2}?"
    r"(?:army|soldiers|police|vigilantes|bandits|rebels|militia\w*|gunmen|fighters|troops|forces"
    r"|shell|rocket|missile|drone|bomb|herders|separatists|jihadists)\b"
    r"|\b(?:as the (?:author|culprit|perpetrator)s?|had done it|did it|shot first"
    r"|(?:first|opening) (?:shots?|round|shell) (?:came|was|were|had come))\b",
    re.IGNORECASE,
)
_RETORTS = frozenset(("retort", "counter"))
_CALLING = frozenset(("call", "describe", "dub", "label", "brand"))
_LABEL = re.compile(r"(?:it|this|that|them|these|the \w+|as)\b", re.IGNORECASE)
_VIOLENCE = re.compile(
    r"\b(?:attack\w*|clash\w*|fight\w*|fought|firefights?|gunfights?|battl\w+|shell\w+|bomb\w*"
    r"|strik\w+|struck|raid\w*|ambush\w*|explosions?|blast\w*|explod\w+|operations?|offensive"
    r"|assault\w*|fire[ds]?|firing|gunfire|shot|shoot\w*|torched|burn\w*|loot\w*|launched|hit"
    r"|target\w*|storm\w+|invad\w+|displac\w+|fled|protest\w*|arrest\w*|gunmen|war|destroyed"
    r"|moved|deployed|mobili[sz]ed)\b",
    re.IGNORECASE,
)
# what armed people do is a deed, whatever the verb: "The raiders crossed the river"
_FORCES_DO = re.compile(
    r"(?:[\w'\u2019-]+,? ){0,6}(?:[Tt]roops|[Ss]oldiers|[Ff]ighters|[Rr]ebels|militants|insurgents"
    r"|[Gg]unmen|[Jj]ets|forces|army|[Rr]aiders|attackers|[Kk]illers|[Mm]en|assailants|militia"
    r"|commandos|rangers|warplanes|[Dd]rones?|[Ss]haheds?|[Rr]ockets?|[Ss]hells?|[Mm]issiles?"
    r"|debris"
    r"|[Dd]ebris|mortars|bullets|battalion|patrol|convoy|tanks|Front|Army|Forces)"
    r" (?:had |have |has |also )?(?:\w+(?:ed|d|n|t|ew|oke|ame|ook|ell|ore)|hit|burst|sank|ran)\b"
)
_CLASH_FIRST = re.compile(
    r"(?:[\w'\u2019-]+,? ){0,6}(?:clashes|fighting|battles?|firefights?|gunfights?|gun battles"
    r"|shelling|skirmishes|gunfire|exchanges? of fire)\b",
    re.IGNORECASE,
)
_TAKING = re.compile(
    r"(?<!no )(?<!any )\bresponsibility\b|\bbehind the (?:attack|bombing|blast|raid|strike)\b",
    re.IGNORECASE,
)
# "claimed the attack", "claimed Monday's bombing": the deed itself, no clause
_DEED = re.compile(
    r"(?:the|an?|this|that|both|two|three|\w+['\u2019]s) (?:[\w-]+ ){0,3}?(?:attack|bombing|raid"
    r"|ambush|killing|assault|strike|blast|explosion|assassination|abduction|kidnapping"
    r"|shooting|hit"
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
    return "denial" if _rejects(words, verb) else _told_type(words, verb, counted=counted)


def _told_type(words: str, verb: CueVerb, *, counted: bool) -> ClaimType:
    if is_equipment_loss(words) and not _LOSSES.search(words) and not _PEOPLE_HARMED.search(words):
        return "equipment_loss"
    if verb is PUT_AT or counted or _NO_ONE_HARMED.search(words) or is_toll(words):
        return "casualties"
    return _softer_type(words, verb)


def _rejects(words: str, verb: CueVerb) -> bool:
    """A retort, or a proposition that denies; nobody harmed is a toll of none."""
    if verb.lemma in _RETORTS:
        return True
    if _LABEL.match(words) and verb.lemma in _CALLING:
        return calls_untrue(words)
    return denies(words) and not _NO_ONE_HARMED.search(words) and not is_ground(words)


def _takes_responsibility(words: str, verb: CueVerb, rule: str) -> bool:
    if verb is RESPONSIBILITY or rule == "claim.passive":
        return True
    if _TAKING.search(words):
        return True
    return verb.lemma == "claim" and _DEED.match(words) is not None


def is_toll(words: str) -> bool:
    """Whether words tell of people killed, wounded, taken or lost."""
    return bool(_LOSSES.search(words)) or bool(_PEOPLE_HARMED.search(words))


def _softer_type(words: str, verb: CueVerb) -> ClaimType:
    if _CLASH_FIRST.match(words):
        return "event_report"
    if verb.family == "intend" or _INTENT.search(words):
        return "intent"
    if _ACCUSATION.search(words) or _CULPRIT.search(words):
        return "accusation"
    if is_ground(words):
        return "denial" if is_negated(words) else "territorial_control"
    told = _VIOLENCE.search(words) or _FORCES_DO.match(words)
    return "event_report" if told else "other"
