"""Further documents of a feed: older pages, to close a gap, and a sitemap index's newest children.

Older pages are found by RFC 5005 links or WordPress's paging. Each document is asked for once, at
the pace that the host is owed, and so many in one poll.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.documents.parser_pool import ParserPool
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.web.credentials import may_carry
from clashwire_ingest.web.fetch import Body, FeedRequest, Fetcher
from clashwire_ingest.web.sites import registrable_domain

MAX_PAGES = 5
MAX_CHILDREN = 5
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
    """Fetches further documents one after another, with the pause that the host is owed."""

    def __init__(self, fetcher: Fetcher, parser: ParserPool, pause_seconds: float) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._pause_seconds = pause_seconds

    async def read_children(self, feed: FeedConfig, index: ParsedFeed, url: str) -> ParsedFeed:
        """A sitemap index and its URL -> the same with the items of its newest children."""
        of_site = [one for one in index.children if _same_site(one, url)]
        pages = [await self._fetch(feed, child) for child in of_site[:MAX_CHILDREN]]
        items = tuple(item for page in pages if page is not None for item in page.items)
        return msgspec.structs.replace(index, items=items)

    async def read_back(
        self,
        feed: FeedConfig,
        first: Body,
        parsed: ParsedFeed,
        reaches: Callable[[Sequence[ParsedItem]], bool],
    ) -> OlderPages:
        """Read back until `reaches` says that a page overlaps with what is known, or to the end."""
        items: list[ParsedItem] = []
        wordpress = is_wordpress(first.content)
        url, seen = older_page(parsed, first.url, wordpress=wordpress), {first.url}
        for _ in range(MAX_PAGES):
            if url is None or url in seen:
                break
            seen.add(url)
            page = await self._fetch(feed, url)
            if page is None or not page.items:
                break
            items.extend(page.items)
            if reaches(page.items):
                return OlderPages(items=tuple(items), reached=True)
            url = older_page(page, url, wordpress=wordpress)
        return OlderPages(items=tuple(items))

    async def _fetch(self, feed: FeedConfig, url: str) -> ParsedFeed | None:
        await asyncio.sleep(self._pause_seconds)
        auth = feed.auth if may_carry(feed.url, url) else None
        fetched = await self._fetcher.fetch(FeedRequest(url=url, auth=auth))
        if not isinstance(fetched, Body):
            return None
        parsed = await self._parser.parse(fetched.content, fetched.content_type, fetched.url)
        return parsed if parsed.usable else None


def _same_site(url: str, other: str) -> bool:
    return registrable_domain(url) == registrable_domain(other)


def _next_paged(url: str) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    number = query.get(_PAGED, "1")
    query[_PAGED] = str(int(number) + 1 if number.isascii() and number.isdigit() else 2)
    return urlunsplit(parts._replace(query=urlencode(query)))
