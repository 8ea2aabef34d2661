"""YAML nodes -> plain values; every fault is noted with its line, so that all are told at once."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlsplit

import yaml

from clashwire_runtime.errors import UsageError
from clashwire_runtime.settings import parse_duration

DOMAIN = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?"
)
COUNTRY = re.compile(r"[A-Z]{2}")  # ISO 3166-1 alpha-2
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as feeds use it
_SHORTEST = timedelta(seconds=1)
V = TypeVar("V")
Read = Callable[["Problems", yaml.Node, str], object]


class FeedsFileError(UsageError):
    """A feeds file that cannot be used; the message has one line for each error in it."""


class Problems:
    """Collects errors with their lines, so that an operator mends the file in one go."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: list[tuple[int, str]] = []

    def add(self, node: yaml.Node, sentence: str) -> None:
        """Note a fault at a node, in a sentence."""
        self._found.append((node.start_mark.line + 1, sentence))

    def add_yaml(self, error: yaml.YAMLError) -> None:
        """Note that the text is not YAML, where the parser stopped."""
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        self._found.append((line, f"not YAML: {getattr(error, 'problem', None) or error}"))

    def add_empty(self) -> None:
        """Note that there is no text."""
        self._found.append((1, "the file is empty; it needs a list `feeds:`"))

    def raise_any(self) -> None:
        """Raise FeedsFileError naming every fault in line order; nothing when there is none."""
        if not self._found:
            return
        lines = [f"{self._source}:{line}: {sentence}" for line, sentence in sorted(self._found)]
        count = f"{len(lines)} error{'s' if len(lines) > 1 else ''} in the feeds file"
        raise FeedsFileError("\n".join([f"{count}; nothing was started.", *lines]))


def read_mapping(
    problems: Problems,
    node: yaml.Node,
    what: str,
    readers: Mapping[str, Read],
    required: tuple[str, ...],
) -> dict[str, object]:
    """A YAML mapping -> its fields as read; unknown, repeated and missing keys are errors."""
    if not isinstance(node, yaml.MappingNode):
        problems.add(node, f"{what} should be a mapping with {', '.join(readers)}")
        return {}
    fields: dict[str, object] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in readers:
            problems.add(key, f"{what} has no field {name!r}; it may have {', '.join(readers)}")
        elif name in fields:
            problems.add(key, f"{what} has {name} twice; keep one")
        else:
            fields[name] = readers[name](problems, value, name)
    for name in required:
        if name not in fields:
            problems.add(node, f"{what} lacks {name}; add it")
    return fields


def read_list(problems: Problems, node: yaml.Node, name: str) -> list[yaml.Node] | None:
    """A node -> the nodes of a list with at least one entry."""
    if isinstance(node, yaml.SequenceNode) and node.value:
        return list(node.value)
    problems.add(node, f"{name} should be a list with at least one entry")
    return None


def read_text(problems: Problems, node: yaml.Node, name: str) -> str | None:
    """A node -> text without space around it; a number or a bare yes is none."""
    if (
        isinstance(node, yaml.ScalarNode)
        and node.tag == "tag:yaml.org,2002:str"
        and node.value.strip()
    ):
        return str(node.value).strip()
    shown = f", not {node.value!r}; put it in quotes" if isinstance(node, yaml.ScalarNode) else ""
    problems.add(node, f"{name} should be a text{shown}")
    return None


def read_flag(problems: Problems, node: yaml.Node, name: str) -> bool | None:
    """A node -> true or false."""
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:bool":
        return node.value.lower() in ("true", "yes", "on")
    problems.add(node, f"{name} should be true or false")
    return None


def read_texts(problems: Problems, node: yaml.Node, name: str) -> tuple[str, ...] | None:
    """A list of texts -> the texts, each once; a fault in one leaves the others."""
    nodes = read_list(problems, node, name) or []
    texts = [read_text(problems, one, f"an entry of {name}") for one in nodes]
    return tuple(dict.fromkeys(text for text in texts if text is not None)) or None


def read_language(problems: Problems, node: yaml.Node, name: str) -> str | None:
    """A node -> a BCP 47 language tag such as en or pt-BR."""
    language = read_text(problems, node, name)
    if language is None or LANGUAGE.fullmatch(language):
        return language
    problems.add(node, f"{name} {language!r} should be a language tag such as en or pt-BR")
    return None


def read_url(problems: Problems, node: yaml.Node, name: str) -> str | None:
    """A node -> an http or https URL without credentials."""
    url = read_text(problems, node, name)
    fault = None if url is None else url_fault(url)
    if fault:
        problems.add(node, f"{name} {url!r} {fault}")
    return url if fault is None else None


def url_fault(url: str) -> str | None:
    """A text -> why it is no URL a feed may have; None when it is one."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        return f"cannot be read ({error})"
    if not usable or any(c.isspace() for c in url):
        return "should start with https:// or http:// and name a host"
    if parts.username or parts.password:
        return "holds a user name or password; a feeds file is no place for secrets"
    return None


def read_domain(problems: Problems, node: yaml.Node, name: str) -> str | None:
    """A node -> a host name in lower case."""
    domain = read_text(problems, node, name)
    if domain is None or DOMAIN.fullmatch(domain):
        return domain
    problems.add(node, f"{name} {domain!r} should be a host name in lower case such as example.org")
    return None


def read_country(problems: Problems, node: yaml.Node, name: str) -> str | None:
    """A node -> an ISO 3166-1 alpha-2 code."""
    country = read_text(problems, node, name)
    if country is None or COUNTRY.fullmatch(country):
        return country
    problems.add(
        node, f"{name} {country!r} should be two capital letters of ISO 3166-1, such as GB"
    )
    return None


def read_duration(problems: Problems, node: yaml.Node, name: str) -> timedelta | None:
    """A node -> a duration such as 5m, of a second or more."""
    try:
        duration = parse_duration(str(node.value))
    except ValueError as error:
        problems.add(node, f"{name}: {error}")
        return None
    if duration >= _SHORTEST:
        return duration
    problems.add(node, f"{name} should be at least 1s")
    return None


def build(
    model: Callable[..., V], fields: Mapping[str, object], required: tuple[str, ...]
) -> V | None:
    """Fields as read -> the model, or None when a required one could not be read."""
    given = {name: value for name, value in fields.items() if value is not None}
    return None if any(name not in given for name in required) else model(**given)
