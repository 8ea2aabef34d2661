"""Aftermath: "a day after rebels raided X" dates the raid by the news that follows it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from clashwire_enrich.events.event_draft import Draft, EventTime
from clashwire_enrich.events.times import FoundTime
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.quantities import read_number

_AFTER = re.compile(
    r"\b(?:(?P<count>the|an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|several|some)"
    r" )?(?P<unit>day|week|month|year|decade)s? (?:after|since|on from|following)"
    r"(?P<told>(?: [^\s,.;:\u201c\u201d\"]+){0,12}?) ?$",
    re.IGNORECASE,
)
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_LONG_BEFORE_DAYS = 14
_LOOKED_AT = 140  # characters before a trigger
_MAX_DAYS = 200_000  # some 550 years; "999 decades after" leaves the calendar


def date_by_aftermath(drafts: Sequence[Draft], document: Document) -> tuple[Draft, ...]:
    """Drafts -> the same, those told as "so long after it" dated that long before the news."""
    return tuple(_dated(draft, document) for draft in drafts)


def _dated(draft: Draft, document: Document) -> Draft:
    sentence = document.sentences[draft.trigger.sentence]
    floor = max(sentence.start, draft.trigger.start - _LOOKED_AT)
    found = _AFTER.search(document.text[floor : draft.trigger.start])
    if found is None:
        return draft
    days = _days(found)
    anchor = _anchor(draft, document, floor + found.start())
    if days is None or days > _MAX_DAYS or anchor is None:
        return draft
    time = _time(document, floor + found.start(), floor + found.start("told"), anchor, days)
    long_before = days > _LONG_BEFORE_DAYS
    return msgspec.structs.replace(
        draft,
        time=EventTime(time, of_statement=False),
        background=draft.background or long_before,
        background_rule="long_before" if long_before else draft.background_rule,
    )


def _days(found: re.Match[str]) -> int | None:
    unit = _UNIT_DAYS[found["unit"].casefold()]
    words = (found["count"] or "").casefold()
    if words in {"the", "a", "an"}:
        return unit
    count = read_number(words) if words else None
    if count is None:  # "weeks after": how many stays open
        return unit if unit > _LONG_BEFORE_DAYS else None
    return count * unit


def _anchor(draft: Draft, document: Document, before: int) -> date | None:
    """The day of the news: the one named before in its sentence, else publication."""
    own = draft.time.time if draft.time is not None else None
    if own is not None and own.precision == "day" and own.start < before and own.last is not None:
        return own.first or own.last
    return document.published_at.date() if document.published_at is not None else None


def _time(document: Document, start: int, end: int, anchor: date, days: int) -> FoundTime:
    told = anchor - timedelta(days=days)
    exact = days <= _LONG_BEFORE_DAYS
    return FoundTime(
        start=start,
        end=end,
        text=document.text[start:end],
        first=told if exact else None,
        last=told,
        precision="day" if exact else "on_or_before",
        rule="aftermath",
    )
