"""Toll facts: which number of dead may stand as `best`; a belligerent's never does.

`best` comes from the narrator's own voice or from a source outside the fight, and from nobody
while the sides dispute the toll. Whatever a side says of itself or of the other stays a claim.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from clashwire_contracts.claim import Claim
from clashwire_contracts.event import EventMention
from clashwire_contracts.vocabulary import NumberPrecision
from clashwire_enrich.claims.claims import MAX_CLAIMS
from clashwire_enrich.events.casualties import CasualtyFigure
from clashwire_enrich.events.toll_claimants import FATAL_KINDS, TollLedger, is_outside, is_toll
from clashwire_enrich.events.toll_statements import RIVAL_TOLL
from clashwire_enrich.events.toll_voices import Voice, voice_of

# Two sources, two tolls, in one sentence.
_CONTRAST = re.compile(
    r"\b(?:said|says|sp(?:oke|eak)s? of|put|puts|reported|reports?|counted|counts?|according to"
    r"|told)\b"
    r"[^.]*\b(?:while|but|whereas|others|another source)\b[^.]*"
    r"\b(?:said|says|sp(?:oke|eak)s? of|put|puts|of|reported|gave|counted|claimed)\b",
    re.IGNORECASE,
)


# A later count that takes the place of an earlier one.
_UPDATE = re.compile(
    r"\b(?:r[io]sen?|rising|went up|gone up|climb\w*|later|now|revised|up from|updated|brings"
    r"|brought"
    r"|bringing|since)\b",
    re.IGNORECASE,
)
_UNSETTLED = frozenset({"contested", "no_evidence", "retracted"})
_FACTUAL = frozenset({"article", "outside"})


class ClaimedDead(NamedTuple):
    """How many dead one claim counts in all: the sum of what it lists."""

    value: int | None
    low: int | None
    high: int | None
    precision: NumberPrecision


def best_toll(
    event: EventMention, figures: Sequence[CasualtyFigure], ledger: TollLedger
) -> int | None:
    """An event and the figures told of it -> the number of dead that stands as a fact, or None."""
    tolls = [c for c in ledger.claims if event.mention_id in c.event_ids and is_toll(c)]
    if len(ledger.claims) >= MAX_CLAIMS:  # the ledger is full: what else is claimed is not known
        return None
    if any(c.claim_id in ledger.disputed or c.status in _UNSETTLED for c in tolls):
        return None
    voices = {f.start: voice_of(f, ledger) for f in figures if f.kind in FATAL_KINDS}
    narrated = deaths_told([f for f in figures if voices.get(f.start, "article") in _FACTUAL])
    if any(f.value is None and f.precision == "approx" for f in narrated):
        return None  # "between 12 and 19"
    if (
        _are_set_against(narrated, figures, voices, ledger)
        or _is_disagreed(figures)
        or _are_rivals(figures, ledger)
    ):
        return None
    found = (_total(narrated, ledger), _vouched(tolls, figures, ledger))
    best = max((n for n in found if n is not None), default=None)  # tolls rise as they are told
    if best is None or best in ledger.claimed:
        return None
    sides = [dead_claimed(c, figures) for c in tolls if c.claim_id in ledger.partisans]
    sides.extend(_as_claimed(f) for f in figures if voices.get(f.start) == "side" and _is_new(f))
    more = any(max(n.low or 0, n.value or 0, n.high or 0) > best for n in sides if n is not None)
    return None if more else best  # a side counts dead that nobody outside the fight has counted


def _are_set_against(
    chosen: Sequence[CasualtyFigure],
    figures: Sequence[CasualtyFigure],
    voices: Mapping[int, Voice],
    ledger: TollLedger,
) -> bool:
    """Whether a second source outside the fight counts other dead in a sentence of its own."""
    total = _sum([f.value for f in chosen])
    if total is None or ledger.document is None:
        return False
    sentences = {f.sentence for f in chosen}
    others = [f for f in figures if voices.get(f.start) == "outside" and _is_new(f)]
    told = {f.sentence for f in others if f.sentence not in sentences}
    sums = {_sum([f.value for f in others if f.sentence == number]) for number in told}
    updated = any(_UPDATE.search(ledger.document.sentences[number].text) for number in told)
    return bool(sums - {total}) and not updated


def _is_new(figure: CasualtyFigure) -> bool:
    return not (figure.part_of_total or figure.outdated or figure.over_a_period)


def _as_claimed(figure: CasualtyFigure) -> ClaimedDead:
    return ClaimedDead(figure.value, figure.low, figure.high, figure.precision)


def _are_rivals(figures: Sequence[CasualtyFigure], ledger: TollLedger) -> bool:
    """Whether one source's toll is set against another's: "some speak of 12 dead, others of 20"."""
    if any(f.rule == RIVAL_TOLL for f in figures):
        return True
    told = deaths_told(figures)
    if len(told) < 2 or ledger.document is None:  # noqa: PLR2004 - two make rivals
        return False
    return _CONTRAST.search(ledger.document.sentences[told[0].sentence].text) is not None


def deaths_told(figures: Sequence[CasualtyFigure]) -> tuple[CasualtyFigure, ...]:
    """Figures -> the counts of dead that make one toll: a death toll, else the first sentence's.

    Where nobody was hurt, nobody was killed; dead of months or years only where nothing else is
    counted; attackers told to be dead too come on top of a death toll.
    """
    deaths = [f for f in figures if f.kind in FATAL_KINDS and not f.part_of_total]
    deaths = [f for f in deaths if f.rule != RIVAL_TOLL]
    counted = [f for f in deaths if f.low is not None or f.high is not None]
    counted = [f for f in counted if not (f.over_a_period or f.outdated)] or counted
    if not counted:
        return tuple(f for f in figures if f.rule == "nobody")[:1]
    tolls = [f for f in counted if f.rule == "death_toll"]
    if tolls:
        return (tolls[-1], *(f for f in counted if f.besides_toll and f.start > tolls[-1].start))
    return tuple(f for f in counted if f.sentence == counted[0].sentence)


def dead_claimed(claim: Claim, figures: Sequence[CasualtyFigure]) -> ClaimedDead | None:
    """A claim and the figures told of its event -> the dead it counts, listed ones summed."""
    content, number = claim.content_span, claim.number
    inside = [f for f in figures if content.start <= f.start < content.end]
    listed = deaths_told(inside) if content.field == "text" else ()
    if len(listed) < 2 and not any(f.rule == "death_toll" for f in listed):  # noqa: PLR2004
        if number is None:
            return None
        return ClaimedDead(number.value, number.low, number.high, number.precision)
    values, lows, highs = zip(*((f.value, f.low, f.high) for f in listed), strict=True)
    exact: NumberPrecision = "exact"
    precision = next((f.precision for f in listed if f.precision != exact), exact)
    return ClaimedDead(_sum(values), _sum(lows), _sum(highs), precision)


def rival_tolls(figures: Sequence[CasualtyFigure]) -> tuple[ClaimedDead, ...]:
    """Figures -> the tolls that another source sets against the first: "the Red Cross at 19"."""
    return tuple(_as_claimed(f) for f in figures if f.rule == RIVAL_TOLL)


def _sum(numbers: Sequence[int | None]) -> int | None:
    told = [number for number in numbers if number is not None]
    return sum(told) if len(told) == len(numbers) else None


def _total(figures: Sequence[CasualtyFigure], ledger: TollLedger) -> int | None:
    """Figures of one toll -> their sum; None with a vague one, a ceiling or one a side claims."""
    values = [None if f.precision == "max" else f.value for f in figures]  # "up to 12"
    told = [value for value in values if value is not None]
    if not told or len(told) < len(values) or any(n in ledger.claimed for n in told):
        return None
    return sum(told)


def _is_disagreed(figures: Sequence[CasualtyFigure]) -> bool:
    """Whether fewer dead are stated outright than were counted before, and not as an older toll."""
    deaths = [f for f in figures if f.kind in FATAL_KINDS and not f.part_of_total]
    first = [f for f in deaths if f.rule != "death_toll" and f.sentence == deaths[0].sentence]
    counted = _sum([f.value for f in first]) or 0
    stated = [f for f in deaths if f.rule == "death_toll" and not f.outdated]
    exact = [f.value for f in stated if f.precision == "exact" and f.value is not None]
    return any(value < counted for value in exact)


def _vouched(
    tolls: Sequence[Claim], figures: Sequence[CasualtyFigure], ledger: TollLedger
) -> int | None:
    """The one number that sources outside the fight give."""
    numbers = [dead_claimed(c, figures) for c in tolls if is_outside(c, ledger)]
    values = {n.value for n in numbers if n is not None and n.precision != "max"}
    values.discard(None)
    return values.pop() if len(values) == 1 else None
