"""Who speaks and for whom, also when the name stands in another sentence."""

from collections.abc import Callable

import pytest

from clashwire_contracts.claim import Claim
from clashwire_enrich.claims.claims import ClaimLedger

Ledger = Callable[..., ClaimLedger]


def _party(claim: Claim) -> str | None:
    return claim.affiliation.actor_id if claim.affiliation is not None else None


def _told(ledger: ClaimLedger) -> list[tuple[str | None, str | None]]:
    return [(claim.speaker.name, _party(claim)) for claim in ledger.claims]


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("Yahya Saree, a Houthi spokesman, said the port was hit.", "Yahya Saree", "houthis"),
        ("Houthi spokesman Yahya Saree said the port was hit.", "Yahya Saree", "houthis"),
        ("A Houthi spokesman, Yahya Saree, said the port was hit.", "Yahya Saree", "houthis"),
        ("A spokesman for the Houthis said the port was hit.", None, "houthis"),
        ("The Arakan Army said the base had fallen.", "Arakan Army", "arakan-army"),
        (
            "Hamas-run health officials said 41 people were killed.",
            None,
            "hamas",
        ),
        (
            "Ethiopian Prime Minister Abiy Ahmed denied that troops shot civilians.",
            "Abiy Ahmed",
            "state-et",
        ),
        ("Pakistan's ambassador to India said shots were fired.", None, "state-pk"),
        ("Officials in Kyiv said drones hit a power plant.", None, "state-ua"),
        ("The Kremlin said the report was false.", "Government of Russia", "state-ru"),
        ("A UN official in Sudan said aid trucks were looted.", None, "united-nations"),
        (
            "Doctors Without Borders said its clinic was hit twice.",
            "Doctors Without Borders",
            "msf",
        ),
        ("Gen. Ibrahim Sufi al-Tayeb said he would not talk.", "Ibrahim Sufi al-Tayeb", None),
        ("President Volodymyr Zelenskyy said drones hit Odesa.", "Volodymyr Zelenskyy", "state-ua"),
        ("Netanyahu's office denied the accusation.", "Government of Israel", "state-il"),
        ("Critics of Netanyahu said the war was lost.", "Critics of Netanyahu", None),
        ("Joe Biden said the talks were close.", "Joe Biden", "state-us"),
        ("Donald Trump said the talks were close.", "Donald Trump", None),  # not in office
        ("Residents of Goma said shells fell on the market.", None, None),
        ("Doctors at the hospital said 12 bodies had arrived.", None, None),
        ("Abdu Saleh, a farmer in Israel, said rockets fell nearby.", "Abdu Saleh", None),
        ("Fighters in the anti-Taliban militia fled, a trader said.", None, None),
    ],
)
def test_a_source_gives_its_speaker_and_party(
    ledger: Ledger, text: str, name: str | None, party: str | None
) -> None:
    assert _told(ledger(text)) == [(name, party)]


def test_another_spokesman_speaks_for_the_party_of_the_first(ledger: Ledger) -> None:
    text = (
        "M23 spokesman Lawrence Kanyuka said the town had fallen. Another spokesman, Willy Ngoma,"
        " said the airport was closed."
    )
    assert _told(ledger(text)) == [("Lawrence Kanyuka", "m23"), ("Willy Ngoma", "m23")]


def test_he_and_she_are_the_last_fitting_human(ledger: Ledger) -> None:
    text = (
        "M23 spokesman Lawrence Kanyuka said the town had fallen. The UN said it was alarmed."
        ' "We are staying," he said.'
    )
    told = ledger(text).claims[-1]
    assert (told.speaker.name, _party(told)) == ("Lawrence Kanyuka", "m23")
    assert told.affiliation is not None
    assert told.affiliation.how == "pronoun"


def test_she_is_not_a_man(ledger: Ledger) -> None:
    text = (
        "Israeli military spokeswoman Ella Waweya said rockets were fired. Hamas spokesman Sami"
        " Zuhri said the truce was over. She said two of them fell short."
    )
    assert ledger(text).claims[-1].speaker.name == "Ella Waweya"


