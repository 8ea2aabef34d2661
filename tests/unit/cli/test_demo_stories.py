"""The news world: every story renders, and its times and days agree."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from clashwire_cli.demo.story import NewsWorld, items_of, latest_revision, read_world, render
from clashwire_cli.demo.story_time import fill_dates, parse_published

START = datetime(2031, 3, 2, 0, 5, tzinfo=UTC)  # a Sunday, five minutes past midnight


@pytest.fixture(scope="module")
def world() -> NewsWorld:
    return read_world()


def test_every_story_and_revision_renders_without_a_placeholder(world: NewsWorld) -> None:
    for story in world.stories:
        for polls in (0, *(revision.after_polls for revision in story.revisions)):
            item = render(world, story, START, polls)
            words = " ".join((item.title, item.summary, *item.paragraphs))
            assert not re.search(r"[{}<>]|\s{2}|TODO", words), story.id
            assert item.title
            assert item.summary
            assert item.paragraphs


def test_every_dated_story_is_published_before_the_start_and_is_still_news(
    world: NewsWorld,
) -> None:
    dated = [item for key in _keys(world) for item in items_of(world, key, START, 99)]
    for item in dated:
        if item.published_at is not None:
            assert timedelta(0) < START - item.published_at <= timedelta(days=4), item.story_id


def _keys(world: NewsWorld) -> list[str]:
    return [publisher.key for publisher in world.publishers]


def test_a_published_time_is_a_day_before_the_start_at_a_fixed_hour() -> None:
    assert parse_published("-2d 18:40", START) == datetime(2031, 2, 28, 18, 40, tzinfo=UTC)


def test_days_are_written_in_the_language_of_the_story() -> None:
    text = "{weekday:-1d} {date:-2d} {month_day:0d}"
    assert fill_dates(text, START, "en") == "Saturday 28 February March 2"
    assert fill_dates(text, START, "fr") == "samedi 28 février mars 2"
    assert fill_dates(text, START, "es") == "sábado 28 de febrero marzo 2"


def test_a_misspelt_placeholder_is_refused() -> None:
    with pytest.raises(ValueError, match="brace"):
        fill_dates("on {Weekday:-1d}", START, "en")
    with pytest.raises(ValueError, match="unknown placeholder 'week'"):
        fill_dates("on {week:-1d}", START, "en")


def test_a_revision_stands_only_after_its_polls(world: NewsWorld) -> None:
    revised = [story for story in world.stories if story.revisions]
    for story in revised:
        first = story.revisions[0]
        assert latest_revision(story, first.after_polls - 1) is None
        assert latest_revision(story, first.after_polls) == first
