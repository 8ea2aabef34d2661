from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from clashwire_contracts.codec import MAX_MESSAGE_BYTES, DecodeError
from clashwire_runtime.errors import InvalidRecord
from clashwire_runtime.step import Done, Outgoing, Record, SetAside, attempt

RECORD = Record(
    topic="t",
    partition=0,
    offset=0,
    key=b"k",
    value=b"v",
    timestamp=datetime(2026, 1, 1, tzinfo=UTC),
)


class ExampleStep:
    """Raises what it is given, or returns it."""

    name = "example"

    def __init__(self, outcome: Exception | Sequence[Outgoing]) -> None:
        self._outcome = outcome

    def __call__(self, record: Record) -> Sequence[Outgoing]:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        assert record == RECORD
        return self._outcome


def test_outputs_are_done() -> None:
    out = Outgoing(topic="o", key=b"k", value=b"x" * MAX_MESSAGE_BYTES)
    outcome = attempt(ExampleStep([out]), RECORD)
    assert isinstance(outcome, Done)
    assert outcome.outputs == [out]


@pytest.mark.parametrize(
    ("raised", "kind", "reason"),
    [
        (InvalidRecord("invalid", "no publisher"), "invalid", "no publisher"),
        (DecodeError("not a RawArticle: x"), "undecodable", "not a RawArticle: x"),
        (ZeroDivisionError("division by zero"), "poison", "ZeroDivisionError: division by zero"),
        (RecursionError("too deep"), "poison", "RecursionError: too deep"),
    ],
)
def test_every_failure_of_a_step_sets_its_record_aside(
    raised: Exception, kind: str, reason: str
) -> None:
    assert attempt(ExampleStep(raised), RECORD) == SetAside(RECORD, kind, reason)  # type: ignore[arg-type]  # parametrized


def test_an_output_over_the_limit_sets_its_record_aside() -> None:
    out = Outgoing(topic="o", key=b"k", value=b"x" * (MAX_MESSAGE_BYTES + 1))
    outcome = attempt(ExampleStep([out]), RECORD)
    assert isinstance(outcome, SetAside)
    assert outcome.kind == "too_large"
    assert "2000001 bytes" in outcome.reason
