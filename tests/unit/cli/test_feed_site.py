"""The feed site: documents a feed reader understands, conditional requests, the broken feed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import httpx
import msgspec
import pytest

from clashwire_cli.demo.feed_document import feed_document, item_text
from clashwire_cli.demo.feed_site import FeedSite, feeds_yaml, open_feed_site
from clashwire_cli.demo.story import NewsWorld, StoryError, items_of, read_world
from clashwire_cli.demo.stranger_story import stranger_story

START = datetime(2031, 3, 2, 9, 0, tzinfo=UTC)
BASE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def world() -> NewsWorld:
    return read_world()


@pytest.fixture
async def site(world: NewsWorld) -> AsyncIterator[FeedSite]:
    async with open_feed_site(world, start=START) as opened:
        yield opened


def _parse(world: NewsWorld, key: str) -> Any:
    items = items_of(world, key, START)
    return feedparser.parse(feed_document(world.publisher(key), items, BASE))


def test_every_whole_feed_is_well_formed_and_carries_every_story(world: NewsWorld) -> None:
    for publisher in world.publishers:
        if publisher.broken_at is not None:
            continue
        feed = _parse(world, publisher.key)
        items = items_of(world, publisher.key, START)
        assert not feed.bozo, publisher.key
        assert [entry.title for entry in feed.entries] == [item.title for item in items]


def test_an_item_in_another_language_than_its_feed_says_so(world: NewsWorld) -> None:
    languages = [entry.get("language") for entry in _parse(world, "littoral").entries]
    assert languages.count("fr") == 1
    assert set(languages) == {"fr", None}


def test_the_broken_feed_keeps_the_items_before_the_break(world: NewsWorld) -> None:
    (broken,) = (publisher for publisher in world.publishers if publisher.broken_at is not None)
    feed = _parse(world, broken.key)
    items = items_of(world, broken.key, START)[: broken.broken_at]
    assert feed.bozo
    assert [entry.title for entry in feed.entries[: len(items)]] == [item.title for item in items]


async def test_a_second_read_with_the_validators_is_answered_304(site: FeedSite) -> None:
    async with httpx.AsyncClient(base_url=site.base_url) as client:
        first = await client.get("/steppe/feed.xml")
        tag = {"If-None-Match": first.headers["ETag"]}
        since = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert first.status_code == 200
        assert (await client.get("/steppe/feed.xml", headers=tag)).status_code == 304
        assert (await client.get("/steppe/feed.xml", headers=since)).status_code == 304
        assert (await client.get("/nobody/feed.xml")).status_code == 404
    assert site.polls["steppe"] == 3


async def test_a_revision_arrives_under_the_same_guid_with_a_later_update(
    site: FeedSite, world: NewsWorld
) -> None:
    (revised,) = (story for story in world.stories if story.revisions)
    address = f"{site.base_url}/{revised.publisher}/feed.xml"
    async with httpx.AsyncClient() as client:
        answers = [await client.get(address) for _ in range(revised.revisions[0].after_polls + 1)]
    feeds = [feedparser.parse(answer.content) for answer in (answers[0], answers[-2], answers[-1])]
    first, second, third = (_entry(feed, revised.id) for feed in feeds)
    assert first == second
    assert first.link == third.link
    assert first.description != third.description
    assert answers[0].headers["ETag"] == answers[-2].headers["ETag"] != answers[-1].headers["ETag"]
    assert answers[0].headers["Last-Modified"] != answers[-1].headers["Last-Modified"]


def _entry(feed: Any, story_id: str) -> Any:
    (entry,) = (entry for entry in feed.entries if entry.id.endswith(f":{story_id}"))
    return entry


async def test_a_feed_has_told_all_once_it_was_read_again_after_its_last_revision(
    site: FeedSite, world: NewsWorld
) -> None:
    async with httpx.AsyncClient(base_url=site.base_url) as client:
        assert site.untold == len(world.publishers)
        for publisher in world.publishers:
            for _ in range(2):
                await client.get(f"/{publisher.key}/feed.xml")
        (revised,) = (story for story in world.stories if story.revisions)
        assert site.untold == 1
        for _ in range(revised.revisions[0].after_polls):
            assert site.untold == 1
            await client.get(f"/{revised.publisher}/feed.xml")
        assert site.untold == 0


async def test_a_story_has_a_page_where_its_feed_says(site: FeedSite) -> None:
    async with httpx.AsyncClient() as client:
        feed = feedparser.parse((await client.get(f"{site.base_url}/harbour/feed.xml")).content)
        page = await client.get(feed.entries[0].link)
        front = await client.get(feed.feed.link)
        missing = await client.get(f"{site.base_url}/harbour/no-such-story")
    assert (page.status_code, front.status_code, missing.status_code) == (200, 200, 404)
    assert feed.entries[0].link in front.text
    assert site.items("harbour")[0].paragraphs[0] in page.text


def test_the_feeds_file_names_every_publisher_and_polls_every_second_or_two(
    world: NewsWorld,
) -> None:
    feeds = msgspec.yaml.decode(feeds_yaml(world.publishers, BASE))["feeds"]
    assert [feed["publisher"]["name"] for feed in feeds] == [p.name for p in world.publishers]
    assert {feed["interval"]["min"] for feed in feeds} == {"1s"}


def _story_file(folder: Path, text: str | bytes) -> Path:
    path = folder / "story.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


async def test_a_strangers_story_arrives_through_a_feed_of_its_own(
    world: NewsWorld, tmp_path: Path
) -> None:
    path = _story_file(tmp_path, "A & B clash\n\nFirst <para>\nof two.\n\nSecond \u2014 one.\n")
    item = stranger_story(path, START)
    async with (
        open_feed_site(world, start=START, stranger=item) as site,
        httpx.AsyncClient() as client,
    ):
        answer = await client.get(f"{site.base_url}/stranger/feed.xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.entries[0].title_detail.value == "A & B clash"
    assert item_text(item) == "First <para> of two.\n\nSecond \u2014 one."
    assert item.published_at == START


def test_line_ends_and_blanks_of_other_systems_do_not_change_a_story(tmp_path: Path) -> None:
    item = stranger_story(_story_file(tmp_path, "\ufeffTitle\r\n \r\nBody\x0c one.\r\n"), START)
    assert (item.title, item.paragraphs) == ("Title", ("Body one.",))


def test_header_lines_give_a_strangers_story_its_date_and_address(tmp_path: Path) -> None:
    text = "Title\npublished_at: 2031-02-03\nurl: https://desk.example/a\n\nBody.\n"
    item = stranger_story(_story_file(tmp_path, text), START)
    assert item.title == "Title"
    assert item.published_at == datetime(2031, 2, 3, tzinfo=UTC)
    assert item.url == "https://desk.example/a"


def test_a_first_paragraph_that_is_no_title_stays_in_the_text(tmp_path: Path) -> None:
    item = stranger_story(_story_file(tmp_path, "Rebels attacked.\n\nThen they left.\n"), START)
    assert item.title == ""
    assert item.paragraphs == ("Rebels attacked.", "Then they left.")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" \n\n", "is empty"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"Title\n\nPK\x03\x04", "is not plain text"),
        ("T\npublished_at: 0001-01-01T00:00:00+05:00\n\nBody.", "published_at '0001"),
        (b"x" * 1_000_001, "is over 1000000 bytes"),
        ("T\npublished_at: soon\n\nBody.", "published_at 'soon'"),
        ("T\nurl: ftp://x\n\nBody.", "http or https"),
    ],
)
def test_a_file_that_is_no_story_is_refused_in_one_sentence(
    tmp_path: Path, text: str | bytes, reason: str
) -> None:
    with pytest.raises(StoryError, match=reason) as refusal:
        stranger_story(_story_file(tmp_path, text), START)
    assert "\n" not in str(refusal.value)


def test_a_missing_story_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"gone\.txt: no such file"):
        stranger_story(tmp_path / "gone.txt", START)
