"""Harm wordings: the ways in which claims count people killed, wounded, captured or missing."""

import re

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.text.quantities import QUANTITY

_ARMED_PEOPLE = (
    r"(?:pirates|fighters|militants|detainees|civilians|children|farmers|workers|men|women"
    r"|people|suspects|soldiers|rebels|members|pupils|troops"
    r"|students|villagers|hostages|prisoners|insurgents|gunmen|attackers|policemen|officers|boys)"
)
_THINGS = (
    r"(?:houses?|homes?|huts?|shops?|vehicles?|cars?|lorries|lorry|trucks?|villages?|tents?|fields"
    r"|stalls|boats?|schools?|churches|mosques?|buildings?|hectares|farms?|granaries|motorcycles)"
)
_PEOPLE_WORD = (
    r"(?:road |farm |aid |health )?(?:workers|men|women|people|civilians|villagers|farmers|soldiers"
    r"|policemen|officers|students|pupils|prisoners|detainees|protesters|residents|labourers|miners"
    r"|herders|fishermen|teachers|traders|captives|hostages|guards|rangers|youths|boys|children)"
)
_BE = r"(?:was|were|is|are|had been|have been|has been|remain(?:s|ed)?)"
_HARMED: tuple[tuple[NumberKind, str], ...] = (
    ("killed", r"(?:dead|killed|slain)(?: [\w-]{1,30}){0,2}"),
    (
        "killed",
        (
            r"(?:[\w-]{1,30} ){0,2}?(?:graves|corpses|bodies|coffins|dead)\b"
            r"(?! (?:handed|returned|repatriated|exchanged|swapped))"
        ),
    ),
    ("killed", rf"(?:[\w-]{{1,30}} ){{0,3}}?{_BE} buried"),
    ("wounded", r"(?:wounded|injured)(?: [\w-]{1,30}){0,2}"),
    (
        "wounded",
        (
            rf"(?!(?:\w+ )?(?:{_THINGS})\b)(?:[\w-]{{1,30}} ){{0,2}}?(?:{_BE} )?"
            rf"(?:hurt|burned|maimed)\b(?! (?:{_THINGS})\b)"
        ),
    ),
    ("missing", rf"(?:[\w-]{{1,30}} ){{0,6}}?{_BE} (?:still )?missing"),
    ("missing", r"missing [\w-]{1,30}"),
    ("captured", r"(?:captured|abducted|kidnapped) [\w-]{1,30}"),
    ("captured", r"(?:[\w-]{1,30} ){0,2}?(?:captives|hostages)\b"),
    (
        "captured",
        (
            rf"(?:[\w-]{{1,30}} ){{0,2}}?(?:{_BE} )?(?:carried off|taken (?:away|captive|hostage)"
            r"|captured|abducted|kidnapped|seized by|led away)\b"
        ),
    ),
    ("killed", r"(?:[\w'\u2019-]{1,30} ){1,4}?(?:had |have |has )?(?:fallen|drowned|perished)\b"),
    ("killed", r"(?:homicides|murders|killings|drowned)\b"),
    (
        "killed",
        (
            rf"(?:(?:{_PEOPLE_WORD}) )?(?:[\w-]{{1,30}} )?(?:{_BE} )?(?:shot|gunned down|executed"
            r"|massacred|beheaded|murdered|hanged)\b(?! (?:at|down|and (?:wounded|injured)|in the"
            r" (?:leg|arm|foot|shoulder|hand)))"
        ),
    ),
    (
        "wounded",
        (
            r"(?:[\w-]{1,30} ){0,4}?(?:has |have |had )?lost (?:a|an|both|his|her|their|one)"
            r" (?:\w+ )?(?:legs?|arms?|foot|feet|limbs?|eyes?|hands?)\b"
        ),
    ),
    (
        "wounded",
        (
            r"(?:[\w-]{1,30} ){0,2}?(?:was|were) (?:hit|cut) by (?:\w+ )?"
            r"(?:splinters|shrapnel|glass|a bullet|bullets|debris|fragments)\b"
        ),
    ),
)
# "freed nine captives" captures nobody, "a man of 34" is one
_UNFREED = (
    r"(?<!\bman of )(?<!woman of )(?<!boy of )(?<!girl of )(?<!aged )"
    r"(?<!freed )(?<!rescued )(?<!released )(?<!freeing )(?<!rescuing )"
)
TOLD_OF: tuple[tuple[NumberKind, re.Pattern[str]], ...] = (
    *(
        (kind, re.compile(rf"\b{_UNFREED}(?P<figure>{QUANTITY}) (?:{words})", re.IGNORECASE))
        for kind, words in _HARMED
    ),
    (
        "killed",
        re.compile(
            r"\b(?:kill(?:ed|ing)|shot(?: dead)?|execut(?:ed|ing)|murdered|massacred"
            r"|eliminat(?:ed|ing)|neutrali[sz](?:ed|ing))[\"\u201d\u2019']?"
            rf" [\"\u201c\u2018']?(?P<figure>{QUANTITY}) (?:of "
            rf"|(?:[\w-]{{1,30}} )?{_ARMED_PEOPLE})",
            re.IGNORECASE,
        ),
    ),
    ("killed", re.compile(rf"\bloss of (?P<figure>{QUANTITY}) {_ARMED_PEOPLE}", re.IGNORECASE)),
    (
        "captured",
        re.compile(
            r"\b(?:captur(?:ed|ing)|abduct(?:ed|ing)|kidnapp(?:ed|ing)|arrest(?:ed|ing))"
            rf" (?P<figure>{QUANTITY}) (?:[\w-]{{1,30}} ){{0,2}}?{_ARMED_PEOPLE}",
            re.IGNORECASE,
        ),
    ),
    (
        "losses",
        re.compile(rf"\bthe (?:number|figure|total) was (?P<figure>{QUANTITY})", re.IGNORECASE),
    ),
)
# a word of which each way of telling has one: a cheap look before all of them are tried
HARM = re.compile(
    r"dead|kill|slain|grave|corpse|bod(?:y|ies)|coffin|buried|wound|injur|hurt|burn|maim|missing"
    r"|captur|abduct|kidnap|captive|hostage|carried|taken|eliminat|neutrali|loss|arrest|number"
    r"|figure|total|fallen|drowned|perished|homicide|murder|shot|gunned|execut|massacr|behead"
    r"|hanged"
    r"|legs?\b|arms?\b|foot|feet|limb|eyes?\b|hands?\b|splinter|shrapnel|glass|bullet",
    re.IGNORECASE,
)
