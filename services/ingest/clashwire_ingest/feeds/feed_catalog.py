"""The feeds file as it stands on disk: read again when it changes, refused whole when it errs."""

import asyncio
from collections.abc import Collection
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.feeds.feeds_file import read_feeds_file
from clashwire_runtime.errors import UsageError

_Stamp = tuple[int, int, int]


class FeedCatalog:
    """All configured feeds by feed_id, of this worker and others; `urls` follows changes."""

    def __init__(self, path: Path, logger: FilteringBoundLogger) -> None:
        """Read the file; raises UsageError naming every error."""
        self._path = path
        self._logger = logger
        self._stamp = _stamp(path)
        self.feeds = _by_id(read_feeds_file(path))
        self.urls = {feed.url for feed in self.feeds.values()}

    def find(self, feed_id: str) -> FeedConfig | None:
        """The configured feed of this id, as the file has it now."""
        return self.feeds.get(feed_id)

    async def reread(self) -> bool:
        """Look at the file -> whether its feeds changed; one in error is said, once, and left."""
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        try:
            # beside the loop: thousands of feeds take longer to read than a heartbeat may wait
            feeds = _by_id(await asyncio.to_thread(read_feeds_file, self._path))
        except UsageError as error:
            self._logger.error("feeds_file_refused", error=str(error), feeds_kept=len(self.feeds))  # noqa: TRY400  # the file's fault, not ours
            return False
        changed = feeds != self.feeds
        self.feeds = feeds
        self.urls.clear()
        self.urls.update(feed.url for feed in feeds.values())
        if changed:
            self._logger.info("feeds_file_read", feeds=len(feeds))
        return changed


def _by_id(feeds: Collection[FeedConfig]) -> dict[str, FeedConfig]:
    return {feed.feed_id: feed for feed in feeds}


def _stamp(path: Path) -> _Stamp | None:
    """What tells one version of a file from another; None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
