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
    ONE_MORE,
    ONE_PERSON,
    ONE_ROLE,
    PART_OF_TOTAL,
    VAGUE_LOSSES,
)
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


_ROLE_GROUPS = (("low", "np"), ("object_low", "object"), ("beaten_low", "beaten"))


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
    if quantity is None:
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


def _coordinated(text: str, match: re.Match[str], kind: NumberKind, rule: str) -> Iterator[_Count]:
    if "passive" in rule:
        start = match.start("bound") if match["bound"] else match.start("low")
        other = COUNTED_BEFORE.search(text, 0, start)
    else:
        other = COUNTED_AFTER.match(text, match.end())
    if other is None and "active" in rule and (one := ONE_MORE.match(text, match.end())):
        yield _one_more(one, kind, f"{rule}_coordinated")
    if other is not None and (counted := _counted(other, kind, f"{rule}_coordinated")):
        yield counted


def _one_more(match: re.Match[str], kind: NumberKind, rule: str) -> _Count:
    exactly = Quantity(1, 1, 1, "exact")
    low, noun = ("low", "np") if match["low"] else ("own", "kin")
    return *match.span(low), kind, exactly, match.span(noun), rule


def _single(text: str) -> Iterator[_Count]:
    one = Quantity(1, 1, 1, "exact")
    kinds: tuple[tuple[NumberKind, str, str], ...] = (
        ("killed", "killed", "did_kill"),
        ("wounded", "wounded", "did_wound"),
        ("captured", "captured", "did_capture"),
    )
    for match in ONE_PERSON.finditer(text):
        kind = next(kind for kind, passive, active in kinds if match[passive] or match[active])
        group, noun = ("low", "np") if match["low"] else ("object_low", "object")
        if match["low"] and (other := COUNTED_BEFORE.search(text, 0, match.start())):
            counted = _counted(other, kind, "one_person_coordinated")
            yield from (counted,) if counted else ()
        yield *match.span(group), kind, one, match.span(noun), "one_person"
        if not match["low"]:
            yield from _coordinated(text, match, kind, "one_person_active")
    for match in ONE_ROLE.finditer(text):
        low, noun = next(groups for groups in _ROLE_GROUPS if match[groups[0]])
        yield *match.span(low), "killed", one, match.span(noun), "one_role"


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
