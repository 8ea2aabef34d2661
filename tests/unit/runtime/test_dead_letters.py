import hashlib
from datetime import UTC, datetime
from pathlib import Path

from clashwire_contracts.codec import MAX_DEAD_LETTER_BYTES
from clashwire_contracts.dead_letter import headers_to_reason
from clashwire_runtime.dead_letters import to_dead_letter
from clashwire_runtime.step import Record, SetAside


def aside(value: bytes | None, attempts: bytes | None = None) -> SetAside:
    headers = () if attempts is None else (("clashwire.attempts", attempts),)
    record = Record(
        topic="clashwire.articles.raw.v1",
        partition=3,
        offset=41,
        key=b"key",
        value=value,
        timestamp=datetime(2026, 11, 20, tzinfo=UTC),
        headers=headers,
    )
    return SetAside(record, "undecodable", "not a RawArticle: truncated")


def test_key_and_bytes_are_untouched_and_headers_say_where_and_why(tmp_path: Path) -> None:
    letter = to_dead_letter(aside(b" \xff\x00 raw\n"), "tag", tmp_path)
    assert (letter.topic, letter.key, letter.value) == (
        "clashwire.articles.raw.v1.dlq",
        b"key",
        b" \xff\x00 raw\n",
    )
    reason = headers_to_reason(letter.headers)
    assert (reason.source_partition, reason.source_offset, reason.attempts) == (3, 41, 1)
    assert reason.step == "tag"


def test_a_replayed_record_counts_its_attempts(tmp_path: Path) -> None:
    letter = to_dead_letter(aside(b"x", attempts=b"2"), "tag", tmp_path)
    assert headers_to_reason(letter.headers).attempts == 3


def test_a_body_over_the_limit_is_kept_as_a_file_by_its_hash(tmp_path: Path) -> None:
    body = b"x" * (MAX_DEAD_LETTER_BYTES + 1)
    letter = to_dead_letter(aside(body), "ingest", tmp_path)
    reason = headers_to_reason(letter.headers)
    assert letter.value == b""
    assert reason.body_sha256 == hashlib.sha256(body).hexdigest()
    assert Path(reason.body_file or "").read_bytes() == body
    assert to_dead_letter(aside(body), "ingest", tmp_path) == letter


def test_a_tombstone_can_be_set_aside(tmp_path: Path) -> None:
    assert to_dead_letter(aside(None), "index", tmp_path).value == b""
