"""A fetched document -> its items as plain values; pure, and meant to run in a child process.

feedparser runs without its sanitiser and link rewriting (three times faster); text is made
plain here instead. It is never handed a string, which it would open as a file or a URL.
"""

import calendar
import io
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import Message as HeaderMessage
from typing import Any, Literal

import feedparser
import msgspec

from clashwire_ingest.canonical_url import absolute_url
from clashwire_ingest.text import to_line, to_text

MAX_ITEMS = 1000  # of a whole archive served as a feed, the newest; a feed's state holds them all
_MAX_AUTHORS = 20
_SNIFF_BYTES = 2048
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
_ITEM_START = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
DocumentHealth = Literal[
    "ok",
    "damaged_document",
    "broken_document",
    "html_page",
    "json_document",
    "empty",
    "parser_limit",
]


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


class ParsedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """What a document gave: its health, why in a sentence, its items in document order.

    `lost_items` counts items that the damage cut off.
    """

    health: DocumentHealth
    reason: str | None = None
    format: str = ""
    title: str = ""
    items: tuple[ParsedItem, ...] = ()
    lost_items: int = 0

    @property
    def usable(self) -> bool:
        """Whether the document was a feed, whole or in part."""
        return self.health in ("ok", "damaged_document")


def parse_document(content: bytes, content_type: str, url: str) -> ParsedFeed:
    """Bytes, their Content-Type and where they came from -> a ParsedFeed; refuses nothing."""
    if not content.strip():
        return ParsedFeed(health="empty", reason="the server sent an empty document")
    found = feedparser.parse(
        io.BytesIO(content),
        response_headers=_headers_for_parser(content_type, url),
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    entries = found.get("entries", [])
    if not found.get("version") and not entries:
        return _not_a_feed(content, found)
    damage = _damage(found)
    cut = damage is not None and _is_cut_in_item(content)
    whole = entries[:-1] if cut else entries
    feed = found.get("feed", {})
    language = _read_language(feed.get("language"))
    return ParsedFeed(
        health="ok" if damage is None else "damaged_document" if whole else "broken_document",
        reason=None if damage is None else f"{damage}; {len(whole)} items before it were kept",
        format=found.get("version", ""),
        title=to_line(feed.get("title", "")),
        items=tuple(_read_item(entry, url, language) for entry in _newest(whole)),
        lost_items=int(cut),
    )


def _newest(entries: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The newest entries by date, in document order; undated ones are taken for old."""
    if len(entries) <= MAX_ITEMS:
        return entries
    ages = sorted(
        range(len(entries)),
        key=lambda at: entries[at].get("published_parsed") or time.gmtime(0),
        reverse=True,
    )
    return [entries[at] for at in sorted(ages[:MAX_ITEMS])]


def _headers_for_parser(content_type: str, url: str) -> dict[str, str]:
    """The charset only: feedparser holds a wrong media type against a document."""
    header = HeaderMessage()
    header["content-type"] = content_type or "application/xml"
    charset = header.get_content_charset()
    told = f"application/xml; charset={charset}" if charset else "application/xml"
    return {"content-type": told, "content-location": url}


def _damage(found: Mapping[str, Any]) -> str | None:
    error = found.get("bozo_exception") if found.get("bozo") else None
    if error is None or isinstance(error, _HARMLESS):
        return None
    return f"the document is damaged ({str(error).removeprefix('<unknown>:')})"


def _is_cut_in_item(content: bytes) -> bool:
    """Whether the document ends inside an item, which is then not to be trusted."""
    starts, ends = _last(_ITEM_START, content), _last(_ITEM_END, content)
    return starts > ends


def _last(pattern: re.Pattern[bytes], content: bytes) -> int:
    return max((match.start() for match in pattern.finditer(content)), default=-1)


def _not_a_feed(content: bytes, found: Mapping[str, Any]) -> ParsedFeed:
    head = content[:_SNIFF_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return ParsedFeed(health="html_page", reason="the server sent a web page, not a feed")
    if head.startswith((b"{", b"[")):
        return ParsedFeed(health="json_document", reason="the server sent JSON, not RSS or Atom")
    damage = _damage(found) or "the document is no feed format that is known"
    return ParsedFeed(health="broken_document", reason=damage)


def _read_item(entry: Mapping[str, Any], url: str, feed_language: str | None) -> ParsedItem:
    title = to_line(entry.get("title", ""))
    content = entry.get("content", [])
    full = _first_text(content)
    summary = _first_text([entry["summary_detail"]] if "summary_detail" in entry else [])
    languages = [part.get("language") for part in content] + [feed_language]
    return ParsedItem(
        guid=(entry.get("id") or "").strip() or None,
        url=absolute_url(_read_link(entry), url),
        title=title,
        summary=summary or None,
        text=full or summary or title,
        authors=_read_authors(entry),
        language=next((found for found in map(_read_language, languages) if found), None),
        published_at=_read_time(entry, "published_parsed"),
        updated_at=_read_time(entry, "updated_parsed"),
    )


def _first_text(parts: Sequence[Mapping[str, Any]]) -> str:
    for part in parts:
        text = to_text(part.get("value") or "", plain=part.get("type") == "text/plain")
        if text.strip():
            return text
    return ""


def _read_link(entry: Mapping[str, Any]) -> str | None:
    link = entry.get("feedburner_origlink") or entry.get("link")
    return str(link) if link else None


def _read_authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = [to_line(author.get("name") or "") for author in entry.get("authors", [])]
    return tuple(dict.fromkeys(name for name in names[:_MAX_AUTHORS] if name))


def _read_language(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _read_time(entry: Mapping[str, Any], field: str) -> datetime | None:
    # a plain dict, because feedparser's own passes `published` off as `updated`
    parsed = dict(entry).get(field)
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
