"""A refused older version, and whether the newer one that is stored is its successor.

An old version that is replayed is refused by its number, and that is right. A producer that lost
its state counts from 1 again, and is refused by the same number: that would be a silent loss.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Source = Mapping[str, Any]
SOURCE_FIELDS = ("history", "fetched_at", "updated_at")  # all that a comparison reads


def find_divergence(kind: str, ours: Source, stored: Source) -> str | None:
    """Index kind, refused document and stored newer one -> how their histories differ, or None.

    A claim tells no history of its own; the events it belongs to show a reset of their producer.
    """
    compare = _COMPARE.get(kind)
    return compare(ours, stored) if compare else None


def _compare_history(ours: Source, stored: Source) -> str | None:
    """Versions of an event that both sides list must be the same ones."""
    kept = {entry["version"]: entry for entry in stored.get("history") or ()}
    for entry in ours.get("history") or ():
        if kept.get(entry["version"], entry) != entry:
            return f"version {entry['version']} is stored as a different one"
    return None


def _by_time(field: str) -> Callable[[Source, Source], str | None]:
    def compare(ours: Source, stored: Source) -> str | None:
        if _time(ours[field]) > _time(stored[field]):
            return f"a lower version has a later {field} ({ours[field]} after {stored[field]})"
        return None

    return compare


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


_COMPARE: dict[str, Callable[[Source, Source], str | None]] = {
    "articles": _by_time("fetched_at"),
    "events": _compare_history,
    "deliveries": _by_time("updated_at"),
}
