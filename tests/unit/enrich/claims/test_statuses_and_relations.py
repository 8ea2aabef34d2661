"""What an article lets a claim stand as, and which claims it sets against each other."""

from collections.abc import Callable

import pytest

from clashwire_enrich.claims.claims import ClaimLedger

Ledger = Callable[..., ClaimLedger]
RIVALS = (
    "Somalia's army said its troops killed 50 al-Shabaab fighters. Al-Shabaab said it killed 23"
    " Somali soldiers."
)


def _statuses(ledger: ClaimLedger) -> list[str]:
    return [claim.status for claim in ledger.claims]


def _ties(ledger: ClaimLedger) -> list[tuple[int, str, int, str]]:
    order = {claim.claim_id: index for index, claim in enumerate(ledger.claims)}
    return [(order[tie.from_], tie.relation, order[tie.to], tie.axis) for tie in ledger.relations]


@pytest.mark.parametrize(
    ("narrator", "status"),
    [
        ("The claim could not be independently verified.", "unverified"),
        ("The army's account could not be verified.", "unverified"),
        ("Reuters was not able to verify the report.", "unverified"),
        ("The army provided no evidence for its claim.", "no_evidence"),
        ("It offered no proof of this.", "no_evidence"),
        ("The army later withdrew the statement.", "retracted"),
        ("The figure was independently verified by the UN.", "corroborated"),
        ("Schools in the town stayed closed.", "attributed"),
    ],
)
def test_the_narrators_own_words_decide_first(ledger: Ledger, narrator: str, status: str) -> None:
    text = f"The Sudanese army said it killed 40 RSF fighters. {narrator}"
    assert _statuses(ledger(text)) == [status]


def test_a_statement_about_tolls_leaves_other_claims_alone(ledger: Ledger) -> None:
    text = f"{RIVALS} The army said it held the town. Neither side gave evidence of the casualties."
    assert _statuses(ledger(text))[-1] == "attributed"


def test_a_dispute_outweighs_missing_evidence(ledger: Ledger) -> None:
    text = (
        f"{RIVALS} Both sides gave varying numbers of losses. Neither has provided evidence of the"
        " casualties."
    )
    made = ledger(text)
    assert _statuses(made) == ["contested", "contested"]
    assert made.claims[0].status_span is not None
    assert made.claims[0].status_span.text == "Both sides gave varying numbers of losses."


@pytest.mark.parametrize("hedge", ["alleged", "reportedly said"])
def test_a_hedged_cue_leaves_a_claim_unverified(ledger: Ledger, hedge: str) -> None:
    (claim,) = ledger(f"The mayor {hedge} that soldiers burned the school.").claims
    assert claim.status == "unverified"


def test_rival_tolls_compete_and_are_contested(ledger: Ledger) -> None:
    made = ledger(RIVALS)
    assert _ties(made) == [(0, "competing", 1, "casualties")]
    assert _statuses(made) == ["contested", "contested"]
    assert made.claims[0].relations[0].to == made.claims[1].claim_id
    assert made.claims[1].relations[0].to == made.claims[0].claim_id


def test_an_admitted_loss_supports_the_rivals_vague_toll(ledger: Ledger) -> None:
    text = (
        "Al-Shabaab said the Somali army suffered heavy losses. The Somali army said it had lost 11"
        " of its soldiers."
    )
    assert _ties(ledger(text)) == [(0, "supports", 1, "casualties")]


def test_both_sides_cannot_hold_the_same_ground(ledger: Ledger) -> None:
    text = (
        "The RSF said it had captured the town of Bara. However, the Sudanese army said it held"
        " Bara."
    )
    made = ledger(text)
    assert _ties(made) == [(0, "contradicts", 1, "territory")]
    assert made.relations[0].marker_span is not None
    assert made.relations[0].marker_span.text == "However"


def test_ground_in_different_places_is_no_dispute(ledger: Ledger) -> None:
    text = (
        "The RSF said it had captured the town of Bara. The Sudanese army said it had taken the"
        " city of Sennar."
    )
    assert _ties(ledger(text)) == []


def test_a_denial_contradicts_the_accusation(ledger: Ledger) -> None:
    text = "M23 accused the Congolese army of bombing Masisi. The Congolese army denied it."
    assert _ties(ledger(text)) == [(0, "contradicts", 1, "blame")]


def test_a_party_with_two_numbers_contradicts_itself(ledger: Ledger) -> None:
    text = (
        "Hamas spokesman Sami Zuhri said 8 Israeli soldiers were killed in the ambush near Rafah."
        " A Hamas commander said 7 Israeli soldiers were killed in the ambush near Rafah."
    )
    assert _ties(ledger(text)) == [(0, "inconsistent_within_party", 1, "casualties")]


def test_a_party_that_repeats_itself_makes_the_same_claim(ledger: Ledger) -> None:
    text = (
        "Hamas said 8 Israeli soldiers were killed in the ambush. A Hamas commander said 8 Israeli"
        " soldiers were killed in the ambush."
    )
    assert _ties(ledger(text)) == [(0, "same_claim", 1, "casualties")]
