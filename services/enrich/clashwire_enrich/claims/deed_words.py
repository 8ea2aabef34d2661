"""Deed words: the words of force, harm and charge, by stem; "raid" and "looting", not "concert"."""

import re

from clashwire_enrich.text.words import Word, word_set

_DEED = re.compile(
    r"(?:attack|ambush|shell|bomb|kill|murder|massacr|execut|shoot|shot|gunshot|fir(?:e|es|ed|ing)$"
    r"|raid|strike|airstrike|explo|blast|clash|fight|loot|burn|arson|captur|seiz|loss|casualt|dead"
    r"|death|died|wound|injur|victim|bod(?:y|ies)$|abduct|kidnap|hostage|arrest|detain|detention"
    r"|tortur|rape|displac|siege|mortar|rocket|missile|drone|shrapnel|gunfire|gunm[ae]n|terror"
    r"|sabotag|provocation|violat|breach|mutin|coup|crater|grave|homicid|disappear|evict|expuls"
    r"|weapon|landmine|mine[sd]?$|behead|lynch|crime|atrocit|ethnic|genocid|war$|incursion|invasion"
    r"|invad|assault|offensive|withdraw|retreat|advance|surrender|desert|defect|destr|damage|ruin"
    r"|poison|gas$|leak|accident|crash|technical|error|mistake|ceasefire|truce|bloodbath|bloodshed"
    r"|stab|knife|machete|beat(?:en|ing)|tear-gas|teargas|cannon|artiller|howitzer|tank|convoy"
    r"|prisoner|captive|civilian|militant|insurgent|jihad|extremis|bandit|reprisal|reveng|retaliat"
    r"|operation|role$|involvement|complicit|backing|collusion|cruel|abus|plunder|pillag|theft|stole"
    r"|flee|fled|flight|infiltrat|intrusion|smuggl|traffick|espionage|spying|conspir|plot|scorch)"
)
_NOT_DEED = word_set("firefighter firefighters fireman striker strikers advanced")


def is_deed(word: Word) -> bool:
    """Whether a word tells of harm, of force or of a charge."""
    return _DEED.match(word.lower) is not None and word.lower not in _NOT_DEED
