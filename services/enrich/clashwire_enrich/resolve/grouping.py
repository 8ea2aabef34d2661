"""Grouping: the mentions of an arriving article -> the event of each, and which events are one."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from clashwire_contracts.event import Event
from clashwire_contracts.ids import event_id as mint_event_id


class Grouping(msgspec.Struct, frozen=True):
    """The event of each mention, and for each event that ceases, the one it goes into."""

    homes: dict[str, str]
    merged: dict[str, str]


def group(
    mention_ids: Iterable[str],
    known_homes: Mapping[str, str],
    linked: Mapping[str, frozenset[str]],
    event: Callable[[str], Event | None],
) -> Grouping:
    """Mentions, the events they had, the events they now touch -> one event for each mention.

    Events touched by one mention are one: the first seen survives, ties by id. A mention that
    touches none founds an event under an id of its own.
    """
    homes: dict[str, str] = {}
    merged: dict[str, str] = {}
    for mention_id in mention_ids:
        known = known_homes.get(mention_id)
        touched = {*linked.get(mention_id, frozenset()), *([known] if known else [])}
        roots = {_root(one, merged) for one in touched}
        if not roots:
            homes[mention_id] = mint_event_id(mention_id)
            continue
        survivor = min(roots, key=lambda one: _seniority(one, event(one)))
        merged |= dict.fromkeys(roots - {survivor}, survivor)
        homes[mention_id] = survivor
    final = {one: _root(into, merged) for one, into in merged.items()}
    return Grouping({m: _root(home, merged) for m, home in homes.items()}, final)


def _root(event_id: str, merged: Mapping[str, str]) -> str:
    while event_id in merged:
        event_id = merged[event_id]
    return event_id


def _seniority(event_id: str, event: Event | None) -> tuple[bool, float, str]:
    """Sort key: known events first, the earliest seen first."""
    if event is None:
        return True, 0.0, event_id
    return False, event.first_seen_at.timestamp(), event_id
