"""Which articles are on the topic already, over all feeds of this worker, and at what revision.

Numbers are given out when a decision is made, so that two feeds never use one twice; an article
counts as accepted only once it is acknowledged, so that no feed leaves it to one that failed.
"""

from collections.abc import Iterable

from clashwire_contracts.feed_state import KnownItem


class ArticleLedger:
    """Accepted article_ids and the latest revision number given to each."""

    def __init__(self) -> None:
        self._accepted: dict[str, int] = {}
        self._given: dict[str, int] = {}

    def has(self, article_id: str) -> bool:
        """Whether the article was acknowledged on the topic."""
        return article_id in self._accepted

    def latest_revision(self, article_id: str) -> int:
        """The latest revision given out, acknowledged or not; 0 when none was."""
        return max(self._given.get(article_id, 0), self._accepted.get(article_id, 0))

    def give_out(self, items: Iterable[KnownItem]) -> None:
        """Take note of revisions about to be published."""
        for item in items:
            self._given[item.article_id] = item.revision

    def accept(self, items: Iterable[KnownItem]) -> None:
        """Take note of articles that are acknowledged."""
        for item in items:
            given = self._given.pop(item.article_id, 0)
            known = self._accepted.get(item.article_id, 0)
            self._accepted[item.article_id] = max(known, given, item.revision)

    def forget(self, article_ids: Iterable[str]) -> None:
        """Drop articles that no feed holds any more."""
        for article_id in article_ids:
            self._accepted.pop(article_id, None)
