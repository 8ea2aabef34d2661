"""Full text: a poll's articles that came as summaries -> the same with their pages' texts.

Runs after the feed's turn at its host is over and before the articles are published. An article
waits for its page no longer than `wait`, and is published with its feed's text if none came.
"""

import asyncio
from datetime import timedelta

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.pages.page_choice import pages_wanted, with_page_text
from clashwire_ingest.pages.page_outcome import PageReading
from clashwire_ingest.pages.page_visit import PageVisitor
from clashwire_ingest.polling.latency import MAX_PUBLISHERS
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.web.sites import shown
from clashwire_runtime.context import ServiceContext

_TOO_LATE = "the article had waited long enough"


class FullTextBounds(msgspec.Struct, frozen=True, kw_only=True):
    """How many pages one poll may ask for, and how long its articles wait for them."""

    pages: int
    wait: timedelta


class FullText:
    """Completes polls of feeds that ask for full text; of others, it changes nothing."""

    def __init__(
        self, visitor: PageVisitor, bounds: FullTextBounds, context: ServiceContext
    ) -> None:
        self._visitor = visitor
        self._bounds = bounds
        self._context = context
        self._told: set[str] = set()
        self._publishers: set[str] = set()

    async def complete(
        self, feed: FeedConfig, _before: FeedState | None, outcome: PollOutcome
    ) -> PollOutcome:
        """A poll's outcome -> the same, its articles with those pages' texts that were found."""
        wanted = pages_wanted(feed, outcome.found, outcome.articles)
        if not wanted:
            return outcome
        self._tell_override(feed)
        whole = await self._read(feed, wanted[: self._bounds.pages])
        for article in wanted[self._bounds.pages :]:
            reason = f"one poll asks for {self._bounds.pages} pages, and this is one more"
            self._note(feed, article, PageReading(outcome="over_the_bound", reason=reason))
        articles = tuple(whole.get(one.article_id, one) for one in outcome.articles)
        return msgspec.structs.replace(outcome, articles=articles)

    async def _read(
        self, feed: FeedConfig, wanted: tuple[RawArticle, ...]
    ) -> dict[str, RawArticle]:
        """Articles -> those that found their page, by article_id."""
        whole: dict[str, RawArticle] = {}
        left = list(wanted)
        try:
            async with asyncio.timeout(self._bounds.wait.total_seconds()):
                while left:
                    obey = feed.robots_override is None
                    reading = await self._visitor.visit(left[0], obey_robots=obey)
                    article = left.pop(0)
                    self._note(feed, article, reading)
                    if reading.outcome == "page":
                        whole[article.article_id] = with_page_text(article, reading.text)
        except TimeoutError:
            for article in left:
                self._note(feed, article, PageReading(outcome="too_late", reason=_TOO_LATE))
        return whole

    def _note(self, feed: FeedConfig, article: RawArticle, reading: PageReading) -> None:
        """Each article that wanted its page is counted once, with what became of it."""
        self._context.metrics.count(
            "clashwire_pages_total", outcome=reading.outcome, publisher=self._label(feed)
        )
        self._context.logger.info(
            "page",
            feed_id=feed.feed_id,
            article_id=article.article_id,
            url=shown(article.url or ""),
            outcome=reading.outcome,
            reason=reading.reason or None,
            characters=len(reading.text) or None,
        )

    def _label(self, feed: FeedConfig) -> str:
        """The publisher's domain; `other` beyond so many publishers as have series of their own."""
        domain = feed.publisher.domain
        if domain not in self._publishers and len(self._publishers) >= MAX_PUBLISHERS:
            return "other"
        self._publishers.add(domain)
        return domain

    def _tell_override(self, feed: FeedConfig) -> None:
        """Once per start: whose robots.txt is not asked, and the operator's reason."""
        if feed.robots_override is None or feed.feed_id in self._told:
            return
        self._told.add(feed.feed_id)
        self._context.logger.warning(
            "robots_override",
            feed_id=feed.feed_id,
            publisher=feed.publisher.name,
            reason=feed.robots_override,
        )
