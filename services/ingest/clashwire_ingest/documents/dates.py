"""A date as a feed writes it -> a time in UTC, or None: read or null, never invented.

RFC 3339 and RFC 2822 as they stand; else month names of many languages, twelve-hour clocks and
zone names. Null for what has two readings: `03/04/2026`, an unknown zone, an offset no place
has, a date without its day, and the first second of 1970, which is a missing number.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from babel.dates import get_month_names
from dateutil import parser as dateutil_parser
from dateutil.tz import tzoffset

_MAX_CHARACTERS = 100
_RFC_3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?([Zz]|[+-]\d\d:?\d\d)?)?"
)
# Croatian is left out: its srpanj is July where Czech srpen is August.
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "sv", "da", "nb", "fi", "cs",
    "sk", "hu", "ro", "bg", "sr", "el", "he", "ar", "fa", "ur", "hi", "id", "ms", "sw", "so", "am",
    "az", "ka", "hy", "ku", "ps", "my", "th", "vi", "lt", "lv", "et", "sl", "sq", "mk",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
_RFC_2822 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d(?::\d\d)?) (GMT|[+-]\d{4})"
)
# Hours east of Greenwich; names that stand for several zones (IST, CST of China) are left out
# unless RFC 2822 section 4.3 fixes them.
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1,
    "MESZ": 2, "MET": 1, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "SAST": 2, "CAT": 2,
    "EAT": 3, "WAT": 1, "PKT": 5, "NPT": 5.75, "WIB": 7, "HKT": 8, "SGT": 8, "PHT": 8,
    "JST": 9, "KST": 9, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5,
    "ADT": -3, "ART": -3, "BRT": -3, "CLT": -4, "COT": -5, "PET": -5, "VET": -4,
}  # fmt: skip
_EARLIEST_OFFSET, _LATEST_OFFSET = timedelta(hours=-12), timedelta(hours=14)  # of any real zone
_TWO_READINGS = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}(?!\d)")
_OFFSET = re.compile(r"(?<![\d-])(?:(?:GMT|UTC)\s?)?([+-])(\d{1,2}):?(\d\d)?$", re.IGNORECASE)
_ZONE_NAME = re.compile(r"(?<=[\d\sMm])\(?([A-Za-z]{1,5})\)?$")
_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[\u0300-\u036f])*\.?")
_CAPITALS = re.compile("[A-Z]{2,5}")
_CLOCK = re.compile(r"\d:\d\d")
# What dateutil may not guess: a part missing from the date differs between these two.
_DEFAULTS = (datetime(2001, 1, 1), datetime(2002, 2, 2))  # noqa: DTZ001  # made aware below
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FUTURE_ALLOWED = timedelta(days=1)  # a local time labelled UTC, or a clock that is fast


def read_date(written: str | None) -> datetime | None:
    """A feed's date -> UTC; one without a zone is taken for UTC, a day for its first moment."""
    text = " ".join((written or "").split())
    if not text or len(text) > _MAX_CHARACTERS:
        return None
    try:
        found = _read_rfc_3339(text) or _read_rfc_2822(text) or _read_other(text)
        in_utc = found.astimezone(UTC) if found else None
    except (ValueError, OverflowError, TypeError):
        return None
    return None if in_utc == _EPOCH else in_utc


def if_not_ahead(at: datetime | None, now: datetime) -> datetime | None:
    """A publication time -> itself, or None when it lies more than a day ahead of now."""
    return at if at is not None and at <= now + _FUTURE_ALLOWED else None


def _read_rfc_3339(text: str) -> datetime | None:
    found = _RFC_3339.fullmatch(text)
    if found is None:
        return None
    day, clock, zone = found.groups()
    return _with_offset(datetime.fromisoformat(f"{day}T{clock or '00:00'}"), zone or "Z")


def _read_rfc_2822(text: str) -> datetime | None:
    """The spelling that nearly every RSS feed uses, read without guessing."""
    found = _RFC_2822.fullmatch(text)
    if found is None or found[2] not in _ENGLISH_MONTHS:
        return None
    month = _ENGLISH_MONTHS.index(found[2]) + 1
    local = datetime.fromisoformat(f"{found[3]}-{month:02}-{found[1]:0>2}T{found[4]}")
    return _with_offset(local, "Z" if found[5] == "GMT" else found[5])


def _read_other(text: str) -> datetime | None:
    """Whatever else names a day, a month and a year."""
    ambiguous = _TWO_READINGS.search(text)
    if ambiguous and max(int(ambiguous[1]), int(ambiguous[2])) <= 12:  # noqa: PLR2004  # months
        return None
    words, offset = _split_zone(" ".join(_in_english(text)))
    if offset is None:
        return None
    day_first = _DAY_FIRST.search(words) is not None
    readings = {
        dateutil_parser.parse(words, default=default, dayfirst=day_first) for default in _DEFAULTS
    }
    found = readings.pop()
    if readings or found.tzinfo is not None:
        return None
    return _with_offset(found, offset)


def _split_zone(text: str) -> tuple[str, str | None]:
    """A date in English -> the same without its zone, and the offset; None for an unknown one."""
    offset = _OFFSET.search(text) if _CLOCK.search(text) else None
    if offset is not None:
        return text[: offset.start()].strip(), f"{offset[1]}{offset[2]:0>2}:{offset[3] or '00'}"
    name = _ZONE_NAME.search(text)
    if name is None or name[1].upper() in ("AM", "PM") or name[1].title() in _ENGLISH_MONTHS:
        return text, "Z"
    hours = _ZONES.get(name[1].upper())
    if hours is None:
        return text, None
    rest, known = _split_zone(text[: name.start()].strip())  # "+0200 (CEST)" names its zone twice
    minutes = round(abs(hours) * 60)
    told = f"{'-' if hours < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
    return rest, told if known == "Z" else known


def _with_offset(local: datetime, offset: str) -> datetime | None:
    """A local time and `Z` or `+HH:MM` -> aware; None for an offset that no place has."""
    if offset in ("Z", "z"):
        return local.replace(tzinfo=UTC)
    digits = offset[1:].replace(":", "")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    away = -away if offset[0] == "-" else away
    if not _EARLIEST_OFFSET <= away <= _LATEST_OFFSET or int(digits[2:]) > 59:  # noqa: PLR2004
        return None
    return local.replace(tzinfo=tzoffset(None, away.total_seconds()))


def _in_english(text: str) -> Iterator[str]:
    """A date's tokens, months in English; weekdays and small words say nothing, a zone's does."""
    tokens = text.replace(",", " ").split()
    for place, token in enumerate(tokens, start=1):
        is_word = _WORD.fullmatch(token) is not None
        is_zone = place == len(tokens) and _CAPITALS.fullmatch(token) is not None
        month = _months().get(token.casefold().strip("."))
        if month is not None:
            yield _ENGLISH_MONTHS[month - 1]
        elif not is_word or is_zone or token.strip(".").upper() in _KEPT_WORDS:
            yield token


_KEPT_WORDS = frozenset({"AM", "PM", "A.M", "P.M", *_ZONES})


@cache
def _months() -> dict[str, int]:
    """Month names and their short forms in each language, of Unicode's CLDR -> their number."""
    return {
        name.casefold().strip("."): number
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    }
