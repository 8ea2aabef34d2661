"""The templates as Elasticsearch wants them, made from the JSON files beside this module."""

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from clashwire_index.indices import Index

SETTINGS_TEMPLATE = "clashwire-settings"
_PRIORITY = 200  # above Elasticsearch's own templates, which use 100
_ENGLISH_MODULE = "analysis-common"
Body = Mapping[str, Any]


def choose_analysis(modules: frozenset[str]) -> Body:
    """The modules that every node has -> the analyzer `news_text` as that cluster can build it.

    English stemming needs `analysis-common`; without it words are lower-cased and stop words go.
    """
    variant = "english" if _ENGLISH_MODULE in modules else "plain"
    return _read(f"news-text.{variant}.json")


def settings_template() -> Body:
    """The component template with the settings that all indices share."""
    return _stamp({"template": {"settings": {"index": _read("index-settings.json")}}})


def fields_template(index: Index, analysis: Body) -> Body:
    """The component template of one index: its fields, and beside them the analyzer they name.

    Elasticsearch checks each component alone, so both must stand in the same one.
    """
    template = {
        "settings": {"index": {"analysis": analysis}},
        "mappings": mappings(index),
    }
    return _stamp({"template": template})


def index_template(index: Index) -> Body:
    """The index template that puts both components together for every version of the index."""
    return _stamp(
        {
            "index_patterns": [f"{index.alias}-v*"],
            "composed_of": [SETTINGS_TEMPLATE, fields_name(index)],
            "priority": _PRIORITY,
        }
    )


def fields_name(index: Index) -> str:
    """The name of an index's component template."""
    return f"{index.alias}-fields"


def mappings(index: Index) -> Body:
    """The fields of an index; a field not named here is kept in the document, not searchable."""
    return _read(f"{index.kind}.json")


def _read(name: str) -> Body:
    text = files("clashwire_index").joinpath("templates", name).read_text("utf-8")
    body: Body = json.loads(text)
    return body


def _stamp(body: dict[str, Any]) -> Body:
    """Add a digest of the body, by which set-up sees whether the cluster has this very one."""
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return {**body, "_meta": {"managed_by": "clashwire", "digest": digest}}
