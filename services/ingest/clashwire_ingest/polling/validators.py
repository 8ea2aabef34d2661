"""Validators: which are sent, and which of them are caught lying and not sent for a month.

An ETag or Last-Modified lies when items changed under it. That shows when a server sends a
changed document with the old validator, and in a sample: one poll without conditions. Samples
are taken only of feeds under suspicion, at most one a day: where items turn up that are dated
well before a 304, or where 304s go on although the feed is silent beyond its rhythm.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from clashwire_contracts.feed_state import FeedState, ValidatorDistrust

_DISTRUST_FOR = timedelta(days=30)  # by then a publisher may have mended it
_STRIKES_TO_SAMPLE = 3
_LATE = timedelta(hours=1)  # caches between us and the publisher make younger items late
_SAMPLE_EVERY = timedelta(days=1)
_SAMPLE_SILENT_EVERY = timedelta(days=7)


class Validators(msgspec.Struct, frozen=True, kw_only=True):
    """What makes the next request conditional, and the hash that shows a body unchanged."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None

    @property
    def conditional(self) -> bool:
        """Whether a request with these asks on a condition."""
        return bool(self.etag or self.last_modified)


def validators_of(state: FeedState | None) -> Validators:
    """The validators a feed is remembered with; none for a feed never polled."""
    if state is None:
        return Validators()
    return Validators(etag=state.etag, last_modified=state.last_modified, body_hash=state.body_hash)


def validators_to_send(state: FeedState | None, now: datetime) -> Validators:
    """The validators to send verbatim: those remembered, without the distrusted."""
    known = validators_of(state)
    told = state.distrust if state is not None else None
    if told is None:
        return known
    return Validators(
        etag=None if _holds(told.etag_until, now) else known.etag,
        last_modified=None if _holds(told.last_modified_until, now) else known.last_modified,
        body_hash=known.body_hash,
    )


def is_sample_due(state: FeedState | None, *, now: datetime) -> bool:
    """Whether to ask once without conditions, as suspicion and the last such time say."""
    if state is None or state.not_modified_at is None:
        return False
    since = None if state.sampled_at is None else now - state.sampled_at
    suspected = state.distrust is not None and state.distrust.strikes >= _STRIKES_TO_SAMPLE
    if suspected:
        return since is None or since >= _SAMPLE_EVERY
    return state.health == "stale" and (since is None or since >= _SAMPLE_SILENT_EVERY)


def after_news(
    before: FeedState, got: Validators, published: Iterable[datetime | None], now: datetime
) -> ValidatorDistrust | None:
    """A document whose items are new or revised -> whom to distrust from now on."""
    told = before.distrust or ValidatorDistrust()
    until = now + _DISTRUST_FOR
    if got.etag is not None and got.etag == before.etag:
        told = msgspec.structs.replace(told, etag_until=until, strikes=0)
    if got.last_modified is not None and got.last_modified == before.last_modified:
        told = msgspec.structs.replace(told, last_modified_until=until, strikes=0)
    if _is_late(before, [date for date in published if date is not None]):
        told = msgspec.structs.replace(told, strikes=told.strikes + 1)
    return _without_expired(told, now)


def after_honest_sample(before: FeedState, now: datetime) -> ValidatorDistrust | None:
    """A sample that found what the 304s had said -> suspicion is dropped."""
    if before.distrust is None:
        return None
    return _without_expired(msgspec.structs.replace(before.distrust, strikes=0), now)


def _is_late(before: FeedState, published: Sequence[datetime]) -> bool:
    told_at = before.not_modified_at
    return told_at is not None and any(date < told_at - _LATE for date in published)


def _without_expired(told: ValidatorDistrust, now: datetime) -> ValidatorDistrust | None:
    """What still holds; None once nothing does."""
    held = ValidatorDistrust(
        etag_until=told.etag_until if _holds(told.etag_until, now) else None,
        last_modified_until=told.last_modified_until
        if _holds(told.last_modified_until, now)
        else None,
        strikes=told.strikes,
    )
    return None if held == ValidatorDistrust() else held


def _holds(until: datetime | None, now: datetime) -> bool:
    return until is not None and now < until
