"""A telling: one mention in its article; how an event's tellings are put in order."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.event import EventMention, Source
from clashwire_enrich.resolve.copies import is_copy, read_digest


class Telling(msgspec.Struct, frozen=True):
    """A mention and the article that makes it."""

    article: ArticleMentions
    mention: EventMention


def in_order(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """Tellings by publication, then id: an order that owes nothing to arrival."""
    return tuple(sorted(tellings, key=lambda t: (*published_order(t.article), _position(t))))


def published_order(article: ArticleMentions) -> tuple[datetime, str]:
    """The key that puts articles in order of publication."""
    return article.published_at or article.fetched_at, article.article_id


def owner_of(article: ArticleMentions) -> str:
    """Who owns the publisher; a publisher on its own is named by its domain."""
    return article.publisher.owner_group or article.publisher.domain


def sources_of(tellings: Sequence[Telling]) -> tuple[Source, ...]:
    """Tellings in order -> one source an article; a copy of an earlier text is syndicated."""
    articles = {telling.article.article_id: telling.article for telling in tellings}
    earlier: list[ArticleMentions] = []
    sources: list[Source] = []
    for article in articles.values():
        copied = any(_carries_same_text(article, one) for one in earlier)
        earlier.append(article)
        sources.append(
            Source(
                article_id=article.article_id,
                url=article.url,
                publisher=article.publisher.name,
                owner_group=owner_of(article),
                published_at=article.published_at,
                syndicated=copied,
            )
        )
    return tuple(sources)


def count_independent(tellings: Sequence[Telling], sources: Sequence[Source]) -> int:
    """How many owner groups tell of it in the foreground, in words of their own."""
    foreground = {t.article.article_id for t in tellings if not t.mention.background}
    counted = foreground or {source.article_id for source in sources}
    return len({s.owner_group for s in sources if not s.syndicated and s.article_id in counted})


def _carries_same_text(one: ArticleMentions, other: ArticleMentions) -> bool:
    if one.content_hash == other.content_hash:
        return True
    return is_copy(read_digest(one.sketch), read_digest(other.sketch))


def _position(telling: Telling) -> int:
    return telling.article.events.index(telling.mention)
