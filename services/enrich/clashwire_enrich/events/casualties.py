"""At what cost: killed, wounded, captured, missing and losses, with bounds and victims."""

import re
from bisect import bisect_left

import msgspec

from clashwire_contracts.vocabulary import NumberKind, NumberPrecision
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.events.harm_counts import Count, counts_in
from clashwire_enrich.events.toll_periods import is_over_a_period
from clashwire_enrich.text.document import Document, Sentence

CASUALTY_HINT = re.compile(
    r"kill|dead|\bdie[ds]?\b|\bdying\b|death|wound|injur|hurt|captur|missing|\blost\b|\bloss"
    r"|\blosing\b|throat|wiped out|wiping out"
    r"|casualt|bod(?:y|ies)|corpse|remains of|slain|fatal|massacre|execut|abduct|kidnap|toll"
    r"|prisoner|captive|surrender|\bli(?:fe|ves)\b|\bshot\b|\bshoot|behead|hostage|perish|martyr"
    r"|\bmaim|lynch|hack|\bburn|murder|eliminat|neutrali|slaughter|\bbur(?:y|ied|ying)\b|harm"
    r"|drown|strangl|stab|\bbeat|ston(?:ed|ing)\b|gunned|victim|made off|carried off|mow(?:ed|n)"
    r"|cut down|blown|assassinat"
    r"|hospital|treated|snatch|seiz|unscathed|unaccounted|vanish|disappear|bled|\bfell\b|fallen"
    r"|hanged"
    r"|surviv|expired|suffocat|chok(?:ed|ing)|asphyxiat|succumb|\btorn\b|ripped apart|decapitat"
    r"|felled|pick(?:ed|ing) off|liquidat|lifeless|necklac|gassed|butcher|never (?:came|got|rose"
    r"|woke"
    r"|went|returned)|did not (?:come|live|make|return|get up)|not be saved|breathed|passed away"
    r"|coffin|\b(?:took|taking|taken) .{0,60}(?:with|along)|slew|\bput(?:ting)? |dismember|tally"
    r"|affected|\balive\b|at a cost of|\bcosts? ",
    re.IGNORECASE,
)


_EARLIER = re.compile(
    r"\b(?:earlier|initial|previous|preliminary|first|older) (?:\w+ )?(?:reports?|counts?|tolls?"
    r"|figures?|estimates?|tally|statements?)\b"
    r"|\b(?:earlier|initially|previously|at first|originally)[^.;]{0,30}? (?:put|said|reported"
    r"|given"
    r"|spoke|spoken|counted)\b",
    re.IGNORECASE,
)
_TOO = re.compile(
    r" (?:of the |of its )?(?:\w+ )?(?:assailants?|attackers?|bombers?|gunm[ae]n|assaulters)"
    r" (?:(?:was|were|had|has|have|also) ){1,3}(?:been )?(?:also )?(?:\w+ed|died|dead)\b",
    re.IGNORECASE,
)


class CasualtyFigure(msgspec.Struct, frozen=True):
    """One count of people harmed: bounds, precision, the words, and whose people they were.

    `part_of_total` marks a count inside another ("12 people, including three children"),
    `over_a_period` one of months or years, `outdated` an earlier toll, and `besides_toll`
    attackers told to be dead too.
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
    over_a_period: bool = False
    outdated: bool = False
    besides_toll: bool = False


def find_casualties(document: Document, actors: ActorIndex) -> tuple[CasualtyFigure, ...]:
    """Document and actors -> the counts it gives, in text order, each number once."""
    found: list[CasualtyFigure] = []
    for number, sentence in enumerate(document.sentences):
        if not sentence.heading and CASUALTY_HINT.search(sentence.text):
            found.extend(
                _figure(sentence, number, count, actors) for count in counts_in(sentence.text)
            )
    return tuple(found)


def figures_between(
    figures: tuple[CasualtyFigure, ...], start: int, end: int
) -> tuple[CasualtyFigure, ...]:
    """Figures in text order and offsets -> those whose words begin within [start, end)."""
    low = bisect_left(figures, start, key=lambda figure: figure.start)
    return figures[low : bisect_left(figures, end, low, key=lambda figure: figure.start)]


def _figure(sentence: Sentence, number: int, count: Count, actors: ActorIndex) -> CasualtyFigure:
    quantity = count.quantity
    return CasualtyFigure(
        kind=count.kind, value=quantity.value, low=quantity.low, high=quantity.high,
        precision=quantity.precision, start=sentence.start + count.start,
        end=sentence.start + count.end, text=sentence.text[count.start : count.end],
        victim_actor_id=_victim(sentence, count.noun, count.kind, actors), sentence=number,
        rule=count.rule, part_of_total=count.part_of_total,
        over_a_period=is_over_a_period(sentence.text, count.start, count.end),
        outdated=_EARLIER.search(sentence.text[: count.start]) is not None,
        besides_toll=_TOO.match(sentence.text, count.end) is not None,
    )  # fmt: skip


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
