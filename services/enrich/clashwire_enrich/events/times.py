"""When: dates and periods in a text, counted from publication; null rather than a guess."""

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from clashwire_contracts.event import Occurred
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import DatePrecision
from clashwire_enrich.text.document import DATED_YEARS, Document
from clashwire_enrich.text.quantities import read_number

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=lambda name: -len(name)))
_WEEKDAY = "|".join(_WEEKDAYS)
_COUNT = (
    r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|several|few|a few|couple of|a couple of)"
)
_UNIT = r"(?:hour|day|week|month|year)s?"
_PART = r"(?: (?:night|morning|afternoon|evening|midnight|dawn|overnight))"
_TIME = re.compile(
    r"\b(?:"
    rf"(?P<month_day>(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\b(?!,? ?\d{{3}},)(?:,? (?P<y1>\d{{4}}))?)"
    rf"|(?P<day_month>(?P<d2>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?(?: of)? (?P<m2>{_MONTH})\b\.?(?:,? (?P<y2>\d{{4}}))?)"
    r"|(?P<iso>(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2}))"
    rf"|(?P<ago>(?:about |around |nearly |more than "
    rf"|over )?(?P<an>{_COUNT}) (?P<au>{_UNIT}) (?:ago|earlier))"
    rf"|(?P<span>(?:for|in|over|during|within)? ?the (?:past|last"
    rf"|previous) (?:(?P<sn>{_COUNT}) )?(?P<su>{_UNIT}))"
    rf"|(?P<lasting>for (?:(?:more than|nearly|over|about|at least|the) )?(?P<ln>{_COUNT}|weeks"
    rf"|months|days|years)(?: (?P<lu>{_UNIT}))?)"
    rf"|(?P<since>since (?:(?P<sm>{_MONTH})\.?(?: (?P<sd>\d{{1,2}})\b)?(?:,? (?P<sy>\d{{4}}))?"
    rf"|(?P<sw>{_WEEKDAY})|(?P<syear>\d{{4}})))"
    rf"|(?P<last_month>(?:(?P<lmq>last|in|early|mid|late|back in"
    rf"|during) )(?P<lm>{_MONTH})\.?(?:,? (?P<ly>\d{{4}}))?\b(?! \d))"
    rf"|(?P<weekday>(?:(?P<wq>late|early|last|next|this|coming|earlier"
    rf"|previous)(?: on)? )?(?P<wd>{_WEEKDAY})(?P<wp>{_PART}s?)?)"
    r"|(?P<week>(?:earlier|later|late|early) (?:this|last) (?:week|month|year)|(?:this|last"
    r"|next) (?:week|month|year|weekend)|(?:over|at) the weekend)"
    r"|(?P<day>yesterday|today|tonight|last night|overnight|this (?:morning|afternoon|evening)"
    r"|early today|the day before yesterday|tomorrow|earlier today|on the same day|the same day)"
    r"|(?P<recent>in recent (?:days|weeks|months|years)|recently|these days)"
    r"|(?P<year>(?:in|since|of|during|the|by|until|from) (?P<yy>(?:19|20)\d{2})\b(?! (?:people"
    r"|soldiers|civilians|troops)))"
    r")\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    rf"\b(?:{_WEEKDAY}|(?:{_MONTH})\b|\d{{4}}|ago|earlier|past|last|previous|since|this|next"
    rf"|yesterday"
    r"|today|tonight|overnight|tomorrow|for|recent|recently|same day|weekend)",
    re.IGNORECASE,
)
_UNIT_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}
_SEVERAL = 3  # "several weeks" is at least three; its start stays unknown
_BACKGROUND_DAYS = 14


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
    for sentence in document.sentences:
        if sentence.heading or not _HINT.search(sentence.text):
            continue
        for match in _TIME.finditer(sentence.text):
            time = _read(match, published, sentence.start)
            if time is not None:
                found.append(time)
    return tuple(found)


Days = tuple[date | None, date | None, DatePrecision]
_Reader = Callable[[re.Match[str], date | None], Days | None]


def _read(match: re.Match[str], published: date | None, offset: int) -> FoundTime | None:
    for rule, reader in _READERS.items():
        if match[rule] is None:
            continue
        try:
            days = reader(match, published)
        except (ValueError, OverflowError):  # 31 February, or a count that leaves the calendar
            return None
        if days is None or not all(d is None or d.year in DATED_YEARS for d in days[:2]):
            return None
        words = match[0].strip()
        start = offset + match.start() + len(match[0]) - len(match[0].lstrip())
        future = published is not None and days[0] is not None and days[0] > published
        return FoundTime(start, start + len(words), words, *days, rule, future)
    return None


def _month_day(match: re.Match[str], published: date | None) -> Days | None:
    month = match["m1"] or match["m2"]
    return _on(month, match["d1"] or match["d2"], match["y1"] or match["y2"], published)


def _on(month: str, day: str, year: str | None, published: date | None) -> Days | None:
    number = _MONTHS[month.casefold()]
    if month.islower() and number == _MONTHS["may"]:
        return None
    if year is not None:
        found = date(int(year), number, int(day))
    elif published is None:
        return None, None, "unknown"
    else:
        found = date(published.year, number, int(day))
        if found > published + timedelta(days=31):
            found = found.replace(year=published.year - 1)
    return found, found, "day"


