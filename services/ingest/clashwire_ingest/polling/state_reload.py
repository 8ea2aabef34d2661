"""What a starting worker knows: the latest states, completed from the articles published since.

A crash between an article's acknowledgement and its state's leaves the article on the topic
only. Reading the end of that topic back keeps the next poll from repeating it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_contracts.codec import DecodeError, decode
from clashwire_contracts.feed_state import FeedState, KnownItem
from clashwire_contracts.topics import FEEDS_STATE, RAW_ARTICLES
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.identify import MAX_KEY_CHARACTERS, guid_key, url_key
from clashwire_ingest.polling.feed_memory import bounded
from clashwire_ingest.settings import IngestSettings
from clashwire_runtime.compacted import read_latest, read_to_end
from clashwire_runtime.context import ServiceContext

_MARGIN = timedelta(minutes=2)  # parsing, and clocks of broker and worker that differ


class Reloaded(msgspec.Struct, frozen=True, kw_only=True):
    """States by feed_id, and which of them the state topic does not hold yet."""

    states: Mapping[str, FeedState]
    unwritten: tuple[FeedState, ...]


async def reload_states(
    settings: IngestSettings, feeds: Iterable[FeedConfig], context: ServiceContext
) -> Reloaded:
    """Feeds -> what is remembered of them, as of the last acknowledged article."""
    owned = {feed.feed_id: feed for feed in feeds}
    states = await _read_states(settings, context)
    completed: dict[str, FeedState] = {}
    since = _look_back(states.values(), settings)
    async for record in read_to_end(settings, RAW_ARTICLES.name, since=since):
        try:
            article = decode(RawArticle, record.value)
        except DecodeError:
            continue  # what enrich sets aside as a dead letter
        feed, before = owned.get(article.feed_id), states.get(article.feed_id)
        if feed is not None and (before is None or article.fetched_at > before.polled_at):
            latest = completed.get(feed.feed_id, before)
            completed[feed.feed_id] = with_article(feed, latest, article)
    completed = {feed_id: bounded(state) for feed_id, state in completed.items()}
    if completed:
        context.logger.warning("state_completed", feeds=len(completed), since=str(since))
    return Reloaded(states={**states, **completed}, unwritten=tuple(completed.values()))


def with_article(feed: FeedConfig, state: FeedState | None, article: RawArticle) -> FeedState:
    """A feed's state and an article that it does not tell of -> the state that does."""
    item = KnownItem(
        article_id=article.article_id,
        revision=article.revision,
        guid=guid_key(article.guid),
        canonical_url=_telling_url(article.canonical_url),
        content_hash=article.content_hash,
        first_published_at=article.first_published_at,
        last_seen_at=article.fetched_at,
    )
    if state is None:
        return FeedState(
            feed_id=feed.feed_id,
            url=feed.url,
            etag=None,
            last_modified=None,
            body_hash=None,
            polled_at=article.fetched_at,
            next_poll_at=article.fetched_at,
            consecutive_failures=0,
            health="ok",
            health_reason=None,
            items=(item,),
        )
    others = (known for known in state.items if known.article_id != item.article_id)
    return msgspec.structs.replace(state, items=(item, *others))


def _telling_url(canonical: str | None) -> str | None:
    tells = url_key(canonical) is not None and len(canonical or "") <= MAX_KEY_CHARACTERS
    return canonical if tells else None


def _look_back(states: Iterable[FeedState], settings: IngestSettings) -> datetime | None:
    """No poll is longer in hand than it may fetch, parse and wait for Kafka."""
    latest = max((state.polled_at for state in states), default=None)
    if latest is None:
        return None
    return latest - (settings.fetch_timeout + settings.give_up_after + _MARGIN)


async def _read_states(settings: IngestSettings, context: ServiceContext) -> dict[str, FeedState]:
    """The compacted topic -> its states; one that cannot be read is said and left out."""
    states: dict[str, FeedState] = {}
    for record in (await read_latest(settings, FEEDS_STATE.name)).values():
        try:
            state = decode(FeedState, record.value)
        except DecodeError as error:
            context.logger.warning(
                "state_unreadable", key=repr(record.key), offset=record.offset, error=str(error)
            )
            continue
        states[state.feed_id] = state
    return states
