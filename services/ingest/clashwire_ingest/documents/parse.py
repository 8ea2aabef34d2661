"""A fetched document -> its items as plain values; pure, and meant to run in a child process.

The bytes are made UTF-8, then read by what fits their format, which the bytes themselves show:
servers send feeds under any Content-Type.
"""

from clashwire_ingest.documents.charset import to_utf8
from clashwire_ingest.documents.json_feed import read_json_feed
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.documents.root_element import root_element
from clashwire_ingest.documents.sitemap import read_sitemap
from clashwire_ingest.documents.syndication import read_syndication
from clashwire_ingest.documents.thinning import thin_out

__all__ = ["MAX_ITEMS", "ParsedFeed", "parse_document"]

MAX_ITEMS = 1000  # of a whole archive served as a feed, the newest; a feed's state holds them all
_SNIFF_BYTES = 4096
_SITEMAPS = (b"urlset", b"sitemapindex")
_FEEDS = (b"rss", b"feed", b"rdf", b"channel")


def parse_document(
    content: bytes, content_type: str, url: str, most_items: int = MAX_ITEMS
) -> ParsedFeed:
    """Bytes, their Content-Type and where they came from -> a ParsedFeed; refuses nothing.

    `url` is empty for a document that comes from a file: what it says of its own address counts.
    """
    document = to_utf8(content, content_type).lstrip(b" \t\r\n\x00")
    if not document:
        return ParsedFeed(health="empty", reason="the server sent an empty document")
    if document.startswith((b"{", b"[")):
        return read_json_feed(document, url, most_items)
    root = root_element(document)
    if root in _SITEMAPS:
        return read_sitemap(document, url, most_items)
    parsed = read_syndication(thin_out(document, most_items), url, most_items)
    if not parsed.usable and root not in _FEEDS and _is_web_page(document):
        return ParsedFeed(health="html_page", reason="the server sent a web page, not a feed")
    return parsed


def _is_web_page(document: bytes) -> bool:
    head = document[:_SNIFF_BYTES].lower()
    return head.startswith(b"<!doctype html") or b"<html" in head
