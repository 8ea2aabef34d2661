"""The feed site of the demonstration: every publisher's feed and story pages, on loopback."""

import hashlib
import socket
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import msgspec
from aiohttp import web

from clashwire_cli.demo.feed_document import feed_document, last_modified
from clashwire_cli.demo.story import FeedItem, NewsWorld, Publisher, items_of
from clashwire_cli.demo.story_page import front_page, story_page
from clashwire_cli.demo.stranger_story import STRANGER

MIN_INTERVAL = "1s"
MAX_INTERVAL = "2s"
CONTENT_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


class FeedSite:
    """Serves a news world as it stands at each poll; its only state is the polls per feed."""

    def __init__(
        self,
        world: NewsWorld,
        *,
        start: datetime,
        base_url: str,
        stranger: FeedItem | None = None,
    ) -> None:
        self.base_url = base_url
        self._world = world
        self._start = start
        self._stranger = stranger
        self._polls: Counter[str] = Counter()

    @property
    def publishers(self) -> tuple[Publisher, ...]:
        """Who has a feed here; the stranger last, if there is one."""
        return (*self._world.publishers, *((STRANGER,) if self._stranger else ()))

    @property
    def polls(self) -> dict[str, int]:
        """How often each publisher's feed was read, by publisher key."""
        return {publisher.key: self._polls[publisher.key] for publisher in self.publishers}

    @property
    def untold(self) -> int:
        """How many feeds are not known to have arrived whole.

        A feed has, once it was read again after its last form was served: a reader publishes
        what it read before it reads the same feed again.
        """
        due = {publisher.key: 2 for publisher in self.publishers}
        for story in self._world.stories:
            for revision in story.revisions:
                due[story.publisher] = max(due[story.publisher], revision.after_polls + 2)
        return sum(self._polls[key] < polls for key, polls in due.items())

    def items(self, key: str) -> tuple[FeedItem, ...]:
        """What a publisher's feed shows now."""
        if key == STRANGER.key:
            return (self._stranger,) if self._stranger else ()
        return items_of(self._world, key, self._start, self._polls[key])

    def app(self) -> web.Application:
        """The site: `/<publisher>/feed.xml`, `/<publisher>/` and `/<publisher>/<story>`."""
        app = web.Application()
        app.router.add_get("/{publisher}/", self._front)
        app.router.add_get("/{publisher}/feed.xml", self._feed)
        app.router.add_get("/{publisher}/{story}", self._page)
        return app

    async def _feed(self, request: web.Request) -> web.Response:
        publisher = self._publisher(request.match_info["publisher"])
        items = self.items(publisher.key)
        self._polls[publisher.key] += 1
        body = feed_document(publisher, items, self.base_url)
        changed_at = last_modified(items).replace(microsecond=0)
        headers = {
            "ETag": etag(body),
            "Last-Modified": format_datetime(changed_at, usegmt=True),
            "Cache-Control": "no-cache",
        }
        if is_unchanged(request.headers, headers["ETag"], changed_at):
            return web.Response(status=304, headers=headers)
        return web.Response(
            body=body,
            headers=headers,
            content_type=CONTENT_TYPES[publisher.format],
            charset="utf-8",
        )

    async def _page(self, request: web.Request) -> web.Response:
        publisher = self._publisher(request.match_info["publisher"])
        for item in self.items(publisher.key):
            if item.story_id == request.match_info["story"]:
                return web.Response(text=story_page(publisher, item), content_type="text/html")
        raise web.HTTPNotFound

    async def _front(self, request: web.Request) -> web.Response:
        publisher = self._publisher(request.match_info["publisher"])
        page = front_page(publisher, self.items(publisher.key), self.base_url)
        return web.Response(text=page, content_type="text/html")

    def _publisher(self, key: str) -> Publisher:
        for publisher in self.publishers:
            if publisher.key == key:
                return publisher
        raise web.HTTPNotFound


@asynccontextmanager
async def open_feed_site(
    world: NewsWorld,
    *,
    start: datetime,
    stranger: FeedItem | None = None,
    port: int = 0,
) -> AsyncIterator[FeedSite]:
    """Serve the world on 127.0.0.1 while the block runs; port 0 takes a free one."""
    listening = socket.create_server(("127.0.0.1", port))
    base_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    site = FeedSite(world, start=start, base_url=base_url, stranger=stranger)
    runner = web.AppRunner(site.app(), access_log=None)
    try:
        await runner.setup()
        await web.SockSite(runner, listening).start()
        yield site
    finally:
        await runner.cleanup()
        listening.close()


def feeds_yaml(publishers: tuple[Publisher, ...], base_url: str) -> str:
    """Publishers -> the feeds file that makes ingest read their feeds every few seconds."""
    feeds: list[dict[str, Any]] = [
        {
            "url": f"{base_url}/{publisher.key}/feed.xml",
            "publisher": {
                "name": publisher.name,
                "domain": publisher.domain,
                "country": publisher.country,
                "owner_group": publisher.owner_group,
            },
            "interval": {"min": MIN_INTERVAL, "max": MAX_INTERVAL},
        }
        for publisher in publishers
    ]
    return msgspec.yaml.encode({"feeds": feeds}).decode()


def etag(body: bytes) -> str:
    """A strong validator of a document (RFC 9110 8.8.3)."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_unchanged(asked: Mapping[str, str], tag: str, changed_at: datetime) -> bool:
    """Whether the reader holds this document; If-None-Match outranks the date (RFC 9110 13.2.2)."""
    held = asked.get("If-None-Match")
    if held is not None:
        return held.strip() == "*" or tag in {
            part.strip().removeprefix("W/") for part in held.split(",")
        }
    since = asked.get("If-Modified-Since")
    if since is None:
        return False
    try:
        return changed_at <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
