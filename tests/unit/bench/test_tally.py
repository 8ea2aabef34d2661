import pytest

from bench.evaluation.score import main
from bench.evaluation.tally import Scores, Tally


def test_figures_follow_from_the_counts() -> None:
    tally = Tally(gold=4, found=2, right=1)
    assert (tally.precision, tally.recall) == (0.5, 0.25)
    assert tally.f1 == pytest.approx(1 / 3)
    assert Tally().f1 is None


def test_classes_weigh_by_their_gold() -> None:
    scores = Scores()
    scores.classes["armed_clash"] = Tally(gold=3, found=3, right=3)
    scores.classes["attack"] = Tally(gold=1, found=1, right=0)
    assert scores.weighted_f1() == pytest.approx(0.75)
    assert Scores().weighted_f1() is None


def test_failures_of_the_held_half_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--set", "held", "--failures"]) == 2
    assert "open" in capsys.readouterr().err
