"""Dead letters: a record set aside -> the record for its dead-letter topic, bytes untouched."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from clashwire_contracts.codec import MAX_DEAD_LETTER_BYTES
from clashwire_contracts.dead_letter import DeadLetterReason, reason_to_headers
from clashwire_runtime.publisher import Publisher
from clashwire_runtime.step import Outgoing, SetAside

CODE_VERSION = "0.1.0"
_ATTEMPTS_HEADER = "clashwire.attempts"


def to_dead_letter(aside: SetAside, step: str, data_dir: Path) -> Outgoing:
    """A record set aside -> its dead letter; a body over 16 MB is kept as a file named in it."""
    record = aside.record
    body = record.value or b""
    oversized = len(body) > MAX_DEAD_LETTER_BYTES
    reason = DeadLetterReason(
        error_kind=aside.kind,
        reason=aside.reason,
        step=step,
        source_topic=record.topic,
        source_partition=record.partition,
        source_offset=record.offset,
        source_timestamp=record.timestamp,
        attempts=_attempts(aside) + 1,
        code_version=CODE_VERSION,
        body_sha256=hashlib.sha256(body).hexdigest() if oversized else None,
        body_file=str(keep_body(body, data_dir)) if oversized else None,
    )
    return Outgoing(
        topic=f"{record.topic}.dlq",
        key=record.key or b"",
        value=b"" if oversized else body,
        headers=reason_to_headers(reason),
    )


def keep_body(body: bytes, data_dir: Path) -> Path:
    """Write a body under <data>/dlq/ by its sha256 -> the path; the same body twice is one file."""
    path = data_dir / "dlq" / hashlib.sha256(body).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_bytes(body)
    partial.replace(path)
    return path


def _attempts(aside: SetAside) -> int:
    found = dict(aside.record.headers).get(_ATTEMPTS_HEADER, b"0")
    return int(found) if found.isdigit() else 0


class DeadLetterWriter:
    """Puts the records a step set aside on their dead-letter topics, acknowledged."""

    def __init__(self, publisher: Publisher, step: str, data_dir: Path) -> None:
        self._publisher = publisher
        self._step = step
        self._data_dir = data_dir

    async def write(self, aside: Sequence[SetAside]) -> None:
        """Write one dead letter each; returns once all are acknowledged."""
        letters = [to_dead_letter(one, self._step, self._data_dir) for one in aside]
        await self._publisher.publish(letters)
