"""What a feed is remembered by after a poll: pure functions from state to state, bounded."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from clashwire_contracts.codec import encode
from clashwire_contracts.feed_state import FeedState, KnownItem
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.polling.schedule import PollResult, next_poll_at

MAX_GONE_ITEMS = 500  # kept after they left the feed, for items vanish and return
_MAX_STATE_BYTES = 1_900_000  # under the contract's 2 MB message
DOCUMENT_FAULTS = frozenset(
    {"broken_document", "html_page", "json_document", "empty", "parser_limit"}
)


class Validators(msgspec.Struct, frozen=True, kw_only=True):
    """What makes the next request conditional, and the hash that shows a body unchanged."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


def validators_of(state: FeedState | None) -> Validators:
    """The validators a feed is remembered with; none for a feed never polled."""
    if state is None:
        return Validators()
    return Validators(etag=state.etag, last_modified=state.last_modified, body_hash=state.body_hash)


def after_document(
    feed: FeedConfig,
    now: datetime,
    validators: Validators,
    items: Sequence[KnownItem],
    damage: str | None,
) -> FeedState:
    """A document was read, whole or with damage -> the state; failures start over."""
    health = "ok" if damage is None else "damaged_document"
    return bounded(_state(feed, now, validators, items, failures=0, health=(health, damage)))


def after_unchanged(
    feed: FeedConfig, before: FeedState, now: datetime, validators: Validators
) -> FeedState:
    """Nothing new -> the state; a document that could not be used is still no use."""
    if before.health in DOCUMENT_FAULTS:
        failures, health = before.consecutive_failures + 1, (before.health, before.health_reason)
    elif before.health == "damaged_document":
        failures, health = 0, (before.health, before.health_reason)
    else:
        failures, health = 0, ("ok", None)
    return _state(feed, now, validators, before.items, failures=failures, health=health)


def after_failure(  # a failure's parts, named
    feed: FeedConfig,
    before: FeedState | None,
    now: datetime,
    health: tuple[str, str],
    *,
    validators: Validators | None = None,
    retry_after: timedelta | None = None,
) -> FeedState:
    """A poll that brought nothing -> the state: known items stay, the next poll is put off."""
    failures = (before.consecutive_failures if before else 0) + 1
    items = before.items if before else ()
    kept = validators or validators_of(before)
    return _state(feed, now, kept, items, failures=failures, health=health, retry_after=retry_after)


def keep_items(in_feed: Sequence[KnownItem], before: Iterable[KnownItem]) -> tuple[KnownItem, ...]:
    """Items now in the feed, then the latest of those that left it."""
    present = {item.article_id for item in in_feed}
    gone = [item for item in before if item.article_id not in present]
    gone.sort(key=lambda item: item.last_seen_at, reverse=True)
    return (*in_feed, *gone[:MAX_GONE_ITEMS])


def _state(  # noqa: PLR0913  # the fields of a state, named
    feed: FeedConfig,
    now: datetime,
    validators: Validators,
    items: Sequence[KnownItem],
    *,
    failures: int,
    health: tuple[str, str | None],
    retry_after: timedelta | None = None,
) -> FeedState:
    result = PollResult(
        feed_id=feed.feed_id,
        polled_at=now,
        consecutive_failures=failures,
        published=tuple(i.first_published_at for i in items if i.first_published_at),
        retry_after=retry_after,
    )
    return FeedState(
        feed_id=feed.feed_id,
        url=feed.url,
        etag=validators.etag,
        last_modified=validators.last_modified,
        body_hash=validators.body_hash,
        polled_at=now,
        next_poll_at=next_poll_at(result, feed.pace),
        consecutive_failures=failures,
        health=health[0],
        health_reason=health[1],
        items=tuple(items),
    )


def bounded(state: FeedState) -> FeedState:
    """Drop known items from the end, the longest gone first, until the message fits."""
    while state.items and len(encode(state)) > _MAX_STATE_BYTES:
        keep = len(state.items) * 9 // 10
        state = msgspec.structs.replace(state, items=state.items[:keep])
    return state
