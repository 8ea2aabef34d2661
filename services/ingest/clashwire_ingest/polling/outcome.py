"""What a poll came to: the outcome of each way that it can end, as pure functions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_contracts.feed_state import FeedState, PublisherHints
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.hubs.discovery import HubOffer
from clashwire_ingest.identity.identify import Identified
from clashwire_ingest.polling import validators
from clashwire_ingest.polling.feed_memory import Polled, after_failure, after_unchanged
from clashwire_ingest.polling.validators import Validators
from clashwire_ingest.web.answer import Answer
from clashwire_ingest.web.fetch import Body, Failed, NotModified
from clashwire_ingest.web.freshness import freshness_hint
from clashwire_ingest.web.rate_limit_headers import read_retry_after
from clashwire_runtime.step import SetAside


class PollOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a poll found: articles to publish, records to set aside, the state that follows.

    `answer` is what the server said last, None when it said nothing; `offer` is what a document
    says of hubs, None when none was read.
    """

    state: FeedState
    found: tuple[Identified, ...] = ()
    articles: tuple[RawArticle, ...] = ()
    aside: tuple[SetAside, ...] = ()
    answer: Answer | None = None
    offer: HubOffer | None = None


class AskedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed as it is being polled: what was known, which URL was asked, with which validators."""

    feed: FeedConfig
    before: FeedState | None
    url: str
    told: Validators
    is_sample: bool
    now: datetime


def not_modified(asked: AskedFeed, before: FeedState, fetched: NotModified) -> FeedState:
    """A 304 -> the state; new validators replace those they came for."""
    told = Validators(
        etag=fetched.etag or before.etag,
        last_modified=fetched.last_modified or before.last_modified,
        body_hash=before.body_hash,
    )
    wish = publishers_wish(fetched.answer, before.hints, asked.now)
    polled = Polled(at=asked.now, validators=told, asked=wish)
    state = after_unchanged(asked.feed, before, polled)
    return msgspec.structs.replace(state, not_modified_at=asked.now)


def same_body(asked: AskedFeed, before: FeedState, body: Body, got: Validators) -> FeedState:
    """The document that is known already, sent again -> the state."""
    wish = publishers_wish(body.answer, before.hints, asked.now)
    polled = Polled(at=asked.now, validators=got, asked=wish)
    return trusting(asked, after_unchanged(asked.feed, before, polled), [])


def failed(asked: AskedFeed, answered: Failed) -> PollOutcome:
    """No document -> the outcome: a health state, and the next poll put off."""
    hints = asked.before.hints if asked.before else None
    polled = Polled(
        at=asked.now,
        health=answered.health,
        reason=answered.reason,
        asked=publishers_wish(None, hints, asked.now),
        retry_after=read_retry_after(answered.retry_after, asked.now),
    )
    return PollOutcome(state=after_failure(asked.feed, asked.before, polled))


def unusable(
    asked: AskedFeed, body: Body, parsed: ParsedFeed, got: Validators, aside: tuple[SetAside, ...]
) -> PollOutcome:
    """A document that is no feed -> a failure; one that broke the parser is read again in full."""
    kept = got if parsed.health != "parser_limit" else Validators(body_hash=got.body_hash)
    hints = asked.before.hints if asked.before else None
    polled = Polled(
        at=asked.now,
        health=parsed.health,
        reason=parsed.reason or parsed.health,
        validators=kept,
        asked=publishers_wish(body.answer, hints, asked.now),
    )
    return PollOutcome(state=after_failure(asked.feed, asked.before, polled), aside=aside)


def trusting(asked: AskedFeed, state: FeedState, fresh: Sequence[Identified]) -> FeedState:
    """A state after a document came -> the same with what it says of the validators."""
    before, now = asked.before, asked.now
    distrust = before.distrust if before else None
    if before is not None and fresh:
        got = validators.validators_of(state)
        published = [one.item.published_at for one in fresh if one.verdict == "new"]
        distrust = validators.after_news(before, got, published, now)
    elif before is not None and asked.is_sample:
        distrust = validators.after_honest_sample(before, now)
    sampled_at = now if asked.is_sample else state.sampled_at
    return msgspec.structs.replace(
        state, distrust=distrust, sampled_at=sampled_at, not_modified_at=None
    )


def hints_of(parsed: ParsedFeed) -> PublisherHints:
    """What a document says of how often it changes."""
    return PublisherHints(
        ttl_minutes=parsed.ttl_minutes,
        sy_period=parsed.sy_period,
        sy_frequency=parsed.sy_frequency,
    )


def publishers_wish(
    answer: Answer | None, hints: PublisherHints | None, now: datetime
) -> timedelta | None:
    """How long the publisher asks readers to stay away, by header and document."""
    told = hints or PublisherHints()
    headers = {} if answer is None else answer.headers
    return freshness_hint(headers, told.ttl_minutes, told.sy_period, told.sy_frequency, now)
