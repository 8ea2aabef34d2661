"""Events and tolls in plain words, the same in the terminal and on the page; times in UTC."""

from datetime import date, datetime

from clashwire_contracts.claim import ClaimNumber
from clashwire_contracts.event import Event, Fatalities, Occurred, Place
from clashwire_contracts.event_types import BY_SLUG

_RELATIONS = {
    "contradicts": "contradicts {}",
    "competing": "competes with {}",
    "supports": "supports {}",
    "same_claim": "says the same as {}",
    "inconsistent_within_party": "does not agree with other words of {}",
}


def toll_in_words(fatalities: Fatalities, *, disputed: bool) -> str:
    """Deaths -> words that never make a party's number a fact: `disputed: 12-40 claimed killed`."""
    span = _span(fatalities.low, fatalities.high)
    if fatalities.best is not None:
        apart = span and span != str(fatalities.best)
        return f"{fatalities.best} killed" + (f" (reports give {span})" if apart else "")
    if span is None:
        return "no toll reported"
    return f"disputed: {span} claimed killed" if disputed else f"{span} claimed killed, unconfirmed"


def event_toll(event: Event) -> str:
    """An event's toll in words."""
    disputed = any("fatal" in field for field in event.contested_fields)
    return toll_in_words(event.fatalities, disputed=disputed)


def number_in_words(number: ClaimNumber) -> str:
    """A claimed number -> words: `about 40 killed`, `at least 12 wounded`, `dozens killed`."""
    exact = number.value if number.value is not None else _span(number.low, number.high)
    if exact is None or number.precision == "vague":
        return f"{number.text.text} {number.kind}".strip()
    lead = {"approx": "about ", "min": "at least ", "max": "at most "}.get(number.precision, "")
    return f"{lead if number.value is not None else ''}{exact} {number.kind}"


def occurred_in_words(occurred: Occurred) -> str:
    """When it happened -> words, only as exact as the source was."""
    start, end = occurred.start, occurred.end
    last = end or start
    if last is None:
        return "date unknown"
    if occurred.precision == "on_or_before":
        return f"on or before {day_in_words(last)}"
    if occurred.precision == "month":
        return f"{last:%B %Y}"
    if start is not None and end is not None and start != end:
        return f"{day_in_words(start)} to {day_in_words(end)}"
    return day_in_words(last)


def place_in_words(place: Place) -> str:
    """Where it happened -> `Name, admin1, CC`, and how coarse that is when it is no town."""
    parts = [part for part in (place.name, place.admin1, place.country) if part]
    known = list(dict.fromkeys(parts))
    return ", ".join(known) if known else "place unknown"


def day_in_words(day: date) -> str:
    """A day as `2 Sep 2021`."""
    return f"{day.day} {day:%b %Y}"


def time_in_words(moment: datetime | None) -> str:
    """A moment as `2 Sep 2021, 14:05 UTC`."""
    return "time unknown" if moment is None else f"{day_in_words(moment)}, {moment:%H:%M} UTC"


def event_type_in_words(slug: str) -> str:
    """`explosion_remote` as `explosion/remote violence`, ACLED's own name."""
    return "explosion/remote violence" if slug == "explosion_remote" else slug_in_words(slug)


def relation_in_words(relation: str, other: str) -> str:
    """How a claim stands to another party's: `competes with Northern Front`."""
    return _RELATIONS.get(relation, f"{slug_in_words(relation)} {{}}").format(other)


def sub_event_type_in_words(slug: str) -> str:
    """`air_drone_strike` as `Air/drone strike`, ACLED's own label."""
    return BY_SLUG[slug].acled if slug in BY_SLUG else slug_in_words(slug)


def slug_in_words(slug: str) -> str:
    """`air_drone_strike` as `air drone strike`."""
    return slug.replace("_", " ")


def _span(low: int | None, high: int | None) -> str | None:
    if low is None and high is None:
        return None
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}-{high}"
