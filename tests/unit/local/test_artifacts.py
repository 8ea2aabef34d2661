"""The jar store against a real Maven repository of our own on loopback."""

import gc
import hashlib
import multiprocessing
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from clashwire_local import jar_download
from clashwire_local.artifacts import JarStore, ensure_jars
from clashwire_local.errors import CacheFolderError, CorruptJarError, DownloadError
from clashwire_local.jar_pins import Jar, JarSets, path_in
from clashwire_local.progress import Downloading, Event, Phase, silent

# jgo leaves the connection of a refused request to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")

CONTENTS = {f"org.example:part{number}:1.0": bytes([number]) * 40_000 for number in range(1, 6)}
JARS = tuple(
    Jar(coordinate, len(content), hashlib.sha256(content).hexdigest())
    for coordinate, content in CONTENTS.items()
)
SETS: JarSets = {"server": JARS[:3], "module": JARS[3:]}


class Repository:
    """A Maven repository on loopback that counts what it is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.requested: list[str] = []
        handler = partial(_Handler, self.requested, directory=str(root))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def jars_requested(self) -> list[str]:
        return [path for path in self.requested if path.endswith(".jar")]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, requested: list[str], *args: object, directory: str) -> None:
        self._requested = requested
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._requested.append(self.path)
        super().do_GET()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    for jar in JARS:
        file = path_in(tmp_path / "repository", jar)
        file.parent.mkdir(parents=True)
        file.write_bytes(CONTENTS[jar.coordinate])
    serving = Repository(tmp_path / "repository")
    yield serving
    serving.close()


@pytest.fixture
def store(tmp_path: Path, repository: Repository) -> JarStore:
    return JarStore(tmp_path / "cache", repository.url)


@pytest.fixture(autouse=True)
def _quick_and_tidy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jar_download, "RETRY_PAUSE_SECONDS", 0.0)
    yield
    gc.collect()  # here, where the warning below is expected


def test_each_set_gets_its_files_in_the_pinned_order(store: JarStore) -> None:
    files = ensure_jars(store, silent, SETS)

    contents = {name: [file.read_bytes() for file in files[name]] for name in SETS}
    assert contents == {
        name: [CONTENTS[jar.coordinate] for jar in jars] for name, jars in SETS.items()
    }


def test_a_complete_cache_needs_neither_network_nor_writing(
    store: JarStore, repository: Repository
) -> None:
    ensure_jars(store, silent, SETS)
    repository.requested.clear()
    before = {file: file.stat().st_mtime_ns for file in store.cache_dir.rglob("*")}

    ensure_jars(store, silent, SETS)

    assert repository.requested == []
    assert {file: file.stat().st_mtime_ns for file in store.cache_dir.rglob("*")} == before


def test_progress_ends_with_every_jar_and_every_byte(store: JarStore) -> None:
    events: list[Event] = []

    ensure_jars(store, events.append, SETS)

    assert isinstance(events[0], Phase)
    last = events[-1]
    assert isinstance(last, Downloading)
    assert (last.jars_done, last.jars_total) == (5, 5)
    assert last.received_bytes == last.total_bytes == 200_000
    finished = {event.jar for event in events if isinstance(event, Downloading) and event.finished}
    assert finished == {jar.file_name for jar in JARS}


def test_only_a_half_or_changed_jar_is_fetched_again(
    store: JarStore, repository: Repository
) -> None:
    ensure_jars(store, silent, SETS)
    repository.requested.clear()
    path_in(store.folder, JARS[0]).write_bytes(CONTENTS[JARS[0].coordinate][:100])
    path_in(store.folder, JARS[1]).write_bytes(b"x" * JARS[1].size_bytes)

    ensure_jars(store, silent, SETS)

    assert sorted(repository.jars_requested()) == [f"/{jar.path}" for jar in JARS[:2]]
    assert path_in(store.folder, JARS[0]).read_bytes() == CONTENTS[JARS[0].coordinate]


def test_wrong_bytes_from_the_repository_never_reach_the_cache(
    store: JarStore, repository: Repository
) -> None:
    path_in(repository.root, JARS[2]).write_bytes(b"an error page of a proxy")

    with pytest.raises(CorruptJarError, match=r"org\.example:part3:1\.0 \(24 bytes\)"):
        ensure_jars(store, silent, SETS)

    assert not path_in(store.folder, JARS[2]).exists()
    assert list(store.cache_dir.glob(".staging-*")) == []


def test_what_arrived_before_a_failure_is_kept(store: JarStore, repository: Repository) -> None:
    path_in(repository.root, JARS[4]).unlink()
    with pytest.raises(DownloadError, match=r"part5:1\.0 .* does not offer it"):
        ensure_jars(store, silent, SETS)
    repository.requested.clear()
    path_in(repository.root, JARS[4]).write_bytes(CONTENTS[JARS[4].coordinate])

    ensure_jars(store, silent, SETS)

    assert f"/{JARS[4].path}" in repository.jars_requested()
    assert len(repository.jars_requested()) < len(JARS)


def test_without_network_the_first_fetch_is_refused_in_one_sentence(
    store: JarStore, repository: Repository
) -> None:
    repository.close()

    with pytest.raises(DownloadError, match=r"ConnectionError .* check the network or proxy"):
        ensure_jars(store, silent, SETS)


def test_a_cache_that_cannot_be_written_is_refused_by_name(
    tmp_path: Path, repository: Repository
) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(CacheFolderError, match="file/cache cannot be used"):
        ensure_jars(JarStore(tmp_path / "file" / "cache", repository.url), silent, SETS)


def test_a_path_java_would_misread_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CacheFolderError, match="Java takes the ':' in its path"):
        ensure_jars(JarStore(tmp_path / "a:b"), silent, SETS)


def test_the_remains_of_a_killed_download_are_cleared(store: JarStore) -> None:
    remains = store.cache_dir / ".staging-of-a-killed-process"
    remains.mkdir(parents=True)
    (remains / "half.jar").write_bytes(b"half")

    ensure_jars(store, silent, SETS)

    assert not remains.exists()


def _ensure_in_another_process(cache_dir: Path, url: str) -> None:
    ensure_jars(JarStore(cache_dir, url), silent, SETS)


def test_two_processes_at_once_fetch_each_jar_once(store: JarStore, repository: Repository) -> None:
    spawn = multiprocessing.get_context("spawn")
    arguments = (store.cache_dir, repository.url)
    pair = [spawn.Process(target=_ensure_in_another_process, args=arguments) for _ in range(2)]

    for process in pair:
        process.start()
    for process in pair:
        process.join(60)

    assert [process.exitcode for process in pair] == [0, 0]
    assert sorted(repository.jars_requested()) == [f"/{jar.path}" for jar in JARS]


def test_the_environment_names_cache_and_mirror(tmp_path: Path) -> None:
    named = JarStore.from_environment(
        {"CLASHWIRE_CACHE_DIR": str(tmp_path), "CLASHWIRE_MAVEN_URL": "https://mirror.example/m2"}
    )

    assert named == JarStore(tmp_path, "https://mirror.example/m2")
    assert JarStore.from_environment({}).cache_dir.name == "clashwire"
