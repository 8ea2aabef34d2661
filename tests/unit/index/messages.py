"""Messages to test with: the committed examples, and changed copies of them."""

from pathlib import Path
from typing import TypeVar

import msgspec

from clashwire_contracts.alert import Delivery
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import decode, encode
from clashwire_contracts.event import Event, HistoryEntry
from clashwire_contracts.model import Message
from clashwire_index.indices import ALL_INDICES, Index

EXAMPLES = Path(__file__).parents[3] / "services" / "contracts" / "examples"
M = TypeVar("M", bound=Message)


def example(model: type[M], topic: str, name: str) -> M:
    """A committed example by topic and file name."""
    return decode(model, (EXAMPLES / topic / f"{name}.json").read_bytes())


def every_example() -> list[tuple[Index, str, bytes]]:
    """(index, file name, bytes) of every committed example on a topic that is indexed."""
    return [
        (index, path.stem, path.read_bytes())
        for index in ALL_INDICES
        for path in sorted((EXAMPLES / index.topic.name).glob("*.json"))
    ]


def an_event(event_id: str = "e-1", version: int = 1) -> Event:
    """A first clash, told under another id and version, its history as long as its version."""
    event = example(Event, "clashwire.events.v1", "clash-first-version")
    entry = event.history[0]
    history = tuple(
        HistoryEntry(version=n, change="updated", at=entry.at, article_id=entry.article_id)
        for n in range(1, version + 1)
    )
    return msgspec.structs.replace(event, event_id=event_id, version=version, history=history)


def a_claim(claim_id: str = "c-1", version: int = 1) -> Claim:
    """A contested toll under another id and version."""
    claim = example(Claim, "clashwire.claims.v1", "toll-contested")
    return msgspec.structs.replace(claim, claim_id=claim_id, version=version)


def an_article(article_id: str = "a-1", revision: int = 1) -> EnrichedArticle:
    """A tagged article under another id and revision."""
    article = example(EnrichedArticle, "clashwire.articles.enriched.v1", "clash-with-rival-claims")
    return msgspec.structs.replace(article, article_id=article_id, revision=revision)


def a_delivery(delivery_id: str = "d-1", version: int = 1) -> Delivery:
    """A pending delivery under another id and version."""
    delivery = example(Delivery, "clashwire.deliveries.v1", "pending")
    return msgspec.structs.replace(delivery, delivery_id=delivery_id, version=version)


def to_bytes(message: Message) -> bytes:
    """The message as it crosses a topic."""
    return encode(message)
