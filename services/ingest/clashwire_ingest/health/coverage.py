"""Which feeds cannot be read now, by why and by country: what the record may be missing."""

from collections import Counter
from typing import Literal

from clashwire_ingest.health.attribution import is_down, is_refusal

Loss = Literal["down", "blocked", "gone", "failing"]
_UNKNOWN_COUNTRY = "unknown"


def loss_of(health: str, failures: int) -> Loss | None:
    """A feed's health and failures in a row -> why it cannot be read; None when it can."""
    if health == "gone":
        return "gone"
    if failures == 0:
        return None
    if is_refusal(health):
        return "blocked"
    return "down" if is_down(health) else "failing"


class Coverage:
    """Counts feeds that cannot be read by loss and country; in memory only."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[Loss, str]] = {}
        self._counts: Counter[tuple[Loss, str]] = Counter()

    def note(self, url: str, country: str | None, loss: Loss | None) -> dict[tuple[Loss, str], int]:
        """A feed and what is lost with it -> the counts that changed by it."""
        before = self._places.pop(url, None)
        now = None if loss is None else (loss, country or _UNKNOWN_COUNTRY)
        if now is not None:
            self._places[url] = now
        if before == now:
            return {}
        changed = {place for place in (before, now) if place is not None}
        self._counts.subtract([before] if before else [])
        self._counts.update([now] if now else [])
        return {place: self._counts[place] for place in changed}
