"""A URL or a file -> what one look at it shows: the answer, the document and its items.

A check runs without the service, with the same clients.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from clashwire_ingest.clients import fetch_limits, open_client, open_parser
from clashwire_ingest.documents.parse import MAX_ITEMS, ParsedFeed
from clashwire_ingest.documents.parser_pool import ParserPool
from clashwire_ingest.feeds.feed_config import Auth
from clashwire_ingest.settings import IngestSettings
from clashwire_ingest.web.answer import Answer
from clashwire_ingest.web.fetch import (
    Body,
    Failed,
    FeedRequest,
    Fetcher,
    NotModified,
)
from clashwire_ingest.web.inflate import BoundedBody, DamagedError, TooLargeError
from clashwire_runtime.address_guard import AddressGuard


class Inspection(msgspec.Struct, frozen=True, kw_only=True):
    """What one look gave; `failure` is health and reason where no document came.

    `all_items` is false where the document has more than its parser's limits allow at once.
    """

    source: str
    answer: Answer | None = None
    parsed: ParsedFeed | None = None
    failure: tuple[str, str] | None = None
    all_items: bool = True


class FeedInspector:
    """Looks at feeds by one request each, or at files; a feed's fault is a value, no exception."""

    def __init__(
        self,
        fetcher: Fetcher,
        parser: ParserPool,
        max_body_bytes: int,
        auths: Mapping[str, Auth] | None = None,
    ) -> None:
        """`auths` are those of configured feeds, by URL."""
        self._auths = auths or {}
        self._fetcher = fetcher
        self._parser = parser
        self._max_body_bytes = max_body_bytes

    async def inspect(self, source: str) -> Inspection:
        """An http(s) URL, a file's path, or - for standard input -> what it shows."""
        if source.lower().startswith(("http://", "https://")):
            return await self._inspect_url(source)
        return await self._inspect_file(source)

    async def _inspect_url(self, url: str) -> Inspection:
        fetched = await self._fetcher.fetch(FeedRequest(url=url, auth=self._auths.get(url)))
        if isinstance(fetched, Body):
            parsed, whole = await self._parse(fetched.content, fetched.content_type, fetched.url)
            return Inspection(source=url, answer=fetched.answer, parsed=parsed, all_items=whole)
        if isinstance(fetched, NotModified):
            reason = "the server answered 304 to a request without conditions"
            return Inspection(source=url, answer=fetched.answer, failure=("http_304", reason))
        failure = (fetched.health, fetched.reason)
        return Inspection(source=url, answer=fetched.answer, failure=failure)

    async def _inspect_file(self, path: str) -> Inspection:
        found = await asyncio.to_thread(self._read, path)
        if isinstance(found, Failed):
            return Inspection(source=path, failure=(found.health, found.reason))
        parsed, whole = await self._parse(found, "", "")
        return Inspection(source=path, parsed=parsed, all_items=whole)

    async def _parse(self, content: bytes, content_type: str, url: str) -> tuple[ParsedFeed, bool]:
        """A document -> all of its items and true, or where they are too many a poll's, false."""
        parsed = await self._parser.parse(content, content_type, url, most_items=len(content))
        if parsed.health != "parser_limit" or not _has_many_items(content):
            return parsed, True
        return await self._parser.parse(content, content_type, url), False

    def _read(self, path: str) -> bytes | Failed:
        """A file's bytes, inflated and bounded as a body would be."""
        body = BoundedBody("", self._max_body_bytes)
        try:
            with sys.stdin.buffer if path == "-" else Path(path).open("rb") as file:
                while chunk := file.read(1 << 16):
                    body.add(chunk)
            return body.finish()
        except OSError as error:
            return Failed(health="unreadable_file", reason=f"cannot be read ({error.strerror})")
        except TooLargeError as error:
            return Failed(health="too_large", reason=f"the document is too large: {error}")
        except DamagedError as error:
            return Failed(health="bad_encoding", reason=f"the file is damaged: {error}")


def _has_many_items(content: bytes) -> bool:
    """Whether a document holds more than a poll would read; of JSON and sitemaps all are read."""
    return content.count(b"</item") + content.count(b"</entry") > MAX_ITEMS


@asynccontextmanager
async def open_inspector(
    settings: IngestSettings, auths: Mapping[str, Auth] | None = None
) -> AsyncIterator[FeedInspector]:
    """Settings -> an inspector with the manners, limits and guard of the service.

    `auths` are those of configured feeds, by URL.
    """
    guard = AddressGuard(settings.allow_cidrs)
    limits = fetch_limits(settings, settings.max_body_bytes)
    async with open_parser(settings, 1) as parser, open_client(settings, guard, 1) as client:
        yield FeedInspector(Fetcher(client, limits), parser, settings.max_body_bytes, auths)
