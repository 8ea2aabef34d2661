"""Time ranges: "between 3 and 5 May", "from Monday to Wednesday", "the last week of April"."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from clashwire_enrich.events.calendar_words import (
    MONTH,
    MONTHS,
    PART,
    WEEKDAY,
    count_of,
    day_of_year,
    end_of_month,
    past_weekday,
)
from clashwire_enrich.events.time_words import Days

_TO = r"(?: ?[-\u2013/] ?| and | to | until | till | through )"
_FROM = r"(?:(?:between|from) (?:the )?)?"
_NTH = r"(?:st|nd|rd|th)?"
_ALSO = (
    r"(?: and (?:(?:all|most|part) of |early |late |again (?:on )?|on )?"
    r"| to | into | until | through |[-\u2013])"
)
_NO_PEOPLE = r"(?!,? ?\d)(?! [a-z]+s\b)"
_ONE_DAY = timedelta(days=1)


class FoundRange(NamedTuple):
    """Where a range stands in a sentence, and the match that tells it."""

    match: re.Match[str]
    read: Callable[[re.Match[str], date | None], Days | None]


def _dated(month: str, day: str, year: str | None, published: date | None) -> date | None:
    number = MONTHS[month.casefold()]
    if month.islower() and number == MONTHS["may"]:
        return None
    if year is not None:
        return date(int(year), number, int(day))
    return day_of_year(number, int(day), published) if published is not None else None


def _days_of_month(match: re.Match[str], published: date | None) -> Days | None:
    last = _dated(match["mb"], match["b"], match["y"], published)
    if last is None:
        return None if match["mb"].islower() else (None, None, "unknown")
    month = MONTHS[(match["ma"] or match["mb"]).casefold()]
    return _span(date(last.year, month, int(match["a"])), last)


def _month_and_days(match: re.Match[str], published: date | None) -> Days | None:
    first = _dated(match["ma"], match["a"], match["y"], published)
    if first is None:
        return None if match["ma"].islower() else (None, None, "unknown")
    month = MONTHS[(match["mb"] or match["ma"]).casefold()]
    return _span(first, date(first.year, month, int(match["b"])))


def _span(first: date, last: date) -> Days | None:
    """Both ends -> the days; a range over New Year began the year before."""
    if first > last:
        first = first.replace(year=first.year - 1)
    return first, last, "day" if last - first == _ONE_DAY else "range"


def _weekdays(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None, "unknown"
    last = past_weekday(match["wb"], published)
    first = past_weekday(match["wa"], last)
    return _span(first, last) if first != last else None


def _night_to(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None, "unknown"
    last = past_weekday(match["wn"], published)
    return last - _ONE_DAY, last, "day"


def _months(match: re.Match[str], published: date | None) -> Days | None:
    if published is None and match["yb"] is None:
        return None, None, "unknown"
    first, last = MONTHS[match["ma"].casefold()], MONTHS[match["mb"].casefold()]
    year = int(match["yb"]) if match["yb"] else _year_of(last, published)
    began = int(match["ya"]) if match["ya"] else year - (first > last)
    return date(began, first, 1), end_of_month(date(year, last, 1)), "range"


def _year_of(month: int, published: date | None) -> int:
    return published.year - (month > published.month) if published is not None else 1


def _part_of_month(match: re.Match[str], published: date | None) -> Days | None:
    if published is None and match["y"] is None:
        return None, None, "unknown"
    month = MONTHS[match["m"].casefold()]
    first = date(int(match["y"]) if match["y"] else _year_of(month, published), month, 1)
    last = end_of_month(first)
    if match["unit"] == "half":
        middle = first.replace(day=15)
        early = match["which"].casefold() == "first"
        return (first, middle, "range") if early else (middle + _ONE_DAY, last, "range")
    count = count_of(match["n"]) if match["n"] else 1
    if count is None:
        return first, last, "month"
    days = timedelta(days=count * (7 if match["unit"].startswith("week") else 1) - 1)
    if match["which"].casefold() in {"first", "opening"}:
        return first, first + days, "range"
    return last - days, last, "range"


def _month_of_year(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None, "unknown"
    year = published.year - (match["which"].casefold() == "last")
    first = date(year, MONTHS[match["m"].casefold()], 1)
    return first, end_of_month(first), "month"


def _day_of_week(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None, "unknown"
    sunday = published + timedelta(days=6 - published.weekday())
    if match["which"].casefold() == "last":
        sunday -= timedelta(days=7)
    found = past_weekday(match["wd"], sunday)
    return found, found, "day"


def _numeric(match: re.Match[str], _: date | None) -> Days | None:
    """12/25/2024 or 25/12/2024 -> the day; null where day and month could change places."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if one == other or other > 12:  # noqa: PLR2004 - a year has 12 months
        found = date(year, one, other)
    elif one > 12:  # noqa: PLR2004
        found = date(year, other, one)
    else:
        return None, None, "unknown"
    return found, found, "day"


