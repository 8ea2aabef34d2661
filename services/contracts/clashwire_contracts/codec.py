"""The one codec: JSON, UTF-8, field order of the model, times in RFC 3339."""

from functools import cache
from typing import Any, TypeVar

import msgspec

from clashwire_contracts.model import Message

MAX_MESSAGE_BYTES = 2_000_000
MAX_DEAD_LETTER_BYTES = 16_000_000
M = TypeVar("M", bound=Message)


class DecodeError(ValueError):
    """Bytes that are not the message they should be; says which field and why."""


@cache
def _decoder(model: type[Message]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(model)


def decode(model: type[M], data: bytes | None) -> M:
    """Bytes -> message, strictly typed, unknown fields ignored; raises DecodeError."""
    if data is None:
        raise DecodeError(f"no value where a {model.__name__} was expected")
    try:
        message: M = _decoder(model).decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise DecodeError(f"not a {model.__name__}: {error}") from error
    return message


def encode(message: Message) -> bytes:
    """Message -> bytes; the same message always gives the same bytes."""
    return msgspec.json.encode(message, order="deterministic")
