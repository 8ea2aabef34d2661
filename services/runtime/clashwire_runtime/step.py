"""A step: a pure function from one record to what should leave; it sees no Kafka.

It has three ways out: outputs, InvalidRecord (a dead letter), or an exception, which is taken
for a property of the record too (kind `poison`) because a step is pure.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

from clashwire_contracts.codec import MAX_MESSAGE_BYTES, DecodeError
from clashwire_contracts.vocabulary import DeadLetterKind
from clashwire_runtime.errors import InvalidRecord

HeaderPairs = tuple[tuple[str, bytes], ...]
O_co = TypeVar("O_co", covariant=True)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A consumed Kafka record; `value` is None for a tombstone."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    timestamp: datetime
    headers: HeaderPairs = ()


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A record to produce; its key's hash chooses the partition where none is named."""

    topic: str
    key: bytes
    value: bytes | None
    headers: HeaderPairs = ()
    partition: int | None = None


class Step(Protocol[O_co]):
    """A named pure function over records."""

    @property
    def name(self) -> str:
        """How logs, metrics and dead letters call this step."""
        ...

    def __call__(self, record: Record) -> Sequence[O_co]:
        """One record -> its outputs; raises InvalidRecord or DecodeError."""
        ...


class Done(msgspec.Struct, frozen=True):
    """A record that the step turned into outputs."""

    record: Record
    outputs: Sequence[object]


class SetAside(msgspec.Struct, frozen=True):
    """A record that goes to the dead letters, and why."""

    record: Record
    kind: DeadLetterKind
    reason: str


def attempt(step: Step[object], record: Record) -> Done | SetAside:
    """Run a step on a record -> Done or SetAside; never raises."""
    try:
        outputs = step(record)
        for output in outputs:
            refuse_too_large(output)
    except InvalidRecord as error:
        return SetAside(record, error.kind, str(error))
    except DecodeError as error:
        return SetAside(record, "undecodable", str(error))
    except Exception as error:  # noqa: BLE001  # a pure step's failure belongs to its input
        return SetAside(record, "poison", f"{type(error).__name__}: {error}")
    return Done(record, outputs)


def refuse_too_large(output: object) -> None:
    """Raise InvalidRecord when an output's value is over the contract's limit."""
    value = output.value if isinstance(output, Outgoing) else None
    if value is not None and len(value) > MAX_MESSAGE_BYTES:
        raise InvalidRecord(
            "too_large",
            f"the message for {getattr(output, 'topic', '?')} would be {len(value)} bytes, "
            f"over the limit of {MAX_MESSAGE_BYTES}",
        )
