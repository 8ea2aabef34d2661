"""Which claims meet: denials, retorts, confirmations, own losses, corrections, ground."""

import pytest

from tests.enriching import tagged, ties_of


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        # the happening itself is denied, in other words
        (
            (
                "Ukraine said a drone had hit a school in Kharkiv. The Russian army said there"
                " had been"
                " no strike."
            ),
            [(0, "contradicts", "occurrence", 1)],
        ),
        (
            (
                'Hezbollah said it had destroyed two Israeli radars. "Not one screw is damaged,"'
                " Israel's defence minister retorted."
            ),
            [(0, "contradicts", "occurrence", 1)],
        ),
        # another party's confirmation
        (
            (
                "Kenyan police said they had freed nine fishermen. The African Union mission"
                " confirmed"
                " the operation."
            ),
            [(0, "supports", "occurrence", 1)],
        ),
        # a side's count of its own losses against another's
        (
            "Azerbaijan said it had destroyed two Armenian guns; Armenia said it had lost none.",
            [(0, "contradicts", "casualties", 1)],
        ),
        # a figure called too low
        (
            (
                "Nigerian police said 43 farmers had been killed. Residents said the number of"
                " dead was"
                " higher."
            ),
            [(0, "contradicts", "casualties", 1)],
        ),
        # a party takes its own number back
        (
            (
                "A Hamas spokesman, Walid Nasr, said two Israeli tanks were hit. Another spokesman,"
                " Nabil"
                " Harb, said the number was three."
            ),
            [(0, "inconsistent_within_party", "casualties", 1)],
        ),
        # an assault thrown back, against ground taken
        (
            (
                "Russia's defence ministry said it had captured the village of Toretske; Ukraine's"
                " military said its troops had repelled the assault."
            ),
            [(0, "contradicts", "territory", 1)],
        ),
        # no part in it: against nobody who only counts the dead
        (
            (
                "Djibouti's army said seven soldiers were killed in the raid. The Front for the"
                " Restoration of Unity and Democracy denied any part in it."
            ),
            [],
        ),
    ],
)
def test_claims_that_meet_are_tied(text: str, ties: list[tuple[int, str, str, int]]) -> None:
    assert ties_of(tagged(text)) == ties


def test_who_denies_a_report_is_whom_it_was_about() -> None:
    first, _ = tagged(
        "The drone that struck the tanker came from the north, a US official said. Tehran rejected"
        ' the accusation as "childish".'
    ).claims
    assert first.about == "state-ir"


def test_rivals_named_after_each_side_accuses_the_other_are_both_heard() -> None:
    claims = tagged(
        "Each side says the other emptied the hospital. The Rapid Support Forces showed a film; the"
        " Sudanese army called it a play."
    ).claims
    assert {(one.affiliation and one.affiliation.actor_id, one.about) for one in claims[:2]} == {
        ("rsf-sudan", "state-sd-armed-forces"),
        ("state-sd-armed-forces", "rsf-sudan"),
    }
