"""The rows of resolve's table: one per article, one per event, and a journal of the last change."""

import msgspec

from clashwire_contracts.article import ArticleMentions
from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import decode, encode
from clashwire_contracts.event import Event
from clashwire_contracts.model import Message, UtcTime

NO_ROW = b"null"
ARTICLE = "article:"
EVENT = "event:"
JOURNAL_KEY = b"journal"


class ArticleRow(Message, frozen=True, kw_only=True):
    """The latest revision of an article, the event of each mention ever, its claims as sent.

    `claims` holds vanished ones too, as `retracted`, so that their versions go on from there.
    """

    sequence: int
    mentions: ArticleMentions
    homes: dict[str, str]
    claims: tuple[Claim, ...]


class EventRow(Message, frozen=True, kw_only=True):
    """The latest version of an event and the articles that tell of it."""

    sequence: int
    event: Event
    article_ids: tuple[str, ...]


Row = ArticleRow | EventRow


class Journal(Message, frozen=True, kw_only=True):
    """All rows of the last change in one record, so that a change is taken whole or not at all.

    Written before the rows themselves: after a crash between them, start-up completes the change.
    `at` is the message time reached; a row that is JSON null is a deletion. A journal without
    rows says that this table was begun.
    """

    sequence: int
    at: UtcTime
    rows: dict[str, msgspec.Raw]


def article_key(article_id: str) -> str:
    """-> the row key of an article."""
    return ARTICLE + article_id


def event_key(event_id: str) -> str:
    """-> the row key of an event."""
    return EVENT + event_id


def encode_row(row: Row) -> bytes:
    """Row -> bytes."""
    return encode(row)


def decode_row(key: str, data: bytes) -> Row:
    """Key and bytes -> row; raises DecodeError."""
    return decode(ArticleRow, data) if key.startswith(ARTICLE) else decode(EventRow, data)
