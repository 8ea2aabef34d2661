"""Denials: propositions that say a deed, a loss or a report did not happen or is not true."""

import re

_VERBS = (
    r"(?:kill\w*|fired?|firing|shell(?:ed|s)?|bomb(?:ed|s)?|str(?:ike|uck)|hit|attack(?:ed|s)?"
    r"|target(?:ed|s)?|plant(?:ed)?|launch(?:ed)?|sho[ot]t?|burn(?:ed|t)?|loot(?:ed)?|enter(?:ed)?"
    r"|cross(?:ed)?|use[ds]?|carr(?:y|ied) out|order(?:ed)?|execut\w+|tortur\w+|take part"
    r"|taken part"
    r"|sen[dt]|suppl(?:y|ied)|arm(?:ed)?|back(?:ed)?|violat\w+|br(?:eak|oke|oken)|breach\w*"
    r"|down(?:ed)?"
    r"|lo[so]e?[st]?|suffer(?:ed)?|damag\w+|destroy\w*|abduct\w+|kidnap\w*|captur\w+|detain\w*"
    r"|arrest\w*"
    r"|harm(?:ed)?|touch(?:ed)?|do(?:ne)? (?:this|it|that)|did (?:this|it|that)|invad\w+"
    r"|open(?:ed)? fire"
    r"|happen(?:ed)?|occur(?:red)?|tak(?:e|en) place|involved|responsible|present|operat\w+"
    r"|deploy\w*"
    r"|conduct\w*|commit\w*|set (?:fire|alight)|drop(?:ped)?|rap(?:e|ed)|massacr\w+|recruit\w*)"
)
_NOUNS = (
    r"(?:attacks?|strikes?|raids?|air ?strikes?|shelling|clash(?:es)?|incidents?|explosions?"
    r"|bombings?|bombardment|fighting|operations?|massacres?|killings?|assaults?|incursions?"
    r"|violations?|offensive|battles?|ambush(?:es)?|troops|soldiers|forces|fighters|presence"
    r"|abductions?|executions?|shooting|gunfire|firefights?|looting|losses|damage)"
)
_ARMED = (
    r"(?:aircraft|jets?|drones?|missiles?|rockets?|shells?|forces|troops|soldiers?|unit|guns?"
    r"|planes?|warplanes?|helicopters?|tanks?|(?:fighter|man|member)s? of (?:ours|his|theirs|its))"
)
_NOT_DONE = re.compile(
    r"\b(?:do|does|did|had|has|have|was|were|is|are|would|could)(?:n['\u2019]t| not| never| in no"
    rf" way)\b (?:[\w-]+ ){{0,3}}?{_VERBS}\b"
    rf"|\bnever (?:[\w-]+ )?{_VERBS}\b"
    rf"|\bthere (?:was|were|is|are|had been|has been|have been)(?:n['\u2019]t| not| never| no)"
    rf" (?:(?:any|a|an|such) )?(?:[\w-]+ ){{0,2}}?{_NOUNS}\b"
    rf"|^no (?:such )?(?:[\w-]+ ){{0,2}}?{_NOUNS}\b"
    rf"|\bno (?:[\w-]+ )?{_ARMED},?(?: [\w-]+ or [\w-]+,)?"
    r" (?:of (?:ours|his|its|theirs) )?(?:had|has|have|was|were|took|fired|struck|hit|entered)\b"
    r"|^none of (?:its|our|his|their|the|my) [\w -]{2,30}? (?:was|were|had|has|have|took|fired)\b",
    re.IGNORECASE,
)
_NO_PART = re.compile(
    r"\b(?:took|take|taken|played?|play|had|has|have) (?:absolutely )?no (?:\w+ )?(?:part|role|hand"
    r"|involvement|connection|links?|share|knowledge of)\b"
    r"|\b(?:nothing|anything) (?:whatsoever )?to do with\b|\bno (?:\w+ )?(?:responsibility"
    r"|involvement|role)\b|\bnowhere near\b"
    r"|\b(?:was|were|is|are)(?:n['\u2019]t| not) (?:the (?:work|doing) of|our|ours|his|its|theirs"
    r"|one of (?:ours|its|his)|by (?:our|its|his|their)|behind|to blame|from (?:our|its))\b"
    r"|\bnot (?:the (?:work|doing) of|our (?:doing|work|men|people))\b",
    re.IGNORECASE,
)
_UNTRUE = re.compile(
    r"\b(?:false(?! alarm)|falsehoods?|baseless|fabricat\w+|untrue|unfounded|groundless|propaganda"
    r"|lies?(?! (?:in|on|near|at|about|between|with|ahead|behind))|hoax|fake news|disinformation"
    r"|invent(?:ed|ion)|no (?:such|truth)|fairy[ -]?tales?|theatre|nonsense|fiction|slander"
    r"|far-fetched|pure fantasy|not true|make-believe|figments?)\b"
    r"|\bnothing (?:of the (?:sort|kind)|happened|(?:was|were|had been|has been) (?:hit|damaged"
    r"|destroyed|lost|struck|targeted))\b"
    r"|^not an? [\w-]+ (?:has been|had been|was|were|is) (?:damaged|hit|lost|destroyed|hurt|taken"
    r"|fired|killed)\b",
    re.IGNORECASE,
)
# "we do not attack; we return fire", "they do not open it": a rule of one's own against a charge
_AGAINST_RULE = re.compile(
    r"\b(?:do|does|did) not (?:open (?:it|fire)|start|shoot first|fire first|kill|target|attack)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"^(?:no|not (?:a|one)|none|nobody|nothing)\b|\b(?:did not|didn't|had not|hadn't|have not"
    r"|haven't|has not|hasn't|was not|wasn't|were not|weren't|never)\b",
    re.IGNORECASE,
)


def denies(words: str) -> bool:
    """Whether a proposition rejects a deed, a part in one, or a report in so many words."""
    return any(
        rule.search(words) is not None for rule in (_NOT_DONE, _NO_PART, _UNTRUE, _AGAINST_RULE)
    )


def is_negated(words: str) -> bool:
    """Whether a proposition says in any way that something is not so."""
    return _NEGATED.search(words) is not None


def calls_untrue(words: str) -> bool:
    """Whether it only calls another's words untrue: "a fairy tale"."""
    return _UNTRUE.search(words) is not None
