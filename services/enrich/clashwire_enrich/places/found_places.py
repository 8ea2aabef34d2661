"""Found places: the place names of a document, in text order."""

from bisect import bisect_left

import msgspec

from clashwire_contracts.mention import PlaceMention
from clashwire_enrich.places.place_signs import Relation


class FoundPlace(msgspec.Struct, frozen=True):
    """A place name in the text: what it is, and how the words around it use it.

    `is_learned`: no gazetteer has the name; its location is that of a place it is told to be by.
    """

    mention: PlaceMention
    relation: Relation
    is_learned: bool = False

    @property
    def start(self) -> int:
        """Offset of the name in Document.text."""
        return self.mention.text.start

    @property
    def end(self) -> int:
        """Offset after the name in Document.text."""
        return self.mention.text.end


class FoundPlaces(msgspec.Struct, frozen=True):
    """All places of a document in text order, and the country it is mostly about.

    `homes` are words for that country's people or forces ("Malian"): they tell where only when
    no place does.
    """

    places: tuple[FoundPlace, ...]
    country: str | None
    homes: tuple[FoundPlace, ...] = ()

    def between(self, start: int, end: int) -> tuple[FoundPlace, ...]:
        """Offsets -> the places whose names begin within [start, end), in text order."""
        low = bisect_left(self.places, start, key=lambda place: place.start)
        high = bisect_left(self.places, end, low, key=lambda place: place.start)
        return self.places[low:high]

    @property
    def mentions(self) -> tuple[PlaceMention, ...]:
        """The contract's view of the places."""
        return tuple(place.mention for place in self.places)
