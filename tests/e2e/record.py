"""What a deployment holds: the documents of its indices, and whether anything still moves."""

import asyncio
from typing import Any

import msgspec
from elasticsearch import Elasticsearch

from clashwire_cli.lag import LagReader
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from tests.e2e.deployment import Deployment
from tests.e2e.newsroom import Newsroom

ARTICLES, EVENTS, CLAIMS = "clashwire-articles", "clashwire-events", "clashwire-claims"
DELIVERIES = "clashwire-deliveries"
SETTLE_SECONDS = 120.0
_MOST_DOCUMENTS = 10_000  # Elasticsearch's own limit for one page
_LOOK_EVERY_SECONDS = 0.5
_QUIET_LOOKS = 4


def documents(deployment: Deployment, alias: str) -> dict[str, dict[str, Any]]:
    """Alias -> every document behind it by _id, those just written included."""
    with Elasticsearch(deployment.elasticsearch) as client:
        client.indices.refresh(index=alias)
        answer = client.search(index=alias, size=_MOST_DOCUMENTS)
    return {hit["_id"]: hit["_source"] for hit in answer["hits"]["hits"]}


def events(deployment: Deployment) -> list[Event]:
    """Every event document, read as the contract's message."""
    return [msgspec.convert(d, Event) for d in documents(deployment, EVENTS).values()]


def claims(deployment: Deployment) -> list[Claim]:
    """Every claim document, read as the contract's message."""
    return [msgspec.convert(d, Claim) for d in documents(deployment, CLAIMS).values()]


def settle(deployment: Deployment, newsroom: Newsroom, seconds: float = SETTLE_SECONDS) -> None:
    """Return once nothing waits on any topic and nothing more arrives; for proofs of absence.

    Raises TimeoutError when something still moves then.
    """
    asyncio.run(asyncio.wait_for(_settle(deployment, newsroom), seconds))


async def _settle(deployment: Deployment, newsroom: Newsroom) -> None:
    quiet, before = 0, None
    async with LagReader(deployment.kafka) as reader:
        while quiet < _QUIET_LOOKS:
            lags = await reader.lags()
            now = (lags, len(newsroom.sink.receipts))
            waiting = sum(lag.behind for lag in lags)
            quiet = quiet + 1 if now == before and not waiting else 0
            before = now
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
