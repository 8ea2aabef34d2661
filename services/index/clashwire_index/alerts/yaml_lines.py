"""YAML with line numbers: every problem is noted with its line, and reading goes on."""

from collections.abc import Collection

import msgspec
import yaml


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing wrong in the file; lines count from 1."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


class LinedYaml:
    """Reads composed YAML nodes into plain values; what does not fit lands in `problems`."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def note(self, node: yaml.Node, what: str) -> None:
        """Note a problem at a node's line."""
        self.problems.append(Problem(node.start_mark.line + 1, what))

    def compose(self, text: str) -> yaml.Node | None:
        """Text -> its root node; None when it is empty or not YAML."""
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.problems.append(
                Problem(mark.line + 1 if mark else 1, f"not YAML: {error.problem or error.context}")
            )
        except yaml.YAMLError as error:
            self.problems.append(Problem(1, f"not YAML: {error}"))
        return None

    def mapping(self, node: yaml.Node, known: Collection[str], what: str) -> dict[str, yaml.Node]:
        """A mapping node -> its values by key; notes unknown and repeated keys."""
        if not isinstance(node, yaml.MappingNode):
            self.note(node, f"{what} must be a mapping of {_listed(known)}")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in known:
                self.note(key, f"{what} has no {name!r}; it knows {_listed(known)}")
            elif name in found:
                self.note(key, f"{name!r} is given twice")
            else:
                found[name] = value
        return found

    def items(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        """A sequence node -> its items; nothing at all is an empty list."""
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.note(node, f"{what} must be a list")
            return []
        return list(node.value)

    def text(self, node: yaml.Node | None, parent: yaml.Node, what: str) -> str:
        """A scalar node -> its text; notes a missing, empty or nested one and gives ""."""
        if node is None:
            self.note(parent, f"{what} is missing")
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.note(node, f"{what} must be a text")
            return ""
        return str(node.value).strip()

    def choices(
        self, node: yaml.Node | None, allowed: Collection[str], what: str
    ) -> frozenset[str]:
        """A list of words, each one of `allowed` -> the set of them."""
        chosen: set[str] = set()
        for item in self.items(node, what):
            word = self.text(item, item, what)
            if word in allowed:
                chosen.add(word)
            elif word:
                self.note(item, f"{word!r} is not one of {what}: {_listed(allowed)}")
        return frozenset(chosen)


def _listed(words: Collection[str]) -> str:
    return ", ".join(words)
