"""What an operator gets wrong: one sentence that names it, exit code 1 or 2, nothing corrupted."""

import socket
import subprocess
from pathlib import Path

import psutil
import pytest

from tests.e2e.deployment import clashwire
from tests.e2e.namespaces import alone
from tests.e2e.running import Running

pytestmark = pytest.mark.e2e

GOOD_FEEDS = """feeds:
  - url: https://example.org/world.xml
    publisher: {name: Example News, domain: example.org}
"""
BAD_FEEDS = """feeds:
  - url: ftp://example.org/world.xml
    publisher: {name: Example News, domain: example.org}
  - url: https://example.org/other.xml
    publisher: {name: Example News, domain: Example.org}
  - url: https://example.org/third.xml
    publisher: {name: Third News, domain: example.org}
    interval: {min: 5 minutes, max: 6h}
"""


def refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> str:
    """The sentence of a refused command: the exit code, no traceback, these words in it."""
    said = done.stderr.strip()
    assert done.returncode == code, said
    assert "Traceback" not in said
    for word in words:
        assert word in said
    last = said.splitlines()[-1]
    assert last.endswith((".", "?")), last
    return said


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text(GOOD_FEEDS, encoding="utf-8")
    return path


def up(feeds: Path, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return clashwire("up", "--feeds", str(feeds), "--data", str(data), settings=settings)


def test_a_feeds_file_with_three_errors_names_all_three_lines_and_starts_nothing(
    tmp_path: Path,
) -> None:
    feeds, data = tmp_path / "feeds.yaml", tmp_path / "data"
    feeds.write_text(BAD_FEEDS, encoding="utf-8")
    done = up(feeds, data)
    assert done.returncode == 2
    for line in (2, 5, 8):
        assert f"{feeds}:{line}:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not data.exists()


def test_an_alerts_file_with_errors_is_refused_before_anything_starts(
    feeds: Path, tmp_path: Path
) -> None:
    alerts, data = tmp_path / "alerts.yaml", tmp_path / "data"
    alerts.write_text("rules:\n  - {name: all, endpoint: nobody, kinds: [clash.seen]}\n")
    done = clashwire("up", "--feeds", str(feeds), "--alerts", str(alerts), "--data", str(data))
    assert done.returncode == 2
    assert "line 2" in done.stderr
    assert str(alerts) in done.stderr
    assert "Traceback" not in done.stderr
    assert not data.exists()


def test_a_feeds_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused(up(tmp_path / "none.yaml", tmp_path / "data"), 2, str(tmp_path / "none.yaml"))


def test_a_second_up_on_the_same_data_folder_is_refused(plain: Running, feeds: Path) -> None:
    if not plain.deployment.alive:
        plain.deployment.start()
    said = refused(up(feeds, plain.deployment.data), 1, str(plain.deployment.data))
    assert len(said.splitlines()) == 1
    assert plain.deployment.alive
    assert plain.deployment.endpoints.pids


def test_a_health_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = clashwire("run", "index", settings={"CLASHWIRE_HEALTH_PORT": port})
    assert len(refused(done, 1, port).splitlines()) == 1


def test_a_page_port_in_use_is_named_and_nothing_stays_up(feeds: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = up(feeds, data, CLASHWIRE_PAGE_PORT=port)
    refused(done, 1, port)
    lines = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    assert not [line for line in lines if any(str(data) in word for word in line)]


def test_a_cache_folder_that_cannot_be_written_is_named(feeds: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    cache = str(blocked / "cache")
    refused(up(feeds, tmp_path / "data", CLASHWIRE_CACHE_DIR=cache), 1, cache)


def test_a_data_folder_that_cannot_be_made_is_named(feeds: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    refused(up(feeds, blocked / "data"), 1, str(blocked / "data"))


def test_jars_that_are_missing_and_cannot_be_fetched_are_named(feeds: Path, tmp_path: Path) -> None:
    """With an empty cache and no network at all."""
    cache = tmp_path / "cache"
    done = alone(
        ["up", "--feeds", str(feeds), "--data", str(tmp_path / "data")],
        CLASHWIRE_CACHE_DIR=str(cache),
    )
    refused(done, 1, str(cache))


def test_a_full_disk_is_named(feeds: Path, tmp_path: Path) -> None:
    """On a file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = alone(
        ["up", "--feeds", str(feeds), "--data", str(disk / "data")],
        before=f"mount -t tmpfs -o size=1m tmpfs {disk}",
    )
    refused(done, 1, str(disk / "data"))
