"""How claims of different articles about one event stand to each other."""

import msgspec
import pytest

from clashwire_contracts.claim import Claim, ClaimRelation
from clashwire_contracts.topics import CLAIMS
from tests.unit.enrich.resolve.newsroom import Desk, article, loss_claim, mention, town


def read_both(mine: Claim, theirs: Claim) -> tuple[Claim, Claim]:
    desk = Desk()
    desk.read(article("one", [mention("a")], [mine]), article("two", [mention("b")], [theirs]))
    return desk.claims[mine.claim_id], desk.claims[theirs.claim_id]


def ties(claim: Claim) -> list[tuple[str, str, str]]:
    return [(r.to, r.relation, r.axis) for r in claim.relations]


def test_a_claim_names_the_event_in_place_of_its_mention() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")], [loss_claim("ca", "army", "front", 40, "a")]))
    assert desk.claims["ca"].event_ids == (desk.only().event_id,)
    assert desk.only().claim_ids == ("ca",)


@pytest.mark.parametrize(
    ("theirs", "relation", "status"),
    [
        (("front", "front", 4), "contradicts", "contested"),
        (("front", "army", 9), "competing", "contested"),
        (("front", "army", None), "competing", "contested"),
        (("front", "front", 40), "supports", "corroborated"),
        (("army", "front", 40), "same_claim", "unverified"),
        (("army", "front", 30), "inconsistent_within_party", "unverified"),
    ],
)
def test_tolls_of_two_parties(
    theirs: tuple[str, str, int | None], relation: str, status: str
) -> None:
    party, about, killed = theirs
    one, other = read_both(
        loss_claim("ca", "army", "front", 40, "a"), loss_claim("cb", party, about, killed, "b")
    )
    assert ties(one) == [("cb", relation, "casualties")]
    assert ties(other) == [("ca", relation, "casualties")]
    assert (one.status, other.status) == (status, status)
    assert one.version == 2


def test_a_minimum_is_no_contradiction_of_more() -> None:
    at_least = loss_claim("cb", "front", "front", 30, "b")
    assert at_least.number is not None
    number = msgspec.structs.replace(at_least.number, precision="min")
    one, _ = read_both(
        loss_claim("ca", "army", "front", 40, "a"), msgspec.structs.replace(at_least, number=number)
    )
    assert ties(one) == [("cb", "supports", "casualties")]


def of_type(claim: Claim, claim_type: str) -> Claim:
    return msgspec.structs.replace(claim, claim_type=claim_type, number=None)


def test_a_denial_by_the_accused_contradicts_the_accusation() -> None:
    accusation = of_type(loss_claim("ca", "army", "front", None, "a"), "accusation")
    denial = of_type(loss_claim("cb", "front", "army", None, "b"), "denial")
    one, other = read_both(accusation, denial)
    assert ties(one) == [("cb", "contradicts", "blame")]
    assert (one.status, other.status) == ("contested", "contested")


def test_both_sides_holding_one_place_contradict_each_other() -> None:
    one, _ = read_both(
        of_type(loss_claim("ca", "army", "front", None, "a"), "territorial_control"),
        of_type(loss_claim("cb", "front", "army", None, "b"), "territorial_control"),
    )
    assert ties(one) == [("cb", "contradicts", "territory")]


def test_claims_about_different_events_are_not_tied() -> None:
    desk = Desk()
    desk.read(article("one", [mention("a")], [loss_claim("ca", "army", "front", 40, "a")]))
    elsewhere = mention("b", place=town("Besh"))
    desk.read(article("two", [elsewhere], [loss_claim("cb", "front", "front", 4, "b")]))
    assert desk.claims["ca"].relations == ()
    assert desk.claims["cb"].relations == ()


