"""An event's status and what a new version changes, decided from two snapshots."""

from collections.abc import Sequence

from clashwire_contracts.event import Event
from clashwire_contracts.vocabulary import EventChange, EventStatus
from clashwire_enrich.resolve.telling import Telling

_FIELD_OF_AXIS = {
    "casualties": "fatalities",
    "territory": "territory",
    "blame": "blame",
    "occurrence": "occurrence",
}


def contested_fields(axes: Sequence[str]) -> tuple[str, ...]:
    """Axes on which claims oppose each other -> the fields they leave open, sorted."""
    return tuple(sorted(_FIELD_OF_AXIS[axis] for axis in axes))


def event_status(
    tellings: Sequence[Telling], contested: Sequence[str], independent: int
) -> EventStatus:
    """What is known of an event -> its status.

    What one party alone claims is not corroborated by a second outlet that repeats the claim.
    """
    if not tellings:
        return "retracted"
    if contested:
        return "contested"
    actual = any(t.mention.realis == "actual" for t in tellings)
    claimants = {t.mention.claimed_by for t in tellings if t.mention.claimed_by}
    return "corroborated" if independent > 1 and (actual or len(claimants) > 1) else "reported"


def change_between(before: Event | None, after: Event) -> EventChange:
    """Two versions of an event -> what the later one is about, the weightiest first."""
    if before is not None and after.status in ("merged", "retracted"):
        return after.status
    if before is None or _comes_up(before, after):
        return "reported"
    if after.contested_fields and after.contested_fields != before.contested_fields:
        return "contested"
    if _toll(before) != _toll(after):
        return "casualties_changed"
    if after.status == "corroborated" != before.status:
        return "corroborated"
    return "updated"


def _comes_up(before: Event, after: Event) -> bool:
    """Whether an event is told again after its retraction, or as news after as background."""
    return before.status == "retracted" or (before.background and not after.background)


def _toll(event: Event) -> tuple[int | None, int | None, int | None]:
    return event.fatalities.low, event.fatalities.best, event.fatalities.high
