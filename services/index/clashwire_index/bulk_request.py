"""One bulk request: which documents go together, its lines, and its errors in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from clashwire_index.documents import Document
from clashwire_runtime.step import Record


class BulkLimits(msgspec.Struct, frozen=True, kw_only=True):
    """The most that one bulk request carries."""

    max_documents: int = 500
    max_bytes: int = 5_000_000


class Pending(msgspec.Struct, frozen=True):
    """A document on its way, and the record it came from."""

    record: Record
    document: Document


def chunks(pending: Sequence[Pending], limits: BulkLimits) -> Iterator[list[Pending]]:
    """Documents -> runs within both limits, in order; one over the byte limit goes alone."""
    chunk: list[Pending] = []
    size_bytes = 0
    for one in pending:
        length = len(one.document.body)
        full = len(chunk) >= limits.max_documents or size_bytes + length > limits.max_bytes
        if chunk and full:
            yield chunk
            chunk, size_bytes = [], 0
        chunk.append(one)
        size_bytes += length
    if chunk:
        yield chunk


def to_lines(chunk: Sequence[Pending]) -> list[bytes]:
    """Documents -> the action and source lines of a bulk request."""
    lines: list[bytes] = []
    for one in chunk:
        action = {
            "_index": one.document.index,
            "_id": one.document.id,
            "version": one.document.version,
            "version_type": "external_gte",
        }
        lines += (msgspec.json.encode({"index": action}), one.document.body)
    return lines


def explain(error: Mapping[str, Any]) -> str:
    """An item's error -> its type, reason and cause in one line."""
    said = (error.get("type"), error.get("reason"), error.get("caused_by", {}).get("reason"))
    return ": ".join(str(part) for part in said if part)
