"""A feedparser entry -> an item as plain values: text, absolute link, times in UTC."""

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from clashwire_ingest.documents.text import encodable, to_line, to_text
from clashwire_ingest.identity.canonical_url import absolute_url

_MAX_AUTHORS = 20
# feedparser leaves out the PM of a twelve-hour clock, which would be a date of its own making
_TWELVE_HOURS = re.compile(r"\d\s*[AaPp]\.?[Mm]\b")


class ParsedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item: plain text, absolute link, times in UTC; null where the feed says nothing."""

    guid: str | None
    url: str | None
    title: str
    summary: str | None
    text: str
    authors: tuple[str, ...]
    language: str | None
    published_at: datetime | None
    updated_at: datetime | None


def read_item(
    entry: Mapping[str, Any], url: str, feed_language: str | None, *, is_rss: bool
) -> ParsedItem:
    """An entry -> the item; what feedparser calls updated is RSS's dc:date, its publication."""
    title = to_line(entry.get("title", ""))
    content = entry.get("content", [])
    full = _first_text(content)
    summary = _first_text([entry["summary_detail"]] if "summary_detail" in entry else [])
    updated = _read_time(entry, "updated")
    languages = [part.get("language") for part in content] + [feed_language]
    return ParsedItem(
        guid=encodable(entry.get("id") or "").strip() or None,
        url=absolute_url(_read_link(entry), url),
        title=title,
        summary=summary or None,
        text=full or summary or title,
        authors=_read_authors(entry),
        language=next((found for found in map(read_language, languages) if found), None),
        published_at=_read_time(entry, "published") or (updated if is_rss else None),
        updated_at=None if is_rss else updated,
    )


def _first_text(parts: Sequence[Mapping[str, Any]]) -> str:
    for part in parts:
        text = to_text(part.get("value") or "", plain=part.get("type") == "text/plain")
        if text.strip():
            return text
    return ""


def _read_link(entry: Mapping[str, Any]) -> str | None:
    link = entry.get("feedburner_origlink") or entry.get("link")
    return encodable(str(link)) if link else None


def _read_authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = [to_line(author.get("name") or "") for author in entry.get("authors", [])]
    return tuple(dict.fromkeys(name for name in names[:_MAX_AUTHORS] if name))


def read_language(value: object) -> str | None:
    """A language tag as the feed gives it -> the same without space around it, or None."""
    return value.strip() or None if isinstance(value, str) else None


def _read_time(entry: Mapping[str, Any], field: str) -> datetime | None:
    # a plain dict, because feedparser's own passes `published` off as `updated`
    fields = dict(entry)
    parsed = fields.get(f"{field}_parsed")
    if parsed is None or _TWELVE_HOURS.search(str(fields.get(field))):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
