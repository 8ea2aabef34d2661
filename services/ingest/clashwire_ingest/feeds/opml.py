"""OPML 2.0 subscription lists: read into feeds, and written from them.

What OPML has no word for travels in attributes of Clashwire's own namespace, so that an export
read back gives the same feeds; auth stays behind, because a list is made to be passed on.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec
from lxml import etree

from clashwire_contracts.article import Publisher
from clashwire_ingest.feeds.feed_config import FeedConfig, Interval
from clashwire_ingest.feeds.yaml_fields import COUNTRY, DOMAIN, LANGUAGE, url_fault
from clashwire_runtime.errors import UsageError
from clashwire_runtime.settings import format_duration, parse_duration

NAMESPACE = "urn:clashwire:opml"
_MAX_DEPTH = 50
_MAX_NAME_CHARACTERS = 200


class OpmlList(msgspec.Struct, frozen=True, kw_only=True):
    """The feeds of a list, in order, each URL once; and what could not be taken over, by line."""

    feeds: tuple[FeedConfig, ...]
    problems: tuple[str, ...]


def read_opml(content: bytes, source: str) -> OpmlList:
    """An OPML document -> its feeds; raises UsageError when it is none."""
    root, problems = _parse(content, source)
    feeds: dict[str, FeedConfig] = {}
    for outline, folders in _outlines(root.find("body"), ()):
        fault = url_fault(_attribute(outline, "xmlUrl"))
        if fault is not None:
            url = _attribute(outline, "xmlUrl")
            problems.append(f"{source}:{outline.sourceline}: {url!r} {fault}; left out")
            continue
        feed = _to_feed(outline, folders)
        if feeds.setdefault(feed.url, feed) is not feed:
            problems.append(f"{source}:{outline.sourceline}: {feed.url} comes twice; one is kept")
    return OpmlList(feeds=tuple(feeds.values()), problems=tuple(problems))


def _parse(content: bytes, source: str) -> tuple[Any, list[str]]:
    """Bytes -> the root, and where the document is damaged: what is left of it still counts."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise UsageError(f"{source} is no readable OPML; export it again.")
    kind = etree.QName(root).localname
    if kind.lower() != "opml":
        raise UsageError(f"{source} is a <{kind}> document, not OPML.")
    damage = {error.line: error.message for error in reversed(parser.error_log)}
    return root, [f"{source}:{line}: damaged ({damage[line]})" for line in sorted(damage)]


def write_opml(feeds: Iterable[FeedConfig], title: str) -> bytes:
    """Feeds -> an OPML 2.0 document, in folders by owner group; `auth` is left out."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"clashwire": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for feed in feeds:
        owner = feed.publisher.owner_group or feed.publisher.name
        if owner not in folders:
            folders[owner] = etree.SubElement(body, "outline", {"text": owner})
        etree.SubElement(folders[owner], "outline", _to_attributes(feed))
    etree.indent(root)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return document + b"\n"


def _outlines(
    parent: etree._Element | None, folders: tuple[str, ...]
) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Outlines that name a feed, each with the folders it lies in."""
    for outline in parent if parent is not None else ():
        if not isinstance(outline.tag, str) or etree.QName(outline).localname != "outline":
            continue
        if _attribute(outline, "xmlUrl"):
            yield outline, folders
        if len(folders) < _MAX_DEPTH:
            yield from _outlines(outline, (*folders, _attribute(outline, "text")))


def _attribute(outline: etree._Element, name: str) -> str:
    """An attribute's value in whatever case the list's writer gave the name."""
    for key, value in outline.attrib.items():
        if key.lower() == name.lower():
            return " ".join(value.split())
    return ""


def _own(outline: etree._Element, name: str) -> str:
    return " ".join(outline.get(f"{{{NAMESPACE}}}{name}", "").split())


def _to_feed(outline: etree._Element, folders: tuple[str, ...]) -> FeedConfig:
    """An outline -> the feed; without Clashwire's own attributes, publisher and tags are guessed.

    The publisher is then named by the outline and its site; the folders become tags.
    """
    url = _attribute(outline, "xmlUrl")
    categories = [c.strip("/ ") for c in _attribute(outline, "category").split(",")]
    is_ours = bool(_own(outline, "publisher"))
    tags = [tag for tag in (categories if is_ours else (*folders, *categories)) if tag]
    language = _attribute(outline, "language")
    return FeedConfig(
        url=url,
        publisher=_to_publisher(outline, url),
        interval=_to_interval(_own(outline, "interval")),
        language=language if LANGUAGE.fullmatch(language) else None,
        tags=tuple(dict.fromkeys(tags)),
        full_text=_own(outline, "fullText") == "true",
        robots_override=_own(outline, "robotsOverride") or None,
    )


def _to_publisher(outline: etree._Element, url: str) -> Publisher:
    title = _attribute(outline, "title") or _attribute(outline, "text")
    site = _host(_attribute(outline, "htmlUrl")) or _host(url)
    domain, country = _own(outline, "domain") or site, _own(outline, "country")
    return Publisher(
        name=(_own(outline, "publisher") or title or domain)[:_MAX_NAME_CHARACTERS],
        domain=domain if DOMAIN.fullmatch(domain) else _host(url),
        country=country if COUNTRY.fullmatch(country) else None,
        owner_group=_own(outline, "ownerGroup") or None,
    )


def _host(url: str) -> str:
    """A URL's host in lower case without a leading www, or nothing."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


def _to_interval(text: str) -> Interval | None:
    """`15m/2h` -> an interval; None when it is none."""
    shortest, _, longest = text.partition("/")
    try:
        interval = Interval(min=parse_duration(shortest), max=parse_duration(longest))
    except ValueError:
        return None
    return interval if timedelta(seconds=1) <= interval.min <= interval.max else None


def _to_attributes(feed: FeedConfig) -> Mapping[str, str]:
    publisher, interval = feed.publisher, feed.interval
    given = {
        "type": "rss",
        "text": publisher.name,
        "title": publisher.name,
        "xmlUrl": feed.url,
        "htmlUrl": f"https://{publisher.domain}/",
        "language": feed.language,
        "category": ",".join(feed.tags),
        f"{{{NAMESPACE}}}publisher": publisher.name,
        f"{{{NAMESPACE}}}domain": publisher.domain,
        f"{{{NAMESPACE}}}country": publisher.country,
        f"{{{NAMESPACE}}}ownerGroup": publisher.owner_group,
        f"{{{NAMESPACE}}}interval": interval
        and f"{format_duration(interval.min)}/{format_duration(interval.max)}",
        f"{{{NAMESPACE}}}fullText": "true" if feed.full_text else None,
        f"{{{NAMESPACE}}}robotsOverride": feed.robots_override,
    }
    return {name: value for name, value in given.items() if value}
