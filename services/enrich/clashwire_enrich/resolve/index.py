"""The look-up in memory: which known articles may tell of the same happening as a new one."""

import heapq
from datetime import date, datetime, timedelta

from clashwire_enrich.resolve.features import ArticleFeatures, MentionFeatures
from clashwire_enrich.resolve.match import may_be_active_together

_MAX_DAYS = 10  # a mention over more days is looked up by its country alone
Bucket = tuple[str | None, date | None]


class MatchIndex:
    """Features of active articles by country and day; day None holds all of a country."""

    def __init__(self, active_for: timedelta) -> None:
        self._active_for = active_for
        self._articles: dict[str, ArticleFeatures] = {}
        self._buckets: dict[Bucket, set[str]] = {}
        self._by_age: list[tuple[datetime, str]] = []

    def put(self, article: ArticleFeatures) -> None:
        """Add an article, in place of its earlier revision."""
        self.drop(article.article_id)
        self._articles[article.article_id] = article
        heapq.heappush(self._by_age, (article.fetched_at, article.article_id))
        for bucket in _buckets_of(article):
            self._buckets.setdefault(bucket, set()).add(article.article_id)

    def drop(self, article_id: str) -> None:
        """Forget an article; nothing when it is not known."""
        article = self._articles.pop(article_id, None)
        for bucket in _buckets_of(article) if article else ():
            members = self._buckets[bucket]
            members.discard(article_id)
            if not members:
                del self._buckets[bucket]

    def drop_before(self, oldest: datetime) -> None:
        """Forget the articles fetched before a time."""
        while self._by_age and self._by_age[0][0] < oldest:
            _, article_id = heapq.heappop(self._by_age)
            article = self._articles.get(article_id)
            if article is not None and article.fetched_at < oldest:
                self.drop(article_id)

    def candidates(self, article: ArticleFeatures) -> tuple[ArticleFeatures, ...]:
        """Articles worth comparing with this one, by id; itself left out."""
        ids: set[str] = set()
        for mention in article.mentions:
            for bucket in _days(mention, around=1) or (_whole_country(mention),):
                ids |= self._buckets.get(bucket, set())
            ids |= self._buckets.get((mention.place.country, date.min), set())
        ids.discard(article.article_id)
        found = (self._articles[one] for one in sorted(ids))
        return tuple(one for one in found if may_be_active_together(one, article, self._active_for))


def _buckets_of(article: ArticleFeatures) -> set[Bucket]:
    buckets: set[Bucket] = set()
    for mention in article.mentions:
        long = (mention.place.country, date.min)
        buckets.add(_whole_country(mention))
        buckets.update(_days(mention) or (long,))
    return buckets


def _whole_country(mention: MentionFeatures) -> Bucket:
    return mention.place.country, None


def _days(mention: MentionFeatures, around: int = 0) -> tuple[Bucket, ...]:
    """A bucket for each day it may have happened, and so many around; none for too many days."""
    if (mention.last - mention.first).days > _MAX_DAYS:
        return ()
    first = max(mention.first.toordinal() - around, date.min.toordinal())
    last = min(mention.last.toordinal() + around, date.max.toordinal())
    return tuple((mention.place.country, date.fromordinal(day)) for day in range(first, last + 1))
