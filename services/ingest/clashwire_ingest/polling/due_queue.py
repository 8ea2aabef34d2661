"""Which feed is due next: a queue by time, in which a feed stands once."""

import heapq
from datetime import datetime

_Entry = tuple[datetime, datetime, str]


class DueQueue:
    """Feeds by the time they may be polled; of several, the one due longest comes first."""

    def __init__(self) -> None:
        self._heap: list[_Entry] = []
        self._entries: dict[str, _Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, feed_id: str, due_at: datetime) -> None:
        """Queue a feed, in place of where it stood."""
        self._enter(feed_id, due_at, due_at)

    def hold_off(self, feed_id: str, due_at: datetime, until: datetime) -> None:
        """Queue a due feed for later without loss of its rank among those held off as long."""
        self._enter(feed_id, until, due_at)

    def remove(self, feed_id: str) -> None:
        """Take a feed out; one that is not in is no matter."""
        self._entries.pop(feed_id, None)

    def next_at(self) -> datetime | None:
        """When the first feed may be polled; None when there is none."""
        self._drop_stale()
        return self._heap[0][0] if self._heap else None

    def pop(self, now: datetime) -> tuple[str, datetime] | None:
        """The first feed that may be polled by now, and since when it is due; None when none is."""
        at = self.next_at()
        if at is None or at > now:
            return None
        _, due_at, feed_id = heapq.heappop(self._heap)
        del self._entries[feed_id]
        return feed_id, due_at

    def _enter(self, feed_id: str, not_before: datetime, due_at: datetime) -> None:
        entry = (not_before, due_at, feed_id)
        self._entries[feed_id] = entry
        heapq.heappush(self._heap, entry)

    def _drop_stale(self) -> None:
        while self._heap and self._entries.get(self._heap[0][2]) is not self._heap[0]:
            heapq.heappop(self._heap)
