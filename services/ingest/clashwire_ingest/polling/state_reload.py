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
from clashwire_ingest.feeds.feed_partition import feed_partition
from clashwire_ingest.identity.keys import MAX_KEY_CHARACTERS, guid_key, url_key
from clashwire_ingest.identity.words import known_words
from clashwire_ingest.polling.feed_memory import bounded
from clashwire_ingest.polling.packed_states import Packed, pack, unpack
from clashwire_ingest.settings import IngestSettings
from clashwire_runtime.compacted import read_to_end
from clashwire_runtime.context import ServiceContext

_MARGIN = timedelta(minutes=2)  # parsing, and clocks of broker and worker that differ


class Reloaded(msgspec.Struct, frozen=True, kw_only=True):
    """Packed states by feed_id, and those that the state topic does not hold yet."""

    states: Mapping[str, Packed]
    unwritten: tuple[FeedState, ...]


async def reload_states(
    settings: IngestSettings, feeds: Iterable[FeedConfig], context: ServiceContext
) -> Reloaded:
    """Feeds -> what is remembered of them, as of the last acknowledged article.

    Reads only the partitions that these feeds belong to.
    """
    owned = {feed.feed_id: feed for feed in feeds}
    if not owned:
        return Reloaded(states={}, unwritten=())
    states, polled_at, latest_at = await _read_states(settings, owned, context)
    completed: dict[str, FeedState] = {}
    since = _look_back(latest_at, settings)
    async for record in read_to_end(settings, RAW_ARTICLES.name, since=since):
        try:
            article = decode(RawArticle, record.value)
        except DecodeError:
            continue  # what enrich sets aside as a dead letter
        feed, before_at = owned.get(article.feed_id), polled_at.get(article.feed_id)
        if feed is not None and (before_at is None or article.fetched_at > before_at):
            latest = completed.get(feed.feed_id)
            if latest is None and feed.feed_id in states:
                latest = unpack(states[feed.feed_id])
            completed[feed.feed_id] = with_article(feed, latest, article)
    unwritten = tuple(bounded(state) for state in completed.values())
    if unwritten:
        context.logger.warning("state_completed", feeds=len(unwritten), since=str(since))
    told = {state.feed_id: pack(state) for state in unwritten}
    return Reloaded(states={**states, **told}, unwritten=unwritten)


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
        words=known_words(article.title, article.text),
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


def _look_back(
    latest_at: Mapping[int, datetime | None], settings: IngestSettings
) -> datetime | None:
    """By partition its latest poll -> since when articles may lack a state; None when unknown.

    A partition's latest state was written while its owner lived, and what the owner had sent
    without a state by then was in hand no longer than publishing may take.
    """
    times = [at for at in latest_at.values() if at is not None]
    if len(times) < len(latest_at):
        return None
    return min(times) - (settings.fetch_timeout + settings.give_up_after + _MARGIN)


async def _read_states(
    settings: IngestSettings, owned: Mapping[str, FeedConfig], context: ServiceContext
) -> tuple[dict[str, Packed], dict[str, datetime], dict[int, datetime | None]]:
    """The feeds' partitions -> packed states, when each was polled, and each partition's latest.

    A state that cannot be read is said and left out.
    """
    states: dict[str, Packed] = {}
    polled_at: dict[str, datetime] = {}
    latest_at: dict[int, datetime | None] = {}
    for feed in owned.values():
        latest_at[feed_partition(feed.url)] = None
    async for record in read_to_end(settings, FEEDS_STATE.name, numbers=latest_at.keys()):
        try:
            state = decode(FeedState, record.value)
        except DecodeError as error:
            context.logger.warning(
                "state_unreadable", key=repr(record.key), offset=record.offset, error=str(error)
            )
            continue
        known_at = latest_at[record.partition]
        latest_at[record.partition] = max(known_at or state.polled_at, state.polled_at)
        if state.feed_id in owned:
            states[state.feed_id] = pack(state)
            polled_at[state.feed_id] = state.polled_at
    return states, polled_at, latest_at
