"""A subscription's life, as pure functions: when to ask, what was heard, whether the hub works."""

from datetime import datetime, timedelta

import msgspec

from clashwire_contracts.feed_state import FeedPush, HubSubscription
from clashwire_contracts.vocabulary import SubscriptionStatus
from clashwire_ingest.hubs.discovery import HubOffer

LEASE = timedelta(days=10)  # what is asked for; W3C WebSub 5.1 leaves it to both sides
SHORTEST_LEASE = timedelta(days=1)  # a hub that gives less is asked at half a day all the same
LONGEST_LEASE = timedelta(days=14)  # a longer one would outlive what is known of the hub
MISSED_TO_BE_SILENT = 3
_UNVERIFIED_AFTER = timedelta(hours=1)
_LONGEST_BACK_OFF = timedelta(days=1)
_MAX_DOUBLINGS = 5
_DENIED_FOR = timedelta(days=7)


def is_request_due(
    known: HubSubscription | None, offer: HubOffer, callback_hash: str, now: datetime
) -> bool:
    """Whether to ask the hub: at first, after a change, at half the lease, after a failure."""
    if known is None or (known.hub, known.topic) != (offer.hub, offer.topic):
        return True
    if known.callback_hash != callback_hash:
        return True
    return now >= _next_request_at(known)


def asked(
    known: HubSubscription | None,
    offer: HubOffer,
    callback_hash: str,
    failure: str | None,
    now: datetime,
) -> HubSubscription:
    """The hub was asked, and took the request or failed -> the subscription.

    What a running subscription has is kept until its hub answers; another hub starts anew.
    """
    hub, topic = offer.hub or "", offer.topic or ""
    if known is None or (known.hub, known.topic) != (hub, topic):
        known = HubSubscription(
            hub=hub,
            topic=topic,
            callback_hash=callback_hash,
            status="failed",
            reason=None,
            asked_at=now,
        )
    if failure is None and known.status == "requested":
        failure = "the hub took an earlier request and never verified it"
    if known.status not in ("active", "silent") or not _holds(known, now):
        is_failed = failure is not None and known.status != "requested"
        status: SubscriptionStatus = "failed" if is_failed else "requested"
        known = msgspec.structs.replace(known, status=status, reason=None)
    return msgspec.structs.replace(
        known,
        callback_hash=callback_hash,
        asked_at=now,
        reason=failure or known.reason,
        failures=0 if failure is None else known.failures + 1,
    )


def after_word(known: HubSubscription, heard: FeedPush) -> HubSubscription:
    """What the hub said -> the subscription; another hub's, topic's or an old word is no news.

    Old words come again when a feed moves to another worker.
    """
    is_other = heard.hub != known.hub or heard.topic not in (None, known.topic)
    latest = known.pushed_at if heard.word == "news" else known.verified_at
    if is_other or (latest is not None and heard.received_at < latest):
        return known
    if heard.word == "denied":
        reason = f"the hub refused the subscription ({heard.reason or 'it did not say why'})"
        return msgspec.structs.replace(known, status="denied", reason=reason)
    if heard.word == "verified":
        return msgspec.structs.replace(
            known,
            status="active",
            reason=None,
            failures=0,
            missed=0,
            verified_at=heard.received_at,
            lease_until=heard.received_at + clamped_lease(heard.lease_seconds),
        )
    told = msgspec.structs.replace(known, pushed_at=heard.received_at, missed=0)
    if told.status == "silent":
        told = msgspec.structs.replace(told, status="active", reason=None)
    return told


def after_poll(
    known: HubSubscription, *, has_news: bool, polled_before: datetime, now: datetime
) -> HubSubscription:
    """A poll found news or none -> the subscription, silent once the hub missed three in a row."""
    if not has_news or known.status not in ("active", "silent") or not _holds(known, now):
        return known
    heard_at = max((t for t in (known.verified_at, known.pushed_at) if t), default=known.asked_at)
    if heard_at >= polled_before:
        return known
    missed = known.missed + 1
    if missed < MISSED_TO_BE_SILENT:
        return msgspec.structs.replace(known, missed=missed)
    reason = f"{missed} polls in a row found news that the hub had not told of"
    return msgspec.structs.replace(known, missed=missed, status="silent", reason=reason)


def works(known: HubSubscription | None, now: datetime) -> bool:
    """Whether the hub has proved that it tells of news, and has missed none since."""
    if known is None or known.status != "active" or not _holds(known, now):
        return False
    return known.pushed_at is not None and known.missed == 0


def clamped_lease(seconds: int | None) -> timedelta:
    """A hub's lease -> how long it is taken to hold, between a day and two weeks."""
    longest = LONGEST_LEASE.total_seconds()
    told = LEASE if seconds is None else timedelta(seconds=min(seconds, longest))
    return max(told, SHORTEST_LEASE)


def _next_request_at(known: HubSubscription) -> datetime:
    if known.status == "denied":
        return known.asked_at + _DENIED_FOR
    if known.failures:
        doublings = min(known.failures - 1, _MAX_DOUBLINGS)
        return known.asked_at + min(_UNVERIFIED_AFTER * (1 << doublings), _LONGEST_BACK_OFF)
    if known.verified_at is None or known.lease_until is None or known.status == "requested":
        return known.asked_at + _UNVERIFIED_AFTER
    lease = known.lease_until - known.verified_at
    # a renewal that no verification followed is repeated, but not at every poll
    return max(known.verified_at + lease / 2, known.asked_at + lease / 10)


def _holds(known: HubSubscription, now: datetime) -> bool:
    return known.lease_until is not None and now < known.lease_until
