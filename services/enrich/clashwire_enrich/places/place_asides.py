"""Places beside the happening: where somebody spoke, where a road leads, what a town lies above."""

import re

_BEYOND = 70  # characters after a place within which its verb of saying stands
_ON_THE_WAY = re.compile(
    r"\b(?:between (?:[A-Z][\w\u2019'-]*[ ,]*){1,4}(?:and )?(?:the )?(?:\w+ of )?"
    r"|(?:roads?|highways?|routes?|railways?|flights?|link) (?:(?:that |which )?(?:leads?|leading"
    r"|linking|connecting|running|runs|on) )?(?:to|towards?|from|between)(?: the)?(?: \w+ of)? "
    r"|(?:above|overlooking|across (?:the \w+ )?from|facing|lies? (?:\w+ )?(?:of|from)"
    r"|(?:fled|flee|fleeing|flown|airlifted|evacuated|taken|rushed|transferred|moved|displaced"
    r"|headed|heading|travel\w*|return\w*|drove off|escaped|retreated|withdrew) (?:\w+ ){0,3}?"
    r"(?:to|towards?|into|for)|(?:in|from) the direction of|bound for|en route to|on the way to"
    r"|based in|headquartered in|born in|exiled? in)(?: the)?(?: \w+ of)? )$",
    re.IGNORECASE,
)
_SPOKEN_IN = re.compile(
    r"\b(?:said|told(?: \w+){1,5}|speaking|(?:news|press) conference|briefing|interview"
    r"|statement(?: issued| released)?|meeting|talks|conference|summit|hearing|court)"
    r"(?: (?:late |early )?(?:on|last|this) \w+(?: \w+)?)? (?:in|from|at)(?: the)?"
    r"(?: (?:capital|city|town|port) of)?(?: capital,?)? $",
    re.IGNORECASE,
)
_OFFICE_IN = re.compile(
    r"\b(?:spokes\w+|officials?|sources?|ministry|minister|government|diplomats?|analysts?"
    r"|correspondents?|junta|army|military|general staff|presidency|embass\w+|headquarters"
    r"|authorities|command)(?: \w+)?,? (?:in|of|at|from)"
    r"(?: the)?(?: (?:capital|city|town|regional capital)(?: of|,)?)? $",
    re.IGNORECASE,
)
_OFFICE_OF = re.compile(
    r"^(?:['\u2019]s)? (?:regional |provincial |city |town |state |district |military |police )?"
    r"(?:governor|mayor|administrator|police|prosecutors?|authorities|officials?|administration"
    r"|council|spokes\w+|commander|garrison|hospital director|health department)\b",
    re.IGNORECASE,
)
_OWNS_OFFICE = re.compile(
    r"^['\u2019]s (?:[\w-]+ ){0,3}?(?:ministry|ministers?|army|military|government|president"
    r"|presidency|forces|police|junta|navy|air force|parliament|spokes\w+|officials?|troops"
    r"|soldiers|leaders?|authorities|foes|ambassador|embassy|rulers|regime)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:^|\n|[.;:\u201d\"] )(?:In|From) (?:the capital,? )?$")
_SAYS = (
    r"(?:said|says|told|rejected|denied|denies|accused|accuses|claimed|claims|insisted|announced"
    r"|confirmed|warned|condemned|blamed|blames|vowed|demanded|called|maintains|disputed|dismissed"
    r"|acknowledged|added|reported|stated|responded|countered|declined|refused|did not)"
)
_ITSELF_SAYS = re.compile(rf"^(?: (?:on|late on|early on) \w+)? (?:has |have |had )?{_SAYS}\b")
_OFFICE_SAYS = re.compile(
    rf"^,?(?: [^.;\u201c\u201d\"]{{0,{_BEYOND}}}?)? (?:has |have |had )?{_SAYS}\b"
)
_MINISTRY_SAYS = re.compile(
    rf"^,? (?:the |its |a |an )?(?:[\w\u2019'-]+ ){{0,5}}(?:has |have |had )?{_SAYS}\b"
)
_PREPOSITION = re.compile(
    r"\b(?:in|at|near|on|of|from|to|into|around|outside|over|inside|across|towards?|by|with|and"
    r"|the|against|through|for) $",
    re.IGNORECASE,
)


def speaks_itself(text: str, sentence_start: int, start: int, end: int) -> bool:
    """Text and a place name's offsets -> whether it stands for a government: "Moscow said"."""
    before = text[max(sentence_start, start - 60) : start]
    return not _PREPOSITION.search(before) and bool(_ITSELF_SAYS.match(text[end : end + _BEYOND]))


def is_aside(text: str, sentence_start: int, start: int, end: int) -> bool:
    """Text and a place name's offsets -> whether the words around it put it beside the news."""
    before = text[max(sentence_start, start - 60) : start]
    after = text[end : end + _BEYOND + 40]
    if _OWNS_OFFICE.match(after) and not _PREPOSITION.search(before):
        return True  # "Russia's defence ministry said", but not "in Mali's army camp"
    if _ON_THE_WAY.search(before) or _SPOKEN_IN.search(before):
        return True
    if speaks_itself(text, sentence_start, start, end):
        return True
    if (_OFFICE_IN.search(before) or _OFFICE_OF.match(after)) and _OFFICE_SAYS.match(after):
        return True
    return bool(_OPENING.search(text[max(0, start - 60) : start]) and _MINISTRY_SAYS.match(after))
