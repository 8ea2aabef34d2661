"""Claimed numbers: the count a proposition gives, with its bounds, and whom it concerns."""

import re

from msgspec import structs

from clashwire_contracts.claim import ClaimNumber
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import NumberKind, NumberPrecision
from clashwire_enrich.claims.equipment import EQUIPMENT
from clashwire_enrich.claims.harm_wordings import HARM, TOLD_OF
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
_ONE_PIECE = re.compile(
    r"\b(?P<bound>(?!))?(?P<count>an?) (?:[\w\u2019'-]+ ){0,2}?"
    r"(?P<noun>tank|drone|uav|vehicle|helicopter|jet|warplane|warship|boat|vessel|ship|howitzer|gun"
    r"|launcher|radar|truck|lorry|plane|aircraft|bomber|depot|(?:F|Su|MiG|Mi|Ka|Il|An"
    r"|Tu)-\d+\w*)\b",
    re.IGNORECASE,
)
_PUT_AT = re.compile(rf"(?P<what>[^\d]{{3,60}}?) (?:at|to) (?P<figure>{QUANTITY})", re.IGNORECASE)
_TALLIED = re.compile(
    r"\b(?:tolls?|(?:number|figure|total|tally|count)(?! of (?!the (?:dead|killed|victims|wounded)"
    r"|(?:\w+ )?(?:dead|deaths|killed|victims|casualties|wounded|fatalities|losses)\b))"
    r"|loss(?:es)?|casualties|dead|deaths|fatalities)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\bno (?:\w+ )?(?P<what>wounded|injured|injuries|dead|deaths|fatalities|bodies)\b",
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
    return _put_at(text, content) or _told_of(text, content) or _nobody(text, content)


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


def _nobody(text: str, content: Range) -> ClaimNumber | None:
    """'no wounded at all', 'none of ours fell' -> none of them."""
    found = _NOBODY.search(text, *content)
    if found is None:
        return None
    hurt = found["what"].lower().startswith(("wound", "injur"))
    kind: NumberKind = "wounded" if hurt else "killed"
    return ClaimNumber(
        kind=kind, value=0, low=0, high=0, precision="exact", text=_span(text, *found.span())
    )


def tells_toll(text: str, content: Range) -> bool:
    """Whether a proposition counts people in words that only claims use, such as graves."""
    return _told_of(text, content) is not None


def _told_of(text: str, content: Range) -> ClaimNumber | None:
    """'eight dead gendarmes', 'twenty graves', 'killed "dozens of fighters"'."""
    if HARM.search(text, *content) is None:
        return None
    for kind, pattern in TOLD_OF:
        found = pattern.search(text, content.start, content.end)
        if found is not None and (made := _counted(text, found, kind)) is not None:
            return made
    return None


def _equipment(text: str, content: Range) -> ClaimNumber | None:
    found = _EQUIPMENT_COUNT.search(text, *content) or _ONE_PIECE.search(text, *content)
    if found is None:
        return _put_at(text, content)
    count = found["count"].lower().replace(",", "")
    value = _UNITS.get(count) or (1 if count in {"a", "an"} else int(count))
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
