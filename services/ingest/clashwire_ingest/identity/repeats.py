"""Items that a document lists more than once, under the same keys or some of them: kept once."""

from collections.abc import Sequence

from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.canonical_url import canonical_url
from clashwire_ingest.identity.keys import guid_key, same_guid_key, url_key
from clashwire_ingest.identity.wording import MIN_WORDS
from clashwire_ingest.identity.words import one_line

_Mark = tuple[str | None, ...]


def without_repeats(found: Sequence[tuple[ParsedItem, str]]) -> list[tuple[ParsedItem, str]]:
    """Items and their words' hashes, without those that repeat an earlier one.

    A repeat has an earlier item's guid or link with the same words, or is linked to it by others.
    """
    marks = [_marks(item, words) for item, words in found]
    groups = _Groups()
    for own in marks:
        groups.join(own)
    first: dict[_Mark, tuple[ParsedItem, str]] = {}
    for one, own in zip(found, marks, strict=True):
        first.setdefault(groups.of(own[0]), one)
    return list(first.values())


def _marks(item: ParsedItem, words: str) -> list[_Mark]:
    keys = (same_guid_key(guid_key(item.guid)), url_key(canonical_url(item.url)))
    no_key = keys == (None, None)
    told = one_line(item.title) or (words if no_key else "")
    marks: list[_Mark] = [(*keys, told)]
    if len(one_line(item.text).split()) >= MIN_WORDS:
        marks += [(key, words) for key in keys if key is not None]
    return marks


class _Groups:
    """Marks in groups: marks of one item are in one group (union-find)."""

    def __init__(self) -> None:
        self._above: dict[_Mark, _Mark] = {}

    def of(self, mark: _Mark) -> _Mark:
        """The mark that stands for a mark's group."""
        while (above := self._above.get(mark, mark)) != mark:
            self._above[mark] = self._above.get(above, above)
            mark = above
        return mark

    def join(self, marks: Sequence[_Mark]) -> None:
        """Make one group of these marks' groups."""
        for mark in marks[1:]:
            self._above[self.of(mark)] = self.of(marks[0])
