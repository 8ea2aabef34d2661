"""Feeds that moved: which redirects are believed, from when on, and when a belief is given up.

A permanent redirect is adopted once it was met on every poll for a week, ten times at least; one
that only turns http into https after three polls. Nothing else is: not a temporary redirect, not
a target that is no feed, not one that is configured as a feed of its own. After two failures at
the adopted URL the configured one is asked again.
"""

from collections.abc import Container, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import msgspec

from clashwire_contracts.feed_state import FeedState, PermanentMove
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.web.answer import Hop
from clashwire_ingest.web.sites import shown

MOVED_TO_KNOWN = "moved_to_known_feed"
_PERMANENT = frozenset({301, 308})
_STABLE_FOR = timedelta(days=7)
_STABLE_POLLS = 10
_UPGRADE_POLLS = 3
_FAILURES_TO_UNDO = 2


def url_to_poll(feed: FeedConfig, before: FeedState | None, configured: Container[str]) -> str:
    """Where to ask for a feed: where it moved to, unless that is by now another feed's URL."""
    if before is None or before.moved_url is None or before.moved_url in configured:
        return feed.url
    return before.moved_url


def permanent_target(hops: Sequence[Hop]) -> str | None:
    """The answers on the way -> where permanent redirects alone lead; None where the first is not.

    A temporary redirect further on is not followed: it says where the target is today only.
    """
    target = None
    for hop, following in pairwise(hops):
        if hop.status not in _PERMANENT:
            break
        target = following.url
    return target


def after_hops(
    state: FeedState, polled_url: str, hops: Sequence[Hop], configured: Container[str]
) -> FeedState:
    """A state after a poll that brought a usable feed -> the same with what its redirects say."""
    kept = polled_url if polled_url != state.url else None
    target = permanent_target(hops)
    if target is None:
        return msgspec.structs.replace(state, moved_url=kept, move=None)
    if target == state.url:
        return msgspec.structs.replace(state, moved_url=None, move=None)
    move = _seen_again(state.move, target, state.polled_at)
    if target in configured:
        return _to_known_feed(msgspec.structs.replace(state, moved_url=kept, move=move), target)
    if _is_stable(move, polled_url, state.polled_at):
        return msgspec.structs.replace(state, moved_url=target, move=None)
    return msgspec.structs.replace(state, moved_url=kept, move=move)


def after_failed_move(state: FeedState) -> FeedState:
    """A state after a failed poll -> the same, back at the configured URL when the target fails."""
    if state.moved_url is None or state.consecutive_failures < _FAILURES_TO_UNDO:
        return state
    return msgspec.structs.replace(state, moved_url=None, move=None, etag=None, last_modified=None)


def _seen_again(before: PermanentMove | None, target: str, now: datetime) -> PermanentMove:
    if before is None or before.target != target:
        return PermanentMove(target=target, first_seen_at=now, polls=1)
    return msgspec.structs.replace(before, polls=before.polls + 1)


def _is_stable(move: PermanentMove, polled_url: str, now: datetime) -> bool:
    if _is_upgrade(polled_url, move.target):
        return move.polls >= _UPGRADE_POLLS
    return move.polls >= _STABLE_POLLS and now - move.first_seen_at >= _STABLE_FOR


def _is_upgrade(url: str, target: str) -> bool:
    """Whether the target is the same URL by https."""
    scheme, _, rest = url.partition("://")
    return scheme == "http" and target == f"https://{rest}"


def _to_known_feed(state: FeedState, target: str) -> FeedState:
    if state.health != "ok":
        return state
    reason = f"it redirects to {shown(target)}, which is configured too; one of them can go"
    return msgspec.structs.replace(state, health=MOVED_TO_KNOWN, health_reason=reason)
