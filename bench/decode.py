"""Decoding an enriched article: our codec against pydantic's models and against plain json."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pydantic

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.codec import decode

EXAMPLE = (
    Path(__file__).parents[1]
    / "services/contracts/examples/clashwire.articles.enriched.v1/clash-with-rival-claims.json"
)
_ROUNDS = 7
_CALLS = 300


def pydantic_model(struct: type[msgspec.Struct], made: dict[type, Any]) -> Any:
    """A msgspec model -> the same model in pydantic, strict, field by field."""
    if struct not in made:
        fields: dict[str, Any] = {
            field.encode_name: (_pydantic_type(field.type, made), _default(field))
            for field in msgspec.structs.fields(struct)
        }
        made[struct] = pydantic.create_model(struct.__name__, **fields)
    return made[struct]


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return ... if field.default is msgspec.NODEFAULT else field.default


def _pydantic_type(kind: Any, made: dict[type, Any]) -> Any:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return pydantic_model(kind, made)
    origin = getattr(kind, "__origin__", None)
    arguments = getattr(kind, "__args__", ())
    if hasattr(kind, "__metadata__"):
        return _pydantic_type(origin, made)
    if origin in {tuple, dict}:
        return origin[tuple(a if a is ... else _pydantic_type(a, made) for a in arguments)]
    if arguments and type(None) in arguments:
        inner = [a for a in arguments if a is not type(None)]
        return _pydantic_type(inner[0], made) | None
    return kind


def microseconds_per_call(call: Callable[[], object]) -> float:
    """CPU microseconds of one call: the best of several rounds."""
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.process_time()
        for _ in range(_CALLS):
            call()
        best = min(best, time.process_time() - start)
    return best / _CALLS * 1e6


def rows() -> list[tuple[str, str, str]]:
    """(what, CPU microseconds an article, ratio to ours), ours first."""
    data = msgspec.json.encode(msgspec.json.decode(EXAMPLE.read_bytes()))
    model = pydantic_model(EnrichedArticle, {})
    assert model.model_validate_json(data)
    measured = {
        "clashwire_contracts.codec (msgspec, typed)": microseconds_per_call(
            lambda: decode(EnrichedArticle, data)
        ),
        "pydantic 2 (typed, same fields)": microseconds_per_call(
            lambda: model.model_validate_json(data)
        ),
        "json.loads (no types at all)": microseconds_per_call(lambda: json.loads(data)),
    }
    ours = next(iter(measured.values()))
    return [(name, f"{us:.1f}", f"{us / ours:.2f}") for name, us in measured.items()]