_PATTERNS: tuple[tuple[str, Callable[[re.Match[str], date | None], Days | None]], ...] = (
    (
        (
            rf"{_FROM}(?P<a>\d{{1,2}}){_NTH}(?: of)?(?: (?P<ma>{MONTH})\b\.?)?{_TO}(?:the )?"
            rf"(?P<b>\d{{1,2}}){_NTH}(?: of)? (?P<mb>{MONTH})\b\.?(?:,? (?P<y>\d{{4}}))?"
        ),
        _days_of_month,
    ),
    (
        (
            rf"{_FROM}(?P<ma>{MONTH})\b\.? (?P<a>\d{{1,2}}){_NTH}{_TO}(?:(?P<mb>{MONTH})\b\.? )?"
            rf"(?P<b>\d{{1,2}}){_NTH}\b(?:,? (?P<y>\d{{4}})|{_NO_PEOPLE})"
        ),
        _month_and_days,
    ),
    (
        (
            rf"(?:(?:between|from|overnight|during the night of|(?:in|during|over|on)? ?the night"
            rf" (?:of|from)) )?(?:late (?:on )?)?(?P<wa>{WEEKDAY}){PART}?{_ALSO}(?P<wb>{WEEKDAY})"
            rf"{PART}?"
        ),
        _weekdays,
    ),
    (rf"(?:the night to|overnight (?:in)?to) (?P<wn>{WEEKDAY})", _night_to),
    (
        (
            rf"(?:between|from) (?P<ma>{MONTH})\b\.?(?: (?P<ya>\d{{4}}))? (?:and|to|until|through)"
            rf" (?P<mb>{MONTH})\b\.?(?: (?P<yb>\d{{4}}))?(?! \d)"
        ),
        _months,
    ),
    (
        (
            r"(?:the )?(?P<which>first|last|final|second|opening|closing)"
            r" (?:(?P<n>two|three|four|\d|few) )?"
            rf"(?P<unit>days?|weeks?|half) of (?P<m>{MONTH})\b\.?(?:,? (?P<y>\d{{4}}))?"
        ),
        _part_of_month,
    ),
    (rf"(?P<m>{MONTH})(?: of)? (?P<which>last|this) year", _month_of_year),
    (rf"(?P<wd>{WEEKDAY}){PART}?(?: of)? (?P<which>last|this) week", _day_of_week),
    (r"(?P<one>\d{1,2})[/.](?P<other>\d{1,2})[/.](?P<year>(?:19|20)\d\d)", _numeric),
)
RANGES = tuple((re.compile(rf"\b{words}\b", re.IGNORECASE), read) for words, read in _PATTERNS)


def ranges_in(text: str) -> Iterator[FoundRange]:
    """Sentence -> its ranges and compound dates; of two that overlap, the surer one."""
    taken: list[tuple[int, int]] = []
    for pattern, read in RANGES:
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield FoundRange(match, read)
