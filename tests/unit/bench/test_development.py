from datetime import datetime
from pathlib import Path

from bench.evaluation.development import section
from bench.evaluation.measure import Measure, TagText, lines
from clashwire_contracts.article import EnrichedArticle


def _never(_text: str, _time: datetime | None) -> EnrichedArticle:
    raise AssertionError("nothing is tagged")


def _score(_path: Path, _tag: TagText) -> list[Measure]:
    return [Measure("rows", right=1, count=4)]


def test_an_absent_set_is_said_to_be_skipped(tmp_path: Path) -> None:
    told = section("a set, CC BY 4.0", tmp_path / "absent.csv", _score, _never)
    assert told.splitlines() == [
        "== development set: a set, CC BY 4.0",
        "not present: skipped",
    ]


def test_a_present_set_is_scored_under_its_licence(tmp_path: Path) -> None:
    told = section("a set, CC BY 4.0", tmp_path, _score, _never).splitlines()
    assert told[0] == "== development set: a set, CC BY 4.0"
    assert told[1].split() == ["rows", "0.250", "4"]


def test_a_share_of_nothing_is_no_figure() -> None:
    assert lines([Measure("rows")])[0].split() == ["rows", "-", "0"]
