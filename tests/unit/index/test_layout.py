import json
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from clashwire_contracts.model import Message
from clashwire_contracts.span import Span
from clashwire_index.indices import ALL_INDICES, Index
from clashwire_index.layout import choose_analysis, fields_template, index_template, mappings

ADDED_BY_STEP = {
    "event_count", "claim_count", "actor_names", "clash", "contested", "occurred_range", "party",
    "attempt_count",
}  # fmt: skip


def paths(properties: dict[str, Any], prefix: str = "") -> dict[str, dict[str, Any]]:
    """Mapped fields by dotted path, objects left out."""
    found: dict[str, dict[str, Any]] = {}
    for name, field in properties.items():
        if "properties" in field:
            found |= paths(field["properties"], f"{prefix}{name}.")
        else:
            found[prefix + name] = field
    return found


def known(model: type, path: list[str]) -> bool:
    """Whether a dotted path names a field of the model."""
    if not path:
        return True
    hints = get_type_hints(model)
    return path[0] in hints and any(
        known(part, path[1:]) if isinstance(part, type) else not path[1:]
        for part in leaves(hints[path[0]])
    )


def leaves(hint: Any) -> list[Any]:
    """The plain types inside a hint."""
    arguments = get_args(hint)
    if not arguments or get_origin(hint) is dict:
        return [hint] if isinstance(hint, type) and issubclass(hint, (Message, Span)) else [None]
    return [leaf for argument in arguments for leaf in leaves(argument)]


@pytest.mark.parametrize("index", ALL_INDICES, ids=lambda index: index.kind)
def test_every_mapped_field_is_a_field_of_the_contract_or_an_added_one(index: Index) -> None:
    unknown = [
        path
        for path in paths(mappings(index)["properties"])
        if path not in ADDED_BY_STEP and not known(index.model, path.split("."))
    ]
    assert unknown == []


@pytest.mark.parametrize("index", ALL_INDICES, ids=lambda index: index.kind)
def test_every_keyword_has_an_upper_length_and_unknown_fields_are_only_kept(index: Index) -> None:
    keywords = [f for f in paths(mappings(index)["properties"]).values() if f["type"] == "keyword"]
    assert keywords
    assert all(field["ignore_above"] <= 8191 for field in keywords)  # 32,766 bytes of UTF-8 / 4
    assert mappings(index)["dynamic"] is False


def test_english_stemming_is_chosen_only_where_the_cluster_has_it() -> None:
    full = choose_analysis(frozenset({"analysis-common", "transport-netty4"}))
    plain = choose_analysis(frozenset({"transport-netty4"}))
    assert "english_stemmer" in full["analyzer"]["news_text"]["filter"]
    assert plain["analyzer"]["news_text"]["filter"] == ["lowercase", "english_stop"]


@pytest.mark.parametrize("index", ALL_INDICES, ids=lambda index: index.kind)
def test_the_analyzer_stands_beside_the_fields_that_name_it(index: Index) -> None:
    body = fields_template(index, choose_analysis(frozenset()))["template"]
    assert "news_text" in body["settings"]["index"]["analysis"]["analyzer"]
    assert "news_text" in json.dumps(body["mappings"])


def test_a_template_reaches_later_versions_of_its_index_and_no_other_index() -> None:
    for index in ALL_INDICES:
        assert index_template(index)["index_patterns"] == [f"{index.alias}-v*"]


def test_nothing_in_the_templates_needs_a_script_or_a_percolator() -> None:
    text = json.dumps([msgspec.to_builtins(dict(mappings(index))) for index in ALL_INDICES])
    for absent in ("script", "percolator", "runtime", "scaled_float", "search_as_you_type"):
        assert f'"{absent}"' not in text
