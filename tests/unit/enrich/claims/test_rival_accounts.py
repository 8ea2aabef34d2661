"""Rival accounts: charges and answers, who the dead were, what the narrator sets apart."""

import pytest

from tests.enriching import Ties, tagged, ties_of


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        # a side that answers a charge, with no word in common
        (
            (
                "Ukraine said Russian shells had hit a bakery in Kherson. Moscow's defence ministry"
                " said its gunners had nothing to do with it."
            ),
            [(0, "contradicts", "blame", 1)],
        ),
        # each tells the other's deed
        (
            (
                "Armenia said Azerbaijani mortars had struck a farm near Jermuk. Azerbaijan said"
                " Armenian troops had opened fire on its posts."
            ),
            [(0, "contradicts", "blame", 1)],
        ),
        # what the dead had done themselves
        (
            (
                "Georgia's security service said Russian border guards had shot dead a farmer near"
                " Ergneti. A herder said he had tried to run a patrol down."
            ),
            [(0, "contradicts", "blame", 1)],
        ),
        # who the dead were
        (
            (
                "The Indian army said two militants were killed at Frisal. Relatives said they were"
                " students."
            ),
            [(0, "contradicts", "occurrence", 1)],
        ),
        # counts of the same dead by two who speak for no side of one state
        (
            (
                "Police in Kaduna said 12 farmers were killed in the raid. A doctor said 19 farmers"
                " were killed in the raid."
            ),
            [(0, "contradicts", "casualties", 1)],
        ),
        # the narrator's own word that the two differ
        (
            (
                "The army said its men had left Lubutu in good order. A nurse told a"
                " different story:"
                ' "The soldiers ran," she said.'
            ),
            [(0, "contradicts", "occurrence", 1)],
        ),
        # ground that one took and the other left of its own will
        (
            (
                "A priest said the rebels had taken the bridge. The army said its men had"
                " withdrawn of"
                " their own accord."
            ),
            [(0, "contradicts", "territory", 1)],
        ),
        # a part of a toll is no other toll
        (
            (
                "Police in Kaduna said 17 people were killed in the raid. A doctor said five of the"
                " dead were women."
            ),
            [],
        ),
        # an accused side that speaks of something else
        (
            (
                "Ukraine said Russian shells had hit a bakery in Kherson. Moscow's defence ministry"
                " said it would send 40 lorries of aid to Syria."
            ),
            [],
        ),
        # two happenings of two wars
        (
            (
                "Ukraine said Russian shells had hit a bakery in Kherson. In Sudan, the"
                " army said RSF"
                " fighters had burned a market in Nyala."
            ),
            [],
        ),
    ],
)
def test_rival_accounts_are_tied_and_others_left_apart(text: str, ties: Ties) -> None:
    assert sorted(ties_of(tagged(text))) == ties


@pytest.mark.parametrize(
    ("narrator", "status"),
    [
        ("Neither claim has been backed by anything that could be checked.", "no_evidence"),
        ("Both declarations are unverified.", "unverified"),
        ("Neither version could be independently verified.", "unverified"),
        ("Neither version could be checked on the spot.", "unverified"),
    ],
)
def test_the_narrators_word_on_both_outweighs_that_they_oppose(narrator: str, status: str) -> None:
    text = (
        "Armenia said Azerbaijani rockets had hit a farm. Azerbaijan said Armenian mortars had hit"
        " a school. "
    )
    assert [claim.status for claim in tagged(text + narrator).claims] == [status, status]


def test_an_account_that_no_longer_stands_is_retracted() -> None:
    text = (
        "The Pentagon said it had killed a commander of al-Shabaab. That account no longer stands."
    )
    assert [claim.status for claim in tagged(text).claims] == ["retracted"]


def test_two_claims_of_a_title_are_tied_without_a_text() -> None:
    twice = "Police reported 12 people killed near rebels."

    assert tagged("", title=f"{twice} {twice} ").claims


def test_a_country_that_borders_a_town_is_not_the_name_of_who_lives_there() -> None:
    text = (
        "Residents of Bunagana, a trading town on Congo's border with Uganda, said mortar fire"
        " had killed two people."
    )
    (claim,) = tagged(text).claims
    assert (claim.speaker.name, claim.affiliation) == (None, None)
