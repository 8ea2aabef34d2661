"""The ablation names real rules, leaves one family out at a time, and puts it back."""

import pytest

from bench.evaluation.ablation import PAGE, left_out
from bench.evaluation.claim_rules import FAMILIES, Family
from tests.enriching import tagged

TEXT = "Hill Front rebels said they had killed 12 soldiers. The army denied it."


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_family_is_rules_in_force_and_is_put_back(family: Family) -> None:
    before = [getattr(part.owner, part.name) for part in family.parts]
    with left_out(family):
        assert [getattr(part.owner, part.name) for part in family.parts] != before
        tagged(TEXT)  # without it, tagging still goes through
    assert [getattr(part.owner, part.name) for part in family.parts] == before


def test_a_family_left_out_changes_what_is_found() -> None:
    family = next(one for one in FAMILIES if one.name == "denials meet claims")
    assert tagged(TEXT).claim_relations
    with left_out(family):
        assert tagged(TEXT).claim_relations == ()
    assert tagged(TEXT).claim_relations


def test_the_page_has_a_row_for_every_family() -> None:
    rows = PAGE.read_text(encoding="utf-8").splitlines()
    listed = [row.split(" | ")[0].removeprefix("| without ") for row in rows if "without " in row]
    assert listed[-len(FAMILIES) :] == [family.name for family in FAMILIES]
