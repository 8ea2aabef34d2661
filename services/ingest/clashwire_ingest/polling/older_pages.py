"""Older pages of a feed, asked for only to close a gap: RFC 5005 links, or WordPress's paging."""

import asyncio
import re
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.documents.parse import ParsedFeed
from clashwire_ingest.documents.parser_pool import ParserPool
from clashwire_ingest.web.fetch import Body, FeedRequest, Fetcher

MAX_PAGES = 5
_PAGED = "paged"  # WordPress's query variable for the second and later pages of any listing
_WORDPRESS = re.compile(rb"<generator>\s*https?://wordpress\.org/\?v=", re.IGNORECASE)
_HEAD_BYTES = 8192


class OlderPages(msgspec.Struct, frozen=True, kw_only=True):
    """What the older pages held, newest page first, and whether they reached what was known."""

    items: tuple[ParsedItem, ...] = ()
    reached: bool = False


def is_wordpress(content: bytes) -> bool:
    """Whether a feed document says that WordPress made it, in the form that WordPress writes."""
    return _WORDPRESS.search(content[:_HEAD_BYTES]) is not None


def older_page(parsed: ParsedFeed, url: str, *, wordpress: bool) -> str | None:
    """A document and its URL -> where the next older page is, on the same host; None if nowhere."""
    target = parsed.next_archive
    if target is None and wordpress:
        target = _next_paged(url)
    if target is None or urlsplit(target).netloc.lower() != urlsplit(url).netloc.lower():
        return None
    return target


class PageReader:
    """Fetches older pages one after another, with the pause that the host is owed."""

    def __init__(self, fetcher: Fetcher, parser: ParserPool, pause_seconds: float) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._pause_seconds = pause_seconds

    async def read(
        self, first: Body, parsed: ParsedFeed, reaches: Callable[[Sequence[ParsedItem]], bool]
    ) -> OlderPages:
        """Read back until `reaches` says that a page overlaps with what is known, or to the end."""
        items: list[ParsedItem] = []
        wordpress = is_wordpress(first.content)
        url, seen = older_page(parsed, first.url, wordpress=wordpress), {first.url}
        for _ in range(MAX_PAGES):
            if url is None or url in seen:
                break
            seen.add(url)
            page = await self._fetch(url)
            if page is None or not page.items:
                break
            items.extend(page.items)
            if reaches(page.items):
                return OlderPages(items=tuple(items), reached=True)
            url = older_page(page, url, wordpress=wordpress)
        return OlderPages(items=tuple(items))

    async def _fetch(self, url: str) -> ParsedFeed | None:
        await asyncio.sleep(self._pause_seconds)
        fetched = await self._fetcher.fetch(FeedRequest(url=url))
        if not isinstance(fetched, Body):
            return None
        parsed = await self._parser.parse(fetched.content, fetched.content_type, fetched.url)
        return parsed if parsed.usable else None


def _next_paged(url: str) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    number = query.get(_PAGED, "1")
    query[_PAGED] = str(int(number) + 1 if number.isascii() and number.isdigit() else 2)
    return urlunsplit(parts._replace(query=urlencode(query)))
