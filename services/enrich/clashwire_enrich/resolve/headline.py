"""An event's headline: one short sentence from its fields, never from an article's words."""

from collections.abc import Mapping, Sequence

from clashwire_contracts.event import Fatalities, Happening, Place
from clashwire_contracts.event_types import BY_SLUG

_MAX_PARTIES = 3


def write_headline(
    happening: Happening, contested: Sequence[str], country_names: Mapping[str, str]
) -> str:
    """Fields, contested fields and country names by code -> the headline.

    Example: "Armed clash in Panjshir, Afghanistan: Taliban and NRF; toll disputed".
    """
    what = _subject(happening) + _where(happening.place, country_names)
    parties = _parties(happening)
    toll = _toll(happening.fatalities, disputed="fatalities" in contested)
    return what + (f": {parties}" if parties else "") + (f"; {toll}" if toll else "")


def _subject(happening: Happening) -> str:
    entry = BY_SLUG[happening.sub_event_type]
    name = entry.acled if entry.slug != "other" else "Strategic development"
    if happening.realis == "claimed":
        return f"{name} claimed"
    return name if happening.realis == "actual" else f"{name} ({happening.realis})"


def _where(place: Place, country_names: Mapping[str, str]) -> str:
    country = country_names.get(place.country or "", place.country)
    parts = [part for part in (place.name, country) if part]
    return f" in {', '.join(dict.fromkeys(parts))}" if parts else ""


def _parties(happening: Happening) -> str:
    names = [actor.name for actor in happening.actors if actor.role != "affected"]
    *first, last = list(dict.fromkeys(names))[:_MAX_PARTIES] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _toll(fatalities: Fatalities, *, disputed: bool) -> str:
    if disputed:
        return "toll disputed"
    if fatalities.best is not None:
        return f"{fatalities.best} killed" if fatalities.best else ""
    if fatalities.high:
        return "toll claimed by a party" if fatalities.claim_ids else "toll unclear"
    return ""
