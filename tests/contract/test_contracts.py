"""The contract as committed files: schemas without drift, examples that every reader eats."""

import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from clashwire_contracts.codec import DecodeError, decode, encode
from clashwire_contracts.schemas import schema_of
from clashwire_contracts.topics import (
    ALL_TOPICS,
    CONSUMER_OFFSETS_RETENTION_DAYS,
    DAY_MS,
    MESSAGE_TOPICS,
    Topic,
)

CONTRACTS = Path(__file__).parents[2] / "services" / "contracts"
EXAMPLES = sorted((CONTRACTS / "examples").glob("*/*.json"))
FROZEN = CONTRACTS / "examples" / "frozen.sha256"
BY_NAME = {topic.name: topic for topic in MESSAGE_TOPICS}


def topic_of(path: Path) -> Topic:
    return BY_NAME[path.parent.name]


@pytest.mark.parametrize("topic", MESSAGE_TOPICS, ids=lambda topic: topic.name)
def test_committed_schema_is_what_the_models_say(topic: Topic) -> None:
    committed = CONTRACTS / "schemas" / f"{topic.name}.schema.json"
    assert committed.read_bytes() == schema_of(topic), "run `make schemas` and commit the result"


@pytest.mark.parametrize("topic", MESSAGE_TOPICS, ids=lambda topic: topic.name)
def test_every_topic_has_three_examples_one_of_them_hard(topic: Topic) -> None:
    names = [path.stem for path in EXAMPLES if path.parent.name == topic.name]
    assert len(names) >= 3
    assert any(name.startswith("hard-") for name in names)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_example_decodes_and_survives_a_round_trip(path: Path) -> None:
    model = topic_of(path).model
    assert model is not None
    message = decode(model, path.read_bytes())
    assert decode(model, encode(message)) == message
    assert encode(message) == encode(decode(model, encode(message)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_unknown_fields_are_ignored_and_not_emitted(path: Path) -> None:
    model = topic_of(path).model
    assert model is not None
    future = json.loads(path.read_bytes()) | {"unheard_of": {"deep": [1]}}
    assert b"unheard_of" not in encode(decode(model, json.dumps(future).encode()))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_missing_key_field_is_refused_with_its_name(path: Path) -> None:
    topic = topic_of(path)
    assert topic.model is not None
    broken = {k: v for k, v in json.loads(path.read_bytes()).items() if k != topic.key}
    with pytest.raises(DecodeError, match=topic.key):
        decode(topic.model, json.dumps(broken).encode())


def test_an_example_once_committed_is_never_changed() -> None:
    """Old messages lie on topics for 30 days, so an old example must decode for ever."""
    frozen = dict(line.split("  ")[::-1] for line in FROZEN.read_text().splitlines())
    now = {
        str(path.relative_to(CONTRACTS / "examples")): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in EXAMPLES
    }
    assert frozen == now, "add a new example beside the old one, then run `make freeze-examples`"


@pytest.mark.parametrize("data", [None, b"", b"{", b"[]", b"\xff\xfe", b'{"article_id": 7}'])
def test_garbage_is_refused_in_a_sentence(data: bytes | None) -> None:
    for topic in MESSAGE_TOPICS:
        assert topic.model is not None
        with pytest.raises(DecodeError, match=topic.model.__name__):
            decode(topic.model, data)


def test_deeply_nested_json_is_refused() -> None:
    nested = b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    for topic in MESSAGE_TOPICS:
        assert topic.model is not None
        with pytest.raises(DecodeError):
            decode(topic.model, nested)


def test_topic_names_are_distinct_and_every_message_topic_has_dead_letters() -> None:
    names = [topic.name for topic in ALL_TOPICS]
    assert len(names) == len(set(names))
    assert {f"{topic.name}.dlq" for topic in MESSAGE_TOPICS} <= set(names)


@pytest.mark.parametrize("topic", MESSAGE_TOPICS, ids=lambda topic: topic.name)
def test_models_are_frozen(topic: Topic) -> None:
    assert topic.model is not None
    assert topic.model.__struct_config__.frozen
    assert msgspec.structs.fields(topic.model)


def test_consumer_offsets_outlive_every_topics_retention() -> None:
    longest_ms = max(topic.retention_ms or 0 for topic in ALL_TOPICS)
    assert longest_ms < CONSUMER_OFFSETS_RETENTION_DAYS * DAY_MS
    compose = (CONTRACTS.parents[1] / "docker-compose.yml").read_text(encoding="utf-8")
    minutes = CONSUMER_OFFSETS_RETENTION_DAYS * 24 * 60
    assert f"KAFKA_OFFSETS_RETENTION_MINUTES: {minutes} " in compose
