"""At what cost: killed, wounded, captured, missing and losses, with bounds and victims."""

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from clashwire_contracts.vocabulary import NumberKind, NumberPrecision
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.events.casualty_rules import (
    CASUALTY_HINT,
    COUNTED_AFTER,
    COUNTED_BEFORE,
    COUNTING_RULES,
    HARMING_NOBODY,
    KIND_HINTS,
    NOBODY,
    PART_OF_TOTAL,
    VAGUE_LOSSES,
)
from clashwire_enrich.events.single_deaths import ONE_MORE, single_people
from clashwire_enrich.text.document import Document, Sentence
from clashwire_enrich.text.quantities import Quantity, read_quantity


class CasualtyFigure(msgspec.Struct, frozen=True):
    """One count of people harmed: bounds, precision, the words, and whose people they were.

    `part_of_total` marks a count inside another ("12 people, including three children").
    """

    kind: NumberKind
    value: int | None
    low: int | None
    high: int | None
    precision: NumberPrecision
    start: int
    end: int
    text: str
    victim_actor_id: str | None
    sentence: int
    rule: str
    part_of_total: bool = False


def find_casualties(document: Document, actors: ActorIndex) -> tuple[CasualtyFigure, ...]:
    """Document and actors -> the counts it gives, in text order, each number once."""
    found: list[CasualtyFigure] = []
    for number, sentence in enumerate(document.sentences):
        if not sentence.heading and CASUALTY_HINT.search(sentence.text):
            found.extend(_in_sentence(sentence, number, actors))
    return tuple(found)


def figures_between(
    figures: tuple[CasualtyFigure, ...], start: int, end: int
) -> tuple[CasualtyFigure, ...]:
    """Figures in text order and offsets -> those whose words begin within [start, end)."""
    low = bisect_left(figures, start, key=lambda figure: figure.start)
    return figures[low : bisect_left(figures, end, low, key=lambda figure: figure.start)]


def _in_sentence(sentence: Sentence, number: int, actors: ActorIndex) -> Iterator[CasualtyFigure]:
    taken: set[int] = set()
    figures: list[CasualtyFigure] = []
    for start, end, kind, quantity, victims, rule in _counts(sentence.text):
        if taken.intersection(range(start, end)):
            continue
        taken.update(range(start, end))
        figures.append(
            CasualtyFigure(
                kind=kind, value=quantity.value, low=quantity.low, high=quantity.high,
                precision=quantity.precision, start=sentence.start + start,
                end=sentence.start + end, text=sentence.text[start:end],
                victim_actor_id=_victim(sentence, victims, kind, actors), sentence=number,
                rule=rule, part_of_total=bool(PART_OF_TOTAL.search(sentence.text[:start])),
            )
        )  # fmt: skip
    yield from sorted(figures, key=lambda figure: figure.start)


_Count = tuple[int, int, NumberKind, Quantity, tuple[int, int], str]


def _counts(text: str) -> Iterator[_Count]:
    told = {kind for kind, hint in KIND_HINTS.items() if hint.search(text)}
    for rule, kind, pattern in COUNTING_RULES:
        if kind not in told:
            continue
        for match in pattern.finditer(text):
            if (counted := _counted(match, kind, rule)) is None:
                continue
            yield counted
            yield from _coordinated(text, match, kind, rule)
    yield from _single(text)
    yield from _nobody(text)
    none = Quantity(None, None, None, "vague")
    for match in VAGUE_LOSSES.finditer(text):
        start = match.start() + match[0].index(" ") + 1
        yield start, match.end(), "losses", none, (match.start(), match.start()), "vague_losses"


def _counted(match: re.Match[str], kind: NumberKind, rule: str) -> _Count | None:
    quantity = read_quantity(match["low"], match["high"], match["bound"])
    if quantity is None or _is_no_range(match):
        return None
    start = match.start("bound") if match["bound"] else match.start("low")
    if match["bound"] and match["bound"].casefold() in {
        "the",
        "all",
        "another",
        "some",
        "a further",
    }:
        start = match.start("low")
    end = match.end("high") if match["high"] else match.end("low")
    return start, end, kind, quantity, match.span("np"), rule


def _is_no_range(match: re.Match[str]) -> bool:
    """Whether "and" joins two numbers that are no range: "aged 8 and 11 were killed"."""
    if match["high"] is None or (match["bound"] or "").casefold() == "between":
        return False
    return " and " in match.string[match.end("low") : match.start("high")]


_MOST_IN_A_LIST = 6


def _coordinated(text: str, match: re.Match[str], kind: NumberKind, rule: str) -> Iterator[_Count]:
    if "passive" in rule:
        start = match.start("bound") if match["bound"] else match.start("low")
        yield from _counted_before(text, start, kind, rule)
    else:
        yield from _listed_after(text, match.end(), kind, rule)


def _counted_before(text: str, start: int, kind: NumberKind, rule: str) -> Iterator[_Count]:
    other = COUNTED_BEFORE.search(text, 0, start)
    if other is not None and (counted := _counted(other, kind, f"{rule}_coordinated")):
        yield counted


def _listed_after(text: str, position: int, kind: NumberKind, rule: str) -> Iterator[_Count]:
    """Who else is named after a count: "a judge, his wife and their three children"."""
    for _ in range(_MOST_IN_A_LIST):
        other = COUNTED_AFTER.match(text, position)
        one = ONE_MORE.match(text, position) if other is None and "active" in rule else None
        found = other or one
        if found is None:
            return
        if one is not None:
            yield _one_more(one, kind, f"{rule}_coordinated")
        elif counted := _counted(found, kind, f"{rule}_coordinated"):
            yield counted
        position = found.end()


def _one_more(match: re.Match[str], kind: NumberKind, rule: str) -> _Count:
    groups = (("low", "np"), ("own", "kin"), ("next_own", "next_kin"))
    words, person = next(pair for pair in groups if match[pair[0]])
    return *match.span(words), kind, _ONE, match.span(person), rule


_ONE = Quantity(1, 1, 1, "exact")


def _single(text: str) -> Iterator[_Count]:
    for one in single_people(text):
        if one.goes_on is None and one.rule == "one_person":
            yield from _counted_before(text, one.words[0], one.kind, one.rule)
        yield *one.words, one.kind, _ONE, one.person, one.rule
        if one.goes_on is not None:
            yield from _listed_after(text, one.goes_on, one.kind, f"{one.rule}_active")


def _nobody(text: str) -> Iterator[_Count]:
    none = Quantity(0, 0, 0, "exact")
    for match in HARMING_NOBODY.finditer(text):
        yield *match.span(), "killed", none, match.span(), "nobody"
    for match in NOBODY.finditer(text):
        words = match[0].casefold()
        harmed = match["killed"] or match["hurt"] or words.startswith("no ")
        if not harmed:
            continue
        kind: NumberKind = "wounded" if match["hurt"] or "injur" in words else "killed"
        yield *match.span(), kind, none, match.span(), "nobody"


def _victim(
    sentence: Sentence, victims: tuple[int, int], kind: NumberKind, actors: ActorIndex
) -> str | None:
    start, end = sentence.start + victims[0], sentence.start + victims[1]
    within = (
        [span for span in actors.at(start, end) if span.start >= start - 1] if end > start else []
    )
    if within:
        return within[-1].actor_id
    if kind != "losses":
        return None
    before = actors.at(sentence.start, start)
    return before[-1].actor_id if before else None
