import os
from pathlib import Path
from typing import Any

import pytest

from clashwire_ingest.feeds.feed_catalog import FeedCatalog
from clashwire_runtime.errors import UsageError


class Said:
    """A logger that keeps the names of what it is told."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def info(self, event: str, **_: Any) -> None:
        self.events.append(event)

    error = info


def write(path: Path, *names: str) -> None:
    feeds = [
        f"  - url: https://{name}.example/\n    publisher: {{name: N, domain: {name}.example}}\n"
        for name in names
    ]
    path.write_text("feeds:\n" + "".join(feeds))
    os.utime(path, ns=(0, write.__dict__.setdefault("stamp", 0) + 1))
    write.__dict__["stamp"] += 1


def spoil(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
    else:
        path.write_text(text)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.yaml"
    write(path, "harbour", "upland")
    return path


async def test_a_changed_file_changes_feeds_and_urls_in_place(file: Path) -> None:
    said = Said()
    catalog = FeedCatalog(file, said)  # type: ignore[arg-type]  # the two methods it uses
    urls = catalog.urls
    write(file, "upland", "lowland")

    assert await catalog.reread()
    assert urls == {"https://upland.example/", "https://lowland.example/"}
    assert {feed.url for feed in catalog.feeds.values()} == urls
    assert not await catalog.reread()


async def test_a_file_touched_but_the_same_is_no_change(file: Path) -> None:
    catalog = FeedCatalog(file, Said())  # type: ignore[arg-type]  # the two methods it uses
    write(file, "harbour", "upland")

    assert not await catalog.reread()


@pytest.mark.parametrize("bad", ["feeds:\n  - url: 7\n", "", None])
async def test_a_file_in_error_or_gone_is_said_once_and_the_old_feeds_stay(
    file: Path, bad: str | None
) -> None:
    said = Said()
    catalog = FeedCatalog(file, said)  # type: ignore[arg-type]  # the two methods it uses
    before = dict(catalog.feeds)
    spoil(file, bad)

    assert [await catalog.reread(), await catalog.reread()] == [False, False]
    assert catalog.feeds == before
    assert said.events == ["feeds_file_refused"]


def test_a_file_in_error_at_the_start_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        FeedCatalog(tmp_path / "none.yaml", Said())  # type: ignore[arg-type]  # never told
