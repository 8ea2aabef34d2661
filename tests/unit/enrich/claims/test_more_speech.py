"""Speech in other shapes: short blame, tallies in words, people known before they speak."""

from collections.abc import Callable

import pytest

from clashwire_contracts.claim import Claim
from clashwire_enrich.claims.claims import ClaimLedger

Ledger = Callable[..., ClaimLedger]


def _party(claim: Claim) -> str | None:
    return claim.affiliation.actor_id if claim.affiliation is not None else None


@pytest.mark.parametrize(
    ("text", "party", "about"),
    [
        ("The Houthis shelled Marib. The Yemeni army blamed the Houthis.", None, "houthis"),
        ("The M23 took Sake on Monday. Kinshasa blamed the M23 rebels.", "state-cd", "m23"),
        ("Boko Haram struck Baga. Nigeria's army blamed Boko Haram.", None, "boko-haram"),
    ],
)
def test_blame_may_end_with_the_name_alone(
    ledger: Ledger, text: str, party: str | None, about: str
) -> None:
    claim = ledger(text).claims[-1]
    assert claim.cue_span.text == "blamed"
    assert claim.about == about
    assert party is None or _party(claim) == party


@pytest.mark.parametrize(
    "text",
    [
        "The officers blamed the weather for the delay in the airlift to Goma.",
        "The governor was blamed.",
    ],
)
def test_blame_of_no_side_names_none(ledger: Ledger, text: str) -> None:
    assert all(claim.about is None for claim in ledger(text).claims)


@pytest.mark.parametrize("name", ["Ahrar al-Sham", "Jaish al-Islam", "Ansar al-Sharia"])
def test_names_that_end_with_an_article_speak(ledger: Ledger, name: str) -> None:
    claims = ledger(f"{name} claimed the bombing had killed nine soldiers.").claims
    assert [claim.source_span.text for claim in claims] == [name]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The ministry put the number of dead policemen at fourteen.", "killed", 14),
        ("The Houthis put their own losses at six men.", "losses", 6),
        ("Officials put the toll at twenty-three.", "killed", 23),
        ("The governor spoke of nine dead policemen.", "killed", 9),
        ("The UN spoke of 300 wounded civilians in El Fasher.", "wounded", 300),
        ("The army spoke of two missing soldiers.", "missing", 2),
        ("Villagers said they had counted thirty fresh graves.", "killed", 30),
        ("The Arakan Army said it had captured a colonel.", "captured", 1),
        ("The army said it had lost no one in Bara.", "killed", 0),
    ],
)
def test_tolls_told_in_words_are_numbers(ledger: Ledger, text: str, kind: str, value: int) -> None:
    (claim,) = ledger(text).claims
    assert claim.number is not None
    assert (claim.number.kind, claim.number.value) == (kind, value)
    assert claim.claim_type == "casualties"


@pytest.mark.parametrize(
    "text",
    [
        "The minister spoke of his childhood in Lagos.",
        "The clerk put the kettle at nine.",
        "Officials put the talks to a vote.",
    ],
)
def test_other_speaking_and_putting_claims_nothing(ledger: Ledger, text: str) -> None:
    assert ledger(text).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "The navy said it had sunk two boats, freed eight hostages and arrested five pirates.",
        "The army said it had killed 25 fighters, rescued six nurses and burned four camps.",
        "The rebels said they had shot down two drones, captured nine men and burned six trucks.",
    ],
)
def test_each_deed_of_a_list_is_a_claim(ledger: Ledger, text: str) -> None:
    assert len(ledger(text).claims) == 3


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        (
            "Hla Moe speaks for the Arakan Army. Asked about the raid, she said a base had fallen.",
            "Hla Moe",
            "arakan-army",
        ),
        (
            "Ali Dahir, who commands Houthi fighters, toured Marib. He said the hill was taken.",
            "Ali Dahir",
            "houthis",
        ),
        (
            "Leon Brandt, the UN envoy, briefed diplomats on Monday. Troops had fled, he said.",
            "Leon Brandt",
            "united-nations",
        ),
        (
            "Leon Brandt, the UN envoy, briefed diplomats. The envoy said 40 people were killed.",
            "Leon Brandt",
            "united-nations",
        ),
        (
            "Farmer Jean Kabongo fled Goma on foot. He said rebels had shot his brother.",
            "Jean Kabongo",
            None,
        ),
        (
            "The post fell, Brigadier General Moussa Sow said. The general said rebels had fled.",
            "Moussa Sow",
            None,
        ),
        (
            "Governor Oleh Marchuk met a general. After the talks the governor said two men died.",
            "Oleh Marchuk",
            None,
        ),
    ],
)
def test_people_are_known_before_they_speak(
    ledger: Ledger, text: str, name: str, party: str | None
) -> None:
    claim = ledger(text).claims[-1]
    assert claim.speaker.name == name
    assert party is None or _party(claim) == party


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The M23 took Sake. Its spokesman Willy Kabera said the army had fled.", "m23"),
        ("Boko Haram struck Baga. A spokesman said nine soldiers were killed.", "boko-haram"),
        (
            "The defence ministry in Baku said a post was hit. The ministry said two men died.",
            "state-az-armed-forces",
        ),
        (
            "The UN mission in Congo said its base was hit. The mission said two men died.",
            "united-nations",
        ),
    ],
)
def test_bodies_and_their_spokespeople_keep_their_side(
    ledger: Ledger, text: str, party: str
) -> None:
    assert _party(ledger(text).claims[-1]) == party


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("On Tuesday the Houthi official said nine men were killed.", "the Houthi official"),
        ("In Goma residents said soldiers had looted shops.", "residents"),
        ("After the raid the mayor said two men were killed.", "the mayor"),
    ],
)
def test_what_stands_before_a_source_is_no_part_of_it(
    ledger: Ledger, text: str, source: str
) -> None:
    assert [claim.source_span.text for claim in ledger(text).claims] == [source]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Hezbollah said two Israeli tanks were destroyed.", "state-il-armed-forces"),
        ("Kyiv said three Russian jets were shot down.", "state-ru-armed-forces"),
        ("The Taliban said nine Pakistani soldiers were killed.", "state-pk-armed-forces"),
    ],
)
def test_arms_and_soldiers_belong_to_the_state_they_are_named_for(
    ledger: Ledger, text: str, about: str
) -> None:
    assert [claim.about for claim in ledger(text).claims] == [about]


def test_a_speakers_own_fighters_are_no_actor(ledger: Ledger) -> None:
    found = ledger("Our fighters repelled the attack on Bakhmut, the Wagner Group said.")
    assert "our-fighters" not in {actor.actor_id for actor in found.actors}


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed five, a claim the army did not confirm.",
        "The rebels took Bara, a claim that Khartoum has not confirmed.",
        "The strike hit a school, which the army has not confirmed.",
    ],
)
def test_what_a_side_did_not_confirm_it_does_not_deny(ledger: Ledger, text: str) -> None:
    assert all(claim.claim_type != "denial" for claim in ledger(text).claims)
