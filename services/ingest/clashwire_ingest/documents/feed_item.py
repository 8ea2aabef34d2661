"""One item as plain values, whatever format it came in: text, absolute link, times in UTC."""

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from clashwire_ingest.documents.text import encodable, to_line

_MAX_AUTHORS = 20
_WHOLE_CHARACTERS = 1_500  # a shorter description is most often the beginning of a page's text
_END_CHARACTERS = 40
_CUT_OFF = re.compile(r"(?:\u2026|\.\.\.|\[\s*(?:\u2026|\.\.\.)\s*\])\W*$")


class ParsedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item: plain text, absolute link, times in UTC; null where the feed says nothing.

    `is_summary` says that the text is likely not all of the article: it is a short description
    or a title, or breaks off.
    """

    guid: str | None
    url: str | None
    title: str
    summary: str | None
    text: str
    authors: tuple[str, ...]
    language: str | None
    published_at: datetime | None
    updated_at: datetime | None
    is_summary: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to know the item by."""
        return bool(self.text or self.url or self.guid)


def item_of(  # noqa: PLR0913  # an item's parts, named
    *,
    guid: str | None,
    url: str | None,
    title: str,
    summary: str = "",
    full: str = "",
    authors: Iterable[str] = (),
    language: str | None = None,
    published_at: datetime | None = None,
    updated_at: datetime | None = None,
) -> ParsedItem:
    """An item's parts -> the item: its text is the full one, else the summary, else the title."""
    full, summary = (text if text.strip() else "" for text in (full, summary))
    text = full or summary or title
    return ParsedItem(
        guid=encodable(guid or "").strip() or None,
        url=url,
        title=title,
        summary=summary or None,
        text=text,
        authors=_named(authors),
        language=language,
        published_at=published_at,
        updated_at=updated_at,
        is_summary=_is_summary(text, full),
    )


def _named(authors: Iterable[str]) -> tuple[str, ...]:
    names = [to_line(author) for author in list(authors)[:_MAX_AUTHORS]]
    return tuple(dict.fromkeys(name for name in names if name))


def _is_summary(text: str, full: str) -> bool:
    return _CUT_OFF.search(text[-_END_CHARACTERS:]) is not None or (
        not full and len(text) < _WHOLE_CHARACTERS
    )


def read_language(value: object) -> str | None:
    """A language tag as the feed gives it -> the same without space around it, or None."""
    return value.strip() or None if isinstance(value, str) else None
