"""RSS, RDF, Atom and CDF by feedparser -> a ParsedFeed; damage is mended, then read around.

feedparser runs without its sanitiser and link rewriting (three times faster); text is made
plain by `text` instead. It is never handed a string, which it would open as a file or a URL.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import feedparser

from clashwire_ingest.documents.dates import read_date
from clashwire_ingest.documents.feed_item import ParsedItem, item_of, read_language
from clashwire_ingest.documents.mend import mend
from clashwire_ingest.documents.parsed_feed import DocumentHealth, ParsedFeed, broken
from clashwire_ingest.documents.root_element import root_element
from clashwire_ingest.documents.text import encodable, to_line, to_text
from clashwire_ingest.identity.canonical_url import absolute_url

_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
_ITEM_START = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_OLDEST = datetime(1, 1, 1, tzinfo=UTC)
# RSS 1.0 Syndication module; `dayly` is a common slip, `always` no period at all.
_PERIODS = {
    "hourly": "hourly",
    "daily": "daily",
    "dayly": "daily",
    "weekly": "weekly",
    "monthly": "monthly",
    "yearly": "yearly",
}


def read_syndication(content: bytes, url: str, most_items: int) -> ParsedFeed:
    """A document in UTF-8 -> its items; `broken_document` when it is no feed that is known."""
    found = _run_feedparser(content)
    damage = _damage(found)
    if damage is not None and (mended := mend(content)) != content:
        again = _run_feedparser(mended)
        found = again if len(again["entries"]) >= len(found["entries"]) else found
    version = found.get("version") or _older_format(content)
    if not version and not found["entries"]:
        return broken(damage or "the document is no feed format that is known")
    is_cut = _damage(found) is not None and _is_cut(content)
    entries = found["entries"][:-1] if is_cut else found["entries"]
    url = url or _own_address(found["feed"])
    base = url if version.startswith("atom") else _site(found["feed"], url)
    read = list(_read_entries(entries, found["feed"], base, is_rss=version.startswith("rss")))
    items = _newest([item for item in read if item.says_something], most_items)
    health: DocumentHealth = "ok"
    if damage is not None:
        is_whole = _ROOT_END.search(content) is not None and not is_cut
        health = "damaged_document" if items or is_whole else "broken_document"
    lost = int(is_cut) + sum(not item.says_something for item in read)
    return ParsedFeed(
        health=health,
        reason=None if damage is None else f"{damage}; {len(items)} items could be read",
        format=version,
        items=items,
        lost_items=lost,
        **_read_channel(found["feed"], url),
    )


def _run_feedparser(content: bytes) -> Mapping[str, Any]:
    try:
        parsed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(content),
            # without the document's own address, or guids would be resolved against it
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        # feedparser lets some damage through its own net, such as a reference to no character
        return {"bozo": True, "bozo_exception": error, "entries": [], "feed": {}}
    return parsed


def _own_address(feed: Mapping[str, Any]) -> str:
    """Where a document says that it is, else the site that it names; empty when it says neither."""
    links = {link.get("rel"): link.get("href") for link in reversed(feed.get("links", []))}
    given = (absolute_url(str(link or ""), "") for link in (links.get("self"), feed.get("link")))
    return next(filter(None, given), "")


def _site(feed: Mapping[str, Any], url: str) -> str:
    """What RSS links are relative to: the site that the channel names, else the document."""
    return absolute_url(str(feed.get("link") or ""), url) or url


def _damage(found: Mapping[str, Any]) -> str | None:
    error = found.get("bozo_exception") if found.get("bozo") else None
    if error is None or isinstance(error, _HARMLESS):
        return None
    return f"the document is damaged ({str(error).removeprefix('<unknown>:')})"


def _older_format(content: bytes) -> str:
    """Microsoft's Channel Definition Format, which feedparser reads but does not name."""
    return "cdf" if root_element(content) == b"channel" else ""


def _is_cut(content: bytes) -> bool:
    """Whether the document ends inside an item, which is then not to be trusted."""
    starts, ends = _last(_ITEM_START, content), _last(_ITEM_END, content)
    return starts > ends


def _last(pattern: re.Pattern[bytes], content: bytes) -> int:
    return max((match.start() for match in pattern.finditer(content)), default=-1)


def _read_entries(
    entries: Iterable[Mapping[str, Any]], feed: Mapping[str, Any], url: str, *, is_rss: bool
) -> Iterator[ParsedItem]:
    language = read_language(feed.get("language"))
    for entry in entries:
        yield _read_entry(entry, url, language, is_rss=is_rss)


def _read_entry(
    entry: Mapping[str, Any], url: str, feed_language: str | None, *, is_rss: bool
) -> ParsedItem:
    """An entry -> the item; what feedparser calls updated is RSS's dc:date, its publication.

    An Atom entry with nothing but `updated` has no publication date: an edit would move it.
    """
    fields = dict(entry)  # feedparser's own mapping passes `published` off as `updated`
    content = fields.get("content", [])
    summaries = [fields["summary_detail"]] if "summary_detail" in fields else []
    languages = [part.get("language") for part in content] + [feed_language]
    published, updated = read_date(fields.get("published")), read_date(fields.get("updated"))
    if is_rss and published is None:
        published, updated = updated, None
    return item_of(
        guid=fields.get("id"),
        url=_read_link(entry, url),
        title=to_line(fields.get("title", "")),
        summary=_first_text(summaries),
        full=_first_text(content),
        authors=[author.get("name") or "" for author in fields.get("authors", [])],
        language=next((found for found in map(read_language, languages) if found), None),
        published_at=published,
        updated_at=updated if updated != published else None,
    )


def _first_text(parts: Sequence[Mapping[str, Any]]) -> str:
    for part in parts:
        text = to_text(part.get("value") or "", plain=part.get("type") == "text/plain")
        if text.strip():
            return text
    return ""


def _read_link(entry: Mapping[str, Any], url: str) -> str | None:
    """The first address that is one: a podcast's file is the link of an item that has no other."""
    files = [found.get("href") for found in entry.get("enclosures", [])]
    given = [entry.get("feedburner_origlink"), entry.get("link"), *files]
    links = (absolute_url(encodable(str(link)), url) for link in given if link)
    return next((link for link in links if link is not None), None)


def _read_channel(feed: Mapping[str, Any], url: str) -> dict[str, Any]:
    """The feed's own fields -> those of ParsedFeed."""
    links = {link.get("rel"): link.get("href") for link in reversed(feed.get("links", []))}
    older = links.get("prev-archive") or links.get("next")
    return {
        "title": to_line(feed.get("title", "")),
        "ttl_minutes": _positive(feed.get("ttl")),
        "sy_period": _PERIODS.get(str(feed.get("sy_updateperiod")).strip().lower()),
        "sy_frequency": _positive(feed.get("sy_updatefrequency")),
        "hub": absolute_url(links.get("hub"), url),
        "self_url": absolute_url(links.get("self"), url),
        "next_archive": absolute_url(older, url),
    }


def _positive(written: object) -> float | None:
    try:
        number = float(str(written))
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None


def _newest(items: list[ParsedItem], most: int) -> tuple[ParsedItem, ...]:
    """The newest items by date, in document order; undated ones are taken for old."""
    if len(items) <= most:
        return tuple(items)

    def age(at: int) -> datetime:
        return items[at].published_at or items[at].updated_at or _OLDEST

    chosen = sorted(range(len(items)), key=age, reverse=True)[:most]
    return tuple(items[at] for at in sorted(chosen))
