"""Open causes of one worker: what began, what ended, each said once however many feeds it hits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from clashwire_ingest.health.attribution import (
    OF_A_FEED,
    OF_A_SITE,
    Cause,
    SiteTally,
    feed_cause,
    site_cause,
)
from clashwire_ingest.web.sites import registrable_domain

_WORKER = "this worker"


class Outage(msgspec.Struct, frozen=True, kw_only=True):
    """A cause at a subject, a site or a feed's URL, since when, and why in a sentence."""

    cause: Cause
    subject: str
    since: datetime
    reason: str


class OutageChange(msgspec.Struct, frozen=True):
    """An outage that began, or one that ended."""

    outage: Outage
    began: bool


class FeedHealth(msgspec.Struct, frozen=True, kw_only=True):
    """A feed after a poll: its health and why, failures in a row, and when it was polled."""

    url: str
    health: str
    reason: str
    failures: int
    at: datetime


class Outages:
    """Notes the health of feeds and tells what changes by it; in memory only."""

    def __init__(self) -> None:
        self._open: dict[tuple[Cause, str], Outage] = {}
        self._feeds: dict[str, tuple[str, int]] = {}  # health and failures in a row, by URL
        self._sites: dict[str, SiteTally] = {}

    def note(self, feed: FeedHealth) -> list[OutageChange]:
        """A feed after a poll -> what began and what ended by it."""
        site = registrable_domain(feed.url)
        tally = self._without(site, feed.url).with_feed(feed.health, feed.failures)
        self._feeds[feed.url], self._sites[site] = (feed.health, feed.failures), tally
        own = self._settle(OF_A_FEED, feed.url, feed_cause(feed.health), feed.at, feed.reason)
        return own + self._settle(OF_A_SITE, site, site_cause(tally), feed.at, feed.reason)

    def note_worker(self, cause: Cause, at: datetime, reason: str | None) -> list[OutageChange]:
        """Whether a cause of the whole worker holds, by its reason -> what began or ended."""
        return self._settle((cause,), _WORKER, cause if reason else None, at, reason or "")

    def forget(self, urls: Iterable[str], at: datetime) -> list[OutageChange]:
        """Drop feeds that are no longer ours -> what ends for us."""
        changes: list[OutageChange] = []
        for url in urls:
            site = registrable_domain(url)
            tally = self._without(site, url)
            changes += self._settle(OF_A_FEED, url, None, at, "")
            if tally.feeds:
                self._sites[site] = tally
            elif self._sites.pop(site, None):
                changes += self._settle(OF_A_SITE, site, None, at, "")
        return changes

    def counts(self) -> Counter[Cause]:
        """How many outages of each cause are open."""
        return Counter(cause for cause, _ in self._open)

    def _without(self, site: str, url: str) -> SiteTally:
        """Take a feed out -> its site's tally without it."""
        tally, before = self._sites.get(site, SiteTally()), self._feeds.pop(url, None)
        return tally if before is None else tally.with_feed(*before, times=-1)

    def _settle(
        self,
        causes: Sequence[Cause],
        subject: str,
        holds: Cause | None,
        at: datetime,
        reason: str,
    ) -> list[OutageChange]:
        """Of the causes that exclude each other at a subject, open the one that holds."""
        ended = [self._open.pop((c, subject), None) for c in causes if c != holds]
        changes = [OutageChange(outage, began=False) for outage in ended if outage is not None]
        if holds is not None and (holds, subject) not in self._open:
            outage = Outage(cause=holds, subject=subject, since=at, reason=reason)
            self._open[holds, subject] = outage
            changes.append(OutageChange(outage, began=True))
        return changes
