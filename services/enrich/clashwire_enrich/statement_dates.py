"""Statement dates: the day on which something was said, from words such as "on Thursday"."""

import re
from datetime import date, timedelta

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(rf"{_MONTH} (?P<day>\d{{1,2}})(?:,? (?P<year>\d{{4}}))?", re.IGNORECASE),
    re.compile(rf"(?P<day>\d{{1,2}}) {_MONTH}(?: (?P<year>\d{{4}}))?", re.IGNORECASE),
)
_DAYS_OF_WEEK = 7


def statement_date(words: str, published: date | None) -> date | None:
    """'on Thursday' and the publication date -> the day; null when the article has no date."""
    lower = words.lower()
    if published is None:
        return None
    for number, name in enumerate(_WEEKDAYS):
        if name in lower:
            back = (published.weekday() - number) % _DAYS_OF_WEEK
            return published - timedelta(days=back + _DAYS_OF_WEEK * ("last " in lower))
    if "yesterday" in lower:
        return published - timedelta(days=1)
    if "today" in lower or "tonight" in lower:
        return published
    return _calendar_date(words, published)


def _calendar_date(words: str, published: date) -> date | None:
    for pattern in _DATES:
        found = pattern.search(words)
        if found is None:
            continue
        year = int(found["year"] or published.year)
        month = _MONTHS.index(found["month"].lower()[:3]) + 1
        try:
            day = date(year, month, int(found["day"]))
        except ValueError:
            return None
        later = found["year"] is None and day > published
        return day.replace(year=year - 1) if later and (month, day.day) != (2, 29) else day
    return None
