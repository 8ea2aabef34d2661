"""Equipment: the arms, vehicles and vessels of a side, and the words for their loss."""

import re

EQUIPMENT = re.compile(
    r"\b(?:tanks?|(?:armou?red )?(?:personnel )?(?:vehicles?|carriers?)|humvees?|drones?|uavs?"
    r"|missiles?|rockets?|equipment|weaponry"
    r"|weapons?|ammunition|munitions|arms|depots?|aircraft|helicopters?|choppers?|jets?|warplanes?"
    r"|warships?|boats?|vessels?|ships?|frigates?|barges?|artillery|howitzers?|mortars?|guns"
    r"|rifles?|machine[ -]?guns?|launchers?|radars?|trucks?|lorr(?:y|ies)|pick-?ups?|bulldozers?"
    r"|air defen[cs]e systems?|fighter planes?|planes?|bombers?|shahed\w*|technicals|motorbikes"
    r"|motorcycles|(?:F|T|Su|MiG|Mi|Ka|Il|An|BMP|BTR|Tu)-\d+\w*)\b",
    re.IGNORECASE,
)
_LOST = (
    r"(?:destroy\w*|shot down|shoot\w* down|down(?:ed|ing)|intercept\w*|lost|los(?:e|es|ing)"
    r"|damag\w*|burn(?:ed|t|ing)|neutrali[sz]\w*|knock(?:ed|ing) out|sank|sunk|sinking|seiz\w*"
    r"|captur\w*|blew up|blown up|suppressed|brought down|repel\w*|recover(?:ed|ing)|took|taken"
    r"|taking|torched|disabled|abandoned|confiscat\w+|crippled|wrecked)"
)
_NAMED = rf"(?:{EQUIPMENT.pattern})"
_EQUIPMENT_LOSS = re.compile(
    rf"\b{_LOST}\b(?! (?:place|part|off|up|control|over|cover|aim))[^,;]{{0,45}}{_NAMED}"
    rf"|{_NAMED}[^,;]{{0,40}}\b(?:was|were|been|being) (?:\w+ )?(?:{_LOST}|hit)\b"
    rf"|{_NAMED} (?:\w+ )?(?:{_LOST})(?=$|[,.;\"\u201d]| (?:in|near|on|at|over|since|overnight))"
    r"|\blosses at (?:[\w-]+ )?(?:machines|vehicles|tanks|aircraft)\b",
    re.IGNORECASE,
)
# "hit a convoy of trucks with missiles": the means of a deed are not lost
_BY_MEANS = re.compile(r"\b(?:with|using|by|from) (?:[\w-]+ ){0,3}$", re.IGNORECASE)


def is_equipment_loss(words: str) -> bool:
    """Whether words tell of arms, vehicles or vessels destroyed or taken."""
    for found in _EQUIPMENT_LOSS.finditer(words):
        named = EQUIPMENT.search(found[0])
        if named is None or not _BY_MEANS.search(found[0][: named.start()]):
            return True
    return False
