"""A hostile web server for the tests that fetch."""

from collections.abc import AsyncIterator

import pytest

from tests.hostile_web.hostile_web import HostileWeb, hostile_web


@pytest.fixture
async def web() -> AsyncIterator[HostileWeb]:
    """A server of its own for each test."""
    async with hostile_web() as running:
        yield running
