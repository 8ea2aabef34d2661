"""Kinds of claims: deeds laid at a side's door, denials, ground, equipment, and their numbers."""

import pytest

from clashwire_contracts.claim import Claim
from clashwire_enrich.claims.denials import denies
from clashwire_enrich.claims.equipment import is_equipment_loss
from clashwire_enrich.claims.ground import is_ground
from tests.enriching import tagged


def _last(text: str) -> Claim:
    return tagged(text).claims[-1]


@pytest.mark.parametrize(
    "words",
    [
        "there had been no fighting in the district",
        "no aircraft, Syrian or other, had struck the convoy",
        "none of its soldiers was there",
        "the front took no part in the raid",
        "the report was a fairy tale",
        "its men never fired on the village",
    ],
)
def test_a_deed_or_report_rejected_is_a_denial(words: str) -> None:
    assert denies(words)


@pytest.mark.parametrize(
    "words",
    [
        "by noon there was no street left to sweep",
        "some 60 rifles were never handed in",
        "he has not left the house since Monday",
        "nobody warned us to leave",
        "the base lies between two hills",
    ],
)
def test_other_negations_deny_nothing(words: str) -> None:
    assert not denies(words)


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("his men had burned two Humvees", True),
        ("an F-16 had been hit", True),
        ("one vessel sank", True),
        ("the attack with drones took place at dawn", False),
        ("jets took off from the base", False),
    ],
)
def test_equipment_is_lost_where_it_is_hit_taken_or_sunk(words: str, *, lost: bool) -> None:
    assert is_equipment_loss(words) is lost


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("the army had lost the hill", True),
        ("it withdrew of its own accord", True),
        ("the base remains ours", True),
        ("a petrol station in Sisaket was hit", False),
        ("she had lost ten kilos", False),
    ],
)
def test_ground_is_taken_held_or_lost(words: str, *, ground: bool) -> None:
    assert is_ground(words) is ground


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Thailand said Cambodian rockets struck a petrol station.", "state-kh-armed-forces"),
        ("Amnesty International said nine villagers were shot by al-Shabaab.", "al-shabaab"),
        ("Georgia said Russian border guards had killed a farmer.", "state-ru-armed-forces"),
    ],
)
def test_who_tells_a_sides_deed_accuses_that_side(text: str, accused: str) -> None:
    claim = _last(text)
    assert (claim.claim_type, claim.about) == ("accusation", accused)


@pytest.mark.parametrize(
    "text",
    [
        "Al-Shabaab said it had killed 27 Ugandan soldiers.",
        "Doctors said 20 al-Shabaab fighters were killed in the clash.",
        "Uganda said its troops had stopped an advance by al-Shabaab.",
    ],
)
def test_a_sides_losses_and_defence_accuse_nobody(text: str) -> None:
    assert _last(text).claim_type != "accusation"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Uganda said two of its soldiers had fallen.", ("killed", 2)),
        ("Police said seven road workers were shot by gunmen.", ("killed", 7)),
        ("The militia said 30 southerners were captured.", ("captured", 30)),
        ("A doctor said two rangers had lost their legs.", ("wounded", 2)),
        ("The rebels said they had shot down a drone.", ("losses", 1)),
        ("A nurse said there were no wounded.", ("wounded", 0)),
        ("Police said a man of 34 had been shot by officers.", None),
        ("Kyiv put the number of drones launched overnight at 52.", None),
    ],
)
def test_a_number_is_of_people_or_arms_lost(text: str, number: tuple[str, int] | None) -> None:
    claimed = _last(text).number
    assert (claimed and (claimed.kind, claimed.value)) == number
