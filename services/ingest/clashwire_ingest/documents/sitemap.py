"""A sitemap (sitemaps.org 0.9), with Google's news names or without, or an index of sitemaps.

A news entry has a title and a publication date, a plain one only its address and when it last
changed: its text is for the page to give. An index has no items, only the newest children.
"""

import heapq
import io
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from clashwire_ingest.documents.dates import read_date
from clashwire_ingest.documents.feed_item import ParsedItem, item_of, read_language
from clashwire_ingest.documents.parsed_feed import ParsedFeed, broken
from clashwire_ingest.documents.text import to_line
from clashwire_ingest.identity.canonical_url import absolute_url

MAX_CHILDREN = 50  # of an index's up to 50,000, the newest
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_OLDEST = datetime(1, 1, 1, tzinfo=UTC)
_Entry = dict[str, str]


def read_sitemap(content: bytes, url: str, most_items: int) -> ParsedFeed:
    """A sitemap in UTF-8 -> its newest entries; whatever comes before a break is kept."""
    reading = _Reading(content)
    pages, children = list[_Entry](), list[_Entry]()
    for name, entry in reading:
        (pages if name == "url" else children).append(entry)
    items = [item for entry in _newest(pages, most_items) if (item := _read_page(entry, url)).url]
    found = tuple(filter(None, (_link(entry, url) for entry in _newest_first(children))))
    if reading.damage is not None and not items and not found:
        return broken(reading.damage)
    told = f"{reading.damage}; {len(items) + len(found)} entries could be read"
    return ParsedFeed(
        health="ok" if reading.damage is None else "damaged_document",
        reason=None if reading.damage is None else told,
        format=_format(pages, children),
        items=tuple(items),
        lost_items=min(len(pages), most_items) - len(items) + (reading.damage is not None),
        children=found,
    )


class _Reading:
    """Walks the document entry by entry; `damage` says why it ended early, if it did."""

    def __init__(self, content: bytes) -> None:
        self.damage: str | None = None
        self._content = content

    def __iter__(self) -> Iterator[tuple[str, _Entry]]:
        walk = etree.iterparse(
            io.BytesIO(self._content),
            events=("end",),
            tag=("{*}url", "{*}sitemap"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            encoding="utf-8",
        )
        try:
            for _, element in walk:
                yield etree.QName(element).localname, _fields(element)
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            self.damage = f"the sitemap is damaged ({error.msg})"


def _fields(element: etree._Element) -> _Entry:
    """An entry's words by local name, the news extension's with their prefix."""
    found: _Entry = {}
    for child in element.iter("{*}loc", "{*}lastmod", f"{_NEWS}*"):
        prefix = "news:" if child.tag.startswith(_NEWS) else ""
        name = prefix + etree.QName(child).localname
        found.setdefault(name, (child.text or "").strip())
    return found


def _read_page(entry: _Entry, url: str) -> ParsedItem:
    return item_of(
        guid=None,
        url=_link(entry, url),
        title=to_line(entry.get("news:title", "")),
        language=read_language(entry.get("news:language")),
        published_at=read_date(entry.get("news:publication_date")),
        updated_at=read_date(entry.get("lastmod")),
    )


def _link(entry: _Entry, url: str) -> str | None:
    return absolute_url(entry.get("loc"), url)


def _age(entry: _Entry) -> datetime:
    return read_date(entry.get("news:publication_date") or entry.get("lastmod")) or _OLDEST


def _newest(pages: list[_Entry], most: int) -> list[_Entry]:
    """The newest entries in document order."""
    if len(pages) <= most:
        return pages
    chosen = heapq.nlargest(most, range(len(pages)), key=lambda at: (_age(pages[at]), -at))
    return [pages[at] for at in sorted(chosen)]


def _newest_first(children: list[_Entry]) -> list[_Entry]:
    return sorted(children, key=_age, reverse=True)[:MAX_CHILDREN]


def _format(pages: list[_Entry], children: list[_Entry]) -> str:
    if children:
        return "sitemap-index"
    return "news-sitemap" if any("news:title" in page for page in pages) else "sitemap"