def test_the_group_is_the_last_belligerent_in_subject_place(ledger: Ledger) -> None:
    text = (
        "Al-Shabaab has fought the Somali army in the region since March. On Tuesday, the group"
        " said it had seized two villages."
    )
    (claim,) = ledger(text).claims
    assert (claim.speaker.name, claim.speaker.descriptor) == ("Al-Shabaab", "the group")
    assert claim.affiliation is not None
    assert claim.affiliation.how == "group"
    assert claim.said_on is not None
    assert claim.said_on.isoformat() == "2024-05-14"


def test_it_goes_on_for_the_body_that_spoke(ledger: Ledger) -> None:
    text = "Ukraine's air force said drones came at dawn. It said 70 of them were shot down."
    assert _told(ledger(text))[-1] == ("Armed Forces of Ukraine", "state-ua-armed-forces")


def test_a_surname_is_the_person_named_in_full_before(ledger: Ledger) -> None:
    text = (
        "Hamas spokesman Sami Zuhri said the truce was over.\n\nIsrael called up reservists.\n\n"
        "Zuhri said mediators had been told."
    )
    claim = ledger(text).claims[-1]
    assert (claim.speaker.name, _party(claim)) == ("Sami Zuhri", "hamas")


def test_a_person_introduced_in_the_sentence_before_is_he(ledger: Ledger) -> None:
    text = (
        "Hamas spokesman Sami Zuhri arrived in Cairo for talks on Friday. He said the truce was"
        " over."
    )
    assert _told(ledger(text)) == [("Sami Zuhri", "hamas")]


def test_a_later_mention_tells_whom_an_anonymous_source_speaks_for(ledger: Ledger) -> None:
    text = (
        "Rebels of the Sarin Liberation Front (SLF) fought government troops near the dam, a"
        " source inside the group said.\n\nThe dam was damaged.\n\nThe SLF source said the"
        " fighting lasted two hours."
    )
    first = ledger(text).claims[0]
    assert first.speaker.anonymous
    assert first.speaker.descriptor == "a source inside the group"
    assert _party(first) == "sarin-liberation-front"


def test_an_outlet_carries_a_claim_and_never_speaks_it(ledger: Ledger) -> None:
    text = "The militia said it had taken the airport, CNN reported."
    (claim,) = ledger(text).claims
    assert claim.reported_via == ("CNN",)
    assert claim.speaker.name != "CNN"


@pytest.mark.parametrize(
    "text",
    [
        "CNN reported that the militia had seized the airport.",
        "Fighting resumed in the valley, The Hill reported.",
        "Local media said at least eight people had been killed.",
    ],
)
def test_an_outlets_own_report_is_no_claim_of_a_party(ledger: Ledger, text: str) -> None:
    assert ledger(text).claims == ()


def test_an_outlet_citing_officials_carries_them(ledger: Ledger) -> None:
    text = "Reuters reported, citing two Somali security officials, that a convoy was ambushed."
    (claim,) = ledger(text).claims
    assert claim.reported_via == ("Reuters",)
    assert claim.speaker.descriptor == "two Somali security officials"
    assert _party(claim) == "state-so"


def test_state_media_speak_for_their_state(ledger: Ledger) -> None:
    text = "Syria's state news agency SANA reported that three civilians had been killed."
    assert [_party(claim) for claim in ledger(text).claims] == ["state-sy"]


def test_joint_speakers_each_make_the_claim(ledger: Ledger) -> None:
    text = "Both the Sudanese army and the RSF said they had won control of Bara."
    assert [_party(claim) for claim in ledger(text).claims] == [
        "state-sd-armed-forces",
        "rsf-sudan",
    ]


def test_every_party_is_explained_in_the_ledgers_actors(ledger: Ledger) -> None:
    made = ledger("Officials in Kyiv said drones hit Odesa. A Kenyan official said aid was sent.")
    assert {_party(claim) for claim in made.claims} <= {actor.actor_id for actor in made.actors}
    assert len(made.claims) == 2
