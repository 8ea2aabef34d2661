"""Time words: one date, weekday or period in a sentence -> the days it means."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from clashwire_contracts.vocabulary import DatePrecision
from clashwire_enrich.events.calendar_words import (
    MONTHS,
    WEEKDAYS,
    count_of,
    day_of_year,
    end_of_month,
    past_weekday,
)

Days = tuple[date | None, date | None, DatePrecision]
_Reader = Callable[[re.Match[str], date | None], Days | None]
_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}


def _month_day(match: re.Match[str], published: date | None) -> Days | None:
    month = match["m1"] or match["m2"]
    return _on(month, match["d1"] or match["d2"], match["y1"] or match["y2"], published)


def _on(month: str, day: str, year: str | None, published: date | None) -> Days | None:
    number = MONTHS[month.casefold()]
    if month.islower() and number == MONTHS["may"]:
        return None
    if year is None and published is None:
        return None, None, "unknown"
    if year is not None:
        found = date(int(year), number, int(day))
    else:
        found = day_of_year(number, int(day), published or date.min)
    return found, found, "day"


def _iso(match: re.Match[str], _: date | None) -> Days | None:
    found = date(int(match["iy"]), int(match["im"]), int(match["id"]))
    return found, found, "day"


def _ago(match: re.Match[str], published: date | None) -> Days | None:
    count, unit = count_of(match["an"]), match["au"].casefold().rstrip("s")
    if published is None or count is None:
        return None, None, "unknown"
    if unit == "hour":
        day = published - timedelta(hours=count)
        return day, published, "day"
    found = published - timedelta(days=count * _UNIT_DAYS[unit])
    if unit == "day":
        return found, found, "day"
    if unit in {"week", "fortnight"}:
        return found - timedelta(days=3), found + timedelta(days=3), "week"
    return found, found, "month" if unit == "month" else "unknown"


def _span(match: re.Match[str], published: date | None) -> Days | None:
    count = count_of(match["sn"]) if match["sn"] else 1
    unit = match["su"].casefold().rstrip("s")
    if published is None:
        return None, None, "unknown"
    if count is None:
        return None, published - timedelta(days=1), "range"
    days = count // 24 if unit == "hour" else count * _UNIT_DAYS[unit]
    first = published - timedelta(days=max(1, days))
    return first, published - timedelta(days=1) if unit != "hour" else published, "range"


def _lasting(match: re.Match[str], published: date | None) -> Days | None:
    unit = (match["lu"] or match["ln"]).casefold().rstrip("s")
    if unit not in {"day", "week", "month", "year"}:
        return None
    count = count_of(match["ln"]) if match["lu"] else None
    if published is None:
        return None, None, "unknown"
    last = published - timedelta(days=1)
    first = published - timedelta(days=count * _UNIT_DAYS[unit]) if count else None
    return first, last, "range"


def _since(match: re.Match[str], published: date | None) -> Days | None:
    last = published  # what has gone on since then goes on as the news is told
    if match["sw"]:
        first = past_weekday(match["sw"], published) if published else None
        return first, last, "range" if first else "unknown"
    if match["syear"]:
        return date(int(match["syear"]), 1, 1), last, "range"
    year = int(match["sy"]) if match["sy"] else published.year if published else None
    if year is None:
        return None, None, "unknown"
    first = date(year, MONTHS[match["sm"].casefold()], int(match["sd"] or match["sd2"] or 1))
    if published and first > published and not match["sy"]:
        first = first.replace(year=year - 1)
    return first, last, "range"


def _in_month(match: re.Match[str], published: date | None) -> Days | None:
    month = MONTHS[match["lm"].casefold()]
    if match["lm"].islower():
        return None
    if match["ly"]:
        year = int(match["ly"])
    elif published is None:
        return None, None, "unknown"
    else:
        year = published.year - (month > published.month)
    first = date(year, month, 1)
    return first, end_of_month(first), "month"


def _month_year(match: re.Match[str], _: date | None) -> Days | None:
    if match["mm"].islower():
        return None
    first = date(int(match["my"]), MONTHS[match["mm"].casefold()], 1)
    return first, end_of_month(first), "month"


def _nth(match: re.Match[str], published: date | None) -> Days | None:
    """Read "on the 14th": the latest 14th up to publication."""
    if published is None:
        return None, None, "unknown"
    day = int(match["nd"])
    first = published.replace(day=1)
    if day > published.day or match.string[match.end() :].startswith(" of last"):
        first = (first - timedelta(days=1)).replace(day=1)
    found = first.replace(day=day)
    return found, found, "day"


def _weekday(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None, "unknown"
    qualifier = (match["wq"] or "").casefold()
    if qualifier in {"next", "coming"} or _is_ahead(match):
        ahead = (WEEKDAYS.index(match["wd"].casefold()) - published.weekday()) % 7 or 7
        found = published + timedelta(days=ahead)
    else:
        found = past_weekday(match["wd"], published)
        if qualifier in {"last", "previous"} and found == published:
            found -= timedelta(days=7)
    part = (match["wp"] or "").strip().casefold()
    overnight = part.startswith(("night", "overnight", "midnight"))
    return found, found + timedelta(days=1) if overnight and found < published else found, "day"


# "will be held on Friday", "is due on Monday": the next such day.
_AHEAD = re.compile(
    r"\b(?:will|due|(?:is|are|was|were) (?:to|set|scheduled|planned|expected)|plans? to|planned"
    r" for|scheduled for|called for|set for)(?! have)\b(?:(?! (?:said|says|told|after|since"
    r"|but)\b)[^,.;:\"]){0,70}$",
    re.IGNORECASE,
)


def _is_ahead(match: re.Match[str]) -> bool:
    if (match["wq"] or "").casefold() in {"last", "previous", "earlier", "early", "late"}:
        return False
    return _AHEAD.search(match.string[max(0, match.start() - 100) : match.start()]) is not None


def _week(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None, "unknown"
    words = match["week"].casefold()
    if "month" in words:
        first = published.replace(day=1)
        if "last" in words:
            first = (first - timedelta(days=1)).replace(day=1)
        return first, min(end_of_month(first), published), "month"
    if "year" in words:
        year = published.year - ("last" in words) + ("next" in words)
        return date(year, 1, 1), min(date(year, 12, 31), max(published, date(year, 1, 1))), "range"
    return _week_days(words, published)


def _week_days(words: str, published: date) -> Days:
    monday = published - timedelta(days=published.weekday())
    if "weekend" in words:
        ahead = "next" in words or published.weekday() == len(WEEKDAYS) - 1
        saturday = monday + timedelta(days=5 if ahead else -2)
        return saturday, saturday + timedelta(days=1), "range"
    if "next" in words:
        return monday + timedelta(days=7), monday + timedelta(days=13), "week"
    if "last" in words:
        return monday - timedelta(days=7), monday - timedelta(days=1), "week"
    return min(monday, published), published, "week"


def _day(match: re.Match[str], published: date | None) -> Days | None:
    words = match["day"].casefold()
    if published is None or "same day" in words:
        return (None, None, "unknown") if published is None else None
    if words == "the day before yesterday":
        found = published - timedelta(days=2)
    elif words in {"yesterday", "last night"}:
        found = published - timedelta(days=1)
    elif words == "overnight":
        return published - timedelta(days=1), published, "day"
    else:
        found = published + timedelta(days=words == "tomorrow")
    return found, found, "day"


def _recent(_: re.Match[str], published: date | None) -> Days | None:
    return None, published, "on_or_before" if published else "unknown"


def _year(match: re.Match[str], published: date | None) -> Days | None:
    year = int(match["yy"])
    if published is not None and year > published.year + 1:
        return None
    return date(year, 1, 1), date(year, 12, 31), "range"


READERS: dict[str, _Reader] = {
    "month_day": _month_day, "day_month": _month_day, "iso": _iso, "ago": _ago, "span": _span,
    "lasting": _lasting, "since": _since, "last_month": _in_month, "month_year": _month_year,
    "nth": _nth, "weekday": _weekday,
    "week": _week, "day": _day, "recent": _recent, "year": _year,
}  # fmt: skip
