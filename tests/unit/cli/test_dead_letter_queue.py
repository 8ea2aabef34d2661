from datetime import UTC, datetime

import pytest

from clashwire_cli.dead_letter_queue import DeadLetter, letter_id, locate, to_replay
from clashwire_contracts.dead_letter import DeadLetterReason
from clashwire_runtime.errors import ClashwireError, UsageError
from clashwire_runtime.step import Record

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def letter(*, attempts: int = 1, body_file: str | None = None) -> DeadLetter:
    return DeadLetter(
        letter_id="articles.raw.v1:0:4",
        record=Record(
            topic="clashwire.articles.raw.v1.dlq",
            partition=0,
            offset=4,
            key=b"k",
            value=b"bad",
            timestamp=NOW,
        ),
        reason=DeadLetterReason(
            error_kind="undecodable",
            reason="not a RawArticle",
            step="tag",
            source_topic="clashwire.articles.raw.v1",
            source_partition=3,
            source_offset=99,
            source_timestamp=NOW,
            attempts=attempts,
            code_version="0.1.0",
            body_file=body_file,
        ),
    )


def test_an_id_leads_back_to_its_place() -> None:
    assert letter_id("clashwire.articles.raw.v1.dlq", 0, 17) == "articles.raw.v1:0:17"
    assert locate("articles.raw.v1:0:17") == ("clashwire.articles.raw.v1.dlq", 0, 17)


@pytest.mark.parametrize(
    "given", ["", "17", "articles.raw.v1:0", "nothing.v1:0:1", "articles.raw.v1:a:b"]
)
def test_what_is_no_id_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(UsageError, match=r"articles\.raw\.v1:0:17"):
        locate(given)


def test_a_replay_goes_to_the_source_topic_with_its_attempts() -> None:
    record = to_replay(letter(attempts=2), None, max_attempts=5)
    assert (record.topic, record.key, record.value) == ("clashwire.articles.raw.v1", b"k", b"bad")
    assert dict(record.headers) == {"clashwire.attempts": b"2"}


def test_a_mended_body_replaces_the_original() -> None:
    assert to_replay(letter(), b"good", max_attempts=5).value == b"good"


def test_a_letter_that_failed_too_often_is_refused() -> None:
    with pytest.raises(ClashwireError, match="failed 5 times"):
        to_replay(letter(attempts=5), None, max_attempts=5)


def test_a_body_kept_as_a_file_must_be_mended_first() -> None:
    with pytest.raises(ClashwireError, match="dlq/abc"):
        to_replay(letter(body_file="dlq/abc"), None, max_attempts=5)
    assert to_replay(letter(body_file="dlq/abc"), b"small", max_attempts=5).value == b"small"