def test_relations_inside_an_article_stand_on_both_ends() -> None:
    within = ClaimRelation(
        from_="ca", to="cb", relation="contradicts", axis="casualties", marker_span=None
    )
    claims = [
        loss_claim("ca", "army", "front", 40, "a"),
        loss_claim("cb", "front", "front", 4, "a"),
    ]
    desk = Desk()
    desk.read(article("one", [mention("a")], claims, claim_relations=(within,)))
    assert ties(desk.claims["ca"]) == [("cb", "contradicts", "casualties")]
    assert ties(desk.claims["cb"]) == [("ca", "contradicts", "casualties")]
    assert desk.only().contested_fields == ("fatalities",)


def test_a_third_article_leaves_the_ties_between_the_first_two_alone() -> None:
    desk = Desk()
    desk.read(
        article("one", [mention("a")], [loss_claim("ca", "army", "front", 40, "a")]),
        article("two", [mention("b")], [loss_claim("cb", "front", "front", 4, "b")]),
    )
    before = ties(desk.claims["ca"])
    desk.read(article("three", [mention("c")], [loss_claim("cc", "front", "army", 2, "c")]))
    assert ties(desk.claims["ca"]) == [*before, ("cc", "competing", "casualties")]


def test_the_ties_do_not_depend_on_the_order_of_arrival() -> None:
    articles = [
        article("one", [mention("a")], [loss_claim("ca", "army", "front", 40, "a")]),
        article("two", [mention("b")], [loss_claim("cb", "front", "front", 4, "b")]),
        article("three", [mention("c")], [loss_claim("cc", "front", "army", 2, "c")]),
    ]
    forth, back = Desk(), Desk()
    forth.read(*articles)
    back.read(*reversed(articles))
    for claim_id in ("ca", "cb", "cc"):
        assert ties(forth.claims[claim_id]) == ties(back.claims[claim_id])
        assert forth.claims[claim_id].status == back.claims[claim_id].status


def test_a_claim_that_names_no_event_still_contests_its_articles_event() -> None:
    within = ClaimRelation(
        from_="ca", to="cb", relation="competing", axis="casualties", marker_span=None
    )
    claims = [
        loss_claim("ca", "army", "front", 40, "a"),
        loss_claim("cb", "front", "army", None),
    ]
    desk = Desk()
    desk.read(article("one", [mention("a")], claims, claim_relations=(within,)))
    assert desk.only().contested_fields == ("fatalities",)
    assert desk.only().claim_ids == ("ca",)


def test_a_dispute_about_another_event_of_the_article_leaves_this_one_alone() -> None:
    within = ClaimRelation(
        from_="ca", to="cb", relation="competing", axis="casualties", marker_span=None
    )
    claims = [
        loss_claim("ca", "army", "front", 40, "a"),
        loss_claim("cb", "front", "army", None, "b"),
    ]
    events = [mention("a"), mention("b", place=town("Besh"))]
    desk = Desk()
    desk.read(article("one", events, claims, claim_relations=(within,)))
    assert {event.contested_fields for event in desk.standing} == {()}


def test_many_outlets_with_one_statement_are_tied_through_the_first_published() -> None:
    desk = Desk()
    told = [
        article(f"n{n}", [mention(f"m{n}")], [loss_claim(f"c{n}", "army", "front", 40, f"m{n}")])
        for n in range(6)
    ]
    rival = article("rival", [mention("mr")], [loss_claim("cr", "front", "front", 4, "mr")])
    desk.read(*reversed(told), rival)
    assert ties(desk.claims["c3"]) == [
        ("c0", "same_claim", "casualties"),
        ("cr", "contradicts", "casualties"),
    ]
    assert len(desk.claims["c0"].relations) == 6
    assert {desk.claims[f"c{n}"].status for n in range(6)} == {"contested"}


def test_a_new_outlet_with_a_known_statement_changes_few_claims() -> None:
    desk = Desk()
    for n in range(20):
        put_out = desk.read(
            article(
                f"n{n:02}",
                [mention(f"m{n}")],
                [loss_claim(f"c{n}", "army", "front", 40, f"m{n}")],
            )
        )
    assert len([one for one in put_out if one.topic == CLAIMS.name]) == 2
