"""Whom a claim concerns, and the number it gives."""

import pytest

from tests.enriching import tagged


@pytest.mark.parametrize(
    ("text", "about"),
    [
        # a state's foe in general words is the group the text speaks of
        (
            (
                "The Allied Democratic Forces attacked Luna in Congo on Monday. The Congolese"
                " army said"
                " troops had killed four of the attackers."
            ),
            "adf-drc",
        ),
        # a state's people, with no word of whose, are those of where the story plays
        (
            (
                "Fighters of Ansaru ambushed a convoy near Kainji, Nigeria. The jihadist group"
                " said it"
                " had captured a colonel."
            ),
            "state-ng-armed-forces",
        ),
        # a witness's account: who did it
        ("Villagers in Nampula, Mozambique, said soldiers had burned the town.", "state-mz"),
        # equipment taken has an owner, equipment lost is one's own
        (
            (
                "Somalia's information ministry said the army had killed al-Shabaab militants and"
                " seized"
                " two armed pick-ups."
            ),
            "al-shabaab",
        ),
        ("The Chadian army said that two helicopters were lost at Zouar.", "state-td-armed-forces"),
        # by nationality alone
        ("Hezbollah said it had destroyed two Turkish radars.", "state-tr-armed-forces"),
    ],
)
def test_a_claim_concerns_who_suffered_or_did_it(text: str, about: str) -> None:
    last = tagged(text).claims[-1].about
    assert last is not None
    assert last == about or last.startswith(about)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('The Malian army said troops had "neutralised" four of the attackers.', ("killed", 4)),
        ("The governor said 43 farm workers had been buried.", ("killed", 43)),
        ("The army said seven men were shot and six carried off.", ("captured", 6)),
        ("The police said 38 pupils taken from the school were still missing.", ("missing", 38)),
        ("The general staff said rebels fled with the loss of 240 fighters.", ("killed", 240)),
        ("The navy said it had arrested four Somali pirates.", ("captured", 4)),
    ],
)
def test_a_number_is_read_in_many_words(text: str, number: tuple[str, int]) -> None:
    found = tagged(text).claims[-1].number
    assert found is not None
    assert (found.kind, found.value) == number


@pytest.mark.parametrize(
    "text",
    [
        # the number is the narrator's, or the other side's
        "Jaish al-Adl claimed responsibility for the ambush in which five border guards died.",
        "The Burundian army dismissed a report that 60 of its soldiers had been killed.",
        "The army said it had freed nine captives.",
    ],
)
def test_a_number_that_is_not_the_claimants_is_none_of_the_claim(text: str) -> None:
    assert tagged(text).claims[0].number is None
