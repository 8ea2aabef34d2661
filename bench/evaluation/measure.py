"""One printed figure: how many answers of how many are right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from clashwire_contracts.article import EnrichedArticle

TagText = Callable[[str, datetime | None], EnrichedArticle]
"""Plain text and its publication time -> enriched article."""


@dataclass
class Measure:
    """A named share: `right` of `count`."""

    name: str
    right: int = 0
    count: int = 0

    def add(self, *, right: bool) -> None:
        """Count one answer."""
        self.count += 1
        self.right += right

    @property
    def share(self) -> float | None:
        """Right of all; none where there was nothing to answer."""
        return self.right / self.count if self.count else None


def lines(measures: Sequence[Measure]) -> list[str]:
    """Measures -> lines: name, share, count."""
    shares = ("-" if one.share is None else f"{one.share:.3f}" for one in measures)
    return [
        f"{one.name:62}{share:>7}{one.count:6}" for one, share in zip(measures, shares, strict=True)
    ]
