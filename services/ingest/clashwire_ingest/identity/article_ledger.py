"""Which articles are on the topic already, over all feeds of this worker, and in which words.

Revision numbers are given out when a decision is made, so that two feeds never use one for two
texts; an article counts as accepted only once it is acknowledged, so that no feed leaves it to
one that failed. Kept in whole numbers, for there is an entry for every article of every feed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

from clashwire_contracts.feed_state import KnownItem

_WORDS_BITS, _COUNT_BITS = 64, 24
_WORDS_MASK, _COUNT_MASK = (1 << _WORDS_BITS) - 1, (1 << _COUNT_BITS) - 1
_SHARED_WITHIN = timedelta(days=2)  # an older article comes to no further feed of its site
_STALE_SHARE = 2  # so many times the articles, and the index by words is cleaned of forgotten ones
_MIN_CLEANED = 1000


class Revision(NamedTuple):
    """A revision's number, its words as a hash of 64 bits, how many they are, whether it is out."""

    number: int
    words: int
    word_count: int
    acknowledged: bool


class ArticleLedger:
    """Accepted articles and the latest revision given to each, by article_id."""

    def __init__(self) -> None:
        self._accepted: dict[int, int] = {}
        self._given: dict[int, int] = {}
        self._ids_by_words: dict[int, str] = {}

    def has(self, article_id: str) -> bool:
        """Whether the article was acknowledged on the topic."""
        return _key(article_id) in self._accepted

    def latest(self, article_id: str) -> Revision | None:
        """The latest revision given out, acknowledged or not; None when none was."""
        key = _key(article_id)
        given, accepted = self._given.get(key, 0), self._accepted.get(key, 0)
        packed = max(given, accepted)
        return _unpacked(packed, acknowledged=accepted >= given) if packed else None

    def latest_revision(self, article_id: str) -> int:
        """The number of the latest revision given out; 0 when none was."""
        found = self.latest(article_id)
        return found.number if found else 0

    def same_words(self, host: str, content_hash: str, published_at: datetime) -> str | None:
        """The accepted article of a host with these words and this date, under whatever link."""
        found = self._ids_by_words.get(_words_key(host, content_hash, published_at))
        return found if found is not None and self.has(found) else None

    def give_out(self, items: Iterable[KnownItem]) -> None:
        """Take note of revisions about to be published."""
        for item in items:
            self._given[_key(item.article_id)] = _packed(item)

    def accept(self, items: Iterable[KnownItem]) -> None:
        """Take note of articles that are acknowledged."""
        for item in items:
            key = _key(item.article_id)
            given = self._given.pop(key, 0)
            self._accepted[key] = max(self._accepted.get(key, 0), given, _packed(item))
            self._index(item)
        self._clean()

    def forget(self, article_ids: Iterable[str]) -> None:
        """Drop articles that no feed holds any more."""
        for article_id in article_ids:
            self._accepted.pop(_key(article_id), None)

    def _index(self, item: KnownItem) -> None:
        published = item.first_published_at
        if published is None or item.last_seen_at - published > _SHARED_WITHIN:
            return
        host = host_of(item.canonical_url)
        if host:
            key = _words_key(host, item.content_hash, published)
            self._ids_by_words.setdefault(key, item.article_id)

    def _clean(self) -> None:
        if len(self._ids_by_words) > len(self._accepted) * _STALE_SHARE + _MIN_CLEANED:
            self._ids_by_words = {
                words: held for words, held in self._ids_by_words.items() if self.has(held)
            }


def words_of(content_hash: str) -> int:
    """A content hash -> the 64 bits of it that a Revision keeps."""
    return _hash(content_hash)


def host_of(canonical_url: str | None) -> str:
    """A canonical URL -> its host without www; empty for none."""
    return (urlsplit(canonical_url or "").hostname or "").removeprefix("www.")


def _key(article_id: str) -> int:
    """An article_id -> 64 bits: among a million, two are alike once in thirty million times."""
    return _hash(article_id)


def _hash(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_WORDS_BITS // 8)
    return int.from_bytes(digest.digest())


def _packed(item: KnownItem) -> int:
    count = min(item.words.count if item.words else 0, _COUNT_MASK)
    number = item.revision << _COUNT_BITS | count
    return number << _WORDS_BITS | words_of(item.content_hash)


def _unpacked(packed: int, *, acknowledged: bool) -> Revision:
    number = packed >> _WORDS_BITS
    return Revision(
        number=number >> _COUNT_BITS,
        words=packed & _WORDS_MASK,
        word_count=number & _COUNT_MASK,
        acknowledged=acknowledged,
    )


def _words_key(host: str, content_hash: str, published_at: datetime) -> int:
    told = f"{host}\n{content_hash}\n{published_at.timestamp()}"
    return _hash(told)
