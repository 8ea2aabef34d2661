"""Which number of dead stands as a fact."""

from datetime import date

import pytest

from tests.enriching import tagged

A_THURSDAY = date(2025, 6, 12)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        # a list of dead in one claim of somebody outside the fight is one toll
        ("Shells hit Sake on Monday. Two women and three boys were killed, a nurse said.", 5),
        # who leans on a side speaks for it
        (
            (
                "An air strike hit a wedding in Saada, Yemen, on Sunday. Officials affiliated "
                "with the Houthis put the number of dead at 18."
            ),
            None,
        ),
        (
            (
                "An air strike hit a wedding in Saada, Yemen, on Sunday. Nurses put the number of "
                "dead at 18."
            ),
            18,
        ),
        # a civil office tells of an attack in which its state does not fight
        (
            (
                "Two Boko Haram suicide bombers struck a market in Mora, Cameroon, on Wednesday. "
                "The toll has gone up to 11, the governor's office said."
            ),
            11,
        ),
        # where its soldiers fight, it is a side
        (
            (
                "Cameroonian soldiers clashed with Boko Haram fighters near Mora on Wednesday. "
                "The death toll stands at 11, the governor's office said."
            ),
            None,
        ),
        # fewer dead stated outright than counted before: the toll is not settled
        (
            (
                "Gunmen attacked Tangur in Nigeria on Monday, killing 31 people. "
                "The district head put the dead at 20."
            ),
            None,
        ),
        (
            (
                "Gunmen attacked Tangur in Nigeria on Monday, killing 31 people. "
                "Earlier reports put the dead at 20."
            ),
            31,
        ),
        # an office that counts fighters speaks for the side that fights them
        ("A raid near Gao in Mali on Monday left 14 militants dead, officials said.", None),
        # words in which a side tells of its kills
        ("Twelve terrorists were neutralised in a raid near Gao in Mali on Monday.", None),
        # one sentence that sets toll against toll
        (
            (
                "A bomb hit a market in Baidoa, Somalia, on Monday. Some spoke of nine dead, "
                "while others spoke of 15 dead."
            ),
            None,
        ),
        # attackers told to be dead too come on top of a death toll
        (
            (
                "The death toll of Saturday's suicide bombing in Guitte, Chad, stands at 19. "
                "The three attackers also died."
            ),
            22,
        ),
        # the dead of a war are not the dead of the day
        (
            (
                "Shelling killed four people in Kherson on Tuesday. "
                "The war has killed 12,000 civilians since the invasion."
            ),
            4,
        ),
        ("A drone hit an empty depot in Rostov on Tuesday. No one was hurt.", 0),
    ],
)
def test_the_best_toll_is_nobodys_claim_and_no_sum_of_other_things(
    text: str, best: int | None
) -> None:
    event = tagged(text, published=A_THURSDAY, gate=False).events[0]
    assert event.fatalities.best == best
