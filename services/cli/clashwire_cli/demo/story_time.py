"""Days and hours of the news world, told from the demonstration's first day.

A story is published on a whole day before the start at a fixed hour (`-1d 18:40`, UTC), so
"late on Saturday" stays true whatever the hour of the start.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

_WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
_PUBLISHED = re.compile(r"-(?P<days>[1-9])d (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)")
_PLACEHOLDER = re.compile(r"\{(?P<form>[a-z_]+):(?P<days>-?\d+)d\}")


def parse_published(written: str, start: datetime) -> datetime:
    """`-1d 18:40` -> that UTC time on the day before `start`; ValueError when written otherwise."""
    match = _PUBLISHED.fullmatch(written)
    if match is None:
        raise ValueError(f"published time {written!r} is not of the form '-1d 18:40'")
    day = start.astimezone(UTC).date() - timedelta(days=int(match["days"]))
    return datetime.combine(day, time(int(match["hour"]), int(match["minute"])), UTC)


def fill_dates(text: str, start: datetime, language: str) -> str:
    """Replace `{weekday:-1d}`, `{date:-1d}` and `{month_day:-1d}`; any other brace refuses."""
    first_day = start.astimezone(UTC).date()

    def words(match: re.Match[str]) -> str:
        day = first_day + timedelta(days=int(match["days"]))
        return _day_words(match["form"], day, language)

    filled = _PLACEHOLDER.sub(words, text)
    if "{" in filled or "}" in filled:
        raise ValueError(f"a brace that is no known placeholder stands in {text[:60]!r}")
    return filled


def _day_words(form: str, day: date, language: str) -> str:
    month = _MONTHS[language][day.month - 1]
    forms = {
        "weekday": _WEEKDAYS[language][day.weekday()],
        "date": f"{day.day} de {month}" if language == "es" else f"{day.day} {month}",
        "month_day": f"{month} {day.day}",
    }
    if form not in forms:
        raise ValueError(f"unknown placeholder {form!r}; known are {', '.join(forms)}")
    return forms[form]
