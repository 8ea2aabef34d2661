"""When two tolls may count the same dead."""

import pytest

from clashwire_contracts.event import Fatalities
from clashwire_enrich.resolve.tolls import toll_of


def fatalities(*counts: int | None) -> Fatalities:
    low, best, high = counts
    return Fatalities(low=low, best=best, high=high, claim_ids=())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((11, 11, 11), (9, 9, 9)),
        ((3, 3, 3), (4, 4, 4)),
        ((12, None, None), (12, None, 19)),
        ((7, None, 40), (39, 39, 39)),
        ((24, 24, 24), (18, 18, 18)),
    ],
)
def test_counts_that_grew_or_overlap_agree(
    one: tuple[int | None, ...], other: tuple[int | None, ...]
) -> None:
    mine, theirs = toll_of(fatalities(*one)), toll_of(fatalities(*other))
    assert mine.agrees(theirs)
    assert theirs.agrees(mine)
    assert not mine.differs(theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((2, 2, 2), (2, 2, 2)),
        ((None, None, None), (None, None, None)),
        ((0, 0, 0), (0, 0, 0)),
        ((12, 12, 12), (17, 17, 17)),
    ],
)
def test_small_missing_and_other_counts_say_nothing(
    one: tuple[int | None, ...], other: tuple[int | None, ...]
) -> None:
    mine, theirs = toll_of(fatalities(*one)), toll_of(fatalities(*other))
    assert not mine.agrees(theirs)
    assert not mine.differs(theirs)


def test_counts_far_apart_differ_whichever_comes_first() -> None:
    few, many = toll_of(fatalities(4, 4, 4)), toll_of(fatalities(30, None, 50))
    assert few.differs(many)
    assert many.differs(few)
    assert not few.differs(toll_of(fatalities(4, None, 50)))


def test_only_one_and_the_same_count_is_equal() -> None:
    assert toll_of(fatalities(8, 8, 8)).equals(toll_of(fatalities(5, None, 8)))
    assert not toll_of(fatalities(8, 8, 8)).equals(toll_of(fatalities(7, 7, 7)))
    assert not toll_of(fatalities(1, 1, 1)).equals(toll_of(fatalities(1, 1, 1)))
