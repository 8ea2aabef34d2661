"""Feeds -> entries of a feeds file, for a list that an operator goes on writing by hand."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import yaml

from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.feeds.feeds_file import parse_feeds
from clashwire_ingest.feeds.yaml_fields import FeedsFileError
from clashwire_runtime.errors import UsageError
from clashwire_runtime.settings import format_duration

_HEAD = "feeds:\n"
_WIDTH = 10_000  # a line a value: what an operator edits is not folded


def write_feeds_yaml(feeds: Iterable[FeedConfig]) -> str:
    """Feeds -> the text of a feeds file."""
    return _HEAD + write_entries(feeds)


def write_entries(feeds: Iterable[FeedConfig]) -> str:
    """Feeds -> list entries, to stand under `feeds:` with an indent of two."""
    return "".join(_entry(feed) for feed in feeds)


class Added(msgspec.Struct, frozen=True):
    """A feeds file's new text, and how many feeds it gained."""

    text: str
    count: int


def add_entries(before: str, found: Sequence[FeedConfig], source: str) -> Added:
    """A feeds file's text and feeds -> the text with those it lacks at its end, all else kept.

    An empty text becomes a new file. Raises UsageError when the text is no feeds file, or does
    not end with its list.
    """
    known = {feed.url for feed in parse_feeds(before, source)} if before.strip() else set()
    lacking = [feed for feed in found if feed.url not in known]
    start = before.rstrip("\n") + "\n" if before.strip() else _HEAD
    text = start + write_entries(lacking) if lacking else before
    try:
        parse_feeds(text, source)
    except FeedsFileError as error:
        raise UsageError(
            f"{source} does not end with its list of feeds, indented by two, so nothing was "
            "added; import without --into and paste the entries."
        ) from error
    return Added(text, len(lacking))


def _entry(feed: FeedConfig) -> str:
    lines = [f"{name}: {_value(value)}" for name, value in _fields(feed).items() if value]
    return "".join(f"  {'- ' if at == 0 else '  '}{line}\n" for at, line in enumerate(lines))


def _fields(feed: FeedConfig) -> Mapping[str, object]:
    publisher, interval, auth = feed.publisher, feed.interval, feed.auth
    return {
        "url": feed.url,
        "publisher": _given(
            name=publisher.name,
            domain=publisher.domain,
            country=publisher.country,
            owner_group=publisher.owner_group,
        ),
        "interval": interval
        and {"min": format_duration(interval.min), "max": format_duration(interval.max)},
        "language": feed.language,
        "tags": list(feed.tags),
        "auth": auth
        and _given(scheme=auth.scheme, header=auth.header, secret_file=auth.secret_file),
        "full_text": feed.full_text,
        "robots_override": feed.robots_override,
    }


def _given(**fields: str | None) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value is not None}


def _value(value: object) -> str:
    """A value on one line as YAML, quoted where a plain one would be read as something else."""
    text: str = yaml.safe_dump(
        value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=_WIDTH
    )
    return text.removesuffix("\n").removesuffix("\n...")
