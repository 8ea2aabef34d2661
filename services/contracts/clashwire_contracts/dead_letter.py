"""Dead letters: the original key and bytes, the reason in these headers."""

from datetime import UTC, datetime

from clashwire_contracts.model import Count, Message, UtcTime
from clashwire_contracts.vocabulary import DeadLetterKind

Headers = tuple[tuple[str, bytes], ...]
MAX_REASON_CHARACTERS = 500
_PREFIX = "clashwire."


class DeadLetterReason(Message, frozen=True, kw_only=True):
    """Why a record was set aside, at which step, and where it stood."""

    error_kind: DeadLetterKind
    reason: str
    step: str
    source_topic: str
    source_partition: int
    source_offset: int
    source_timestamp: UtcTime
    attempts: Count
    code_version: str
    body_sha256: str | None = None
    body_file: str | None = None


def reason_to_headers(reason: DeadLetterReason) -> Headers:
    """Write a reason as Kafka headers, one a field, nulls left out, the sentence cut to 500."""
    return tuple(
        (_PREFIX + name, _header_text(getattr(reason, name)).encode())
        for name in reason.__struct_fields__
        if getattr(reason, name) is not None
    )


def headers_to_reason(headers: Headers) -> DeadLetterReason:
    """Read a reason back from headers; raises KeyError on a missing one."""
    found = {k.removeprefix(_PREFIX): v.decode() for k, v in headers if k.startswith(_PREFIX)}
    return DeadLetterReason(
        error_kind=found["error_kind"],  # type: ignore[arg-type]  # written by us from the type
        reason=found["reason"],
        step=found["step"],
        source_topic=found["source_topic"],
        source_partition=int(found["source_partition"]),
        source_offset=int(found["source_offset"]),
        source_timestamp=datetime.fromisoformat(found["source_timestamp"]),
        attempts=int(found["attempts"]),
        code_version=found["code_version"],
        body_sha256=found.get("body_sha256"),
        body_file=found.get("body_file"),
    )


def _header_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)[:MAX_REASON_CHARACTERS]
