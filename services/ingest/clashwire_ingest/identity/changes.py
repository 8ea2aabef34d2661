"""What a revision changed, as far as what is kept of the words before can say: pure, bounded."""

from collections.abc import Iterator

from clashwire_contracts.article import FieldChange
from clashwire_contracts.feed_state import KnownItem, KnownWords
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.identity.words import (
    MAX_TITLE_CHARACTERS,
    number_phrases,
    one_line,
    sentence_hash,
    sentence_hashes,
    sentences,
)

MAX_CHANGES = 16
_MAX_SENTENCES = 5
_MAX_CHARACTERS = 300
_SAME_CONTEXT = 0.5  # so much of the words around two numbers is alike, and they count the same


def what_changed(before: KnownItem, item: ParsedItem, url: str | None) -> tuple[FieldChange, ...]:
    """A known item, the item now and its canonical URL -> what is different, most telling first."""
    found = tuple(_changes(before, item, url))[:MAX_CHANGES]
    if found or before.words is None:
        return found
    # punctuation, or words beyond what is kept
    return (FieldChange(field="text", before=None, after=None),)


def _changes(before: KnownItem, item: ParsedItem, url: str | None) -> Iterator[FieldChange]:
    if before.words is None:
        return
    title = one_line(item.title)[:MAX_TITLE_CHARACTERS]
    if title != before.words.title:
        yield FieldChange(field="title", before=before.words.title, after=title)
    yield from _text_changes(before.words, item.text)
    if url is not None and before.canonical_url is not None and url != before.canonical_url:
        yield FieldChange(field="canonical_url", before=before.canonical_url, after=url)


def _text_changes(before: KnownWords, text: str) -> Iterator[FieldChange]:
    """Numbers that became others, then sentences that are new."""
    known = sentence_hashes(before)
    parts = sentences(text)
    fresh = [part for part in parts if sentence_hash(part) not in known]
    if not fresh and len({sentence_hash(part) for part in parts}) >= len(known):
        return
    yield from _number_changes(before, text)
    for part in fresh[:_MAX_SENTENCES]:
        yield FieldChange(field="text", before=None, after=part[:_MAX_CHARACTERS])
    if not fresh:
        yield FieldChange(field="text", before=None, after=None)


def _number_changes(before: KnownWords, text: str) -> Iterator[FieldChange]:
    """Each kept number that is gone -> itself beside the one that now stands in its place."""
    phrases = number_phrases(text)
    fresh = [phrase for phrase in phrases if phrase not in before.numbers]
    for was in before.numbers:
        if was in phrases:
            continue
        now = max(fresh, key=lambda phrase: _alike(was, phrase), default=None)
        if now is not None and _alike(was, now) >= _SAME_CONTEXT:
            fresh.remove(now)
            yield FieldChange(field="text", before=was, after=now)
        else:
            yield FieldChange(field="text", before=was, after=None)


def _alike(one: str, other: str) -> float:
    """The share of words around two numbers that are the same, the numbers left out."""
    left, right = (
        {word for word in phrase.casefold().split() if not any(c.isdigit() for c in word)}
        for phrase in (one, other)
    )
    return len(left & right) / max(len(left | right), 1)
