"""The actors of one document: where each is named, and by which kind of words."""

from bisect import bisect_left
from functools import cached_property
from typing import Literal

import msgspec

from clashwire_contracts.mention import ActorMention

How = Literal["name", "alias", "definition", "anaphor"]


class ActorSpan(msgspec.Struct, frozen=True, order=True):
    """Words that stand for an actor, offsets in Document.text."""

    start: int
    end: int
    actor_id: str
    how: How


class ActorIndex(msgspec.Struct, frozen=True, dict=True):
    """All actors of a document; `spans` and `mentions` are sorted by first position.

    `mentions` lists an actor once, `spans` every time it stands in the text. `traits` holds the
    adjectives news uses for an actor, by actor_id; `titled` are the actors that the headline
    names, in its order, if the text speaks of them as well.
    """

    mentions: tuple[ActorMention, ...]
    spans: tuple[ActorSpan, ...]
    traits: dict[str, tuple[str, ...]]
    titled: tuple[str, ...] = ()

    def at(self, start: int, end: int) -> tuple[ActorSpan, ...]:
        """Offsets -> the spans that overlap [start, end), in text order."""
        first = bisect_left(self.spans, start - _LONGEST_SPAN, key=lambda span: span.start)
        found: list[ActorSpan] = []
        for index in range(first, len(self.spans)):
            span = self.spans[index]
            if span.start >= end:
                break
            if span.end > start:
                found.append(span)
        return tuple(found)

    def get(self, actor_id: str) -> ActorMention | None:
        """actor_id -> its mention in this document, or None."""
        return self._by_id.get(actor_id)

    @cached_property
    def _by_id(self) -> dict[str, ActorMention]:
        return {found.actor_id: found for found in reversed(self.mentions)}


_LONGEST_SPAN = 200  # no name, definition or group phrase is longer
