from datetime import UTC, datetime

import msgspec
import pytest

from clashwire_index.bulk_request import BulkLimits, Pending, chunks, explain, to_lines
from clashwire_index.documents import Document
from clashwire_runtime.step import Record


def pending(*body_sizes_bytes: int) -> list[Pending]:
    source = Record(
        topic="t", partition=0, offset=0, key=None, value=None, timestamp=datetime.now(UTC)
    )
    return [
        Pending(source, Document(index="i", id=str(n), version=n + 1, body=b"x" * size))
        for n, size in enumerate(body_sizes_bytes)
    ]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((), []),
        ((1,), [1]),
        ((1, 1, 1), [3]),
        ((1, 1, 1, 1), [3, 1]),
        ((6, 6), [1, 1]),
        ((5, 5, 5), [2, 1]),
        ((99, 1, 99), [1, 1, 1]),
    ],
)
def test_chunks_keep_both_limits_and_a_giant_goes_alone(
    sizes: tuple[int, ...], expected: list[int]
) -> None:
    limits = BulkLimits(max_documents=3, max_bytes=10)
    assert [len(chunk) for chunk in chunks(pending(*sizes), limits)] == expected


def test_chunks_keep_every_document_in_order() -> None:
    given = pending(*range(40))
    limits = BulkLimits(max_documents=7, max_bytes=50)
    assert [one for chunk in chunks(given, limits) for one in chunk] == given


def test_a_request_names_alias_id_and_version_and_lets_an_equal_version_pass() -> None:
    action, body = to_lines(pending(3)[:1])
    assert msgspec.json.decode(action) == {
        "index": {"_index": "i", "_id": "0", "version": 1, "version_type": "external_gte"}
    }
    assert body == b"xxx"


def test_an_error_is_said_with_its_cause() -> None:
    error = {"type": "a", "reason": "b", "caused_by": {"reason": "c"}}
    assert explain(error) == "a: b: c"
    assert explain({"type": "a"}) == "a"
