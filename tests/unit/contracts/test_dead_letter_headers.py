from datetime import UTC, datetime

import pytest

from clashwire_contracts.dead_letter import (
    MAX_REASON_CHARACTERS,
    DeadLetterReason,
    headers_to_reason,
    reason_to_headers,
)


def reason(sentence: str) -> DeadLetterReason:
    return DeadLetterReason(
        error_kind="poison",
        reason=sentence,
        step="tag",
        source_topic="clashwire.articles.raw.v1",
        source_partition=2,
        source_offset=17,
        source_timestamp=datetime(2026, 11, 20, 6, 0, tzinfo=UTC),
        attempts=1,
        code_version="0.1.0",
    )


@pytest.mark.parametrize("sentence", ["a field is missing", "", "Ü\u2028 \U0001f4df", "x" * 500])
def test_a_reason_survives_the_headers(sentence: str) -> None:
    assert headers_to_reason(reason_to_headers(reason(sentence))) == reason(sentence)


def test_a_long_reason_is_cut() -> None:
    headers = dict(reason_to_headers(reason("y" * 10_000)))
    assert len(headers["clashwire.reason"]) == MAX_REASON_CHARACTERS


def test_headers_of_others_are_left_alone() -> None:
    headers = (("traceparent", b"00-1"), *reason_to_headers(reason("r")))
    assert headers_to_reason(headers).reason == "r"


def test_a_missing_header_is_named() -> None:
    with pytest.raises(KeyError, match="step"):
        headers_to_reason(tuple(h for h in reason_to_headers(reason("r")) if "step" not in h[0]))
