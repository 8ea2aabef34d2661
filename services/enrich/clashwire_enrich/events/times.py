"""When: dates and periods in a text, counted from publication; null rather than a guess."""

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import msgspec

from clashwire_contracts.event import Occurred
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import DatePrecision
from clashwire_enrich.events.calendar_words import MONTH, WEEKDAY
from clashwire_enrich.events.time_anchors import ANCHORED, MAX_DISTANCE, read_anchored
from clashwire_enrich.events.time_patterns import TIME
from clashwire_enrich.events.time_ranges import ranges_in
from clashwire_enrich.events.time_words import READERS, Days
from clashwire_enrich.text.document import DATED_YEARS, Document

_HINT = re.compile(
    rf"\b(?:{WEEKDAY}|(?:{MONTH})\b|\d{{4}}|ago|earlier|past|last|previous|since|this|next"
    r"|yesterday|today|tonight|overnight|tomorrow|for|recent|recently|same day|weekend|later"
    r"|following|afterwards|the \d{1,2}(?:st|nd|rd|th)|the (?:day|night|evening) (?:before|after)"
    r"|preceding|that (?:night|day|evening|same))",
    re.IGNORECASE,
)
# "GOMA, May 3 (Wire) -": when the report was filed, not when anything happened.
_DATELINE = re.compile(
    rf"[A-Z\u00c0-\u00de][\w .,'\u2019-]{{1,40}}[,.] ?(?:(?:{MONTH})\b\.? \d{{1,2}}|\d{{1,2}}"
    rf" (?:{MONTH})\b\.?)(?:,? \d{{4}})?(?: ?\([^)]{{1,30}}\))? ?(?:-{{1,2}}|\u2013|\u2014|:)",
    re.IGNORECASE,
)


class FoundTime(msgspec.Struct, frozen=True):
    """A time expression: offsets in Document.text and the days it spans.

    `is_past_period` marks "for the past two weeks"; `is_future` marks "next week".
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    precision: DatePrecision
    rule: str
    is_future: bool = False

    def occurred(self) -> Occurred:
        """The contract's view of the expression."""
        return Occurred(
            start=self.first,
            end=self.last,
            precision=self.precision,
            text=Span(text=self.text, start=self.start, end=self.end),
        )


def find_times(document: Document) -> tuple[FoundTime, ...]:
    """Document -> its time expressions in text order, dated against its publication date."""
    published = document.published_at.date() if document.published_at else None
    found: list[FoundTime] = []
    anchor: FoundTime | None = None
    for sentence in document.sentences:
        if sentence.heading or not _HINT.search(sentence.text):
            continue
        position = _after_dateline(sentence.text)
        for told in _expressions(sentence.text):
            if told.match.start() < position:
                continue
            day = _day_of(anchor, sentence.start + told.match.start())
            time = _read(told, day if told.from_anchor else published, published, sentence.start)
            if time is not None:
                position = told.match.end()
                found.append(time)
                anchor = time if _is_one_day(time) else anchor
    return tuple(found)


class _Expression(NamedTuple):
    """Words for a time in a sentence: their rule, and how to read them from a day."""

    match: re.Match[str]
    rule: str
    read: Callable[[re.Match[str], date | None], Days | None]
    from_anchor: bool


def _expressions(text: str) -> list[_Expression]:
    """A sentence -> its expressions in text order; of those at one place the surest first."""
    found = [_Expression(m, "anchored", read_anchored, True) for m in ANCHORED.finditer(text)]  # noqa: FBT003
    ranges = [_Expression(one.match, "range", one.read, False) for one in ranges_in(text)]  # noqa: FBT003
    found += ranges
    for match in TIME.finditer(text):
        rule = next(name for name in READERS if match[name] is not None)
        if not any(match.start() < r.match.end() and r.match.start() < match.end() for r in ranges):
            found.append(_Expression(match, rule, READERS[rule], False))  # noqa: FBT003
    return sorted(found, key=lambda one: one.match.start())


def _after_dateline(text: str) -> int:
    dateline = _DATELINE.match(text)
    return dateline.end() if dateline is not None else 0


def _day_of(anchor: FoundTime | None, position: int) -> date | None:
    near = anchor is not None and position - anchor.end <= MAX_DISTANCE
    return anchor.first if anchor is not None and near else None


def _is_one_day(time: FoundTime) -> bool:
    return time.precision == "day" and time.first is not None and not time.is_future


def _read(
    told: _Expression, day: date | None, published: date | None, offset: int
) -> FoundTime | None:
    try:
        days = told.read(told.match, day)
    except (ValueError, OverflowError):  # 31 February, or a count that leaves the calendar
        return None
    if days is None or not all(d is None or d.year in DATED_YEARS for d in days[:2]):
        return None
    words = told.match[0].strip()
    start = offset + told.match.start() + len(told.match[0]) - len(told.match[0].lstrip())
    future = published is not None and days[0] is not None and days[0] > published
    return FoundTime(start, start + len(words), words, *days, told.rule, future)


def in_text_order(times: tuple[FoundTime, ...], start: int, end: int) -> tuple[FoundTime, ...]:
    """Times whose words begin within [start, end)."""
    low = bisect_left(times, start, key=lambda time: time.start)
    return times[low : bisect_left(times, end, low, key=lambda time: time.start)]