def _iso(match: re.Match[str], _: date | None) -> Days | None:
    found = date(int(match["iy"]), int(match["im"]), int(match["id"]))
    return found, found, "day"


def _ago(match: re.Match[str], published: date | None) -> Days | None:
    count, unit = _count(match["an"]), match["au"].casefold().rstrip("s")
    if published is None or count is None:
        return None, None, "unknown"
    if unit == "hour":
        day = published - timedelta(hours=count)
        return day, published, "day"
    found = published - timedelta(days=count * _UNIT_DAYS[unit])
    if unit == "day":
        return found, found, "day"
    if unit == "week":
        return found - timedelta(days=3), found + timedelta(days=3), "week"
    return found, found, "month" if unit == "month" else "unknown"


def _span(match: re.Match[str], published: date | None) -> Days | None:
    count = _count(match["sn"]) if match["sn"] else 1
    unit = match["su"].casefold().rstrip("s")
    if published is None:
        return None, None, "unknown"
    if count is None:
        return None, published - timedelta(days=1), "range"
    first = published - timedelta(days=max(1, count * _UNIT_DAYS[unit]))
    return first, published - timedelta(days=1) if unit != "hour" else published, "range"


def _lasting(match: re.Match[str], published: date | None) -> Days | None:
    unit = (match["lu"] or match["ln"]).casefold().rstrip("s")
    if unit not in {"day", "week", "month", "year"}:
        return None
    count = _count(match["ln"]) if match["lu"] else None
    if published is None:
        return None, None, "unknown"
    last = published - timedelta(days=1)
    first = published - timedelta(days=count * _UNIT_DAYS[unit]) if count else None
    return first, last, "range"


def _since(match: re.Match[str], published: date | None) -> Days | None:
    last = published - timedelta(days=1) if published else None
    if match["sw"]:
        first = _past_weekday(match["sw"], published) if published else None
        return first, last, "range" if first else "unknown"
    if match["syear"]:
        return date(int(match["syear"]), 1, 1), last, "range"
    year = int(match["sy"]) if match["sy"] else published.year if published else None
    if year is None:
        return None, None, "unknown"
    first = date(year, _MONTHS[match["sm"].casefold()], int(match["sd"] or 1))
    if published and first > published and not match["sy"]:
        first = first.replace(year=year - 1)
    return first, last, "range"


def _in_month(match: re.Match[str], published: date | None) -> Days | None:
    month = _MONTHS[match["lm"].casefold()]
    if match["lm"].islower():
        return None
    if match["ly"]:
        year = int(match["ly"])
    elif published is None:
        return None, None, "unknown"
    else:
        year = published.year - (month > published.month)
    first = date(year, month, 1)
    return first, _end_of_month(first), "month"


def _weekday(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None, "unknown"
    qualifier = (match["wq"] or "").casefold()
    if qualifier in {"next", "coming"}:
        ahead = (_WEEKDAYS.index(match["wd"].casefold()) - published.weekday()) % 7 or 7
        found = published + timedelta(days=ahead)
    else:
        found = _past_weekday(match["wd"], published)
        if qualifier in {"last", "previous"} and found == published:
            found -= timedelta(days=7)
    part = (match["wp"] or "").strip().casefold()
    overnight = part.startswith(("night", "overnight", "midnight"))
    return found, found + timedelta(days=1) if overnight and found < published else found, "day"


def _past_weekday(name: str, published: date) -> date:
    """A weekday's name -> its latest occurrence on or before publication."""
    back = (published.weekday() - _WEEKDAYS.index(name.casefold())) % 7
    return published - timedelta(days=back)


def _week(match: re.Match[str], published: date | None) -> Days | None:
    if published is None:
        return None, None, "unknown"
    words = match["week"].casefold()
    if "month" in words:
        first = published.replace(day=1)
        if "last" in words:
            first = (first - timedelta(days=1)).replace(day=1)
        return first, min(_end_of_month(first), published), "month"
    if "year" in words:
        year = published.year - ("last" in words) + ("next" in words)
        return date(year, 1, 1), min(date(year, 12, 31), max(published, date(year, 1, 1))), "range"
    return _week_days(words, published)


def _week_days(words: str, published: date) -> Days:
    monday = published - timedelta(days=published.weekday())
    if "weekend" in words:
        saturday = monday + timedelta(days=5 if "next" in words else -2)
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


def _count(words: str) -> int | None:
    lower = words.casefold()
    if lower in {"several", "few", "a few"}:
        return None
    return 2 if "couple" in lower else 1 if lower in {"a", "an"} else read_number(lower)


def _end_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


_READERS: dict[str, _Reader] = {
    "month_day": _month_day, "day_month": _month_day, "iso": _iso, "ago": _ago, "span": _span,
    "lasting": _lasting, "since": _since, "last_month": _in_month, "weekday": _weekday,
    "week": _week, "day": _day, "recent": _recent, "year": _year,
}  # fmt: skip


def in_text_order(times: tuple[FoundTime, ...], start: int, end: int) -> tuple[FoundTime, ...]:
    """Times whose words begin within [start, end)."""
    low = bisect_left(times, start, key=lambda time: time.start)
    return times[low : bisect_left(times, end, low, key=lambda time: time.start)]
