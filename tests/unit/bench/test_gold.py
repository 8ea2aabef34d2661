from collections import Counter
from itertools import product

import pytest

from bench.evaluation.gold import (
    Batch,
    Half,
    accepted,
    claim_passages,
    event_passages,
)
from bench.evaluation.locate import locate
from clashwire_contracts.event_types import BY_SLUG

HALVES: tuple[Half, ...] = ("open", "held")
BATCHES: tuple[Batch, ...] = ("first", "second")
PARTS = tuple(product(HALVES, BATCHES))


@pytest.mark.parametrize(("half", "batch"), PARTS)
def test_each_half_holds_every_sub_event_type_twice_over(half: Half, batch: Batch) -> None:
    told = Counter(
        event.sub_event_type for one in event_passages(half, batch) for event in one.events
    )
    assert {slug for slug, count in told.items() if count >= 2} == set(BY_SLUG)


@pytest.mark.parametrize(("half", "batch"), PARTS)
def test_events_carry_the_type_of_their_sub_type_and_days_in_order(
    half: Half, batch: Batch
) -> None:
    for passage in event_passages(half, batch):
        assert passage.relevant == bool(passage.events), passage.id
        for event in passage.events:
            assert BY_SLUG[event.sub_event_type].event_type == event.event_type, passage.id
            if event.start is not None and event.end is not None:
                assert event.start <= event.end, passage.id
            assert -90 <= event.place.lat <= 90, passage.id
            assert -180 <= event.place.lon <= 180, passage.id


@pytest.mark.parametrize(("half", "batch"), PARTS)
def test_claims_quote_their_passage_and_relations_join_two_of_its_claims(
    half: Half, batch: Batch
) -> None:
    for passage in claim_passages(half, batch):
        for claim in passage.claims:
            words = locate(passage, claim)
            body = passage.text if words.content.field == "text" else passage.title
            assert body[words.source.start : words.source.end] == claim.source
            assert body[words.cue.start : words.cue.end] == claim.cue
        for tie in passage.relations:
            assert {tie.from_, tie.to} <= set(range(1, len(passage.claims) + 1)), passage.id
            assert accepted(tie.relation), passage.id


def test_no_passage_stands_twice() -> None:
    passages = [
        passage for part in PARTS for passage in (*event_passages(*part), *claim_passages(*part))
    ]
    assert max(Counter(passage.id for passage in passages).values()) == 1
    assert max(Counter(passage.text for passage in passages).values()) == 1
    assert len(passages) >= 290
