"""The news world: every story renders, and its times and days agree."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from clashwire_cli.demo.expectation import read_expectation
from clashwire_cli.demo.story import (
    NewsWorld,
    items_of,
    latest_revision,
    read_world,
    render,
    split_paragraphs,
)
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


def test_the_editor_judged_every_story_exactly_once(world: NewsWorld) -> None:
    expected = read_expectation()
    told = [s for clash in expected.clashes for s in (*clash.stories, *clash.syndicated)]
    judged = [*told, *expected.relevant_without_clash, *expected.undecided, *expected.not_relevant]
    assert sorted(judged) == sorted(story.id for story in world.stories)
    assert expected.relevance().keys() == set(judged)


def test_a_clash_counts_the_owner_groups_of_its_own_tellings(world: NewsWorld) -> None:
    for clash in read_expectation().clashes:
        publishers = (world.publisher(world.story(s).publisher) for s in clash.stories)
        owners = {publisher.owner_group for publisher in publishers}
        assert len(owners) == clash.independent_sources, clash.key
        assert {world.story(s).copy_of is None for s in clash.stories} == {True}
        assert {world.story(s).copy_of is None for s in clash.syndicated} <= {False}


def test_no_clash_is_told_before_its_day(world: NewsWorld) -> None:
    today = START.date()
    for clash in read_expectation().clashes:
        happened = today + timedelta(days=clash.day)
        for story_id in (*clash.stories, *clash.syndicated):
            published_at = render(world, world.story(story_id), START).published_at
            assert published_at is not None
            assert published_at.date() >= happened, story_id


def test_no_telling_of_a_clash_speaks_of_a_day_after_its_publication(world: NewsWorld) -> None:
    told = (world.story(s) for clash in read_expectation().clashes for s in clash.stories)
    for story in told:
        assert story.published is not None
        published = int(story.published.partition("d")[0])
        days = [int(day) for day in re.findall(r"on \{weekday:(-?\d+)d\}", story.text)]
        assert all(day <= published for day in days), story.id


def test_the_words_of_every_expected_claim_stand_in_its_story(world: NewsWorld) -> None:
    for clash in read_expectation().clashes:
        for claim in clash.claims:
            story = world.story(claim.story)
            text = " ".join(split_paragraphs(story.text))
            assert claim.story in clash.stories
            assert (claim.speaker or claim.descriptor or "") in text, (claim.story, claim.speaker)
            assert claim.speaker or claim.descriptor
            for number in (claim.number, claim.low, claim.high):
                assert _says(text, number), (claim.story, number)
            revised = " ".join(revision.text for revision in story.revisions)
            assert _says(revised, claim.revised_number), claim.story


def _says(text: str, number: int | None) -> bool:
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    written = words[number] if number is not None and number <= 10 else number
    return (
        number is None or re.search(rf"\b({number}|{written})\b", text, re.IGNORECASE) is not None
    )


def test_the_world_is_wide_enough_to_show_rival_claims(world: NewsWorld) -> None:
    expected = read_expectation()
    contested = [clash for clash in expected.clashes if clash.contested]
    assert len(world.stories) >= 48
    assert len(expected.not_relevant) >= 25
    assert len({clash.place.country for clash in contested}) >= 6
    assert len({clash.sub_event_type for clash in expected.clashes}) >= 6
    assert any(clash.syndicated for clash in expected.clashes)
    assert any(story.revisions for story in world.stories)
    assert any(story.published is None for story in world.stories)
