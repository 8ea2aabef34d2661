"""An identified item -> the RawArticle of the contract."""

from datetime import datetime

from clashwire_contracts.article import RawArticle
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.canonical_url import canonical_url
from clashwire_ingest.identity.identify import Identified
from clashwire_ingest.identity.sketch import sketch_text


def to_raw_article(feed: FeedConfig, found: Identified, fetched_at: datetime) -> RawArticle:
    """A feed and one of its items -> the article as published; dates only as the feed gave them."""
    item, known = found.item, found.known
    return RawArticle(
        article_id=known.article_id,
        revision=known.revision,
        feed_id=feed.feed_id,
        publisher=feed.publisher,
        url=item.url,
        canonical_url=canonical_url(item.url),
        guid=item.guid,
        title=item.title,
        summary=item.summary,
        text=item.text,
        text_source="feed",
        language=item.language or feed.language,
        authors=item.authors,
        published_at=item.published_at,
        first_published_at=known.first_published_at,
        updated_at=item.updated_at,
        fetched_at=fetched_at,
        content_hash=known.content_hash,
        sketch=sketch_text(item.text),
        changed=found.changed,
    )
