"""Resolve's state: rows as bytes, look-ups in memory, and a draft for the change in hand."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from clashwire_contracts.codec import decode, encode
from clashwire_enrich.resolve.ages import RowAges
from clashwire_enrich.resolve.features import article_features
from clashwire_enrich.resolve.index import MatchIndex
from clashwire_enrich.resolve.rows import (
    ARTICLE,
    JOURNAL_KEY,
    NO_ROW,
    ArticleRow,
    EventRow,
    Journal,
    Row,
    article_key,
    decode_row,
    encode_row,
    event_key,
)

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Spans(msgspec.Struct, frozen=True):
    """How long articles are matched and how long rows are kept, by message time."""

    active_for: timedelta
    remember_for: timedelta


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What one record changes: rows by key (None deletes), at which message time."""

    at: datetime
    rows: dict[str, Row | None]


class ResolveState:
    """All rows with the look-ups over them; changed only by `apply`."""

    def __init__(self, rows: Mapping[bytes, bytes], spans: Spans) -> None:
        """Read the table's rows; completes the journal's change where a crash cut it short.

        `completed` then holds the rows to be written before anything else: the next change
        replaces the journal.
        """
        self.completed: dict[bytes, bytes | None] = {}
        self.spans = spans
        self._rows = {key.decode(): value for key, value in rows.items() if key != JOURNAL_KEY}
        self._sequence = 0
        self._now = BEGINNING
        self._index = MatchIndex(spans.active_for)
        self._ages = RowAges()
        journal = decode(Journal, rows[JOURNAL_KEY]) if JOURNAL_KEY in rows else None
        if journal is not None:
            self._complete(journal)
        for key in sorted(self._rows):
            self._take_up(key, decode_row(key, self._rows[key]))
        self._move_to(journal.at if journal else BEGINNING)

    @property
    def index(self) -> MatchIndex:
        """The look-up of active articles."""
        return self._index

    def article(self, article_id: str) -> ArticleRow | None:
        """-> the row of an article that is remembered."""
        row = self._get(article_key(article_id))
        return row if isinstance(row, ArticleRow) else None

    def event(self, event_id: str) -> EventRow | None:
        """-> the row of an event that is remembered."""
        row = self._get(event_key(event_id))
        return row if isinstance(row, EventRow) else None

    def encode(self, change: Change) -> tuple[dict[bytes, bytes | None], dict[bytes, bytes | None]]:
        """A change -> its journal and its rows, as bytes to be written in that order."""
        forgotten: dict[str, Row | None] = dict.fromkeys(self._ages.due(change.rows))
        rows = {
            key: None if row is None else encode_row(_numbered(row, self._sequence + 1))
            for key, row in {**forgotten, **change.rows}.items()
        }
        raw = {key: msgspec.Raw(NO_ROW if row is None else row) for key, row in rows.items()}
        journal = Journal(sequence=self._sequence + 1, at=max(self._now, change.at), rows=raw)
        return {JOURNAL_KEY: encode(journal)}, {key.encode(): row for key, row in rows.items()}

    def apply(self, change: Change, rows: Mapping[bytes, bytes | None]) -> None:
        """Take a change over once its encoded rows are written."""
        self._sequence += 1
        for name, value in rows.items():
            key = name.decode()
            row = change.rows.get(key)
            if value is None or row is None:
                self._rows.pop(key, None)
                self._ages.drop(key)
                self._index.drop(key.removeprefix(ARTICLE))
            else:
                self._rows[key] = value
                self._take_up(key, row)
        self._move_to(change.at)

    def _get(self, key: str) -> Row | None:
        data = self._rows.get(key)
        return None if data is None else decode_row(key, data)

    def _complete(self, journal: Journal) -> None:
        """Overlay the journal's rows that did not make it to the table before a crash."""
        for key, raw in journal.rows.items():
            stored = self._get(key)
            if bytes(raw) == NO_ROW:
                if self._rows.pop(key, None) is not None:
                    self.completed[key.encode()] = None
            elif stored is None or stored.sequence < journal.sequence:
                self._rows[key] = self.completed[key.encode()] = bytes(raw)
        self._sequence = journal.sequence

    def _take_up(self, key: str, row: Row) -> None:
        """Put a row into the look-ups."""
        self._sequence = max(self._sequence, row.sequence)
        if isinstance(row, ArticleRow):
            self._ages.put(key, row.mentions.fetched_at, set(map(event_key, row.homes.values())))
            self._index.put(article_features(row.mentions))
        else:
            self._ages.put(key, row.event.last_updated_at, list(map(article_key, row.article_ids)))

    def _move_to(self, at: datetime) -> None:
        """Let message time pass: what is inactive is matched no more, what is old falls due."""
        self._now = max(self._now, at)
        if self._now - BEGINNING > self.spans.remember_for:
            self._index.drop_before(self._now - self.spans.active_for)
            self._ages.advance(self._now - self.spans.remember_for)


class Draft:
    """The state as the change in hand will leave it; nothing shows outside until applied."""

    def __init__(self, state: ResolveState) -> None:
        self._state = state
        self._read: dict[str, ArticleRow | None] = {}
        self.rows: dict[str, Row | None] = {}

    def article(self, article_id: str) -> ArticleRow | None:
        """-> the article's row, as drafted or as stored."""
        row = self.rows.get(article_key(article_id))
        if isinstance(row, ArticleRow):
            return row
        if article_id not in self._read:
            self._read[article_id] = self._state.article(article_id)
        return self._read[article_id]

    def event(self, event_id: str) -> EventRow | None:
        """-> the event's row, as drafted or as stored."""
        row = self.rows.get(event_key(event_id))
        return row if isinstance(row, EventRow) else self._state.event(event_id)

    def put(self, row: Row) -> None:
        """Draft a row in place of what is stored."""
        if isinstance(row, ArticleRow):
            self.rows[article_key(row.mentions.article_id)] = row
        else:
            self.rows[event_key(row.event.event_id)] = row


def _numbered(row: Row, sequence: int) -> Row:
    return msgspec.structs.replace(row, sequence=sequence)
