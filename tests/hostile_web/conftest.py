"""A hostile server, a fetcher and a news desk for each test."""

from collections.abc import AsyncIterator

import pytest

from clashwire_ingest.web.fetch import Fetcher
from tests.hostile_web.desk import Desk, open_desk, open_fetcher
from tests.hostile_web.hostile_web import HostileWeb, hostile_web


@pytest.fixture
async def web() -> AsyncIterator[HostileWeb]:
    """A server of its own for each test."""
    async with hostile_web() as running:
        yield running


@pytest.fixture
async def fetcher(web: HostileWeb) -> AsyncIterator[Fetcher]:
    """The real fetcher, for which every name is the hostile server's."""
    async with open_fetcher(web) as opened:
        yield opened


@pytest.fixture
async def desk(web: HostileWeb, fetcher: Fetcher) -> AsyncIterator[Desk]:
    """The real poller with its parser child, for one feed on the hostile server."""
    async with open_desk(web, fetcher) as opened:
        yield opened
