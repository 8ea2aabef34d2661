"""Which of a sentence's places a trigger happened at."""

import re

import msgspec

from clashwire_contracts.vocabulary import PlacePrecision
from clashwire_enrich.events.triggers import Trigger
from clashwire_enrich.places.found_places import FoundPlace, FoundPlaces
from clashwire_enrich.places.place_asides import is_aside, speaks_itself
from clashwire_enrich.text.document import Document, Sentence

_FINENESS: dict[PlacePrecision, int] = {
    "point": 0, "town": 1, "admin2": 2, "region": 3, "admin1": 4, "country": 8, "unknown": 9,
}  # fmt: skip
_RELATION_COST = {"at": 0, "near": 2, "origin": 4, "dateline": 9}
_NEXT_TO = 40  # characters between a town and the province it is said to be in
_PLACES_BACK = 60  # places before "that town" among which the one meant stands
_FAR = 120  # characters; beyond, nearness no longer tells
_BACK_REFERENCE = re.compile(
    r"\b(?:the|this|that) (?:[a-z]+ )?(?:(?P<region>area|region|valley|territory|strip|peninsula)"
    r"|(?P<admin>district|province|state|governorate)"
    r"|(?P<town>town|city|village|camp|locality|neighbou?rhood|capital|settlement))\b|\bthere\b",
    re.IGNORECASE,
)
_MEANT: dict[str, frozenset[PlacePrecision]] = {
    "region": frozenset({"region", "admin1"}),
    "admin": frozenset({"admin1", "admin2", "region"}),
    "town": frozenset({"town", "point"}),
}


class EventPlace(msgspec.Struct, frozen=True):
    """A place and how the rule found it."""

    place: FoundPlace
    rule: str


def place_of(
    document: Document, places: FoundPlaces, trigger: Trigger, window: tuple[int, int]
) -> EventPlace | None:
    """Trigger and its own stretch of the sentence -> the place there, or one it points back to."""
    sentence = document.sentences[trigger.sentence]
    inside = list(places.between(*window))
    around = list(places.between(sentence.start, sentence.end))
    for found, rule in ((inside, "same_clause"), (around, "same_sentence")):
        usable = [p for p in _not_aside(document, found, sentence) if p.relation != "dateline"]
        if usable:
            best = min(usable, key=lambda p: (_cost(p, trigger), p.start))
            best = _named_within(best, usable)
            if best.mention.precision != "country" or best.is_learned or rule == "same_sentence":
                return EventPlace(best, rule)
    return _earlier_place(document, places, sentence.start, sentence.end)


def _named_within(best: FoundPlace, places: list[FoundPlace]) -> FoundPlace:
    """A wide place named right after a town inside it ("near Kaura Namoda in Zamfara state")."""
    a = best.mention
    if a.precision not in {"admin1", "region"}:
        return best
    inside = [
        p
        for p in places
        if 0 < best.start - p.end <= _NEXT_TO
        and p.relation in {"at", "near"}
        and p.mention.country == a.country
        and p.mention.admin1 == a.admin1
        and _FINENESS[p.mention.precision] < _FINENESS[a.precision]
    ]
    return inside[-1] if inside else best


def _cost(place: FoundPlace, trigger: Trigger) -> tuple[int, int]:
    ahead = place.start >= trigger.end
    gap = place.start - trigger.end if ahead else trigger.start - place.end
    nearness = min(gap, _FAR) // 40 + (0 if ahead else 1)
    return _RELATION_COST[place.relation] + _fineness(place) + nearness, gap


def _fineness(place: FoundPlace) -> int:
    """How exact a place is told: a village is one, wherever the map has to put it."""
    return _FINENESS["town"] if place.is_learned else _FINENESS[place.mention.precision]


def _earlier_place(
    document: Document, places: FoundPlaces, start: int, end: int
) -> EventPlace | None:
    reference = _BACK_REFERENCE.search(document.text, start, end)
    if reference is None:
        return None
    meant = _MEANT.get(reference.lastgroup or "", frozenset())
    before = [
        p
        for p in places.between(0, start)[-_PLACES_BACK:]
        if p.mention.precision != "country"
        and not is_aside(document.text, max(0, p.start - 60), p.start, p.end)
    ]
    fitting = [p for p in before if p.mention.precision in meant]
    at = [p for p in before if p.relation == "at"]
    found = fitting or at or before
    return EventPlace(found[-1], "back_reference") if found else None


def focus_place(document: Document, places: FoundPlaces) -> EventPlace | None:
    """The place the opening of an article is about: its finest; a dateline only for want."""
    opening = [s for s in document.sentences if not s.heading][:3]
    within = [(number, s, list(places.between(s.start, s.end))) for number, s in enumerate(opening)]
    news = [
        (number, p)
        for number, sentence, found in within
        for p in found
        if not speaks_itself(document.text, sentence.start, p.start, p.end)
    ]
    ranked = [
        (_RELATION_COST[p.relation] + _fineness(p) + 2 * number, p.start, p)
        for number, p in news or [(number, p) for number, _, found in within for p in found]
    ]
    if not ranked:
        return None
    best = min(ranked, key=lambda item: item[:2])[2]
    rule = "dateline" if best.relation == "dateline" else "opening"
    return EventPlace(best, rule)


def _not_aside(
    document: Document, places: list[FoundPlace], sentence: Sentence
) -> list[FoundPlace]:
    within = [p for p in places if sentence.start <= p.start < sentence.end]
    return [p for p in within if not is_aside(document.text, sentence.start, p.start, p.end)]


def are_compatible(one: EventPlace | None, other: EventPlace | None) -> bool:
    """Whether two places can be one: unknown, equal, or one inside the other."""
    if one is None or other is None:
        return True
    a, b = one.place.mention, other.place.mention
    if a.geonames_id == b.geonames_id and a.name == b.name:
        return True
    if a.country is not None and b.country is not None and a.country != b.country:
        return False
    finest = {a.precision, b.precision}
    if "country" in finest:
        return True
    if a.admin1 is not None and a.admin1 == b.admin1:
        same_district = a.precision == "admin2" and a.admin2 == b.admin2
        return a.precision != b.precision or same_district
    return "region" in finest and (a.admin1 is None or b.admin1 is None)


def finer(one: EventPlace | None, other: EventPlace | None) -> EventPlace | None:
    """The finer of two compatible places, the first on a tie."""
    if one is None or other is None:
        return one or other
    a, b = (_RELATION_COST[p.place.relation] + _fineness(p.place) for p in (one, other))
    return other if b < a else one
