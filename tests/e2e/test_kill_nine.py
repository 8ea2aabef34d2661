"""Five hundred articles flow while every part is killed in turn; then the record must be whole.

What it must be is worked out apart: what ingest published is tagged and resolved once more in
this process, by the pure steps, undisturbed; and the corpus says which clashes it told.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from clashwire_cli.lag import LagReader
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.event import Event
from clashwire_contracts.event_types import is_clash
from clashwire_contracts.topics import ENRICHED_ARTICLES, RAW_ARTICLES
from clashwire_local import start_stack
from tests.e2e import record
from tests.e2e.corpus import PUBLISHERS, Clash, Corpus, corpus
from tests.e2e.patience import eventually
from tests.e2e.running import Running, running
from tests.e2e.topics import read_topic, send_to_start
from tests.e2e.undisturbed import resolve_undisturbed, tag_undisturbed
from tests.integration.checksum import indices_checksum

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

KILLED = ("ingest", "tag", "resolve", "index", "alerts", "kafka", "elasticsearch")
_STORIES_A_STEP = 20
_STEP_SECONDS = 1.0
_STEPS_BETWEEN_KILLS = 3
_ARRIVAL_SECONDS = 180.0


@dataclass(frozen=True)
class Flow:
    """A deployment after the flow, what was told, and every article tagged undisturbed."""

    running: Running
    corpus: Corpus
    tagged: dict[str, EnrichedArticle]


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flow]:
    told = corpus(datetime.now(UTC))
    with running(tmp_path_factory.mktemp("flow"), PUBLISHERS) as found:
        tell_and_kill(found, told)
        expected = {story.article_id for story in told.stories}
        eventually(
            lambda: expected <= record.documents(found.deployment, record.ARTICLES).keys(),
            _ARRIVAL_SECONDS,
        )
        record.settle(found.deployment, found.newsroom)
        yield Flow(found, told, tag_undisturbed(found.deployment.kafka))


def tell_and_kill(running: Running, told: Corpus) -> None:
    """Publish the stories a few at a time, killing the next part after every few steps."""
    stories = told.stories
    steps = [stories[i : i + _STORIES_A_STEP] for i in range(0, len(stories), _STORIES_A_STEP)]
    kill_after = dict(zip(range(2, len(steps), _STEPS_BETWEEN_KILLS), KILLED, strict=False))
    assert len(kill_after) == len(KILLED)
    for number, step in enumerate(steps):
        running.newsroom.publish(*step)
        if number in kill_after:
            running.deployment.kill(kill_after[number])
        time.sleep(_STEP_SECONDS)


def clash_events(flow: Flow) -> list[Event]:
    return [
        event
        for event in record.events(flow.running.deployment)
        if is_clash(event.event_type, event.realis, background=event.background)
    ]


def events_of(clash: Clash, events: list[Event]) -> list[Event]:
    return [
        event
        for event in events
        if clash.article_ids & {source.article_id for source in event.sources}
        and event.status not in {"merged", "retracted"}
    ]


def test_every_part_was_killed_while_the_articles_flowed(flow: Flow) -> None:
    said = flow.running.deployment.output.read_text("utf-8")
    for part in KILLED:
        assert f"{part} ended" in said, f"{part} was not killed"


def test_every_article_is_there_once_with_its_words(flow: Flow) -> None:
    found = record.documents(flow.running.deployment, record.ARTICLES)
    assert found.keys() == {story.article_id for story in flow.corpus.stories}
    for article_id, document in found.items():
        assert document["text"] == flow.tagged[article_id].text
        assert document["revision"] == 1


def test_every_claim_is_there_once(flow: Flow) -> None:
    found = record.claims(flow.running.deployment)
    expected = {claim.claim_id for article in flow.tagged.values() for claim in article.claims}
    assert len(expected) >= len(flow.corpus.clashes)
    assert {claim.claim_id for claim in found} == expected
    assert not [claim for claim in found if claim.status == "retracted"]


def test_every_mention_belongs_to_one_event(flow: Flow) -> None:
    events = [e for e in record.events(flow.running.deployment) if e.status != "merged"]
    found = Counter(mention for event in events for mention in event.mention_ids)
    expected = {event.mention_id for article in flow.tagged.values() for event in article.events}
    assert found.keys() == expected
    assert set(found.values()) == {1}


def test_events_and_claims_are_those_of_an_undisturbed_resolve(flow: Flow) -> None:
    """The mentions topic is taken through the pure step once more, in its own order."""
    expected = resolve_undisturbed(flow.running.deployment.kafka)
    found = record.events(flow.running.deployment)
    assert {event.event_id: event for event in found} == expected.events
    claims = record.claims(flow.running.deployment)
    assert {claim.claim_id: claim for claim in claims} == expected.claims


def test_every_clash_is_one_event_with_all_its_sources(flow: Flow) -> None:
    clashes = clash_events(flow)
    for clash in flow.corpus.clashes:
        (event,) = events_of(clash, clashes)
        assert {source.article_id for source in event.sources} == clash.article_ids, clash.town


def test_every_clash_was_paged_under_exactly_one_webhook_id(flow: Flow) -> None:
    receipts = flow.running.newsroom.sink.receipts
    assert all(receipt.verified for receipt in receipts)
    assert {receipt.kind for receipt in receipts} == {"clash.reported"}
    ids_by_event: dict[str, set[str]] = {}
    for receipt in receipts:
        ids_by_event.setdefault(receipt.alert["thread_id"], set()).add(receipt.webhook_id)
    assert {event.event_id for event in clash_events(flow)} == ids_by_event.keys()
    assert {len(ids) for ids in ids_by_event.values()} == {1}
    assert len(ids_by_event) == len(flow.corpus.clashes)


def test_no_record_was_set_aside(flow: Flow) -> None:
    async def count() -> int:
        async with LagReader(flow.running.deployment.kafka) as reader:
            return await reader.dead_letters()

    assert asyncio.run(count()) == 0


def test_replaying_the_raw_topic_from_its_start_changes_nothing(flow: Flow) -> None:
    """Tag forgets its offsets while everything is down, then tags all five hundred again."""
    deployment, newsroom = flow.running.deployment, flow.running.newsroom
    before = indices_checksum(deployment.elasticsearch)
    pages = newsroom.sink.counts
    assert deployment.stop() == 0
    with start_stack(deployment.data) as stack:
        send_to_start(stack.kafka_bootstrap, "tag", RAW_ARTICLES)
        tagged_before = len(read_topic(stack.kafka_bootstrap, ENRICHED_ARTICLES))
    deployment.start()
    record.settle(deployment, newsroom)
    tagged = len(read_topic(deployment.kafka, ENRICHED_ARTICLES))
    assert tagged >= tagged_before + len(flow.corpus.stories), "nothing was replayed"
    assert indices_checksum(deployment.elasticsearch) == before
    assert newsroom.sink.counts == pages
