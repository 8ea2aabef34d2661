"""Which known item each item of a document is: by its keys, else by its words.

| witness | holds when |
|---|---|
| url | the canonical URL is a known item's |
| guid | the guid is a known item's that no other item here has by URL, unless all else dissents |
| id | the id it would be given is a known item's |
| words | title and text are a known item's, which is not here under its own keys |
| text | the same sentences, under another title too |
| title | the same title and the same publication date |

The last three need the publication date not to speak against it: repeated alerts are worded
alike. When most of a document changes its keys at once, the dates need not agree.
"""

from collections.abc import Container, Iterable, Sequence
from datetime import timedelta
from typing import Literal

import msgspec

from clashwire_contracts.feed_state import KnownItem
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.keys import (
    ItemKeys,
    Naming,
    mint,
    same_guid_key,
    telling_keys,
    url_key,
    without_tokens,
)
from clashwire_ingest.identity.repeats import without_repeats
from clashwire_ingest.identity.wording import Wording, WordWitness, agree, by_words
from clashwire_ingest.identity.words import content_hash, known_words, one_line, resemblance

Witness = Literal["url", "guid", "id"] | WordWitness
_SAME_MOMENT, _OTHER_MOMENT = timedelta(minutes=1), timedelta(hours=1)
_UNLIKE_TEXT = 0.3  # below, no edit: measured, an article cut to half keeps 0.5
_UNLIKE_TITLE = 0.3


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """The known item that an item is and what told so, or nothing.

    `reused_guid` says that its guid was another article's before.
    """

    known: KnownItem | None = None
    witness: Witness | None = None
    reused_guid: bool = False


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the document with its keys and the hash of its words."""

    item: ParsedItem
    keys: ItemKeys
    words: str
    minted: str

    @property
    def wording(self) -> Wording:
        """What its words alone say of it."""
        item = self.item
        return Wording(
            title=item.title, text=item.text, hash=self.words, published_at=item.published_at
        )


def candidates(items: Sequence[ParsedItem], domain: str, naming: Naming) -> list[Candidate]:
    """A document's items -> candidates, without repeats of one item."""
    told = without_repeats([(item, content_hash(item)) for item in items])
    keys = telling_keys([item for item, _ in told], naming.tokens)
    return [
        Candidate(item=item, keys=own, words=words, minted=mint(item, own, domain))
        for (item, words), own in zip(told, keys, strict=True)
    ]


def match(found: Sequence[Candidate], known: Iterable[KnownItem], naming: Naming) -> list[Match]:
    """Candidates -> what each is, in order; no known item is two of them, save by its URL."""
    index = _Index(known, naming.tokens)
    matches: list[Match] = [index.by_url(one) for one in found]
    taken = {one.known.article_id for one in matches if one.known is not None}
    moved_on = any(
        matched.known is None and index.has_guid_of(one, taken)
        for one, matched in zip(found, matches, strict=True)
    )
    for place, one in enumerate(found):
        if matches[place].known is None:
            matches[place] = index.by_guid_or_id(one, taken, naming, moved_on=moved_on)
            taken.update(k.article_id for k in [matches[place].known] if k is not None)
    left = [place for place, matched in enumerate(matches) if matched.known is None]
    vanished = [item for item in index.items if item.article_id not in taken]
    recognised = by_words([found[place].wording for place in left], vanished, of=len(found))
    for place, (item, witness) in zip(left, recognised, strict=True):
        matches[place] = msgspec.structs.replace(matches[place], known=item, witness=witness)
    return matches


class _Index:
    """Known items by URL, guid and id; of two under one key, the first counts."""

    def __init__(self, known: Iterable[KnownItem], tokens: Sequence[str]) -> None:
        self.items = list(known)
        self._by_url: dict[str | None, KnownItem] = {}
        self._by_guid: dict[str | None, KnownItem] = {}
        self._by_id: dict[str, KnownItem] = {}
        for item in self.items:
            masked = without_tokens(item.canonical_url, tokens)
            self._by_url.setdefault(url_key(masked), item)
            self._by_guid.setdefault(same_guid_key(item.guid), item)
            self._by_id.setdefault(item.article_id, item)
        self._by_url.pop(None, None)
        self._by_guid.pop(None, None)

    def by_url(self, one: Candidate) -> Match:
        known = self._by_url.get(url_key(one.keys.url))
        return Match() if known is None else Match(known=known, witness="url")

    def has_guid_of(self, one: Candidate, taken: Container[str]) -> bool:
        """Whether an item's guid was that of an article which is here under its own link."""
        known = self._by_guid.get(same_guid_key(one.keys.guid))
        return known is not None and known.article_id in taken

    def by_guid_or_id(
        self, one: Candidate, taken: Container[str], naming: Naming, *, moved_on: bool
    ) -> Match:
        """By guid, or by id; where guids have `moved_on` to other items, one is not enough."""
        known = self._by_guid.get(same_guid_key(one.keys.guid))
        reused = known is not None and (
            known.article_id in taken
            or _all_else_dissents(one, known)
            or (moved_on and not _else_agrees(one, known))
        )
        if known is not None and not reused and (naming.trusts_guids or one.keys.url is None):
            return Match(known=known, witness="guid")
        same_id = self._by_id.get(one.minted)
        if same_id is not None and same_id.article_id not in taken and not reused:
            return Match(known=same_id, witness="id", reused_guid=reused)
        return Match(reused_guid=reused)


def _all_else_dissents(one: Candidate, known: KnownItem) -> bool:
    """Whether title, text and date all say that this is another article."""
    if known.words is None:
        return False
    words = known_words(one.item.title, one.item.text)
    like = resemblance(words.text_bits, known.words.text_bits)
    dates = (one.item.published_at, known.first_published_at)
    return (
        _overlap(words.title, known.words.title) < _UNLIKE_TITLE
        and (like is None or like < _UNLIKE_TEXT)
        and not agree(dates, _OTHER_MOMENT)
    )


def _else_agrees(one: Candidate, known: KnownItem) -> bool:
    """Whether title or date says that this is the article that a guid names."""
    same_title = known.words is not None and one_line(one.item.title) == known.words.title
    dates = (one.item.published_at, known.first_published_at)
    return same_title or (None not in dates and agree(dates, _SAME_MOMENT))


def _overlap(one: str, other: str) -> float:
    left, right = set(one.casefold().split()), set(other.casefold().split())
    return len(left & right) / max(len(left | right), 1)
