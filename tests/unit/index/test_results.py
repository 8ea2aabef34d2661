import msgspec

from clashwire_contracts.claim import Claim, Speaker
from clashwire_index.queries import MARK_END, MARK_START
from clashwire_index.results import Fragment, group_by_party, party_of, to_passage
from tests.unit.index.messages import a_claim


def test_marks_become_fragments_and_the_words_stay_as_they_were() -> None:
    marked = f"the {MARK_START}army{MARK_END} said"
    assert to_passage(marked) == (
        Fragment("the ", matched=False),
        Fragment("army", matched=True),
        Fragment(" said", matched=False),
    )
    assert to_passage("plain") == (Fragment("plain", matched=False),)
    assert to_passage("") == ()


def test_markup_in_an_article_is_only_text() -> None:
    passage = to_passage(f"<b>{MARK_START}x{MARK_END}</b>")
    assert "".join(fragment.text for fragment in passage) == "<b>x</b>"


def test_a_claim_is_laid_to_its_party_else_its_speaker_else_the_words_for_the_source() -> None:
    claim = a_claim()
    assert claim.affiliation is not None
    assert party_of(claim) == claim.affiliation.name
    alone = msgspec.structs.replace(claim, affiliation=None)
    for speaker, expected in (
        (Speaker(name="A. Doctor", role=None, descriptor="x", anonymous=False), "A. Doctor"),
        (
            Speaker(name=None, role=None, descriptor="two residents", anonymous=True),
            "two residents",
        ),
        (Speaker(name=None, role=None, descriptor=None, anonymous=True), "An unnamed source"),
    ):
        assert party_of(msgspec.structs.replace(alone, speaker=speaker)) == expected


def calm(claim_id: str) -> Claim:
    return msgspec.structs.replace(a_claim(claim_id), status="attributed", relations=())


def test_a_party_whose_word_is_disputed_stands_first() -> None:
    bystander = msgspec.structs.replace(
        calm("c-1"),
        affiliation=None,
        speaker=Speaker(name="A Doctor", role=None, descriptor=None, anonymous=False),
    )
    groups = group_by_party([bystander, a_claim("c-2")])
    assert [group.party for group in groups] == [party_of(a_claim()), "A Doctor"]


def test_claims_stand_side_by_side_in_order_of_first_word() -> None:
    first, second = calm("c-1"), calm("c-2")
    assert second.affiliation is not None
    other = msgspec.structs.replace(
        second, affiliation=msgspec.structs.replace(second.affiliation, name="Other Side")
    )
    groups = group_by_party([first, other, calm("c-3")])
    assert [(g.party, [c.claim_id for c in g.claims]) for g in groups] == [
        (party_of(first), ["c-1", "c-3"]),
        ("Other Side", ["c-2"]),
    ]
