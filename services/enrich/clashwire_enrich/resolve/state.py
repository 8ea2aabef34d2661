"""Resolve's state: rows as bytes, look-ups in memory, and a draft for the change in hand."""

import heapq
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from clashwire_contracts.codec import decode, encode
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
_FORGET_AT_ONCE = 50  # rows deleted with one change, so that a jump in time stays cheap


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
        """Read the table's rows; completes the journal's change where a crash cut it short."""
        self.spans = spans
        self._rows = {key.decode(): value for key, value in rows.items() if key != JOURNAL_KEY}
        self._sequence = 0
        self._now = BEGINNING
        self._index = MatchIndex(spans.active_for)
        self._by_age: list[tuple[datetime, str]] = []
        self._due: dict[str, None] = {}
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
        rows = {
            key: None if row is None else encode_row(_numbered(row, self._sequence + 1))
            for key, row in {**self._forgotten(change), **change.rows}.items()
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
                self._due.pop(key, None)
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
                self._rows.pop(key, None)
            elif stored is None or stored.sequence < journal.sequence:
                self._rows[key] = bytes(raw)
        self._sequence = journal.sequence

    def _take_up(self, key: str, row: Row) -> None:
        """Put a row into the look-ups."""
        self._sequence = max(self._sequence, row.sequence)
        told = self._told(key)
        if told is not None:
            self._due.pop(key, None)
            heapq.heappush(self._by_age, (told, key))
        if isinstance(row, ArticleRow):
            self._index.put(article_features(row.mentions))

    def _move_to(self, at: datetime) -> None:
        """Let message time pass: what is inactive is matched no more, what is old falls due."""
        self._now = max(self._now, at)
        if self._now - BEGINNING <= self.spans.remember_for:
            return
        self._index.drop_before(self._now - self.spans.active_for)
        oldest = self._now - self.spans.remember_for
        while self._by_age and self._by_age[0][0] < oldest:
            _, key = heapq.heappop(self._by_age)
            if self._told(key) is not None:
                self._due[key] = None

    def _forgotten(self, change: Change) -> dict[str, Row | None]:
        """The rows that fell due and may go with this change, oldest first."""
        oldest = self._now - self.spans.remember_for
        told = ((key, self._told(key)) for key in list(self._due)[:_FORGET_AT_ONCE])
        return {key: None for key, at in told if at and at < oldest and key not in change.rows}

    def _told(self, key: str) -> datetime | None:
        """When a row was last told of; articles and the events they tell of stay together."""
        row = self._get(key)
        if isinstance(row, ArticleRow):
            homes = [self.event(home) for home in dict.fromkeys(row.homes.values())]
            events = [home.event.last_updated_at for home in homes if home is not None]
            return max([row.mentions.fetched_at, *events])
        if isinstance(row, EventRow):
            articles = [self.article(article_id) for article_id in row.article_ids]
            fetched = [a.mentions.fetched_at for a in articles if a is not None]
            return max([row.event.last_updated_at, *fetched])
        return None


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
