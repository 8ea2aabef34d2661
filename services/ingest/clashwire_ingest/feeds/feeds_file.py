"""feeds.yaml -> feed configurations; every error of the file at once, each with its line."""

from collections.abc import Sequence
from pathlib import Path

import yaml

from clashwire_contracts.article import Publisher
from clashwire_ingest.feeds.feed_config import AUTH_SCHEMES, Auth, FeedConfig, Interval
from clashwire_ingest.feeds.yaml_fields import (
    FeedsFileError,
    Problems,
    Read,
    build,
    read_country,
    read_domain,
    read_duration,
    read_flag,
    read_language,
    read_list,
    read_mapping,
    read_text,
    read_texts,
    read_url,
)

_MAX_FILE_BYTES = 64_000_000
_ENTRY_DEPTH = 3  # the file, its list, an entry


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
    problems = Problems(source)
    feeds: tuple[FeedConfig, ...] = ()
    try:
        root = _FeedLoader(text, problems).get_single_node()
    except yaml.YAMLError as error:
        problems.add_yaml(error)
    else:
        feeds = _read_root(problems, root)
    problems.raise_any()
    return feeds


class _FeedNode(yaml.Node):
    """Stands for a feed's nodes in the document once they are read."""

    def __init__(self, node: yaml.Node, feed: FeedConfig | None) -> None:
        super().__init__(node.tag, None, node.start_mark, node.end_mark)
        self.feed = feed


class _FeedLoader(yaml.SafeLoader):
    """Reads each feed when it is whole and drops its nodes, a hundred megabytes of ten thousand."""

    def __init__(self, text: str, problems: Problems) -> None:
        super().__init__(text)
        self._problems = problems
        self._path: list[object] = []

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        """The next node, or what stands for it where it is an entry of the list `feeds`."""
        self._path.append(index)
        node = super().compose_node(parent, index)  # type: ignore[arg-type]  # its stubs say int
        in_feeds = (
            len(self._path) == _ENTRY_DEPTH and getattr(self._path[1], "value", "") == "feeds"
        )
        self._path.pop()
        if node is None or not (in_feeds and isinstance(parent, yaml.SequenceNode)):
            return node
        return _FeedNode(node, _read_feed(self._problems, node))


def _read_root(problems: Problems, root: yaml.Node | None) -> tuple[FeedConfig, ...]:
    if root is None:
        problems.add_empty()
        return ()
    fields = read_mapping(problems, root, "the file", {"feeds": read_list}, required=("feeds",))
    found = fields.get("feeds")
    read = (
        [node for node in found if isinstance(node, _FeedNode)] if isinstance(found, list) else []
    )
    feeds = [(node, node.feed) for node in read if node.feed is not None]
    _refuse_repeats(problems, feeds)
    return tuple(feed for _, feed in feeds)


def _read_feed(problems: Problems, node: yaml.Node) -> FeedConfig | None:
    fields = read_mapping(problems, node, "a feed", _FEED_FIELDS, required=("url", "publisher"))
    if fields.get("robots_override") and not fields.get("full_text"):
        problems.add(node, "robots_override is for pages; set full_text: true or leave it out")
    return build(FeedConfig, fields, required=("url", "publisher"))


def _read_auth(problems: Problems, node: yaml.Node, _name: str) -> Auth | None:
    readers: dict[str, Read] = {
        "scheme": _read_scheme,
        "secret_file": read_text,
        "header": read_text,
    }
    required = ("scheme", "secret_file")
    fields = read_mapping(problems, node, "an auth", readers, required=required)
    if (fields.get("scheme") == "header") != ("header" in fields):
        problems.add(node, "auth names a header with scheme header, and only then")
    return build(Auth, fields, required=required)


def _read_scheme(problems: Problems, node: yaml.Node, name: str) -> str | None:
    scheme = read_text(problems, node, name)
    if scheme is None or scheme in AUTH_SCHEMES:
        return scheme
    problems.add(node, f"{name} {scheme!r} should be one of {', '.join(AUTH_SCHEMES)}")
    return None


def _read_publisher(problems: Problems, node: yaml.Node, _name: str) -> Publisher | None:
    readers: dict[str, Read] = {
        "name": read_text,
        "domain": read_domain,
        "country": read_country,
        "owner_group": read_text,
    }
    required = ("name", "domain")
    fields = read_mapping(problems, node, "a publisher", readers, required=required)
    return build(Publisher, fields, required=required)


def _read_interval(problems: Problems, node: yaml.Node, _name: str) -> Interval | None:
    readers: dict[str, Read] = {"min": read_duration, "max": read_duration}
    required = ("min", "max")
    fields = read_mapping(problems, node, "an interval", readers, required=required)
    interval = build(Interval, fields, required=required)
    if interval is not None and interval.min > interval.max:
        problems.add(node, f"interval min {interval.min} is over its max {interval.max}; swap them")
    return interval


def _refuse_repeats(problems: Problems, feeds: Sequence[tuple[yaml.Node, FeedConfig]]) -> None:
    first: dict[str, int] = {}
    for node, feed in feeds:
        line = node.start_mark.line + 1
        if feed.url in first:
            problems.add(node, f"{feed.url} is listed already in line {first[feed.url]}; keep one")
        first.setdefault(feed.url, line)


_FEED_FIELDS: dict[str, Read] = {
    "url": read_url,
    "publisher": _read_publisher,
    "interval": _read_interval,
    "language": read_language,
    "tags": read_texts,
    "auth": _read_auth,
    "full_text": read_flag,
    "robots_override": read_text,
}
