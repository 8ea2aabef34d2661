"""Bad raw messages through the whole stack: one dead letter each, the rest flows, mending works."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from clashwire_contracts.article import RawArticle
from clashwire_contracts.codec import MAX_MESSAGE_BYTES, decode, encode
from clashwire_contracts.topics import RAW_ARTICLES
from tests.conformance.steps import examples
from tests.e2e import record
from tests.e2e.deployment import clashwire
from tests.e2e.patience import eventually
from tests.e2e.running import Running
from tests.e2e.topics import put_raw

pytestmark = pytest.mark.e2e

Letter = dict[str, Any]


def article(name: str, **changes: object) -> RawArticle:
    """A plain raw article under another id, with these fields changed."""
    plain = decode(RawArticle, examples(RAW_ARTICLES)[-2])
    return msgspec.structs.replace(plain, article_id=name, guid=name, **changes)


def send(running: Running, name: str, value: bytes) -> None:
    put_raw(running.deployment.kafka, [(name.encode(), value)])


def letters(running: Running, name: str) -> list[Letter]:
    """The dead letters of one key, as `clashwire dlq list` tells them."""
    done = clashwire("dlq", "list", "--json", "--data", str(running.deployment.data))
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [letter for letter in found if letter["key"] == name]


def only_letter(running: Running, name: str) -> Letter:
    (letter,) = eventually(lambda: letters(running, name))
    return letter


def is_indexed(running: Running, name: str) -> bool:
    return name in record.documents(running.deployment, record.ARTICLES)


def test_bad_messages_cost_one_dead_letter_each_and_the_rest_flows(plain: Running) -> None:
    send(plain, "undecodable", b"\xff\xfe not an article")
    send(plain, "wrong", b'{"article_id": "wrong", "revision": "first"}')
    send(plain, "large", encode(article("large", text="fair " * (MAX_MESSAGE_BYTES // 5))))
    send(plain, "good", encode(article("good")))
    eventually(lambda: is_indexed(plain, "good"))

    undecodable = only_letter(plain, "undecodable")
    assert undecodable["error_kind"] == "undecodable"
    assert undecodable["step"] == "tag"
    assert undecodable["source_topic"] == RAW_ARTICLES.name
    assert "RawArticle" in undecodable["reason"]

    wrong = only_letter(plain, "wrong")
    assert wrong["error_kind"] == "undecodable"
    assert "revision" in wrong["reason"] or "feed_id" in wrong["reason"]

    large = only_letter(plain, "large")
    assert large["error_kind"] == "too_large"
    assert str(MAX_MESSAGE_BYTES) in large["reason"]

    assert not letters(plain, "good")
    assert not is_indexed(plain, "large")


def test_a_message_that_no_server_takes_costs_itself_alone(plain: Running) -> None:
    """Every field of it decodes, but its revision fits into no 64 bits that Elasticsearch has."""
    send(plain, "poison", encode(article("poison", revision=2**70)))
    send(plain, "beside", encode(article("beside")))
    eventually(lambda: is_indexed(plain, "beside"))
    letter = only_letter(plain, "poison")
    assert letter["error_kind"] in {"poison", "invalid", "rejected"}
    assert letter["reason"]
    assert not is_indexed(plain, "poison")
    assert not letters(plain, "beside")


def test_a_mended_letter_is_brought_back_and_indexed(plain: Running, tmp_path: Path) -> None:
    broken = encode(article("mended"))[:-1]
    send(plain, "mended", broken)
    letter = only_letter(plain, "mended")
    data = str(plain.deployment.data)

    shown = clashwire("dlq", "show", letter["id"], "--json", "--data", data)
    assert json.loads(shown.stdout)["body"].encode() == broken
    assert not is_indexed(plain, "mended")

    body = tmp_path / "mended.json"
    body.write_bytes(broken + b"}")
    done = clashwire("dlq", "replay", letter["id"], "--body", str(body), "--data", data)
    assert done.returncode == 0, done.stderr
    eventually(lambda: is_indexed(plain, "mended"))
    assert len(letters(plain, "mended")) == 1


def test_replaying_a_letter_unmended_counts_its_attempts(plain: Running) -> None:
    send(plain, "again", b"{")
    letter = only_letter(plain, "again")
    data = str(plain.deployment.data)
    done = clashwire("dlq", "replay", letter["id"], "--data", data)
    assert done.returncode == 0, done.stderr
    eventually(lambda: attempts(plain, "again") == [1, 2])


def attempts(running: Running, name: str) -> list[int]:
    return sorted(letter["attempts"] for letter in letters(running, name))


def test_a_letter_that_is_not_there_is_refused_in_one_sentence(plain: Running) -> None:
    data = str(plain.deployment.data)
    done = clashwire("dlq", "show", "articles.raw.v1:0:999999", "--data", data)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
