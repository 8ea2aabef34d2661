import pytest

from bench.evaluation.score import heading, main
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


@pytest.mark.parametrize("batch", ["first", "second", "third", "all"])
def test_failures_of_the_held_half_are_refused_for_every_batch(
    batch: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--set", "held", "--batch", batch, "--failures"]) == 2
    assert "open" in capsys.readouterr().err


def test_sections_tell_their_batch() -> None:
    assert heading("open", "first") == "open half"
    assert heading("held", "second") == "held half, second batch"
