from hypothesis import given
from hypothesis import strategies as st

from bench.evaluation.assign import best_assignment

MATRIX = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=0, max_size=4)


def test_the_greater_total_wins_over_the_greatest_pair() -> None:
    worth = {("a", "x"): 9, ("a", "y"): 8, ("b", "x"): 7, ("b", "y"): 1}
    assert best_assignment("ab", "xy", lambda gold, found: worth[gold, found]) == {0: 1, 1: 0}


def test_a_pair_worth_nothing_never_forms() -> None:
    assert best_assignment("ab", "x", lambda gold, _: float(gold == "b")) == {1: 0}


def test_nothing_found_leaves_all_gold_alone() -> None:
    assert best_assignment("ab", "", lambda *_: 1.0) == {}


@given(MATRIX)
def test_no_other_choice_for_one_gold_item_is_worth_more(matrix: list[list[int]]) -> None:
    chosen = best_assignment(range(len(matrix)), range(3), lambda row, column: matrix[row][column])
    assert len(set(chosen.values())) == len(chosen)
    for row in range(len(matrix)):
        free = [column for column in range(3) if column not in set(chosen.values())]
        own = matrix[row][chosen[row]] if row in chosen else 0
        assert all(matrix[row][column] <= own for column in free)
