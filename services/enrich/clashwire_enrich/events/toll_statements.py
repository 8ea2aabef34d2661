"""Toll statements: "the death toll rose from 12 to 17", and words that nobody was harmed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from clashwire_contracts.vocabulary import NumberKind
from clashwire_enrich.text.quantities import ONE_NUMBER, QUANTITY, Quantity, read_quantity


class Statement(NamedTuple):
    """A count told outright; `covered` is the stretch whose other numbers are none of today's."""

    start: int
    end: int
    kind: NumberKind
    quantity: Quantity
    covered: tuple[int, int]
    noun: tuple[int, int]
    rule: str


_DEAD_OF = (
    r"(?:number|count|tally|total) (?:of )?(?:the )?(?:[a-z]+ ){0,3}?(?:dead|deaths|killed|dying"
    r"|fatalities|victims|bodies|who (?:have |had )?(?:died|perished|lost their lives)"
    r"|who (?:were|had been|have been) killed)"
)
_DEAD = (
    rf"\b(?:(?:death|casualty|fatality) toll|(?:body|parish|hospital|morgue|final) (?:count"
    rf"|tally)|tolls?(?! (?:road|gate|booth|bridge|free))|{_DEAD_OF}"
    r"|(?:the|its|their|[\w-]+['\u2019]s?) (?:[a-z]+ )?dead(?= (?:at|to|number\w*|stood|now)))"
)
_REACHED = (
    r"(?:to|at|of|is|was|reached|reaching|hit|as|passed|topped|exceeded|exceeds|surpassed|above"
    r"|past|numbered|numbers|beyond|stood at)"
)
_PASSED = re.compile(
    r"(?:passed|topped|exceeded|exceeds|surpassed|above|past|beyond)$", re.IGNORECASE
)
_UP_FROM = rf"(?:,? (?:up |down )?from {ONE_NUMBER})?"
_TOLL = re.compile(
    rf"{_DEAD}(?:[^.;]{{0,70}}?|[^.;\d]{{70,160}}?)\b(?P<reached>{_REACHED})"
    rf"(?: (?:now|a total of))? {QUANTITY}(?!%|[.,]\d|[-\u2011]\w| ?per ?cent| (?:days|weeks|months"
    rf"|years|hours|villages|wounded|injured|homeless|displaced|missing|times|million|a\.m|p\.m)\b)"
    rf"{_UP_FROM}",
    re.IGNORECASE,
)
_PUT_AT = re.compile(  # "puts at 26 those killed"
    rf"(?:\bput(?:s|ting)? at {QUANTITY} (?:the number of |the )?(?:those |people "
    rf"|(?:\w+ ){{0,2}}?)"
    r"(?:killed|dead|slain|who died|deaths|victims)\b)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"{_DEAD_OF} \({QUANTITY}\)", re.IGNORECASE)
_RANGE = re.compile(
    rf"\b(?:dead|death toll|tolls?|deaths|killed|fatalities)[^.;\d]{{0,40}}? (?:rang(?:es?|ed|ing)"
    rf"|var(?:y|ies|ied|ying)) (?:from|between) {QUANTITY}",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    rf"\b(?:br(?:ing(?:s|ing)?|ought)|tak(?:es|ing)|took|push(?:es|ed|ing)|rais(?:es|ed|ing)) to"
    rf" {QUANTITY} the (?:death toll|toll|{_DEAD_OF})\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    rf"\b(?:for|in|making|with) (?:a|an overall|a combined) (?:total|toll) of {QUANTITY}"
    r"(?= ?[,.;)]| (?:dead|deaths|killed|victims|people|lives))",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    rf"\b(?:its|their|own|army|rebel|[\w-]+['\u2019]s?) (?:own )?loss(?:es)?[^.;]{{0,40}}?\b(?:at"
    rf"|to|of|as|were|numbered) {QUANTITY}"
    r"(?=[.,;]|$| (?:m[ae]n|soldiers|fighters|troops|dead|killed))",
    re.IGNORECASE,
)
RIVAL_TOLL = "rival_toll"
"""The rule's name where a second source's number stands beside a toll, its noun left out."""
# "The lawyers put the dead at 23, a nurse at 31", "has 16 dead; the Red Cross says 19"
_RIVAL = re.compile(
    rf"(?:\b(?:dead|deaths?|killed|toll|died|fatalities|bodies)\b)[^.]{{0,60}}?(?:; |, )"
    rf"(?:and |but |while |whereas )?(?:[^,;.\d]{{2,60}}?) (?:at|says?|said|gives?|gave|counts?"
    rf"|counted|has|had|sp(?:eaks?|oke) of|claims?|claimed|puts? (?:it|them) at|reports?|reported"
    rf"|of)(?: (?:that )?(?:they|it|he|she) (?:had |have |has )?(?:buried|counted|seen|recorded"
    rf"|collected|registered))? {QUANTITY}(?=[.;,]|$)",
    re.IGNORECASE,
)
_RIVAL_FIRST = re.compile(  # "12 were killed according to the police, 40 according to nurses"
    rf"(?:\b(?:dead|deaths?|killed|toll|died)\b)[^.]{{0,60}}?(?:; |, )(?:and |but )?{QUANTITY}"
    r"(?: dead| deaths)?,? (?=according to|by the (?:count|account) of|in the (?:count|words) of)",
    re.IGNORECASE,
)
_COUNTED_BEFORE = re.compile(rf"\b{ONE_NUMBER}", re.IGNORECASE)
_ANY_DEATH = re.compile(r"\b(?:kill|dead|death|die|bod|fatal|perish|victim)", re.IGNORECASE)
TOLL_HINT = re.compile(
    r"toll|\bputs? at|putting at|(?:body|parish|hospital|morgue|final) count|number of"
    r"|count of|tally|dead (?:at|to|number|stood|now|rang|var)|total|loss",
    re.IGNORECASE,
)
_VAGUE_LOSSES = re.compile(
    r"\b(?:suffered|sustained|inflicted|took|taken|incurred|reported|caused|causing)"
    r"(?: (?:the|its|their|a number of|heavy|serious|severe|huge|significant|many|several|numerous"
    r"|major|massive|great|high|some|unspecified|enemy|considerable))* (?:losses|casualties)\b",
    re.IGNORECASE,
)


def toll_statements(text: str) -> Iterator[Statement]:
    """Sentence -> the tolls it states as such, in the words "toll", "number of dead", "losses"."""
    yield from _rivals(text)
    if not TOLL_HINT.search(text):
        return
    for match in _TOLL.finditer(text):
        quantity = read_quantity(match["low"], match["high"], match["bound"])
        if quantity is None:
            continue
        if quantity.precision == "exact" and _PASSED.search(match["reached"]):
            quantity = Quantity(quantity.value, quantity.value, None, "min")
        yield _statement(match, "killed", quantity, "death_toll")
    for match in (
        *_BROUGHT.finditer(text),
        *_PUT_AT.finditer(text),
        *_IN_BRACKETS.finditer(text),
        *_RANGE.finditer(text),
        *_in_all(text),
    ):
        yield from _read(match, "killed", "death_toll")
    for match in _LOSSES.finditer(text):
        yield from _read(match, "losses", "lost_members")


def _rivals(text: str) -> Iterator[Statement]:
    """The second of two sources' numbers, where only the first is told to be of dead."""
    for match in (*_RIVAL.finditer(text), *_RIVAL_FIRST.finditer(text)):
        quantity = read_quantity(match["low"], match["high"], match["bound"])
        if quantity is not None and _COUNTED_BEFORE.search(text[: match.start("low")]):
            start = match.start("bound") if match["bound"] else match.start("low")
            end = match.end("high") if match["high"] else match.end("low")
            yield Statement(start, end, "killed", quantity, (start, end), (end, end), RIVAL_TOLL)


def _in_all(text: str) -> Iterator[re.Match[str]]:
    if _ANY_DEATH.search(text):
        yield from _IN_ALL.finditer(text)


def _read(match: re.Match[str], kind: NumberKind, rule: str) -> Iterator[Statement]:
    quantity = read_quantity(match["low"], match["high"], match["bound"])
    if quantity is not None:
        yield _statement(match, kind, quantity, rule)


def _statement(match: re.Match[str], kind: NumberKind, quantity: Quantity, rule: str) -> Statement:
    start = match.start("bound") if match["bound"] else match.start("low")
    end = match.end("high") if match["high"] else match.end("low")
    return Statement(start, end, kind, quantity, match.span(), (end, end), rule)


def vague_losses(text: str) -> Iterator[Statement]:
    """Sentence -> "heavy losses": that somebody was lost, without a number."""
    unknown = Quantity(None, None, None, "vague")
    for match in _VAGUE_LOSSES.finditer(text):
        start = match.start() + match[0].index(" ") + 1
        at = (match.start(), match.start())
        yield Statement(start, match.end(), "losses", unknown, match.span(), at, "vague_losses")
