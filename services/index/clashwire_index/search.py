"""Reading the record: articles by text, events newest first, one event with its claims."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from elasticsearch import AsyncElasticsearch

from clashwire_contracts.alert import Delivery
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_index.connection import READ_TIMEOUT_SECONDS, Connection, connect
from clashwire_index.indices import (
    ALL_INDICES,
    ARTICLE_INDEX,
    CLAIM_INDEX,
    DELIVERY_INDEX,
    EVENT_INDEX,
)
from clashwire_index.queries import (
    ArticleFilter,
    ClaimFilter,
    EventFilter,
    article_highlight,
    article_query,
    claim_query,
    event_query,
)
from clashwire_index.results import (
    ArticleHit,
    EventWithClaims,
    Found,
    IndexCount,
    IndexStatus,
    to_article_hit,
    to_claim,
    to_delivery,
    to_event,
)
from clashwire_index.search_errors import NoSuchEventError, SearchError, in_words

__all__ = ["NoSuchEventError", "Search", "SearchError", "open_search"]
T = TypeVar("T")
Query = Mapping[str, Any]
MAX_SIZE = 500
_CLAIMS_OF_AN_EVENT = 1000
_NEWEST_BY = {
    ARTICLE_INDEX.alias: "fetched_at",
    EVENT_INDEX.alias: "last_updated_at",
    CLAIM_INDEX.alias: "published_at",
    DELIVERY_INDEX.alias: "updated_at",
}
_FULL_ID_LENGTH = 36


class Search:
    """Asks Elasticsearch; every failure is a SearchError in one sentence."""

    def __init__(self, client: AsyncElasticsearch, shown_url: str) -> None:
        self._client = client
        self._shown_url = shown_url

    async def articles(
        self, wanted: ArticleFilter, *, size: int = 20, offset: int = 0
    ) -> Found[ArticleHit]:
        """Articles, best match first, newest first among equals."""
        return await self._find(
            ARTICLE_INDEX.alias,
            to_article_hit,
            query=article_query(wanted),
            sort=["_score", _newest("fetched_at"), "article_id"],
            highlight=article_highlight(),
            source_excludes=["text", "sketch", "events", "claims", "actors", "places"],
            size=size,
            from_=offset,
        )

    async def events(self, wanted: EventFilter, *, size: int = 20, offset: int = 0) -> Found[Event]:
        """Events, the last changed first."""
        return await self._find(
            EVENT_INDEX.alias,
            to_event,
            query=event_query(wanted),
            sort=[_newest("last_updated_at"), "event_id"],
            size=size,
            from_=offset,
        )

    async def claims(self, wanted: ClaimFilter, *, size: int = 20, offset: int = 0) -> Found[Claim]:
        """Claims, the last published first."""
        return await self._find(
            CLAIM_INDEX.alias,
            to_claim,
            query=claim_query(wanted),
            sort=[_newest("published_at"), "claim_id"],
            size=size,
            from_=offset,
        )

    async def event(self, event_id: str) -> EventWithClaims:
        """An event_id, or enough of its start -> the event, its claims and its deliveries.

        Claims come oldest first. Raises NoSuchEventError.
        """
        event = await self._one_event(event_id)
        claims = await self._find(
            CLAIM_INDEX.alias,
            to_claim,
            query=claim_query(ClaimFilter(event_ids=(event.event_id,), include_retracted=True)),
            sort=[{"published_at": {"order": "asc", "missing": "_last"}}, "claim_id"],
            size=_CLAIMS_OF_AN_EVENT,
        )
        deliveries = await self.deliveries(event_id=event.event_id, size=MAX_SIZE)
        return EventWithClaims(event=event, claims=claims.items, deliveries=deliveries.items)

    async def disputes(self, *, size: int = 10, offset: int = 0) -> Found[EventWithClaims]:
        """Contested events, the last changed first, each with all claims that still stand."""
        events = await self.events(EventFilter(contested=True), size=size, offset=offset)
        ids = tuple(event.event_id for event in events.items)
        claims = await self._find(
            CLAIM_INDEX.alias,
            to_claim,
            query=claim_query(ClaimFilter(event_ids=ids)),
            sort=[{"published_at": {"order": "asc", "missing": "_last"}}, "claim_id"],
            size=_CLAIMS_OF_AN_EVENT,
        )
        told = tuple(
            EventWithClaims(
                event=event,
                claims=tuple(one for one in claims.items if event.event_id in one.event_ids),
            )
            for event in events.items
        )
        return Found(total=events.total, items=told)

    async def deliveries(
        self, *, event_id: str | None = None, size: int = 20, offset: int = 0
    ) -> Found[Delivery]:
        """Alerts sent or to be sent, the last changed first; of one event when it is named."""
        by_event: Query = {"term": {"alert.event.event_id": event_id}}
        return await self._find(
            DELIVERY_INDEX.alias,
            to_delivery,
            query=by_event if event_id else {"match_all": {}},
            sort=[_newest("updated_at"), "delivery_id"],
            size=size,
            from_=offset,
        )

    async def countries(self) -> tuple[str, ...]:
        """The country codes that events have, in alphabetical order."""
        with in_words(self._shown_url):
            answer = await self._client.search(
                index=EVENT_INDEX.alias,
                size=0,
                aggregations={"countries": {"terms": {"field": "place.country", "size": 300}}},
            )
        return tuple(sorted(one["key"] for one in answer["aggregations"]["countries"]["buckets"]))

    async def status(self) -> IndexStatus:
        """The cluster's health, and how many documents each index holds."""
        with in_words(self._shown_url):
            health = await self._client.cluster.health()
        counts = tuple([await self._count(index.alias) for index in ALL_INDICES])
        return IndexStatus(cluster=health["status"], indices=counts)

    async def _count(self, alias: str) -> IndexCount:
        with in_words(self._shown_url):
            answer = await self._client.search(
                index=alias,
                size=0,
                track_total_hits=True,
                aggregations={"newest": {"max": {"field": _NEWEST_BY[alias]}}},
            )
        newest_ms = answer["aggregations"]["newest"]["value"]
        return IndexCount(
            alias=alias,
            documents=answer["hits"]["total"]["value"],
            newest_at=None if newest_ms is None else datetime.fromtimestamp(newest_ms / 1000, UTC),
        )

    async def _one_event(self, event_id: str) -> Event:
        whole = len(event_id) >= _FULL_ID_LENGTH
        found = await self._find(
            EVENT_INDEX.alias,
            to_event,
            query={("term" if whole else "prefix"): {"event_id": event_id}},
            sort=["event_id"],
            size=2,
        )
        if not event_id or found.total == 0:
            raise NoSuchEventError(
                f"No event has the id {event_id!r}; `clashwire events` lists those there are."
            )
        if found.total > 1:
            raise NoSuchEventError(
                f"{found.total} events have an id that starts with {event_id!r}; give more of it."
            )
        return found.items[0]

    async def _find(self, alias: str, convert: Callable[[Any], T], **question: Any) -> Found[T]:
        question["size"] = max(0, min(question["size"], _CLAIMS_OF_AN_EVENT))
        with in_words(self._shown_url):
            answer = await self._client.search(index=alias, track_total_hits=True, **question)
        hits = answer["hits"]
        return Found(
            total=hits["total"]["value"], items=tuple(convert(hit) for hit in hits["hits"])
        )


@asynccontextmanager
async def open_search(connection: Connection) -> AsyncIterator[Search]:
    """Connection -> Search, closed at the end."""
    client = connect(connection, READ_TIMEOUT_SECONDS)
    try:
        yield Search(client, connection.shown_url)
    finally:
        await client.close()


def _newest(field: str) -> Query:
    return {field: {"order": "desc", "missing": "_last"}}
