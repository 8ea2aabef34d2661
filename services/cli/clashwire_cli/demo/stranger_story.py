"""A stranger's own story, from a text file, as one more item of the news world."""

import re
from datetime import UTC, datetime
from pathlib import Path

from clashwire_cli.demo.story import FeedItem, Publisher, StoryError, split_paragraphs

STRANGER = Publisher(
    key="stranger",
    name="Reader's Story",
    domain="readers-story.example",
    country="ZZ",
    owner_group="reader",
    description="A demonstration feed: the story given with --story.",
)
MAX_STORY_BYTES = 1_000_000
MAX_TITLE_CHARS = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_HEADER = re.compile(r"(?P<name>published_at|url):\s*(?P<value>.*)", re.IGNORECASE)


def stranger_story(path: Path, now: datetime) -> FeedItem:
    """A text file -> a feed item; StoryError, one sentence, when it is no story.

    The first line is the title, a blank line follows, then the text; lines `published_at:` and
    `url:` may stand above the blank line. Without a title line all of it is text; without a date
    the story is published `now`. A time without a zone is UTC.
    """
    head, body = _read_parts(path)
    headers, titles = _split_headers(head)
    title, text = _split_title(titles, body)
    if not text.strip():
        raise StoryError(f"The story file {path} is empty; write a title, a blank line and a text.")
    published_at = _published_at(path, headers.get("published_at"), now)
    paragraphs = split_paragraphs(text)
    return FeedItem(
        story_id="story",
        publisher=STRANGER.key,
        title=title,
        summary=paragraphs[0],
        paragraphs=paragraphs,
        language="en",
        published_at=published_at,
        updated_at=published_at,
        url=_url(path, headers.get("url")),
    )


def _read_parts(path: Path) -> tuple[list[str], str]:
    lines = [line.strip() for line in _read_text(path).removeprefix("\ufeff").splitlines()]
    head, _, body = "\n".join(lines).strip().partition("\n\n")
    return head.splitlines(), body


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_STORY_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise StoryError(
            f"Cannot read the story file {path}: {reason}; give the path of a text file."
        ) from error
    if len(data) > MAX_STORY_BYTES:
        raise StoryError(f"The story file {path} is over {MAX_STORY_BYTES} bytes; shorten it.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StoryError(f"The story file {path} is not UTF-8 text; save it as UTF-8.") from error
    if _CONTROL.search(text):
        raise StoryError(f"The story file {path} is not plain text; save it as UTF-8 text.")
    return text


def _split_headers(head: list[str]) -> tuple[dict[str, str], list[str]]:
    matches = [(line, _HEADER.fullmatch(line)) for line in head]
    headers = {match["name"].lower(): match["value"].strip() for _, match in matches if match}
    return headers, [line for line, match in matches if not match]


def _split_title(titles: list[str], body: str) -> tuple[str, str]:
    """One short line without a full stop is a title; anything else above the blank is text."""
    first = " ".join(titles)
    if len(titles) == 1 and body and len(first) <= MAX_TITLE_CHARS and not first.endswith("."):
        return first, body
    return "", f"{first}\n\n{body}"


def _published_at(path: Path, written: str | None, now: datetime) -> datetime:
    if not written:
        return now
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise StoryError(
            f"The story file {path} has published_at {written!r}; "
            "write a time such as 2026-05-01T12:00:00Z."
        ) from error


def _url(path: Path, written: str | None) -> str | None:
    if written and not re.fullmatch(r"https?://[^\s/]+\S*", written):
        raise StoryError(
            f"The story file {path} has url {written!r}; write an http or https address."
        )
    return written or None
