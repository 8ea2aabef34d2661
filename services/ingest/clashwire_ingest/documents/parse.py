"""A fetched document -> its items as plain values; pure, and meant to run in a child process.

feedparser runs without its sanitiser and link rewriting (three times faster); text is made
plain here instead. It is never handed a string, which it would open as a file or a URL.
"""

import io
import re
import time
from collections.abc import Mapping, Sequence
from email.message import Message as HeaderMessage
from typing import Any, Literal

import feedparser
import msgspec

from clashwire_ingest.documents.feed_item import ParsedItem, read_item, read_language
from clashwire_ingest.documents.mend import mend
from clashwire_ingest.documents.text import to_line

MAX_ITEMS = 1000  # of a whole archive served as a feed, the newest; a feed's state holds them all
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


class ParsedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """What a document gave: its health, why in a sentence, its items in document order.

    `lost_items` counts items that were cut through or hold nothing.
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
    found = _run_feedparser(content, content_type, url)
    damage = _damage(found)
    if damage is not None and (mended := mend(content)) != content:
        again = _run_feedparser(mended, content_type, url)
        found = again if len(again["entries"]) >= len(found["entries"]) else found
    if not found.get("version") and not found["entries"]:
        return _not_a_feed(content, damage)
    return _read_feed(found, damage, url, is_cut=_damage(found) is not None and _is_cut(content))


def _run_feedparser(content: bytes, content_type: str, url: str) -> Mapping[str, Any]:
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(content),
            response_headers=_headers_for_parser(content_type, url),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        # feedparser lets some damage through its own net, such as a reference to no character
        return {"bozo": True, "bozo_exception": error, "entries": [], "feed": {}}
    return parsed


def _read_feed(
    found: Mapping[str, Any], damage: str | None, url: str, *, is_cut: bool
) -> ParsedFeed:
    """Feedparser's result -> ParsedFeed, without the item that the cut went through."""
    feed, version = found["feed"], found.get("version", "")
    entries = found["entries"][:-1] if is_cut else found["entries"]
    language = read_language(feed.get("language"))
    read = [
        read_item(entry, url, language, is_rss=version.startswith("rss"))
        for entry in _newest(entries)
    ]
    items = tuple(item for item in read if item.text or item.url or item.guid)
    health: DocumentHealth = "ok"
    if damage is not None:
        health = "damaged_document" if items else "broken_document"
    return ParsedFeed(
        health=health,
        reason=None if damage is None else f"{damage}; {len(items)} items could be read",
        format=version,
        title=to_line(feed.get("title", "")),
        items=items,
        lost_items=int(is_cut) + len(read) - len(items),
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


def _is_cut(content: bytes) -> bool:
    """Whether the document ends inside an item, which is then not to be trusted."""
    starts, ends = _last(_ITEM_START, content), _last(_ITEM_END, content)
    return starts > ends


def _last(pattern: re.Pattern[bytes], content: bytes) -> int:
    return max((match.start() for match in pattern.finditer(content)), default=-1)


def _not_a_feed(content: bytes, damage: str | None) -> ParsedFeed:
    head = content[:_SNIFF_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return ParsedFeed(health="html_page", reason="the server sent a web page, not a feed")
    if head.startswith((b"{", b"[")):
        return ParsedFeed(health="json_document", reason="the server sent JSON, not RSS or Atom")
    reason = damage or "the document is no feed format that is known"
    return ParsedFeed(health="broken_document", reason=reason)
