"""feeds.yaml -> feed configurations; every error of the file at once, each with its line."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import yaml

from clashwire_contracts.article import Publisher
from clashwire_ingest.feeds.feed_config import FeedConfig, Interval
from clashwire_runtime.errors import UsageError
from clashwire_runtime.settings import parse_duration

_MAX_FILE_BYTES = 64_000_000
_DOMAIN = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?"
)
_COUNTRY = re.compile(r"[A-Z]{2}")  # ISO 3166-1 alpha-2
_SHORTEST = timedelta(seconds=1)
V = TypeVar("V")
Read = Callable[["_Problems", yaml.Node, str], object]


class FeedsFileError(UsageError):
    """A feeds file that cannot be used; the message has one line for each error in it."""


def read_feeds_file(path: Path) -> tuple[FeedConfig, ...]:
    """A file -> its feeds; raises FeedsFileError when it cannot be read or holds any error."""
    try:
        if path.stat().st_size > _MAX_FILE_BYTES:
            raise FeedsFileError(f"{path} is over {_MAX_FILE_BYTES} bytes; is it a feeds file?")
        text = path.read_text("utf-8")
    except OSError as error:
        raise FeedsFileError(
            f"The feeds file {path} cannot be read ({error.strerror}); set CLASHWIRE_FEEDS to one."
        ) from error
    except UnicodeDecodeError as error:
        raise FeedsFileError(
            f"{path} is not UTF-8 at byte {error.start}; save it as UTF-8."
        ) from error
    return parse_feeds(text, str(path))


def parse_feeds(text: str, source: str) -> tuple[FeedConfig, ...]:
    """YAML text -> its feeds; `source` names it in errors. Raises FeedsFileError naming all."""
    problems = _Problems(source)
    feeds: tuple[FeedConfig, ...] = ()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        problems.add_yaml(error)
    else:
        feeds = _read_root(problems, root)
    problems.raise_any()
    return feeds


class _Problems:
    """Collects errors with their lines, so that an operator mends the file in one go."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._found: list[tuple[int, str]] = []

    def add(self, node: yaml.Node, sentence: str) -> None:
        self._found.append((node.start_mark.line + 1, sentence))

    def add_yaml(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        self._found.append((line, f"not YAML: {getattr(error, 'problem', None) or error}"))

    def add_empty(self) -> None:
        self._found.append((1, "the file is empty; it needs a list `feeds:`"))

    def raise_any(self) -> None:
        if not self._found:
            return
        lines = [f"{self._source}:{line}: {sentence}" for line, sentence in sorted(self._found)]
        count = f"{len(lines)} error{'s' if len(lines) > 1 else ''} in the feeds file"
        raise FeedsFileError("\n".join([f"{count}; nothing was started.", *lines]))


def _read_root(problems: _Problems, root: yaml.Node | None) -> tuple[FeedConfig, ...]:
    if root is None:
        problems.add_empty()
        return ()
    fields = _read_mapping(problems, root, "the file", {"feeds": _read_list}, required=("feeds",))
    found = fields.get("feeds")
    feeds = found if isinstance(found, list) else []
    read = [(node, _read_feed(problems, node)) for node in feeds]
    _refuse_repeats(problems, [(node, feed) for node, feed in read if feed is not None])
    return tuple(feed for _, feed in read if feed is not None)


def _read_feed(problems: _Problems, node: yaml.Node) -> FeedConfig | None:
    readers = {"url": _read_url, "publisher": _read_publisher, "interval": _read_interval}
    fields = _read_mapping(problems, node, "a feed", readers, required=("url", "publisher"))
    return _build(FeedConfig, fields, required=("url", "publisher"))


def _read_publisher(problems: _Problems, node: yaml.Node, _name: str) -> Publisher | None:
    readers = {
        "name": _read_text,
        "domain": _read_domain,
        "country": _read_country,
        "owner_group": _read_text,
    }
    required = ("name", "domain")
    fields = _read_mapping(problems, node, "a publisher", readers, required=required)
    return _build(Publisher, fields, required=required)


def _read_interval(problems: _Problems, node: yaml.Node, _name: str) -> Interval | None:
    readers = {"min": _read_duration, "max": _read_duration}
    required = ("min", "max")
    fields = _read_mapping(problems, node, "an interval", readers, required=required)
    interval = _build(Interval, fields, required=required)
    if interval is not None and interval.min > interval.max:
        problems.add(node, f"interval min {interval.min} is over its max {interval.max}; swap them")
    return interval


def _read_mapping(
    problems: _Problems,
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


def _read_list(problems: _Problems, node: yaml.Node, name: str) -> list[yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and node.value:
        return list(node.value)
    problems.add(node, f"{name} should be a list with at least one entry")
    return None


def _read_text(problems: _Problems, node: yaml.Node, name: str) -> str | None:
    if (
        isinstance(node, yaml.ScalarNode)
        and node.tag == "tag:yaml.org,2002:str"
        and node.value.strip()
    ):
        return str(node.value).strip()
    shown = f", not {node.value!r}; put it in quotes" if isinstance(node, yaml.ScalarNode) else ""
    problems.add(node, f"{name} should be a text{shown}")
    return None


def _read_url(problems: _Problems, node: yaml.Node, name: str) -> str | None:
    url = _read_text(problems, node, name)
    fault = None if url is None else _url_fault(url)
    if fault:
        problems.add(node, f"{name} {url!r} {fault}")
    return url if fault is None else None


def _url_fault(url: str) -> str | None:
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


def _read_domain(problems: _Problems, node: yaml.Node, name: str) -> str | None:
    domain = _read_text(problems, node, name)
    if domain is None or _DOMAIN.fullmatch(domain):
        return domain
    problems.add(node, f"{name} {domain!r} should be a host name in lower case such as example.org")
    return None


def _read_country(problems: _Problems, node: yaml.Node, name: str) -> str | None:
    country = _read_text(problems, node, name)
    if country is None or _COUNTRY.fullmatch(country):
        return country
    problems.add(
        node, f"{name} {country!r} should be two capital letters of ISO 3166-1, such as GB"
    )
    return None


def _read_duration(problems: _Problems, node: yaml.Node, name: str) -> timedelta | None:
    try:
        duration = parse_duration(str(node.value))
    except ValueError as error:
        problems.add(node, f"{name}: {error}")
        return None
    if duration >= _SHORTEST:
        return duration
    problems.add(node, f"{name} should be at least 1s")
    return None


def _build(
    model: Callable[..., V], fields: Mapping[str, object], required: tuple[str, ...]
) -> V | None:
    """Fields as read -> the model, or None when a required one could not be read."""
    given = {name: value for name, value in fields.items() if value is not None}
    return None if any(name not in given for name in required) else model(**given)


def _refuse_repeats(problems: _Problems, feeds: list[tuple[yaml.Node, FeedConfig]]) -> None:
    first: dict[str, int] = {}
    for node, feed in feeds:
        line = node.start_mark.line + 1
        if feed.url in first:
            problems.add(node, f"{feed.url} is listed already in line {first[feed.url]}; keep one")
        first.setdefault(feed.url, line)
