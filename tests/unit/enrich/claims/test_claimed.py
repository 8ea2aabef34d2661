"""What is claimed: type, about whom, which number, and how many claims stand under one cue."""

from collections.abc import Callable

import pytest

from clashwire_enrich.claims.claim_types import claim_type
from clashwire_enrich.claims.claims import ClaimLedger
from clashwire_enrich.claims.cues import FINITE

Ledger = Callable[..., ClaimLedger]


@pytest.mark.parametrize(
    ("words", "cue", "expected"),
    [
        ("five people were killed", "said", "casualties"),
        ("the NRF has suffered losses on two fronts", "said", "casualties"),
        ("no one was hurt", "said", "casualties"),
        ("air defences had shot down nine drones", "said", "equipment_loss"),
        ("three gun trucks of the militants were burnt", "said", "equipment_loss"),
        ("its drones had hit only military targets", "said", "event_report"),
        ("it had taken control of three districts", "said", "territorial_control"),
        ("the front still held every pass", "said", "territorial_control"),
        ("the army still controlled it", "said", "territorial_control"),
        ("forces entered overnight clashes on Thursday", "said", "event_report"),
        ("the rebels were trying to take the town", "said", "intent"),
        ("to continue its operation", "vowed", "intent"),
        ("the army of shelling a market", "accused", "accusation"),
        ("Israel had violated the ceasefire", "said", "accusation"),
        ("backing the rebels", "denied", "denial"),
        ("its troops did not fire first", "said", "denial"),
        ("responsibility for the bombing", "claimed", "responsibility"),
        ("gunmen opened fire on a bus", "said", "event_report"),
        ("the talks would be useful", "said", "intent"),
        ("famine was looming", "said", "other"),
    ],
)
def test_the_type_follows_cue_and_words(words: str, cue: str, expected: str) -> None:
    assert claim_type(words, FINITE[cue], "say.before", counted=False) == expected


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The army said it killed 17 militants and wounded 30.",
            ["it killed 17 militants", "wounded 30"],
        ),
        (
            "The spokesman said three trucks were burnt and that a depot was seized.",
            ["three trucks were burnt", "a depot was seized"],
        ),
        (
            "Police said at least 14 people were killed and 30 wounded in Maiduguri.",
            ["at least 14 people were killed", "30 wounded in Maiduguri"],
        ),
        (
            "Five soldiers were killed, the army said on Tuesday, and 11 others were wounded.",
            ["Five soldiers were killed", "11 others were wounded"],
        ),
        (
            "The army said rebels had entered the town and taken some streets.",
            ["rebels had entered the town and taken some streets"],
        ),
        (
            "The UN said fighting between Israel and Hamas was spreading.",
            ["fighting between Israel and Hamas was spreading"],
        ),
        (
            '"We moved at dawn. They lost many men," the rebel commander said.',
            ["We moved at dawn.", "They lost many men"],
        ),
        ('"Who will help us? We have nothing," a teacher said.', ["We have nothing"]),
    ],
)
def test_each_proposition_is_a_claim(ledger: Ledger, text: str, contents: list[str]) -> None:
    assert [claim.content_span.text for claim in ledger(text).claims] == contents


@pytest.mark.parametrize(
    ("text", "about", "value", "kind"),
    [
        (
            "Sami Zuhri, a Hamas spokesman, said Israeli forces lost 12 soldiers.",
            "state-il-armed-forces",
            12,
            "losses",
        ),
        (
            "Al-Shabaab said it killed 23 Somali soldiers.",
            "state-so-armed-forces",
            23,
            "killed",
        ),
        (
            "The Somali army said it had lost 11 of its soldiers.",
            "state-so-armed-forces",
            11,
            "losses",
        ),
        (
            "The Russian army said it destroyed 14 Ukrainian tanks.",
            "state-ua",
            14,
            "losses",
        ),
        ("Police said at least five people were killed in Goma.", None, 5, "killed"),
    ],
)
def test_a_number_is_kept_with_the_side_it_struck(
    ledger: Ledger, text: str, about: str | None, value: int, kind: str
) -> None:
    (claim,) = ledger(text).claims
    assert claim.number is not None
    assert (claim.number.value, claim.number.kind) == (value, kind)
    assert about is None or (claim.about or "").startswith(about)


def test_we_and_they_in_a_quotation_are_the_parties(ledger: Ledger) -> None:
    text = (
        "M23 rebels and the Congolese army fought near Sake. M23 spokesman Willy Ngoma said the"
        ' rebels had advanced. "We attacked the Congolese army at dawn. They suffered heavy'
        ' losses," he said.'
    )
    toll = ledger(text).claims[-1]
    assert toll.about == "state-cd-armed-forces"
    assert toll.number is not None
    assert (toll.number.precision, toll.number.value) == ("vague", None)


def test_mutual_accusations_are_two_claims_with_swapped_targets(ledger: Ledger) -> None:
    text = "India and Pakistan accused each other of violating the ceasefire."
    first, second = ledger(text).claims
    assert first.affiliation is not None
    assert second.affiliation is not None
    assert (first.affiliation.actor_id, first.about) == ("state-in", "state-pk")
    assert (second.affiliation.actor_id, second.about) == ("state-pk", "state-in")


def test_a_repeated_mutual_accusation_joins_the_first(ledger: Ledger) -> None:
    text = (
        "The Sudanese army and the RSF fought on, each side accusing the other of ending the talks,"
        " Sky News reported.\n\nBoth sides claim the other left the negotiations first, the BBC"
        " reported."
    )
    claims = ledger(text).claims
    assert len(claims) == 2
    assert claims[0].reported_via == ("Sky News", "BBC")


@pytest.mark.parametrize(
    ("text", "medium", "via"),
    [
        ("The army said in a statement that two died.", "statement", ()),
        ("The group said in an audio message on Thursday that it won.", "audio message", ()),
        ("The governor wrote on Telegram that two people died.", "post", ()),
        ("The mayor told Reuters by phone that two people died.", "phone", ("Reuters",)),
        ("In a video posted on Sunday, the group said it had won.", "video", ()),
        ("The chief told reporters at a news conference that it was over.", "press conference", ()),
    ],
)
def test_medium_and_carrier_are_kept(
    ledger: Ledger, text: str, medium: str, via: tuple[str, ...]
) -> None:
    (claim,) = ledger(text).claims
    assert (claim.medium, claim.reported_via) == (medium, via)


@pytest.mark.parametrize(
    ("title", "content"),
    [
        ("Army: 20 M23 rebels killed in North Kivu", "20 M23 rebels killed in North Kivu"),
        ("20 rebels killed in North Kivu, army says", "20 rebels killed in North Kivu"),
        ("Army Says 20 Rebels Killed in North Kivu", "20 Rebels Killed in North Kivu"),
    ],
)
def test_a_headline_makes_a_claim_the_text_does_not_hold(
    ledger: Ledger, title: str, content: str
) -> None:
    text = "The army and M23 rebels clashed near Rutshuru in DR Congo on Friday."
    (claim,) = ledger(text, title).claims
    assert claim.content_span.field == "title"
    assert (
        claim.content_span.text
        == content
        == title[claim.content_span.start : claim.content_span.end]
    )
    assert claim.affiliation is not None
    assert claim.affiliation.actor_id == "state-cd-armed-forces"


def test_a_headline_that_repeats_the_text_adds_nothing(ledger: Ledger) -> None:
    text = "The army and M23 rebels clashed in DR Congo. The army said it killed 20 rebels."
    claims = ledger(text, "Army says 20 rebels killed").claims
    assert [claim.content_span.field for claim in claims] == ["text"]
