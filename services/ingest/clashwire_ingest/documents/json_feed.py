"""A JSON Feed, 1.0 or 1.1 (jsonfeed.org) -> a ParsedFeed: each item read for itself.

What does not have the type that it should is left out of its item; an item that is no object is
lost. A document that breaks off keeps the items before the break.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from clashwire_ingest.documents.dates import read_date
from clashwire_ingest.documents.feed_item import ParsedItem, item_of, read_language
from clashwire_ingest.documents.parsed_feed import ParsedFeed, broken
from clashwire_ingest.documents.text import encodable, to_line, to_text
from clashwire_ingest.identity.canonical_url import absolute_url

_VERSIONS = ("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")
_HUB_TYPES = frozenset({"websub", "pubsubhubbub"})
_SPACE = " \t\r\n,"
_ITEMS_START = '"items"'


def read_json_feed(content: bytes, url: str, most_items: int) -> ParsedFeed:
    """JSON in UTF-8 -> a ParsedFeed; `json_document` when it is JSON but no feed."""
    try:
        document, damage = msgspec.json.decode(content), None
    except (msgspec.MsgspecError, RecursionError) as error:
        document, damage = _before_the_break(content), f"the document is damaged ({error})"
    if not isinstance(document, Mapping) or not isinstance(document.get("items"), list):
        return ParsedFeed(health="json_document", reason=_why_no_feed(damage))
    if not str(document.get("version")).startswith(_VERSIONS):
        return ParsedFeed(health="json_document", reason=_why_no_feed(damage))
    return _read_feed(document, damage, url, most_items)


def _why_no_feed(damage: str | None) -> str:
    return damage or "the server sent JSON that is no JSON Feed"


def _read_feed(
    document: Mapping[str, Any], damage: str | None, url: str, most_items: int
) -> ParsedFeed:
    given: Sequence[object] = document["items"]
    url = url or _own_address(document)
    language = read_language(document.get("language"))
    read = [_read_item(one, url, language) for one in given]
    items = [item for item in read if item is not None and item.says_something]
    if damage is not None and not items:
        return broken(damage)
    return ParsedFeed(
        health="ok" if damage is None else "damaged_document",
        reason=None if damage is None else f"{damage}; {len(items)} items could be read",
        format=f"json{str(document['version']).rpartition('/')[2].replace('.', '')}",
        title=to_line(_text(document, "title")),
        items=tuple(items[:most_items]),
        lost_items=len(read) - len(items) + (damage is not None),
        hub=_read_hub(document, url),
        self_url=absolute_url(_text(document, "feed_url"), url),
        next_archive=absolute_url(_text(document, "next_url"), url),
    )


def _own_address(document: Mapping[str, Any]) -> str:
    """Where a document says that it is, else the site that it names; empty when it says neither."""
    given = (absolute_url(_text(document, name), "") for name in ("feed_url", "home_page_url"))
    return next(filter(None, given), "")


def _read_item(given: object, url: str, feed_language: str | None) -> ParsedItem | None:
    if not isinstance(given, Mapping):
        return None
    plain, markup = _text(given, "content_text"), _text(given, "content_html")
    return item_of(
        guid=_text(given, "id"),
        url=absolute_url(_text(given, "url") or _text(given, "external_url"), url),
        title=to_line(_text(given, "title")),
        summary=to_text(_text(given, "summary"), plain=True),
        full=encodable(plain) if plain.strip() else to_text(markup, plain=False),
        authors=[_text(one, "name") for one in _authors(given) if isinstance(one, Mapping)],
        language=read_language(given.get("language")) or feed_language,
        published_at=read_date(_text(given, "date_published")),
        updated_at=read_date(_text(given, "date_modified")),
    )


def _text(given: Mapping[str, Any], field: str) -> str:
    """A field's words; an id may be a number, as 1.0 asks readers to accept."""
    value = given.get(field)
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number and field == "id" else ""


def _authors(given: Mapping[str, Any]) -> list[object]:
    """`authors` of 1.1, else the one `author` of 1.0."""
    several = given.get("authors")
    return several if isinstance(several, list) else [given.get("author")]


def _read_hub(document: Mapping[str, Any], url: str) -> str | None:
    hubs = document.get("hubs")
    for hub in hubs if isinstance(hubs, list) else ():
        if isinstance(hub, Mapping) and _text(hub, "type").lower() in _HUB_TYPES:
            return absolute_url(_text(hub, "url"), url)
    return None


def _before_the_break(content: bytes) -> Mapping[str, Any] | None:
    """A document that is no JSON as a whole -> its head and the items that are."""
    text = content.decode("utf-8", "replace")
    head, found, rest = text.partition(_ITEMS_START)
    opening = rest.find("[")
    if not found or opening < 0:
        return None
    try:
        document: dict[str, Any] = json.loads(head.rstrip(_SPACE) + "}")
    except (ValueError, RecursionError):
        return None
    return document | {"items": _whole_items(rest, opening + 1)}


def _whole_items(text: str, at: int) -> list[object]:
    decoder, items = json.JSONDecoder(), list[object]()
    while True:
        while at < len(text) and text[at] in _SPACE:
            at += 1
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return items
        items.append(item)
