"""The best one-to-one assignment of what was found to gold, for the few items of a passage."""

from collections.abc import Callable, Sequence
from typing import TypeVar

_G = TypeVar("_G")
_F = TypeVar("_F")


def best_assignment(
    gold: Sequence[_G], found: Sequence[_F], score: Callable[[_G, _F], float]
) -> dict[int, int]:
    """Gold index -> found index with the greatest total score; a pair that scores 0 never forms.

    Exact by dynamic programming over sets of gold items, so gold stays below a dozen; ties go to
    the earlier found item.
    """
    best: dict[int, tuple[float, dict[int, int]]] = {0: (0.0, {})}
    for column, item in enumerate(found):
        for taken, (total, pairs) in list(best.items()):
            for row, answer in enumerate(gold):
                value = score(answer, item)
                if taken >> row & 1 or value <= 0:
                    continue
                key = taken | 1 << row
                if key not in best or total + value > best[key][0]:
                    best[key] = (total + value, {**pairs, row: column})
    return max(best.values(), key=lambda option: option[0])[1]
