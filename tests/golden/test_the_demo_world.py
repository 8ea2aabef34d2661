"""The bundled world against its editor's judgement: one alert a clash, none for anything else.

In this process, without servers: the stories are tagged, then resolved in many orders of arrival.
"""

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime
from functools import cache

import msgspec
import pytest

from clashwire_cli.demo.expectation import ExpectedClash, read_expectation
from clashwire_cli.demo.story import read_world, render
from clashwire_contracts.article import EnrichedArticle, Publisher
from clashwire_contracts.event import Event
from tests.resolving import article_of, first_alerts, resolve_in_order, standing_clashes, tag_story

START = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
EXPECTED = read_expectation()


@cache
def tagged_world() -> dict[str, EnrichedArticle]:
    """Every story's key -> its enriched article."""
    world = read_world()
    publishers = {publisher.key: publisher for publisher in world.publishers}
    found = {}
    for story in world.stories:
        item = render(world, story, START)
        told_by = publishers[story.publisher]
        found[item.story_id] = tag_story(
            item.story_id,
            item.title,
            "\n\n".join(item.paragraphs) or item.summary or item.title,
            publisher=Publisher(
                name=told_by.name,
                domain=told_by.domain,
                country=told_by.country,
                owner_group=told_by.owner_group,
            ),
            published_at=item.published_at,
            fetched_at=START,
            summary=item.summary,
        )
    return found


@cache
def clashes() -> tuple[Event, ...]:
    """The world's events as resolve leaves them, in the order of the feed -> the clashes."""
    return tuple(standing_clashes(resolve_in_order(tagged_world().values())))


def clash_of(event: Event) -> str | None:
    """The clash that a story of the event tells of by the editor's judgement; None for no clash."""
    told = {
        article_of(story): clash.key
        for clash in EXPECTED.clashes
        for story in (*clash.stories, *clash.syndicated)
    }
    keys = (told.get(source.article_id) for source in event.sources)
    return next((key for key in keys if key), None)


def by_clash() -> dict[str | None, list[Event]]:
    """Alerting events by the clash that one of their stories tells of; None for no clash."""
    found: dict[str | None, list[Event]] = defaultdict(list)
    for event in clashes():
        found[clash_of(event)].append(event)
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


@pytest.mark.parametrize("clash", EXPECTED.clashes, ids=[c.key for c in EXPECTED.clashes])
def test_each_clash_is_one_event_of_its_type(clash: ExpectedClash) -> None:
    events = by_clash()[clash.key]

    assert len(events) == 1, _told(events)
    assert events[0].sub_event_type in (clash.sub_event_type, *clash.also), _told(events)


@pytest.mark.parametrize("seed", range(12))
def test_each_clash_pages_once_in_whatever_order_its_stories_arrive(seed: int) -> None:
    stories = sorted(tagged_world())
    random.Random(seed).shuffle(stories)  # noqa: S311 - any order will do, the same each time

    alerts = first_alerts(resolve_in_order(tagged_world()[story] for story in stories))

    counted = Counter(clash_of(event) for event in alerts)
    assert counted == Counter({clash.key: 1 for clash in EXPECTED.clashes}), _told(alerts)


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
