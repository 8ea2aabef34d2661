"""What a feed is remembered by after a poll: pure functions from state to state, bounded."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from clashwire_contracts.codec import encode
from clashwire_contracts.feed_state import FeedState, KnownItem, PublisherHints
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.words import without_detail
from clashwire_ingest.polling.moves import after_failed_move
from clashwire_ingest.polling.rhythm import news_times, stale_after
from clashwire_ingest.polling.schedule import PollResult, next_poll_at
from clashwire_ingest.polling.validators import Validators, validators_of
from clashwire_ingest.web.rate_limit_headers import LONGEST_WAIT

MAX_GONE_ITEMS = 500  # kept after they left the feed, for items vanish and return
_MAX_NEWS_TIMES = 12
_MAX_STATE_BYTES = 1_900_000  # under the contract's 2 MB message
DOCUMENT_FAULTS = frozenset(
    {"broken_document", "html_page", "json_document", "empty", "parser_limit"}
)
_GONE = frozenset({"http_410", "gone"})


class Polled(msgspec.Struct, frozen=True, kw_only=True):
    """What a poll came to: health and why, whether it failed, and what is known now.

    `validators` and `items` are None where they stay as they were. `asked` is how long the
    publisher asks readers to stay away, `retry_after` what came beside a refusal.
    """

    at: datetime
    health: str = "ok"
    reason: str | None = None
    failed: bool = False
    validators: Validators | None = None
    items: Sequence[KnownItem] | None = None
    hints: PublisherHints | None = None
    has_news: bool = False
    asked: timedelta | None = None
    retry_after: timedelta | None = None
    hurry: bool = False


def remember(feed: FeedConfig, before: FeedState | None, polled: Polled) -> FeedState:
    """A feed's state and what a poll came to -> the state that follows, bounded in size."""
    was = before or _blank(feed, polled.at)
    validators = polled.validators or validators_of(before)
    state = msgspec.structs.replace(
        was,
        url=feed.url,
        etag=validators.etag,
        last_modified=validators.last_modified,
        body_hash=validators.body_hash,
        polled_at=polled.at,
        consecutive_failures=was.consecutive_failures + 1 if polled.failed else 0,
        failing_since=(was.failing_since or polled.at) if polled.failed else None,
        succeeded_at=was.succeeded_at if polled.failed else polled.at,
        health=polled.health,
        health_reason=polled.reason,
        items=was.items if polled.items is None else tuple(polled.items),
        hints=polled.hints or was.hints,
        news_at=_news_at(was, polled),
    )
    if polled.failed:
        state = after_failed_move(state)
    times = came(state, polled.at)
    state = _scheduled(feed, _aged(state, times), polled, times)
    return state if polled.items is None else bounded(state)  # what fitted once fits again


def after_document(
    feed: FeedConfig, before: FeedState | None, polled: Polled, damage: str | None
) -> FeedState:
    """A document was read, whole or with damage -> the state; failures start over."""
    health = "ok" if damage is None else "damaged_document"
    named = msgspec.structs.replace(polled, health=health, reason=damage, failed=False)
    return remember(feed, before, named)


def after_unchanged(feed: FeedConfig, before: FeedState, polled: Polled) -> FeedState:
    """Nothing new -> the state; a document that could not be used is still no use."""
    fault = before.health in DOCUMENT_FAULTS
    stays = fault or before.health == "damaged_document"
    named = msgspec.structs.replace(
        polled,
        health=before.health if stays else "ok",
        reason=before.health_reason if stays else None,
        failed=fault,
    )
    return remember(feed, before, named)


def after_failure(feed: FeedConfig, before: FeedState | None, polled: Polled) -> FeedState:
    """A poll that brought nothing -> the state: known items stay, the next poll is put off.

    One 410 may be a mistake; after a second in a row the feed counts as gone.
    """
    gone = polled.health == "http_410" and before is not None and before.health in _GONE
    health = "gone" if gone else polled.health
    return remember(feed, before, msgspec.structs.replace(polled, health=health, failed=True))


def keep_items(in_feed: Sequence[KnownItem], before: Iterable[KnownItem]) -> tuple[KnownItem, ...]:
    """Items now in the feed, then the latest of those that left it."""
    present = {item.article_id for item in in_feed}
    gone = [item for item in before if item.article_id not in present]
    gone.sort(key=lambda item: item.last_seen_at, reverse=True)
    return (*in_feed, *map(without_detail, gone[:MAX_GONE_ITEMS]))


def came(state: FeedState, now: datetime) -> tuple[datetime, ...]:
    """A state -> when its news came, latest first."""
    dates = (i.first_published_at for i in state.items if i.first_published_at)
    return news_times(dates, state.news_at, now)


def bounded(state: FeedState) -> FeedState:
    """Drop known items from the end, the longest gone first, until the message fits."""
    while state.items and len(encode(state)) > _MAX_STATE_BYTES:
        keep = len(state.items) * 9 // 10
        state = msgspec.structs.replace(state, items=state.items[:keep])
    return state


def _blank(feed: FeedConfig, now: datetime) -> FeedState:
    return FeedState(
        feed_id=feed.feed_id,
        url=feed.url,
        etag=None,
        last_modified=None,
        body_hash=None,
        polled_at=now,
        next_poll_at=now,
        consecutive_failures=0,
        health="ok",
        health_reason=None,
        items=(),
    )


def _news_at(was: FeedState, polled: Polled) -> tuple[datetime, ...]:
    times = (polled.at, *was.news_at) if polled.has_news else was.news_at
    return times[:_MAX_NEWS_TIMES]


def _aged(state: FeedState, times: Sequence[datetime]) -> FeedState:
    """A feed that answers well but is silent beyond its rhythm is stale, which is no failure."""
    limit = stale_after(times)
    if state.health != "ok" or limit is None or state.polled_at - times[0] <= limit:
        return state
    reason = f"the latest news is of {times[0]:%Y-%m-%d %H:%M} UTC, too old for its own rhythm"
    return msgspec.structs.replace(state, health="stale", health_reason=reason)


def _scheduled(
    feed: FeedConfig, state: FeedState, polled: Polled, times: tuple[datetime, ...]
) -> FeedState:
    result = PollResult(
        feed_id=feed.feed_id,
        polled_at=polled.at,
        consecutive_failures=state.consecutive_failures,
        health=state.health,
        came=times,
        retry_after=polled.retry_after,
        asked=polled.asked,
        hurry=polled.hurry,
    )
    asked = [wish for wish in (polled.asked, polled.retry_after) if wish is not None]
    until = polled.at + min(max(asked), LONGEST_WAIT) if asked else None
    return msgspec.structs.replace(
        state, next_poll_at=next_poll_at(result, feed), asked_until=until
    )
