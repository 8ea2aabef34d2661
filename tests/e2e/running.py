"""A newsroom and the deployment that follows it, started and stopped together."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.deployment import LocalDeployment
from tests.e2e.newsroom import Newsroom, Story

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
GOLDEN_PUBLISHERS = ("harbour", "lantern")


@dataclass(frozen=True)
class Running:
    """A deployment, and the newsroom that it reads and pages."""

    deployment: LocalDeployment
    newsroom: Newsroom

    def tell(self, story: Story) -> None:
        """Put a story on its publisher's feed, unless it is there."""
        if story not in self.newsroom.told:
            self.newsroom.publish(story)


@contextmanager
def running(folder: Path, publishers: Sequence[str], **settings: str) -> Iterator[Running]:
    """Start a newsroom and a deployment that follows its publishers; stop both at the end."""
    with Newsroom(SECRET) as newsroom:
        feeds = write_feeds(folder / "feeds.yaml", newsroom, publishers)
        alerts = write_alerts(folder, newsroom.hook_url)
        with LocalDeployment(folder, feeds, alerts, **settings) as deployment:
            yield Running(deployment, newsroom)


def write_feeds(path: Path, newsroom: Newsroom, publishers: Sequence[str]) -> Path:
    """Write a feeds file that reads each publisher every second or two -> its path."""
    entries = "".join(
        f"  - url: {newsroom.feed_url(key)}\n"
        f"    publisher: {{name: {key.title()} News, domain: {key}.example, owner_group: {key}}}\n"
        "    interval: {min: 1s, max: 2s}\n"
        for key in publishers
    )
    path.write_text(f"feeds:\n{entries}", encoding="utf-8")
    return path


def write_alerts(folder: Path, hook_url: str, secret_file: str | None = None) -> Path:
    """Write the secret and an alerts file that pages a URL of every new clash -> its path.

    `secret_file` is where the reader of the file finds the secret, when not in `folder`.
    """
    (folder / "secret").write_text(SECRET, encoding="utf-8")
    path = folder / "alerts.yaml"
    path.write_text(
        "endpoints:\n"
        f"  - {{name: desk, url: {hook_url}, secret_file: {secret_file or folder / 'secret'}}}\n"
        "rules:\n"
        "  - {name: new clashes, endpoint: desk, kinds: [clash.reported]}\n",
        encoding="utf-8",
    )
    return path
