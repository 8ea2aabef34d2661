from datetime import UTC, datetime

import msgspec
import pytest

from bench.evaluation.gold import ClaimPassage, GoldClaim, GoldNumber
from bench.evaluation.locate import locate
from bench.evaluation.score_claims import likeness, right_number, right_party, right_speaker
from clashwire_contracts.claim import Affiliation, Claim, ClaimNumber, Speaker
from clashwire_contracts.span import Span

TEXT = "The head of the army, Ali Musa, said he had 9 dead. He said the town was quiet."
GOLD = GoldClaim(
    source="He",
    cue="said",
    content="the town was quiet",
    speaker="Ali Musa",
    party="Chad",
    claim_type="other",
    status="attributed",
    mode="indirect",
)


def span(words: str, start: int = 0) -> Span:
    at = TEXT.index(words, start)
    return Span(text=words, start=at, end=at + len(words))


def found(content: str, party: str | None = "Chadian army") -> Claim:
    return Claim(
        claim_id="c",
        version=1,
        article_id="a",
        url=None,
        publisher="",
        published_at=None,
        event_ids=(),
        speaker=Speaker(name="General Ali Musa", role=None, descriptor=None, anonymous=False),
        affiliation=Affiliation(actor_id="p", name=party, how="pronoun") if party else None,
        source_span=span("He", 50),
        cue_span=span("said", 50),
        content_span=span(content),
        mode="indirect",
        medium=None,
        said_on=None,
        reported_via=(),
        claim_type="other",
        about=None,
        number=None,
        status="attributed",
        status_span=None,
        relations=(),
        confidence=1.0,
        provenance={},
    )


def passage(claim: GoldClaim) -> ClaimPassage:
    return ClaimPassage(
        id="p", title="", published_at=datetime(2026, 3, 5, tzinfo=UTC), text=TEXT, claims=(claim,)
    )


def test_repeated_words_are_found_beside_the_content() -> None:
    words = locate(passage(GOLD), GOLD)
    assert TEXT[words.source.start - 2 : words.source.end] == ". He"
    assert words.cue.start > TEXT.index("dead")


def test_words_that_the_passage_lacks_are_refused() -> None:
    wrong = msgspec.structs.replace(GOLD, cue="whispered")
    with pytest.raises(ValueError, match="whispered"):
        locate(passage(wrong), wrong)


def test_a_claim_of_other_words_is_no_answer() -> None:
    wanted = (GOLD, locate(passage(GOLD), GOLD))
    assert likeness(wanted, found("he had 9 dead")) == 0
    assert likeness(wanted, found("town was quiet")) > 0.5
    assert likeness(wanted, found("the town was quiet", None)) < likeness(
        wanted, found("the town was quiet")
    )


def test_civilians_count_as_no_party() -> None:
    nobody = msgspec.structs.replace(GOLD, party=None)
    assert right_party(GOLD, found("the town was quiet"), set())
    assert not right_party(GOLD, found("the town was quiet"), {"p"})
    assert right_party(nobody, found("the town was quiet"), {"p"})
    assert not right_party(nobody, found("the town was quiet"), set())


def test_a_speaker_is_known_by_the_last_name() -> None:
    other = msgspec.structs.replace(GOLD, speaker="Idris Saleh")
    assert right_speaker(GOLD, found("the town was quiet"))
    assert not right_speaker(other, found("the town was quiet"))


def test_a_number_needs_its_kind_and_its_figure() -> None:
    gold = msgspec.structs.replace(
        GOLD, number=GoldNumber(kind=("killed", "losses"), value=9, precision="exact")
    )
    number = ClaimNumber(
        kind="losses", value=9, low=9, high=9, precision="exact", text=span("9 dead")
    )
    claim = msgspec.structs.replace(found("he had 9 dead"), number=number)
    wounded = msgspec.structs.replace(number, kind="wounded")
    assert right_number(gold, claim)
    assert not right_number(gold, msgspec.structs.replace(claim, number=wounded))
    assert not right_number(gold, found("he had 9 dead"))
