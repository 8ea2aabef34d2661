"""`python -m bench.feed_server PORT`: feeds served fast, so that their poller is measured.

`/unchanged/N` answers 304 to its ETag, `/same/N` sends one body for ever and no validators,
`/changed/N` sends one new item with every request.
"""

import asyncio
import sys
from collections import Counter
from typing import ClassVar

ITEMS = 25
_WORDS = "Shelling went on along the river through the night, people of the town said. " * 12
_ITEM = (
    "<item><title>Shells fall on quarter {number}</title>"
    "<link>https://harbour{feed}.example/world/2026/11/{number}-shells-fall</link>"
    '<guid isPermaLink="false">tag:harbour{feed}.example,2026:{number}</guid>'
    "<description>Report {number}. {words}</description>"
    "<pubDate>Sun, 22 Nov 2026 10:00:00 +0000</pubDate></item>"
)
_FEED = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
    "<title>Harbour {feed}</title>"
    "<link>https://harbour{feed}.example/</link><language>en</language>{items}</channel></rss>"
)


def document(feed: int, newest: int) -> bytes:
    """A feed's number and its newest item's -> an RSS document of about 30 kB."""
    items = [
        _ITEM.format(feed=feed, number=number, words=_WORDS)
        for number in range(newest, newest - ITEMS, -1)
    ]
    return _FEED.format(feed=feed, items="".join(items)).encode()


class FeedServer(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, no more of it than a feed poller uses."""

    newest: ClassVar[Counter[int]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client connected."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """A request, which is small enough to come in one piece."""
        mode, feed = data.split(b" ", 2)[1].decode().strip("/").split("/")
        self._transport.write(self._answer(mode, int(feed), b"if-none-match" in data.lower()))

    def _answer(self, mode: str, feed: int, conditional: bool) -> bytes:  # noqa: FBT001  # a fact
        if mode == "unchanged" and conditional:
            return b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n'
        if mode == "changed":
            self.newest[feed] += 1
        body = document(feed, 100 + self.newest[feed])
        etag = 'ETag: "v1"\r\n' if mode == "unchanged" else ""
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{etag}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


async def serve(port: int) -> None:
    """Serve on loopback until killed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(FeedServer, "127.0.0.1", port, backlog=1_000)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
