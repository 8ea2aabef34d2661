"""Empty topics for each test of the enrich workers, on the stack that all tests share."""

import asyncio
from collections.abc import Iterator

import pytest

from clashwire_contracts.topics import (
    ALL_TOPICS,
    CLAIMS,
    ENRICHED_ARTICLES,
    EVENTS,
    MENTIONS,
    RAW_ARTICLES,
    RESOLVE_CHANGELOG,
    dead_letters,
)
from clashwire_local import RunningStack
from clashwire_runtime.topic_setup import create_topics
from tests.integration.enrich.enrich_process import delete_topics

_MESSAGES = (RAW_ARTICLES, ENRICHED_ARTICLES, MENTIONS, EVENTS, CLAIMS)
_TOPICS = [t.name for t in (*_MESSAGES, RESOLVE_CHANGELOG)]
_TOPICS += [dead_letters(topic.name).name for topic in _MESSAGES]


@pytest.fixture
def empty_topics(stack: RunningStack) -> Iterator[RunningStack]:
    """The stack with nothing on the topics that tag and resolve touch, before and after."""
    asyncio.run(_empty(stack.kafka_bootstrap))
    yield stack
    asyncio.run(_empty(stack.kafka_bootstrap))


async def _empty(bootstrap: str) -> None:
    await delete_topics(bootstrap, _TOPICS)
    await create_topics(bootstrap, ALL_TOPICS)
