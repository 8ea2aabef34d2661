"""The invented news world: publishers, their stories, and what a reader sees at a given poll."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar

import msgspec

from clashwire_cli.demo.story_time import fill_dates, parse_published
from clashwire_runtime.errors import UsageError

T = TypeVar("T")
FeedFormat = Literal["rss", "atom"]
FeedContent = Literal["full", "plain", "summary"]


class StoryError(UsageError, ValueError):
    """A story that cannot be told; one sentence that names the file or the story."""


class Publisher(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An invented outlet and how its feed is made.

    `content`: HTML paragraphs (`full`), the text as plain description, or the summary alone.
    `broken_at`: the place, from 0, of the item whose description is left open.
    """

    key: str
    name: str
    domain: str
    country: str
    owner_group: str
    description: str
    format: FeedFormat = "rss"
    content: FeedContent = "full"
    language: str = "en"
    broken_at: int | None = None


class Revision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A later form of a story, same url, served once its feed was read `after_polls` times."""

    after_polls: int
    headline: str
    summary: str
    text: str


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A story as its desk wrote it, times and days relative to the start.

    A syndicated copy names its original in `copy_of`: it takes that text without its last
    `drop_last` paragraphs, between the paragraphs of `before` and `after`.
    """

    id: str
    publisher: str
    headline: str
    summary: str
    text: str = ""
    published: str | None = None
    language: str | None = None
    author: str | None = None
    copy_of: str | None = None
    before: str = ""
    after: str = ""
    drop_last: int = 0
    revisions: tuple[Revision, ...] = ()


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """A story as one poll shows it: real times, no placeholder left.

    A paragraph that starts with `## ` is a heading. `url` is null when the site itself shows it.
    """

    story_id: str
    publisher: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    language: str
    published_at: datetime | None
    updated_at: datetime | None
    author: str | None = None
    url: str | None = None


class NewsWorld(msgspec.Struct, frozen=True):
    """All publishers and all stories, in the order their feeds list them."""

    publishers: tuple[Publisher, ...]
    stories: tuple[Story, ...]

    def publisher(self, key: str) -> Publisher:
        """The publisher of that key; KeyError when there is none."""
        return {publisher.key: publisher for publisher in self.publishers}[key]

    def story(self, story_id: str) -> Story:
        """The story of that id; KeyError when there is none."""
        return {story.id: story for story in self.stories}[story_id]


def bundled_stories() -> Traversable:
    """The packaged folder that holds publishers.yaml, expected.yaml and news/*.yaml."""
    return resources.files("clashwire_cli.demo") / "stories"


def read_world(folder: Traversable | None = None) -> NewsWorld:
    """The folder's publishers and stories -> the world; StoryError names the file that is wrong."""
    root = folder or bundled_stories()
    publishers = _decode(root / "publishers.yaml", tuple[Publisher, ...])
    files = sorted((root / "news").iterdir(), key=lambda file: file.name)
    stories = tuple(story for file in files for story in _decode(file, tuple[Story, ...]))
    world = NewsWorld(publishers, stories)
    _check_references(world)
    return world


def render(world: NewsWorld, story: Story, start: datetime, polls: int = 0) -> FeedItem:
    """The story as the feed shows it after `polls` earlier reads; StoryError when it cannot be."""
    edition = latest_revision(story, polls)
    language = story.language or world.publisher(story.publisher).language
    shown = edition or story
    text = edition.text if edition else _own_text(world, story)
    try:
        published_at = parse_published(story.published, start) if story.published else None
        return FeedItem(
            story_id=story.id,
            publisher=story.publisher,
            title=fill_dates(shown.headline, start, language),
            summary=fill_dates(" ".join(shown.summary.split()), start, language),
            paragraphs=split_paragraphs(fill_dates(text, start, language)),
            language=language,
            published_at=published_at,
            updated_at=start if edition else published_at,
            author=story.author,
        )
    except ValueError as error:
        raise StoryError(f"Story {story.id} cannot be rendered: {error}.") from error


def latest_revision(story: Story, polls: int) -> Revision | None:
    """The last revision due after `polls` reads, or None while the first form stands."""
    due = [revision for revision in story.revisions if polls >= revision.after_polls]
    return max(due, key=lambda revision: revision.after_polls, default=None)


def items_of(world: NewsWorld, key: str, start: datetime, polls: int = 0) -> tuple[FeedItem, ...]:
    """All that a publisher's feed shows after `polls` earlier reads, in file order."""
    own = (story for story in world.stories if story.publisher == key)
    return tuple(render(world, story, start, polls) for story in own)


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Text -> its paragraphs (a blank line parts them), line breaks inside one folded to spaces."""
    lines = [line.strip() for line in text.splitlines()]
    blocks = "\n".join(lines).split("\n\n")
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def _own_text(world: NewsWorld, story: Story) -> str:
    if story.copy_of is None:
        return story.text
    original = split_paragraphs(world.story(story.copy_of).text)
    kept = original[: len(original) - story.drop_last]
    return "\n\n".join((story.before, *kept, story.after))


def _decode(file: Traversable, kind: type[T]) -> T:
    try:
        return msgspec.yaml.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise StoryError(f"Cannot read the stories in {file.name}: {error}.") from error


def _check_references(world: NewsWorld) -> None:
    keys = {publisher.key for publisher in world.publishers}
    ids = [story.id for story in world.stories]
    _refuse("is told twice", sorted(_repeated(ids)))
    _refuse("has no publisher", [s.id for s in world.stories if s.publisher not in keys])
    _refuse(
        "copies a story that is not there",
        [s.id for s in world.stories if s.copy_of is not None and s.copy_of not in ids],
    )


def _repeated(ids: Iterable[str]) -> set[str]:
    return {story_id for story_id, times in Counter(ids).items() if times > 1}


def _refuse(reason: str, story_ids: list[str]) -> None:
    if story_ids:
        raise StoryError(f"Story {story_ids[0]} {reason}; mend it in the stories folder.")
