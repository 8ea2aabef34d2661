"""Items that no key tells, recognised by their words: pure, and careful of what is worded alike.

Alerts repeat one another word by word, and notices share a text, so a known item is recognised
only when its publication date does not speak against it and no other bears the same words. The
dates need not agree for a text too long for an alert, nor when most of a document changes its keys
at once.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from clashwire_contracts.feed_state import KnownItem
from clashwire_ingest.identity.words import known_words

WordWitness = Literal["words", "text", "title"]
Recognised = tuple[KnownItem | None, WordWitness | None]
MIN_WORDS = 8  # fewer are a headline that another article may bear as well
_MORE_THAN_AN_ALERT_WORDS = 60
_MIN_TITLE_WORDS = 3
_SAME_MOMENT = timedelta(minutes=1)
_MIN_BULK = 3
_BULK_SHARE = 0.5
_Mark = tuple[WordWitness, Hashable]


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """An item's words, the hash of them, and its date."""

    title: str
    text: str
    hash: str
    published_at: datetime | None


def by_words(
    items: Sequence[Wording], vanished: Sequence[KnownItem], *, of: int
) -> list[Recognised]:
    """Items of a document of so many, and known items that are not in it -> which are one."""
    if not vanished or not items:
        return [(None, None)] * len(items)
    known = _under_their_own_marks((item, _marks_of_known(item)) for item in vanished)
    marks = [_marks_of(item) for item in items]
    often = Counter(mark for own in marks for mark in own)
    moved = sum(any(m[0] == "words" and m in known for m in own) for own in marks)
    in_bulk = moved >= max(_MIN_BULK, of * _BULK_SHARE)
    free = {item.article_id for item in vanished}
    found: list[Recognised] = []
    for item, own in zip(items, marks, strict=True):
        told = [mark for mark in own if often[mark] == 1 and mark in known]
        recognised = _first_that_agrees(item, told, known, in_bulk=in_bulk)
        if recognised[0] is not None and recognised[0].article_id not in free:
            recognised = (None, None)
        free -= {recognised[0].article_id} if recognised[0] is not None else set()
        found.append(recognised)
    return found


def agree(dates: tuple[datetime | None, datetime | None], within: timedelta) -> bool:
    """Whether two dates are one, or one of them is missing and says nothing."""
    one, other = dates
    return one is None or other is None or abs(one - other) <= within


def _first_that_agrees(
    item: Wording, told: Sequence[_Mark], known: dict[_Mark, KnownItem], *, in_bulk: bool
) -> Recognised:
    is_long = len(item.text.split()) >= _MORE_THAN_AN_ALERT_WORDS
    for mark in told:
        other = known[mark]
        dates = (item.published_at, other.first_published_at)
        anyway = (in_bulk and mark[0] == "words") or (is_long and mark[0] != "title")
        dated = mark[0] != "title" or None not in dates
        if anyway or (dated and agree(dates, _SAME_MOMENT)):
            return other, mark[0]
    return None, None


def _marks_of(item: Wording) -> list[_Mark]:
    words = known_words(item.title, item.text)
    return _marks(item.hash, words.title, words.sentences, words.count)


def _marks_of_known(item: KnownItem) -> list[_Mark]:
    words = item.words
    if words is None:
        return []
    return _marks(item.content_hash, words.title, words.sentences, words.count)


def _marks(content_hash: str, title: str, sentences: str, count: int) -> list[_Mark]:
    """What may tell an item by its words, the surest first; short words tell nothing."""
    marks: list[_Mark] = []
    if count >= MIN_WORDS:
        marks.append(("words", content_hash))
    if count >= MIN_WORDS + len(title.split()):
        marks.append(("text", sentences))
    if len(title.split()) >= _MIN_TITLE_WORDS:
        marks.append(("title", title))
    return marks


def _under_their_own_marks(
    items: Iterable[tuple[KnownItem, list[_Mark]]],
) -> dict[_Mark, KnownItem]:
    """Known items by the marks that no other of them bears."""
    several = [(mark, item) for item, marks in items for mark in marks]
    often = Counter(mark for mark, _ in several)
    return {mark: item for mark, item in several if often[mark] == 1}
