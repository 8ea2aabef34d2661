"""Items and feeds of invented publishers, for tests to vary."""

from datetime import UTC, datetime

import msgspec

from clashwire_contracts.article import Publisher
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.feeds.feed_config import FeedConfig

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEED = FeedConfig(
    url="https://harbour.example/world.xml",
    publisher=Publisher(
        name="Harbour Post", domain="harbour.example", country="GB", owner_group="harbour"
    ),
)
_ITEM = ParsedItem(
    guid="tag:harbour.example,2026:1",
    url="https://harbour.example/world/1",
    title="Shells fall on Tarrin",
    summary="Two people were hurt.",
    text="Shells fell on the town of Tarrin on Sunday, the mayor said. Two people were hurt.",
    authors=("A. Writer",),
    language="en",
    published_at=datetime(2026, 3, 1, 11, 0, tzinfo=UTC),
    updated_at=None,
)


def item(**changes: object) -> ParsedItem:
    """A plain item, with some fields changed."""
    return msgspec.structs.replace(_ITEM, **changes)
