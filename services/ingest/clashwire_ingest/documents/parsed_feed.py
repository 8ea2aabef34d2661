"""What a document gave, whatever its format: the one value that parsing hands on."""

from datetime import datetime
from typing import Literal

import msgspec

from clashwire_ingest.documents.feed_item import ParsedItem

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

    `lost_items` counts items that were cut through or hold nothing. `ttl_minutes` and `sy_*` are
    the publisher's wish between polls. `next_archive` is the page of earlier items (RFC 5005
    prev-archive, else next), `children` the documents that a sitemap index lists, newest first.
    """

    health: DocumentHealth
    reason: str | None = None
    format: str = ""
    title: str = ""
    items: tuple[ParsedItem, ...] = ()
    lost_items: int = 0
    ttl_minutes: float | None = None
    sy_period: str | None = None
    sy_frequency: float | None = None
    hub: str | None = None
    self_url: str | None = None
    next_archive: str | None = None
    children: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether the document was a feed, whole or in part."""
        return self.health in ("ok", "damaged_document")

    @property
    def newest(self) -> datetime | None:
        """The latest date that an item bears."""
        dates = (item.published_at or item.updated_at for item in self.items)
        return max((date for date in dates if date is not None), default=None)


def broken(reason: str) -> ParsedFeed:
    """Why nothing of a document could be read -> what it gave."""
    return ParsedFeed(health="broken_document", reason=reason)
