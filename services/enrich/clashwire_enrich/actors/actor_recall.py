"""Recall: which actors a text named before a position, kept as reading goes on, never re-read."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from clashwire_enrich.actors.actor_index import ActorSpan

_LATEST = 8  # group phrases back from the newest that can end right before a group word


class Recall:
    """What was named up to where reading stands; positions only ever grow.

    Each question costs the logarithm of the names, or the number of different actors.
    """

    def __init__(self, named: Sequence[ActorSpan]) -> None:
        """Spans of names, sorted and without overlaps."""
        self._named = tuple(named)
        self._starts = [span.start for span in named]
        self._read = 0
        self._last: dict[str, ActorSpan] = {}
        self._last_states: dict[str, ActorSpan] = {}
        self._groups: list[ActorSpan] = []
        self._first = {span.actor_id: span.start for span in reversed(named)}
        states = (span for span in named if _is_state(span))
        self._final_state = max(states, default=None)

    def read_to(self, position: int) -> None:
        """Take in the names that begin before a position."""
        while self._read < len(self._named) and self._starts[self._read] < position:
            span = self._named[self._read]
            self._last[span.actor_id] = span
            if _is_state(span):
                self._last_states[span.actor_id] = span
            self._read += 1

    def hear(self, group: ActorSpan) -> None:
        """Take in a group phrase that was resolved."""
        self._groups.append(group)
        known = self._last.get(group.actor_id)
        if known is None or (known.start, known.end) < (group.start, group.end):
            self._last[group.actor_id] = group

    def latest(self, actor_ids: Iterable[str]) -> str | None:
        """Of some actors, the one that was named or meant last."""
        spans = [self._last[actor] for actor in actor_ids if actor in self._last]
        return max(spans, key=lambda s: (s.start, s.end, s.actor_id)).actor_id if spans else None

    def latest_state(self, suffix: str = "") -> ActorSpan | None:
        """The state, or state's branch by its suffix, that was named last."""
        spans = self._last_states.values()
        return max((s for s in spans if s.actor_id.endswith(suffix)), default=None)

    @property
    def final_state(self) -> ActorSpan | None:
        """The last state that the whole text names."""
        return self._final_state

    def stands_at(self, position: int) -> ActorSpan | None:
        """The name that covers or ends at a position."""
        index = bisect_right(self._starts, position) - 1
        found = self._named[index] if index >= 0 else None
        return found if found is not None and position <= found.end else None

    def is_beside(self, position: int) -> bool:
        """Whether a name or a group phrase just heard covers or ends at a position."""
        heard = any(s.start <= position <= s.end for s in self._groups[-_LATEST:])
        return heard or self.stands_at(position) is not None

    def last_between(self, start: int, end: int) -> ActorSpan | None:
        """The last name or group phrase within [start, end)."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        found = [span for span in self._named[low:high] if span.end <= end]
        return max((*found, *self._heard_between(start, end)), default=None)

    def _heard_between(self, start: int, end: int) -> Iterator[ActorSpan]:
        for group in reversed(self._groups):
            if group.end <= start:
                break
            if start <= group.start and group.end <= end:
                yield group

    def all_between(self, start: int, end: int) -> tuple[ActorSpan, ...]:
        """Every name and group phrase within [start, end), in text order."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        found = [span for span in self._named[low:high] if span.end <= end]
        return tuple(sorted((*found, *self._heard_between(start, end))))

    def named_between(self, start: int, end: int) -> frozenset[str]:
        """The actors whose names begin after `start` and before `end`."""
        low, high = bisect_right(self._starts, start), bisect_left(self._starts, end)
        return frozenset(span.actor_id for span in self._named[low:high])

    def was_named(self, actor_id: str, before: int) -> bool:
        """Whether an actor was named before a position."""
        return self._first.get(actor_id, before) < before


def _is_state(span: ActorSpan) -> bool:
    return span.how != "anaphor" and span.actor_id.startswith("state-")
