"""Publishers of our own on the network: RSS feeds whose items a test sets while they are read."""

import asyncio
import hashlib
import threading
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from types import TracebackType
from typing import Self

import msgspec
from aiohttp import web

from clashwire_cli.demo.webhook_sink import WebhookSink
from clashwire_contracts import ids

LOOPBACK = "127.0.0.1"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_START_SECONDS = 10.0


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One feed item with its full text; paragraphs are divided by blank lines."""

    slug: str
    publisher: str
    title: str
    text: str
    published_at: datetime

    @property
    def url(self) -> str:
        """Where the publisher shows it; canonical as it stands."""
        return f"https://{self.publisher}.example/{self.slug}"

    @property
    def article_id(self) -> str:
        """The id that DESIGN gives an article of this URL."""
        return ids.article_id(self.url)


class Newsroom:
    """Serves every publisher's feed as its stories stand now, and receives webhooks.

    Runs in a thread of its own while the `with` block lasts; `told` and `publish` may be used
    from the test's thread, a whole tuple at a time.
    """

    def __init__(self, secret: str, host: str = LOOPBACK) -> None:
        self.sink = WebhookSink(secret)
        self.reads: dict[str, int] = {}
        self.base_url = ""
        self._host = host
        self._told: dict[str, tuple[Story, ...]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner: web.AppRunner | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(_START_SECONDS)
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(_START_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_START_SECONDS)
        self._loop.close()

    def publish(self, *stories: Story) -> None:
        """Put stories on their publishers' feeds, beside those already there."""
        told = dict(self._told)
        for story in stories:
            told[story.publisher] = (*told.get(story.publisher, ()), story)
        self._told = told

    @property
    def told(self) -> tuple[Story, ...]:
        """Every story now on a feed."""
        return tuple(story for stories in self._told.values() for story in stories)

    def withdraw_all(self) -> None:
        """Empty every feed."""
        self._told = {}

    def feed_url(self, publisher: str) -> str:
        """Where a publisher's feed is read."""
        return f"{self.base_url}/{publisher}/feed.xml"

    @property
    def hook_url(self) -> str:
        """Where webhooks are received."""
        return f"{self.base_url}/hook"

    async def _open(self) -> None:
        app = self.sink.app()
        app.router.add_get("/{publisher}/feed.xml", self._feed)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, 0).start()
        self.base_url = f"http://{self._host}:{self._runner.addresses[0][1]}"

    async def _close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _feed(self, request: web.Request) -> web.Response:
        key = request.match_info["publisher"]
        body = rss(key, self._told.get(key, ()))
        self.reads[key] = self.reads.get(key, 0) + 1
        headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()}"'}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, headers=headers, content_type="application/rss+xml")


def rss(publisher: str, stories: Sequence[Story]) -> bytes:
    """Stories -> an RSS 2.0 document with `content:encoded`."""
    ET.register_namespace("content", _CONTENT)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", publisher)
    _text(channel, "link", f"https://{publisher}.example/")
    _text(channel, "description", "Test news")
    for story in stories:
        item = ET.SubElement(channel, "item")
        _text(item, "title", story.title)
        _text(item, "link", story.url)
        _text(item, "guid", story.url)
        _text(item, "pubDate", format_datetime(story.published_at))
        _text(item, f"{{{_CONTENT}}}encoded", _html(story.text))
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _html(text: str) -> str:
    """Paragraphs of plain text -> HTML."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.strip().split("\n\n"))


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
