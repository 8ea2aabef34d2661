from datetime import UTC, date, datetime

import msgspec
import pytest

from clashwire_contracts.codec import DecodeError
from clashwire_contracts.model import Message
from clashwire_contracts.topics import EVENTS, MENTIONS
from clashwire_index.documents import Document, IndexStep, is_contested, to_document
from clashwire_index.indices import ALL_INDICES, EVENT_INDEX, Index
from clashwire_runtime.errors import InvalidRecord
from clashwire_runtime.step import Record
from tests.unit.index.messages import a_claim, a_delivery, an_event, every_example, to_bytes

ADDED = {
    "articles": {"event_count", "claim_count"},
    "events": {"actor_names", "clash", "contested", "occurred_range"},
    "claims": {"party", "contested"},
    "deliveries": {"attempt_count"},
}


def record(topic: str, value: bytes | None) -> Record:
    return Record(
        topic=topic, partition=0, offset=5, key=b"k", value=value, timestamp=datetime.now(UTC)
    )


def fields(document: Document) -> dict[str, object]:
    decoded: dict[str, object] = msgspec.json.decode(document.body)
    return decoded


def event_fields(**changes: object) -> dict[str, object]:
    return fields(to_document(EVENT_INDEX, msgspec.structs.replace(an_event(), **changes)))


@pytest.mark.parametrize(
    ("index", "name", "body"), every_example(), ids=lambda part: str(part)[:40]
)
def test_a_document_is_the_message_and_its_added_fields_and_nothing_else(
    index: Index, name: str, body: bytes
) -> None:
    (document,) = IndexStep()(record(index.topic.name, body))
    message: Message = msgspec.json.decode(body, type=index.model)
    expected = msgspec.json.decode(to_bytes(message))
    found = fields(document)
    assert {k: v for k, v in found.items() if k not in ADDED[index.kind]} == expected, name
    assert set(found) - set(expected) == ADDED[index.kind]
    assert document.index == f"clashwire-{index.kind}"
    assert document.id == expected[index.id_field]
    assert document.version == expected[index.version_field]


@pytest.mark.parametrize("index", ALL_INDICES, ids=lambda index: index.kind)
def test_an_added_field_never_takes_a_name_of_the_contract(index: Index) -> None:
    assert not ADDED[index.kind] & set(index.model.__struct_fields__)


def test_the_same_record_always_gives_the_same_bytes() -> None:
    source = record(EVENTS.name, to_bytes(an_event(version=4)))
    assert IndexStep()(source) == IndexStep()(source)


def test_a_field_outside_the_contract_such_as_a_secret_is_never_indexed() -> None:
    leaky = msgspec.json.decode(to_bytes(a_delivery())) | {"secret": "whsec_leaked"}
    (document,) = IndexStep()(record("clashwire.deliveries.v1", msgspec.json.encode(leaky)))
    assert b"whsec" not in document.body


def test_a_tombstone_leaves_the_document_alone() -> None:
    assert IndexStep()(record(EVENTS.name, None)) == ()


def test_bytes_that_are_no_message_are_refused() -> None:
    with pytest.raises(DecodeError, match="Event"):
        IndexStep()(record(EVENTS.name, b'{"event_id": 3}'))


def test_a_topic_that_is_not_indexed_is_refused() -> None:
    with pytest.raises(InvalidRecord, match="not a topic that is indexed"):
        IndexStep()(record(MENTIONS.name, b"{}"))


def test_an_event_is_a_clash_only_in_the_foreground() -> None:
    assert event_fields()["clash"] is True
    assert event_fields(background=True)["clash"] is False
    assert event_fields(realis="planned")["clash"] is False
    assert event_fields(event_type="protest")["clash"] is False


def test_an_event_is_contested_by_its_status_or_by_a_field() -> None:
    calm = {"status": "reported", "contested_fields": ()}
    assert event_fields(**calm)["contested"] is False
    assert event_fields(**calm | {"status": "contested"})["contested"] is True
    assert event_fields(**calm | {"contested_fields": ("fatalities",)})["contested"] is True


def test_an_unknown_day_leaves_the_range_open_and_no_day_leaves_it_out() -> None:
    occurred = an_event().occurred
    last = msgspec.structs.replace(occurred, start=None, end=date(2026, 11, 20))
    none = msgspec.structs.replace(occurred, start=None, end=None)
    assert event_fields(occurred=last)["occurred_range"] == {"lte": "2026-11-20"}
    assert event_fields(occurred=none)["occurred_range"] is None


def test_a_claim_is_contested_by_an_opposing_claim_not_by_a_supporting_one() -> None:
    claim = msgspec.structs.replace(a_claim(), status="attributed", relations=())
    assert not is_contested(claim)
    tie = a_claim().relations[0]
    for relation, expected in (("contradicts", True), ("competing", True), ("supports", False)):
        tied = msgspec.structs.replace(tie, relation=relation)
        assert is_contested(msgspec.structs.replace(claim, relations=(tied,))) is expected
