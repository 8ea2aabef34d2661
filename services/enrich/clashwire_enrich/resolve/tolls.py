"""Whether the tolls of two tellings may count the same dead."""

import msgspec

from clashwire_contracts.event import Fatalities

_FEW = 3  # one or two dead are common to too many happenings to tell them apart
_COUNTS_GROW_BY = 4  # counts within a quarter of each other: bodies are found, wounded die
_OTHER_BY = 2.5  # counts more times apart than this are of two happenings


class Toll(msgspec.Struct, frozen=True):
    """The counts a telling gives, low to high; empty when it gives none."""

    counts: tuple[int, ...]

    def agrees(self, other: "Toll") -> bool:
        """Whether a count of one is nearly a count of the other, and neither is small."""
        return any(_near(mine, theirs) for mine in self.counts for theirs in other.counts)

    def equals(self, other: "Toll") -> bool:
        """Whether both give one and the same count, and it is not small."""
        return any(count >= _FEW for count in set(self.counts) & set(other.counts))

    def differs(self, other: "Toll", times: float = _OTHER_BY) -> bool:
        """Whether all counts of one are so many times above all counts of the other."""
        if not self.counts or not other.counts:
            return False
        less, more = sorted((self.counts, other.counts), key=max)
        return min(more) >= _FEW and min(more) > times * max(less)


def toll_of(fatalities: Fatalities) -> Toll:
    """Fatalities -> their counts."""
    numbers = (fatalities.low, fatalities.best, fatalities.high)
    return Toll(tuple(sorted({number for number in numbers if number is not None})))


def _near(one: int, other: int) -> bool:
    less, more = sorted((one, other))
    return less >= _FEW and _COUNTS_GROW_BY * (more - less) <= max(more, _COUNTS_GROW_BY)
