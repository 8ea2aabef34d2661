"""One poll of one feed: fetch → parse → identify, up to what should be published."""

from hashlib import sha256

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_contracts.codec import MAX_MESSAGE_BYTES, encode
from clashwire_contracts.feed_state import FeedState
from clashwire_contracts.topics import RAW_ARTICLES
from clashwire_contracts.vocabulary import DeadLetterKind
from clashwire_ingest.documents.parse import ParsedFeed
from clashwire_ingest.documents.parser_pool import ParserPool
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.identify import Identified, identify
from clashwire_ingest.polling.feed_memory import (
    Validators,
    after_document,
    after_failure,
    after_unchanged,
    keep_items,
    validators_of,
)
from clashwire_ingest.polling.raw_article import to_raw_article
from clashwire_ingest.polling.schedule import read_retry_after
from clashwire_ingest.web.fetch import Body, Failed, FeedRequest, Fetcher, shown
from clashwire_runtime.clock import Clock
from clashwire_runtime.step import Record, SetAside

FEEDS_SOURCE = "clashwire.feeds"  # its dead letters go to clashwire.feeds.dlq
_NO_SOURCE = -1  # partition and offset of what came from the web, not from a topic


class PollOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a poll found: articles to publish, records to set aside, the state that follows."""

    state: FeedState
    found: tuple[Identified, ...] = ()
    articles: tuple[RawArticle, ...] = ()
    aside: tuple[SetAside, ...] = ()


class FeedPoller:
    """Polls feeds; publishes nothing and remembers nothing but revision numbers given out."""

    def __init__(
        self, fetcher: Fetcher, parser: ParserPool, ledger: ArticleLedger, clock: Clock
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._ledger = ledger
        self._clock = clock

    async def poll(self, feed: FeedConfig, before: FeedState | None) -> PollOutcome:
        """A feed and its state -> the outcome; a feed's fault is a health state, no exception."""
        told = validators_of(before)
        request = FeedRequest(url=feed.url, etag=told.etag, last_modified=told.last_modified)
        fetched = await self._fetcher.fetch(request)
        now = self._clock.now()
        if isinstance(fetched, Failed):
            wait = read_retry_after(fetched.retry_after, now)
            health = (fetched.health, fetched.reason)
            return PollOutcome(state=after_failure(feed, before, now, health, retry_after=wait))
        if isinstance(fetched, Body):
            return await self._read(feed, before, fetched)
        validators = Validators(
            etag=fetched.etag or told.etag,
            last_modified=fetched.last_modified or told.last_modified,
            body_hash=told.body_hash,
        )
        if before is None:
            health = ("http_304", "the server answered 304 to a request without conditions")
            return PollOutcome(state=after_failure(feed, None, now, health))
        return PollOutcome(state=after_unchanged(feed, before, now, validators))

    async def _read(self, feed: FeedConfig, before: FeedState | None, body: Body) -> PollOutcome:
        now = self._clock.now()
        validators = Validators(
            etag=body.etag,
            last_modified=body.last_modified,
            body_hash=sha256(body.content).hexdigest(),
        )
        is_repeat = before is not None and before.body_hash == validators.body_hash
        if before is not None and is_repeat and before.health != "parser_limit":
            return PollOutcome(state=after_unchanged(feed, before, now, validators))
        parsed = await self._parser.parse(body.content, body.content_type, body.url)
        aside = _set_document_aside(feed, before, body, parsed, self._clock)
        if not parsed.usable:
            kept = (
                validators
                if parsed.health != "parser_limit"
                else Validators(body_hash=validators.body_hash)
            )
            health = (parsed.health, parsed.reason or parsed.health)
            return PollOutcome(
                state=after_failure(feed, before, now, health, validators=kept), aside=aside
            )
        return self._identify(feed, before, parsed, validators, aside)

    def _identify(
        self,
        feed: FeedConfig,
        before: FeedState | None,
        parsed: ParsedFeed,
        validators: Validators,
        aside: tuple[SetAside, ...],
    ) -> PollOutcome:
        now = self._clock.now()
        known = before.items if before else ()
        found = identify(
            parsed.items, known, domain=feed.publisher.domain, now=now, ledger=self._ledger
        )
        fresh = [one for one in found if one.verdict != "same"]
        self._ledger.give_out(one.known for one in fresh)
        articles = [to_raw_article(feed, one, now) for one in fresh]
        too_large = [a for a in map(_refuse_too_large, articles) if a is not None]
        refused = {a.record.key for a in too_large}
        items = keep_items([one.known for one in found], known)
        return PollOutcome(
            state=after_document(feed, now, validators, items, parsed.reason),
            found=found,
            articles=tuple(a for a in articles if a.article_id.encode() not in refused),
            aside=(*aside, *too_large),
        )


def _refuse_too_large(article: RawArticle) -> SetAside | None:
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


def _set_document_aside(
    feed: FeedConfig,
    before: FeedState | None,
    body: Body,
    parsed: ParsedFeed,
    clock: Clock,
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
        timestamp=clock.now(),
    )
    return (SetAside(record, kind, f"{shown(body.url)}: {parsed.reason}"),)
