"""How long ago rows were told of, by message time, and which have fallen due to be forgotten."""

import heapq
from collections.abc import Collection
from datetime import datetime
from itertools import islice

FORGET_AT_ONCE = 50  # rows forgotten with one change, so that a jump in time stays cheap


class RowAges:
    """The time each row was last told of; rows that belong together grow old together.

    An article's partners are the events it tells of, an event's its articles.
    """

    def __init__(self) -> None:
        self._told: dict[str, datetime] = {}
        self._partners: dict[str, tuple[str, ...]] = {}
        self._queue: list[tuple[datetime, str]] = []
        self._due: dict[str, None] = {}

    def put(self, key: str, told: datetime, partners: Collection[str]) -> None:
        """Take note of a row, in place of what was known of it."""
        self._told[key] = told
        self._partners[key] = tuple(partners)
        self._due.pop(key, None)
        heapq.heappush(self._queue, (told, key))

    def drop(self, key: str) -> None:
        """Forget a row; nothing when it is not known."""
        self._told.pop(key, None)
        self._partners.pop(key, None)
        self._due.pop(key, None)

    def advance(self, oldest: datetime) -> None:
        """Let rows fall due that were last told of, with all their partners, before a time."""
        for key in list(islice(self._due, FORGET_AT_ONCE)):
            self._sort_in(key, oldest)
        while self._queue and self._queue[0][0] < oldest:
            _, key = heapq.heappop(self._queue)
            self._sort_in(key, oldest)

    def due(self, touched: Collection[str]) -> list[str]:
        """Some rows that may be forgotten now; not those a change touches, nor their partners."""
        return [
            key
            for key in islice(self._due, FORGET_AT_ONCE)
            if key not in touched and not any(one in touched for one in self._partners[key])
        ]

    def _sort_in(self, key: str, oldest: datetime) -> None:
        self._due.pop(key, None)
        if key not in self._told:
            return
        together = (self._told.get(one) for one in (key, *self._partners[key]))
        last = max(told for told in together if told is not None)
        if last < oldest:
            self._due[key] = None
        else:
            heapq.heappush(self._queue, (last, key))
