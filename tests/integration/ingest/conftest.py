"""A hostile web server in the test's own loop, for a process to poll."""

from collections.abc import AsyncIterator

import pytest

from tests.hostile_web.hostile_web import HostileWeb, hostile_web


@pytest.fixture
async def web() -> AsyncIterator[HostileWeb]:
    """A server of its own for each test."""
    async with hostile_web() as running:
        yield running
