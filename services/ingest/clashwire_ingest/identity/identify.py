"""One decision per item, same, revised or new: pure, from what a feed is known to have held.

An item is known by its canonical URL, by its guid, or by the id it would be given; where URL and
guid point to different items, the guid was shared and the URL decides. A key that several items
of one document share tells none of them apart and is left out. A new article_id is minted from
the canonical URL, else from the publisher's domain and the guid, and stays through revisions.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Literal

import msgspec

from clashwire_contracts import ids
from clashwire_contracts.feed_state import KnownItem
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.article_ledger import ArticleLedger
from clashwire_ingest.identity.canonical_url import canonical_url, names_a_page

Verdict = Literal["new", "revised", "same"]
MAX_KEY_CHARACTERS = 512


class Identified(msgspec.Struct, frozen=True, kw_only=True):
    """An item, what it is, and what to remember of it once it is published."""

    item: ParsedItem
    verdict: Verdict
    known: KnownItem


class _Keys(msgspec.Struct, frozen=True):
    """The keys that tell an item from the others of its document; null where one does not."""

    guid: str | None
    url: str | None


def identify(
    items: Sequence[ParsedItem],
    known: Iterable[KnownItem],
    *,
    domain: str,
    now: datetime,
    ledger: ArticleLedger,
) -> tuple[Identified, ...]:
    """A document's items -> one decision each, in order; an item listed twice counts once.

    An article that the ledger has accepted from another feed is the same, not new.
    """
    index = _Index(known)
    decided: dict[str, Identified] = {}
    for item, keys in zip(items, _telling_keys(items), strict=True):
        minted = _mint(item, keys, domain)
        before = index.find(keys, minted)
        article_id = minted if before is None else before.article_id
        if article_id not in decided:
            decided[article_id] = _decide(item, keys, article_id, before, ledger, now)
            index.add(decided[article_id].known)
    return tuple(decided.values())


def content_hash(item: ParsedItem) -> str:
    """An item's words -> a hash that changes when title or text do, spacing aside."""
    words = "\n".join((" ".join(item.title.split()), " ".join(item.text.split())))
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def guid_key(guid: str | None) -> str | None:
    """A guid as the feed gives it -> the form it is remembered in; a very long one as a hash."""
    if guid is None or len(guid) <= MAX_KEY_CHARACTERS:
        return guid
    return f"sha256:{sha256(guid.encode('utf-8', 'surrogatepass')).hexdigest()}"


def url_key(canonical: str | None) -> str | None:
    """A canonical URL -> what it is compared by: http and https name one page; a home none."""
    if canonical is None or not names_a_page(canonical):
        return None
    return canonical.split("://", 1)[-1]


class _Index:
    """Known items by URL, guid and id; of two under one key, the one added last counts."""

    def __init__(self, known: Iterable[KnownItem]) -> None:
        self._by_url: dict[str, KnownItem] = {}
        self._by_guid: dict[str, KnownItem] = {}
        self._by_id: dict[str, KnownItem] = {}
        for item in known:
            self.add(item)

    def add(self, item: KnownItem) -> None:
        self._by_id[item.article_id] = item
        if item.guid is not None:
            self._by_guid[item.guid] = item
        url = url_key(item.canonical_url)
        if url is not None:
            self._by_url[url] = item

    def find(self, keys: _Keys, minted: str) -> KnownItem | None:
        return (
            self._by_url.get(url_key(keys.url) or "")
            or self._by_guid.get(keys.guid or "")
            or self._by_id.get(minted)
        )


def _telling_keys(items: Sequence[ParsedItem]) -> list[_Keys]:
    """Each item's keys, without a guid or URL that stands for items of different titles here."""
    pairs = [(guid_key(item.guid), canonical_url(item.url)) for item in items]
    distinct = {
        (guid, url_key(url), _title(item)) for (guid, url), item in zip(pairs, items, strict=True)
    }
    guids = Counter(guid for guid, _, _ in distinct)
    urls = Counter(url for _, url, _ in distinct)
    return [
        _Keys(
            guid if guids[guid] == 1 else None,
            url if url_key(url) is not None and urls[url_key(url)] == 1 else None,
        )
        for guid, url in pairs
    ]


def _decide(  # all that a decision rests on, named
    item: ParsedItem,
    keys: _Keys,
    article_id: str,
    before: KnownItem | None,
    ledger: ArticleLedger,
    now: datetime,
) -> Identified:
    words = content_hash(item)
    verdict: Verdict = "same"
    if before is None and not ledger.has(article_id):
        verdict = "new"
    elif before is not None and before.content_hash != words:
        verdict = "revised"
    latest = max(ledger.latest_revision(article_id), before.revision if before else 0)
    fits = keys.url is not None and len(keys.url) <= MAX_KEY_CHARACTERS
    known = KnownItem(
        article_id=article_id,
        revision=max(latest, 1) if verdict == "same" else latest + 1,
        guid=keys.guid,
        canonical_url=keys.url if fits else None,
        content_hash=words,
        first_published_at=before.first_published_at if before else item.published_at,
        last_seen_at=now,
    )
    return Identified(item=item, verdict=verdict, known=known)


def _mint(item: ParsedItem, keys: _Keys, domain: str) -> str:
    if keys.url is not None:
        return ids.article_id(keys.url)
    if keys.guid is not None:
        return ids.article_id_from_guid(domain, keys.guid)
    # neither key tells it apart, so only its title does; without one, its words
    title = _title(item) or content_hash(item)
    return ids.article_id_from_guid(domain, f"{canonical_url(item.url) or ''} {title}")


def _title(item: ParsedItem) -> str:
    return " ".join(item.title.split())
