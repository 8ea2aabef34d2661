"""Reading the record back from a real Elasticsearch."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec
import pytest
from elasticsearch import Elasticsearch

from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_contracts.model import Message
from clashwire_index.connection import Connection
from clashwire_index.documents import to_document
from clashwire_index.indices import (
    ARTICLE_INDEX,
    CLAIM_INDEX,
    DELIVERY_INDEX,
    EVENT_INDEX,
    Index,
)
from clashwire_index.queries import ArticleFilter, ClaimFilter, EventFilter
from clashwire_index.search import NoSuchEventError, Search, SearchError, open_search
from clashwire_local import RunningStack
from clashwire_local.ports import LOOPBACK, free_ports
from tests.unit.index.messages import a_claim, a_delivery, an_article, an_event

pytestmark = pytest.mark.integration
T = TypeVar("T")
START = datetime(2050, 1, 1, tzinfo=UTC)  # later than what any other test stores


def store(stack: RunningStack, index: Index, *messages: Message) -> None:
    with Elasticsearch(stack.elasticsearch_url) as client:
        for message in messages:
            document = to_document(index, message)
            client.index(
                index=document.index, id=document.id, document=msgspec.json.decode(document.body)
            )
        client.indices.refresh(index=index.alias)


def ask(stack: RunningStack, question: Callable[[Search], Awaitable[T]]) -> T:
    async def run() -> T:
        async with open_search(Connection(url=stack.elasticsearch_url)) as search:
            return await question(search)

    return asyncio.run(run())


def event(name: str, minute: int = 0, **changes: object) -> Event:
    place = msgspec.structs.replace(an_event().place, country="ZZ")
    told = {"last_updated_at": START + timedelta(minutes=minute), "place": place} | changes
    return msgspec.structs.replace(an_event(name), **told)


def claim(name: str, *event_ids: str, **changes: object) -> Claim:
    return msgspec.structs.replace(a_claim(name), event_ids=event_ids, **changes)


IN_ZZ = EventFilter(country="zz")


def test_events_come_last_changed_first_without_background_and_merged_ones(
    ready_stack: RunningStack,
) -> None:
    store(
        ready_stack,
        EVENT_INDEX,
        event("search-old", 1),
        event("search-new", 2),
        event("search-background", 3, background=True),
        event("search-merged", 4, status="merged", merged_into="search-new"),
    )
    found = ask(ready_stack, lambda search: search.events(IN_ZZ))
    assert [one.event_id for one in found.items] == ["search-new", "search-old"]
    assert found.total == 2
    assert found.items[0] == event("search-new", 2)
    page = ask(ready_stack, lambda search: search.events(IN_ZZ, size=1, offset=1))
    assert ([one.event_id for one in page.items], page.total) == (["search-old"], 2)
    every = EventFilter(country="ZZ", include_background=True, include_merged=True)
    assert ask(ready_stack, lambda search: search.events(every)).total == 4


def test_events_are_narrowed_by_type_time_actor_and_words(ready_stack: RunningStack) -> None:
    far = msgspec.structs.replace(an_event().place, country="ZY")
    told = event(
        "search-narrow", 9, place=far, headline="Ferry crossing shelled",
        event_type="explosion_remote", sub_event_type="shelling_artillery_missile",
    )  # fmt: skip
    store(ready_stack, EVENT_INDEX, told)
    actor = told.actors[0].name
    hits = (
        EventFilter(country="ZY", event_type="explosion_remote"),
        EventFilter(country="ZY", event_type="shelling_artillery_missile"),
        EventFilter(country="ZY", since=START),
        EventFilter(country="ZY", actor=actor),
        EventFilter(country="ZY", text="ferry"),
        EventFilter(country="ZY", text='"ferry crossing"'),
    )
    misses = (
        EventFilter(country="ZY", event_type="battle"),
        EventFilter(country="ZY", since=START + timedelta(days=1)),
        EventFilter(country="ZY", actor="Nobody"),
        EventFilter(country="ZY", text="ferry -shelled"),
        EventFilter(country="ZY", text='"crossing ferry"'),
    )
    for wanted in hits:
        assert ask(ready_stack, lambda search, w=wanted: search.events(w)).total == 1, wanted  # type: ignore[misc]
    for wanted in misses:
        assert ask(ready_stack, lambda search, w=wanted: search.events(w)).total == 0, wanted  # type: ignore[misc]


def test_an_event_is_shown_with_its_claims_and_its_alerts(ready_stack: RunningStack) -> None:
    store(ready_stack, EVENT_INDEX, event("shown-1234"), event("shown-9876"))
    store(
        ready_stack,
        CLAIM_INDEX,
        claim("shown-b", "shown-1234", published_at=START + timedelta(hours=1)),
        claim("shown-a", "shown-1234", published_at=START, status="retracted"),
        claim("shown-c", "shown-9876"),
    )
    delivery = a_delivery("shown-d")
    alert = msgspec.structs.replace(delivery.alert, event=event("shown-1234"))
    store(ready_stack, DELIVERY_INDEX, msgspec.structs.replace(delivery, alert=alert))
    told = ask(ready_stack, lambda search: search.event("shown-1"))
    assert told.event == event("shown-1234")
    assert [one.claim_id for one in told.claims] == ["shown-a", "shown-b"]
    assert [one.delivery_id for one in told.deliveries] == ["shown-d"]
    assert [len(group.claims) for group in told.by_party] == [2]


def test_an_id_that_is_none_or_of_several_is_said(ready_stack: RunningStack) -> None:
    store(ready_stack, EVENT_INDEX, event("twin-1"), event("twin-2"))
    with pytest.raises(NoSuchEventError, match="2 events have an id that starts with 'twin-'"):
        ask(ready_stack, lambda search: search.event("twin-"))
    for nothing in ("no-such-event", "*", ""):
        with pytest.raises(NoSuchEventError):
            ask(ready_stack, lambda search, i=nothing: search.event(i))  # type: ignore[misc]


def test_disputes_hold_the_claims_that_still_stand(ready_stack: RunningStack) -> None:
    store(ready_stack, EVENT_INDEX, event("dispute", 60 * 24 * 300, status="contested"))
    store(
        ready_stack,
        CLAIM_INDEX,
        claim("dispute-a", "dispute"),
        claim("dispute-b", "dispute", status="retracted"),
    )
    found = ask(ready_stack, lambda search: search.disputes(size=1))
    assert found.items[0].event.event_id == "dispute"
    assert [one.claim_id for one in found.items[0].claims] == ["dispute-a"]


def test_contested_claims_are_found_by_party_and_words(ready_stack: RunningStack) -> None:
    told = claim("contested-claim", "somewhere", claim_type="casualties", status="contested")
    store(ready_stack, CLAIM_INDEX, told)
    assert told.affiliation is not None
    here = ("somewhere",)
    party = ClaimFilter(contested=True, party=told.affiliation.name, event_ids=here)
    assert ask(ready_stack, lambda search: search.claims(party)).items == (told,)
    calm = ClaimFilter(contested=False, event_ids=here)
    assert ask(ready_stack, lambda search: search.claims(calm)).total == 0
    words = ClaimFilter(text=told.content_span.text, event_ids=here)
    assert ask(ready_stack, lambda search: search.claims(words)).total == 1


def test_articles_are_found_by_their_words_with_the_passage_marked(
    ready_stack: RunningStack,
) -> None:
    article = msgspec.structs.replace(
        an_article("searched"),
        title="A quiet title",
        text="Sappers cleared the quernstone <b>road</b>.",
    )
    store(ready_stack, ARTICLE_INDEX, article)
    found = ask(ready_stack, lambda search: search.articles(ArticleFilter(text="Quernstone")))
    assert [hit.article_id for hit in found.items] == ["searched"]
    (passage,) = found.items[0].passages
    assert [fragment.text for fragment in passage if fragment.matched] == ["quernstone"]
    assert "<b>road</b>" in "".join(fragment.text for fragment in passage)


@pytest.mark.parametrize(
    "words", ['"', "(((", "a AND", "\\", "title:x", "*", "~~", "- |", "é" * 300]
)
def test_no_words_of_a_reader_make_the_search_fail(ready_stack: RunningStack, words: str) -> None:
    ask(ready_stack, lambda search: search.articles(ArticleFilter(text=words)))


def test_status_counts_every_index_and_dates_its_newest(ready_stack: RunningStack) -> None:
    store(ready_stack, EVENT_INDEX, event("status", 60 * 24 * 365))
    status = ask(ready_stack, lambda search: search.status())
    assert status.cluster == "green"
    counts = {count.alias: count for count in status.indices}
    assert counts[EVENT_INDEX.alias].documents > 0
    assert counts[EVENT_INDEX.alias].newest_at == START + timedelta(days=365)


def test_a_server_that_is_not_there_is_said_in_a_sentence() -> None:
    (port,) = free_ports(1)

    async def run() -> None:
        async with open_search(Connection(url=f"http://u:secret@{LOOPBACK}:{port}")) as search:
            await search.events(EventFilter())

    with pytest.raises(SearchError, match=f"http://{LOOPBACK}:{port} cannot be reached") as caught:
        asyncio.run(run())
    assert "secret" not in str(caught.value)


def test_a_missing_index_is_said_with_the_remedy(ready_stack: RunningStack) -> None:
    async def run() -> None:
        async with open_search(Connection(url=ready_stack.elasticsearch_url)) as search:
            await search._find("clashwire-nothing", lambda hit: hit, size=1)

    with pytest.raises(SearchError, match="no index clashwire-nothing; run `clashwire setup`"):
        asyncio.run(run())
