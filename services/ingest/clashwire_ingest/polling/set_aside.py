"""What a poll cannot use -> dead letters: whole documents, and articles too large for a message."""

from datetime import datetime
from hashlib import sha256

from clashwire_contracts.article import RawArticle
from clashwire_contracts.codec import MAX_MESSAGE_BYTES, encode
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.topics import RAW_ARTICLES
from clashwire_contracts.vocabulary import DeadLetterKind
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.web.fetch import Body
from clashwire_ingest.web.sites import shown
from clashwire_runtime.step import Record, SetAside

FEEDS_SOURCE = "clashwire.feeds"  # its dead letters go to clashwire.feeds.dlq
_NO_SOURCE = -1  # partition and offset of what came from the web, not from a topic


def refuse_too_large(article: RawArticle) -> SetAside | None:
    """An article -> its dead letter when its message would be over the contract's limit."""
    value = encode(article)
    if len(value) <= MAX_MESSAGE_BYTES:
        return None
    record = Record(
        topic=RAW_ARTICLES.name,
        partition=_NO_SOURCE,
        offset=_NO_SOURCE,
        key=article.article_id.encode(),
        value=value,
        timestamp=article.fetched_at,
    )
    size = f"{shown(article.url or '') or article.title!r} makes a message of {len(value)} bytes"
    return SetAside(record, "too_large", f"{size}, over the limit of {MAX_MESSAGE_BYTES}")


def set_document_aside(
    feed: FeedConfig, before: FeedState | None, body: Body, parsed: ParsedFeed, now: datetime
) -> tuple[SetAside, ...]:
    """A document that cost items -> itself, once: not while the same fault goes on.

    A page in a feed's place changes with every request, so it is set aside when it first comes.
    """
    if parsed.usable and not parsed.lost_items:
        return ()
    goes_on = before is not None and before.health == parsed.health
    is_same = before is not None and before.body_hash == sha256(body.content).hexdigest()
    if is_same or (goes_on and parsed.health in ("html_page", "json_document", "empty")):
        return ()
    kind: DeadLetterKind = "poison" if parsed.health == "parser_limit" else "undecodable"
    record = Record(
        topic=FEEDS_SOURCE,
        partition=_NO_SOURCE,
        offset=_NO_SOURCE,
        key=feed.feed_id.encode(),
        value=body.content,
        timestamp=now,
    )
    return (SetAside(record, kind, f"{shown(body.url)}: {parsed.reason}"),)
