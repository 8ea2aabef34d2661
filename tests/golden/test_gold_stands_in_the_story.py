"""The gold of our own hard story agrees with the story's words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

DATA = Path(__file__).parents[1] / "data" / "golden"
QUOTING_KEYS = {"text", "cue", "source", "marker", "evidence", "headings", "reported_via"}


@pytest.fixture(scope="module")
def gold() -> Any:
    return msgspec.yaml.decode((DATA / "golis.gold.yaml").read_bytes())


def _quoted(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _quoted(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _quoted(value, key)
    elif key in QUOTING_KEYS and isinstance(node, str):
        yield node


def test_every_quoted_word_of_the_gold_stands_in_the_story(gold: Any) -> None:
    story = (DATA / "golis.txt").read_text()
    quoted = list(_quoted(gold))
    assert len(quoted) > 50
    assert [words for words in quoted if words not in story] == []


def test_relations_and_scopes_name_claims_of_the_gold(gold: Any) -> None:
    keys = {claim["key"] for claim in gold["claims"]}
    named = {relation[end] for relation in gold["relations"] for end in ("from", "to")}
    named |= {key for statement in gold["narrator"] for key in statement["scope"]}
    assert named <= keys
    parties = {actor["key"] for actor in gold["actors"]}
    assert {claim["party"] for claim in gold["claims"]} <= parties


def test_the_story_appears_on_the_weekday_its_gold_says(gold: Any) -> None:
    assert f"{gold['published_at']:%A}" == "Thursday"
    assert f"{gold['main_event']['occurred']['start']:%A}" == "Wednesday"
