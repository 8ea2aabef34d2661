"""Feed items -> one RSS 2.0 or Atom document."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from clashwire_cli.demo.story import FeedItem, Publisher

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HEADING = "## "


def feed_document(publisher: Publisher, items: Sequence[FeedItem], base_url: str) -> bytes:
    """A publisher's items -> its feed, UTF-8 XML; not well-formed where `broken_at` says so."""
    if publisher.format == "atom":
        ET.register_namespace("", ATOM)
        root = _atom(publisher, items, base_url)
    else:
        root = _rss(publisher, items, base_url)
    document = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document if publisher.broken_at is None else _leave_open(document, publisher.broken_at)


def last_modified(items: Sequence[FeedItem]) -> datetime:
    """When the newest of the items was written or changed; the epoch when none is dated."""
    return max((item.updated_at for item in items if item.updated_at), default=EPOCH)


def item_url(item: FeedItem, base_url: str) -> str:
    """Where the item can be read: its own address, or its page on the site."""
    return item.url or f"{base_url}/{item.publisher}/{item.story_id}"


def item_html(item: FeedItem) -> str:
    """The item's paragraphs and headings as HTML, escaped."""
    return "\n".join(
        f"<h2>{escape(paragraph.removeprefix(HEADING))}</h2>"
        if paragraph.startswith(HEADING)
        else f"<p>{escape(paragraph, quote=False)}</p>"
        for paragraph in item.paragraphs
    )


def item_text(item: FeedItem) -> str:
    """The item's paragraphs and headings as plain text, a blank line between them."""
    return "\n\n".join(paragraph.removeprefix(HEADING) for paragraph in item.paragraphs)


def guid(publisher: Publisher, item: FeedItem) -> str:
    """A name for the item that survives its revisions (RFC 4151 tag URI)."""
    return f"tag:{publisher.domain},2020:{item.story_id}"


def _rss(publisher: Publisher, items: Sequence[FeedItem], base_url: str) -> ET.Element:
    ET.register_namespace("content", CONTENT)
    ET.register_namespace("dc", DUBLIN_CORE)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", publisher.name)
    _add(channel, "link", f"{base_url}/{publisher.key}/")
    _add(channel, "description", publisher.description)
    _add(channel, "language", publisher.language)
    for item in items:
        _rss_item(channel, publisher, item, base_url)
    return root


def _rss_item(channel: ET.Element, publisher: Publisher, item: FeedItem, base_url: str) -> None:
    node = ET.SubElement(channel, "item")
    if item.title:
        _add(node, "title", item.title)
    _add(node, "link", item_url(item, base_url))
    _add(node, "guid", guid(publisher, item), isPermaLink="false")
    if item.published_at:
        _add(node, "pubDate", format_datetime(item.published_at, usegmt=True))
    if item.author:
        _add(node, f"{{{DUBLIN_CORE}}}creator", item.author)
    if item.language != publisher.language:
        _add(node, f"{{{DUBLIN_CORE}}}language", item.language)
    _add(node, "description", item_text(item) if publisher.content == "plain" else item.summary)
    if publisher.content == "full":
        _add(node, f"{{{CONTENT}}}encoded", item_html(item))


def _atom(publisher: Publisher, items: Sequence[FeedItem], base_url: str) -> ET.Element:
    root = ET.Element(_in_atom("feed"))
    _add(root, _in_atom("id"), f"tag:{publisher.domain},2020:feed")
    _add(root, _in_atom("title"), publisher.name)
    _add(root, _in_atom("subtitle"), publisher.description)
    _add(root, _in_atom("updated"), last_modified(items).isoformat())
    ET.SubElement(root, _in_atom("link"), rel="alternate", href=f"{base_url}/{publisher.key}/")
    for item in items:
        _atom_entry(root, publisher, item, base_url)
    return root


def _atom_entry(root: ET.Element, publisher: Publisher, item: FeedItem, base_url: str) -> None:
    entry = ET.SubElement(root, _in_atom("entry"))
    _add(entry, _in_atom("id"), guid(publisher, item))
    _add(entry, _in_atom("title"), item.title)
    ET.SubElement(entry, _in_atom("link"), rel="alternate", href=item_url(item, base_url))
    if item.published_at:
        _add(entry, _in_atom("published"), item.published_at.isoformat())
    if item.updated_at:
        _add(entry, _in_atom("updated"), item.updated_at.isoformat())
    author = ET.SubElement(entry, _in_atom("author"))
    _add(author, _in_atom("name"), item.author or publisher.name)
    _add(entry, _in_atom("summary"), item.summary)
    if publisher.content == "full":
        _add(entry, _in_atom("content"), item_html(item), type="html")


def _in_atom(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _leave_open(document: bytes, place: int) -> bytes:
    """Take the closing description tag of the item at `place`, from 0, as a slip would."""
    before, *items = document.split(b"<item>")
    items[place] = items[place].replace(b"</description>", b"", 1)
    return b"<item>".join((before, *items))
