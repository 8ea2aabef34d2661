"""What ingest and a feed check both fetch and parse with, as the settings have it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from clashwire_ingest.documents.parser_pool import ParserLimits, ParserPool
from clashwire_ingest.settings import IngestSettings
from clashwire_ingest.web.fetch import FetchLimits, feed_client, user_agent
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.dead_letters import CODE_VERSION


def open_client(
    settings: IngestSettings, guard: AddressGuard, connections: int
) -> httpx.AsyncClient:
    """A client past the guard that says who asks, for so many connections."""
    return feed_client(
        guard,
        user_agent=user_agent(CODE_VERSION, settings.contact),
        connections=connections,
        timeout_seconds=settings.fetch_timeout.total_seconds(),
    )


def fetch_limits(settings: IngestSettings, max_bytes: int) -> FetchLimits:
    """How long a fetch may take, for bodies up to so many bytes."""
    return FetchLimits(
        timeout_seconds=settings.fetch_timeout.total_seconds(), max_body_bytes=max_bytes
    )


@asynccontextmanager
async def open_parser(settings: IngestSettings, processes: int) -> AsyncIterator[ParserPool]:
    """So many parsing children with their limits; they end with the context."""
    cpu_seconds = max(1, round(settings.parse_timeout.total_seconds()))
    pool = ParserPool(processes, ParserLimits(cpu_seconds=cpu_seconds))
    try:
        yield pool
    finally:
        await pool.close()
