"""Sites on addresses of their own, so that their feeds fall to different partitions."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from clashwire_local.ports import free_ports
from tests.hostile_web.hostile_web import HostileWeb, response
from tests.unit.ingest.documents import rss, rss_item

KEPT_ITEMS = 60


class NewsSites:
    """Each site has one feed; each `advance` gives it a new item and edits the one before."""

    def __init__(self, web: HostileWeb, count: int) -> None:
        self.web = web
        self.count = count
        self.latest = 0
        self.advance()

    @property
    def urls(self) -> list[str]:
        """The feeds' URLs."""
        return [self.web.url(f"/{site}", address(site)) for site in range(self.count)]

    @property
    def links(self) -> set[str]:
        """The link of every item that was ever in a feed."""
        return {
            f"https://harbour.example/world/{self._number(site, item)}"
            for site in range(self.count)
            for item in range(1, self.latest + 1)
        }

    def advance(self, items: int = 1) -> None:
        """Every site has news."""
        self.latest += items
        first = max(1, self.latest - KEPT_ITEMS)
        for site in range(self.count):
            told = [self._item(site, item) for item in range(self.latest, first - 1, -1)]
            self.web.answers[f"/{site}"] = response(rss(*told).encode())

    def _item(self, site: int, item: int) -> str:
        number = self._number(site, item)
        edited = " More were found later." if item < self.latest else ""
        text = f"Shelling number {number} hurt {number % 90 + 2} people.{edited}"
        return rss_item(number, title=f"Shells fall on quarter {number}", text=text)

    @staticmethod
    def _number(site: int, item: int) -> int:
        return site * 100_000 + item


def address(site: int) -> str:
    """A site's number -> its loopback address."""
    return f"127.0.{1 + site // 200}.{1 + site % 200}"


@asynccontextmanager
async def news_sites(count: int) -> AsyncIterator[NewsSites]:
    """So many sites, served on one port of as many addresses."""
    web = HostileWeb()
    (web.port,) = free_ports(1)
    addresses = [address(site) for site in range(count)]
    server = await asyncio.start_server(web.handle, addresses, web.port)
    try:
        yield NewsSites(web, count)
    finally:
        server.close()
