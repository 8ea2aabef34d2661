"""Counts of right and wrong answers by field, and the figures they give."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Tally:
    """One field: gold answers, found answers and those that are right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def add(self, *, gold: bool, found: bool, right: bool) -> None:
        """Count one comparison."""
        self.gold += gold
        self.found += found
        self.right += right

    @property
    def precision(self) -> float | None:
        """Right among found; none without any."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Right among gold; none without any."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; none without gold and found."""
        both = self.gold + self.found
        return 2 * self.right / both if both else None


@dataclass(frozen=True)
class Failure:
    """One wrong answer, to be read in the open half only."""

    field: str
    passage_id: str
    gold: str
    found: str


@dataclass
class Scores:
    """All tallies of one half, by field name, and what went wrong."""

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    classes: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    counts: Counter[str] = field(default_factory=Counter)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    failures: list[Failure] = field(default_factory=list)

    def judge(
        self, name: str, passage_id: str, answer: tuple[object, object], *, right: bool
    ) -> None:
        """Count one (gold, found) pair of a field that both have, and note it when wrong."""
        self.tallies[name].add(gold=True, found=True, right=right)
        if not right:
            self.note(name, passage_id, *answer)

    def note(self, name: str, passage_id: str, gold: object, found: object) -> None:
        """Keep a wrong answer."""
        self.failures.append(Failure(name, passage_id, str(gold), str(found)))

    def weighted_f1(self) -> float | None:
        """F1 of each class, weighted by its gold; none without gold."""
        support = sum(tally.gold for tally in self.classes.values())
        if not support:
            return None
        return sum(tally.gold * (tally.f1 or 0.0) for tally in self.classes.values()) / support
