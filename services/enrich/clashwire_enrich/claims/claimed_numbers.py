"""Claimed numbers: the count a proposition gives, with its bounds, and whom it concerns."""

import re

from msgspec import structs

from clashwire_contracts.claim import ClaimNumber
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import NumberKind, NumberPrecision
from clashwire_enrich.claims.claim_types import EQUIPMENT
from clashwire_enrich.events.casualties import CasualtyFigure, figures_between
from clashwire_enrich.text.quantities import QUANTITY, read_quantity
from clashwire_enrich.text.words import Range

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
}
_EQUIPMENT_COUNT = re.compile(
    r"\b(?P<bound>at least|more than|over|up to|about|around|nearly|almost|some|fewer than"
    r"|less than)? ?(?P<count>\d[\d,]{0,11}|" + "|".join(_UNITS) + r")"
    rf"(?: of)?(?: (?:the|its|their|our))?(?: [\w'\u2019-]+){{0,3}}? (?P<noun>{EQUIPMENT.pattern})",
    re.IGNORECASE,
)
_PUT_AT = re.compile(rf"(?P<what>[^\d]{{3,60}}?) (?:at|to) (?P<figure>{QUANTITY})", re.IGNORECASE)
_TALLIED = re.compile(
    r"\b(?:tolls?|number|figure|total|loss(?:es)?|casualties|dead|deaths|tally|count|fatalities)\b",
    re.IGNORECASE,
)
_ARMED_PEOPLE = (
    r"(?:pirates|fighters|militants|men|women|people|suspects|soldiers|rebels|members|pupils|troops"
    r"|students|villagers|hostages|prisoners|insurgents|gunmen|attackers|policemen|officers|boys)"
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
    ("wounded", rf"(?:[\w-]{{1,30}} ){{0,2}}?(?:{_BE} )?(?:hurt|burned|maimed)\b"),
    ("missing", rf"(?:[\w-]{{1,30}} ){{0,6}}?{_BE} (?:still )?missing"),
    ("missing", r"missing [\w-]{1,30}"),
    ("captured", r"(?:captured|abducted|kidnapped) [\w-]{1,30}"),
    ("captured", r"(?:[\w-]{1,30} ){0,2}?(?:captives|hostages)\b"),
    (
        "captured",
        rf"(?:[\w-]{{1,30}} ){{0,2}}?(?:{_BE} )?(?:carried off|taken (?:away|captive|hostage))",
    ),
)
# "freed nine captives" captures nobody
_UNFREED = r"(?<!freed )(?<!rescued )(?<!released )(?<!freeing )(?<!rescuing )"
_TOLD_OF = (
    *(
        (kind, re.compile(rf"\b{_UNFREED}(?P<figure>{QUANTITY}) (?:{words})", re.IGNORECASE))
        for kind, words in _HARMED
    ),
    (
        "killed",
        re.compile(
            r"\b(?:kill(?:ed|ing)|eliminat(?:ed|ing)|neutrali[sz](?:ed|ing))[\"\u201d\u2019']?"
            rf" [\"\u201c\u2018']?(?P<figure>{QUANTITY}) (?:of |{_ARMED_PEOPLE})",
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
_HARM = re.compile(
    r"dead|kill|slain|grave|corpse|bod(?:y|ies)|coffin|buried|wound|injur|hurt|burn|maim|missing"
    r"|captur|abduct|kidnap|captive|hostage|carried|taken|eliminat|neutrali|loss|arrest|number"
    r"|figure|total",
    re.IGNORECASE,
)
_DEATHS = re.compile(r"\b(?:death|deaths|dead|killed|fatalities)\b", re.IGNORECASE)
_PRECISIONS: dict[str, NumberPrecision] = {
    "at least": "min",
    "more than": "min",
    "over": "min",
    "up to": "max",
    "fewer than": "max",
    "less than": "max",
    "about": "approx",
    "around": "approx",
    "nearly": "approx",
    "almost": "approx",
    "some": "approx",
}


def figure_in(content: Range, casualties: tuple[CasualtyFigure, ...]) -> CasualtyFigure | None:
    """The first casualty figure that stands in the content, a counted one before a vague one."""
    inside = figures_between(casualties, *content)
    return next((one for one in inside if one.value is not None), inside[0] if inside else None)


def claimed_number(
    text: str, content: Range, figure: CasualtyFigure | None, *, equipment: bool, field: str
) -> ClaimNumber | None:
    """A proposition and its casualty figure -> the number it claims, or None without one."""
    made = _number(text, content, figure, equipment=equipment)
    if made is None or field == made.text.field:
        return made
    return structs.replace(made, text=structs.replace(made.text, field=field))


def _number(
    text: str, content: Range, figure: CasualtyFigure | None, *, equipment: bool
) -> ClaimNumber | None:
    if equipment:
        return _equipment(text, content)
    if figure is not None:
        return ClaimNumber(
            kind=figure.kind,
            value=figure.value,
            low=figure.low,
            high=figure.high,
            precision=figure.precision,
            text=Span(text=text[figure.start : figure.end], start=figure.start, end=figure.end),
        )
    return _put_at(text, content) or _told_of(text, content)


def _put_at(text: str, content: Range) -> ClaimNumber | None:
    """'its losses at 11', 'the number of dead at about forty'."""
    found = _PUT_AT.match(text, content.start, content.end)
    if found is None or not _TALLIED.search(found["what"]):
        return None
    return _counted(text, found, "killed" if _DEATHS.search(found["what"]) else "losses")


def _counted(text: str, found: re.Match[str], kind: NumberKind) -> ClaimNumber | None:
    quantity = read_quantity(found["low"], found["high"], found["bound"])
    if quantity is None:
        return None
    return ClaimNumber(
        kind=kind,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        precision=quantity.precision,
        text=_span(text, *found.span("figure")),
    )


def tells_toll(text: str, content: Range) -> bool:
    """Whether a proposition counts people in words that only claims use, such as graves."""
    return _told_of(text, content) is not None


def _told_of(text: str, content: Range) -> ClaimNumber | None:
    """'eight dead gendarmes', 'twenty graves', 'killed "dozens of fighters"'."""
    if _HARM.search(text, *content) is None:
        return None
    for kind, pattern in _TOLD_OF:
        found = pattern.search(text, content.start, content.end)
        if found is not None and (made := _counted(text, found, kind)) is not None:
            return made
    return None


def _equipment(text: str, content: Range) -> ClaimNumber | None:
    found = _EQUIPMENT_COUNT.search(text, content.start, content.end)
    if found is None:
        return None
    count = found["count"].lower().replace(",", "")
    value = _UNITS.get(count) or int(count)
    precision = _PRECISIONS.get((found["bound"] or "").lower(), "exact")
    return ClaimNumber(
        kind="losses",
        value=value,
        low=None if precision == "max" else value,
        high=None if precision == "min" else value,
        precision=precision,
        text=_span(text, found.start(), found.end()),
    )


def _span(text: str, start: int, end: int) -> Span:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Span(text=text[start:end], start=start, end=end)
