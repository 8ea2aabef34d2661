import asyncio
from collections.abc import AsyncIterator

import pytest

from clashwire_ingest.documents.parser_pool import ParserLimits, ParserPool
from tests.unit.ingest.documents import many_attributes, rss, rss_item

GOOD = rss(rss_item(1)).encode()
URL = "https://harbour.example/feed"
LIMITS = ParserLimits(cpu_seconds=2)


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    running = ParserPool(1, LIMITS)
    yield running
    await running.close()


async def test_documents_are_parsed_one_after_the_other_in_one_child(pool: ParserPool) -> None:
    first = await pool.parse(GOOD, "text/xml", URL)
    second = await pool.parse(b"", "text/xml", URL)

    assert (first.health, len(first.items), second.health) == ("ok", 1, "empty")


async def test_a_document_that_hangs_the_parser_costs_itself_only(pool: ParserPool) -> None:
    hanging, good = await asyncio.gather(
        pool.parse(many_attributes(100_000), "text/xml", URL), pool.parse(GOOD, "text/xml", URL)
    )

    assert hanging.health == "parser_limit"
    assert "2 s of processor time" in (hanging.reason or "")
    assert good.health == "ok"


async def test_a_document_that_needs_too_much_memory_costs_itself_only() -> None:
    pool = ParserPool(1, ParserLimits(cpu_seconds=20, memory_bytes=150_000_000))
    large = rss(*[rss_item(number, text="word " * 4_000) for number in range(1_900)]).encode()

    parsed = await pool.parse(large, "text/xml", URL)
    after = await pool.parse(GOOD, "text/xml", URL)
    await pool.close()

    assert parsed.health == "parser_limit"
    assert after.health == "ok"


async def test_the_limit_counts_each_document_anew() -> None:
    pool = ParserPool(1, ParserLimits(cpu_seconds=1))
    slow = many_attributes(8_000)  # about half a second each: together far over the limit

    found = [(await pool.parse(slow, "text/xml", URL)).health for _ in range(6)]
    await pool.close()

    assert found == ["ok"] * 6
