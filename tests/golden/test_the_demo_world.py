"""The bundled world against its editor's judgement: one alert a clash, none for anything else.

In this process, without servers: the stories are tagged and resolved in the order of the feed.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256

import msgspec
import pytest

from clashwire_cli.demo.expectation import ExpectedClash, read_expectation
from clashwire_cli.demo.story import read_world, render
from clashwire_contracts import ids
from clashwire_contracts.article import EnrichedArticle, Publisher, RawArticle
from clashwire_contracts.codec import decode, encode
from clashwire_contracts.event import Event
from clashwire_contracts.event_types import is_clash
from clashwire_contracts.topics import EVENTS, MENTIONS
from clashwire_enrich.resolve.compose import Composer
from clashwire_enrich.resolve.state import ResolveState, Spans
from clashwire_enrich.resolve.step import ResolveStep
from clashwire_enrich.tag import tag_article, to_mentions
from clashwire_enrich.text.countries import load_countries
from clashwire_ingest.identity.sketch import sketch_text
from clashwire_runtime.step import Record
from tests.enriching import resources

START = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
EXPECTED = read_expectation()
GONE = {"merged", "retracted"}


def article_of(key: str) -> str:
    return ids.article_id(f"https://{key}.example.org/")


@cache
def tagged_world() -> dict[str, EnrichedArticle]:
    """Every story's key -> its enriched article."""
    world = read_world()
    publishers = {publisher.key: publisher for publisher in world.publishers}
    found = {}
    for story in world.stories:
        item = render(world, story, START)
        text = "\n\n".join(item.paragraphs) or item.summary or item.title
        told_by = publishers[story.publisher]
        raw = RawArticle(
            article_id=article_of(item.story_id),
            revision=1,
            feed_id=ids.feed_id(story.publisher),
            publisher=Publisher(
                name=told_by.name,
                domain=told_by.domain,
                country=told_by.country,
                owner_group=told_by.owner_group,
            ),
            url=f"https://{item.story_id}.example.org/",
            canonical_url=None,
            guid=None,
            title=item.title,
            summary=item.summary,
            text=text,
            text_source="feed",
            language=None,
            authors=(),
            published_at=item.published_at,
            first_published_at=item.published_at,
            updated_at=None,
            fetched_at=START,
            content_hash=sha256(text.encode()).hexdigest(),
            sketch=sketch_text(text),
        )
        found[item.story_id] = tag_article(raw, resources=resources())
    return found


@cache
def clashes() -> tuple[Event, ...]:
    """The world's events as resolve leaves them -> those that would alert."""
    composer = Composer(
        country_names={country.code: country.name for country in load_countries()},
        backfill_after=timedelta(days=7),
    )
    state = ResolveState({}, Spans(timedelta(14), timedelta(60)))
    step, latest = ResolveStep(state, composer), dict[str, Event]()
    for offset, article in enumerate(tagged_world().values()):
        if not (article.events or article.claims):
            continue
        record = Record(
            topic=MENTIONS.name,
            partition=0,
            offset=offset,
            key=article.article_id.encode(),
            value=encode(to_mentions(article)),
            timestamp=START,
        )
        for result in step(record):
            for output in result.outputs:
                if output.topic == EVENTS.name and output.value is not None:
                    event = decode(Event, output.value)
                    latest[event.event_id] = event
            state.apply(result.change, result.rows)
    told = (event for event in latest.values() if event.status not in GONE)
    return tuple(
        event
        for event in told
        if is_clash(event.event_type, event.realis, background=event.background)
    )


def by_clash() -> dict[str | None, list[Event]]:
    """Alerting events by the clash that one of their stories tells of; None for no clash."""
    clash_of = {
        article_of(story): clash.key
        for clash in EXPECTED.clashes
        for story in (*clash.stories, *clash.syndicated)
    }
    found: dict[str | None, list[Event]] = defaultdict(list)
    for event in clashes():
        keys = [clash_of.get(source.article_id) for source in event.sources]
        found[next((key for key in keys if key), None)].append(event)
    return found


def _told(events: list[Event]) -> list[tuple[str, str, str]]:
    return [
        (event.sub_event_type, event.place.name or "", event.evidence[0].text) for event in events
    ]


@pytest.mark.parametrize(
    ("story", "wanted"), EXPECTED.relevance().items(), ids=list(EXPECTED.relevance())
)
def test_each_story_is_about_conflict_as_its_editor_says(story: str, wanted: bool | None) -> None:
    article = tagged_world()[story]

    assert article.relevant is wanted, [event.evidence[0].text for event in article.events]


# Known: where the army denies that Lubero fell, the rebels it counts as killed stand as a fight
# of their own beside the capture that the other outlets tell of.
TOLD_TWICE = {"lubero"}


@pytest.mark.parametrize(
    "clash",
    [
        pytest.param(
            clash,
            marks=[pytest.mark.xfail(strict=True, reason="told as two events")]
            if clash.key in TOLD_TWICE
            else [],
            id=clash.key,
        )
        for clash in EXPECTED.clashes
    ],
)
def test_each_clash_is_one_event_of_its_type(clash: ExpectedClash) -> None:
    events = by_clash()[clash.key]

    assert len(events) == 1, _told(events)
    assert events[0].sub_event_type in (clash.sub_event_type, *clash.also), _told(events)


def test_nothing_else_is_a_clash() -> None:
    assert _told(by_clash()[None]) == []


def test_no_partys_toll_is_stored_as_a_fact() -> None:
    disputed = [clash.key for clash in EXPECTED.clashes if clash.contested]

    tolls = {
        key: msgspec.structs.asdict(event.fatalities)
        for key, events in by_clash().items()
        for event in events
        if key in disputed and event.fatalities.best is not None and event.status == "contested"
    }
    assert {key for key, toll in tolls.items() if toll["low"] == toll["high"]} == set()
