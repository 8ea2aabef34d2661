"""The jar cache: fetched once, whole or not at all, shared by processes, offline afterwards."""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import filelock
import platformdirs
from jgo.constants import MAVEN_CENTRAL_URL

from clashwire_local.disk import require_free_space
from clashwire_local.errors import CacheFolderError, DiskFullError, is_disk_full
from clashwire_local.jar_pins import Jar, JarSets, is_pinned_content, load_jar_sets, path_in
from clashwire_local.progress import Downloading, Phase, Progress

CACHE_VARIABLE = "CLASHWIRE_CACHE_DIR"
REPOSITORY_VARIABLE = "CLASHWIRE_MAVEN_URL"
PARALLEL_DOWNLOADS = 6
CACHE_HEADROOM_BYTES = 100_000_000
_STAGING_PREFIX = ".staging-"


@dataclass(frozen=True)
class JarStore:
    """Where jars are kept and whence they come: Maven Central, or a mirror of it."""

    cache_dir: Path
    repository_url: str = MAVEN_CENTRAL_URL

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "JarStore":
        """Environment -> the store it names, else the platform's cache folder for Clashwire."""
        cache = environment.get(CACHE_VARIABLE)
        return cls(
            cache_dir=Path(cache).absolute()
            if cache
            else platformdirs.user_cache_path("clashwire"),
            repository_url=environment.get(REPOSITORY_VARIABLE) or MAVEN_CENTRAL_URL,
        )

    @property
    def folder(self) -> Path:
        """The folder of finished jars, laid out as Maven lays out its own."""
        return self.cache_dir / "maven"


def ensure_jars(
    store: JarStore,
    progress: Progress,
    jar_sets: JarSets | None = None,
) -> dict[str, tuple[Path, ...]]:
    """Jar store -> the checked jar files of each set, after fetching those that lack.

    With a complete store it reads only: no network, no write. Raises JarError or DiskFullError.
    """
    if os.pathsep in str(store.cache_dir):
        cause = f"Java takes the {os.pathsep!r} in its path for its end"
        raise CacheFolderError(store.cache_dir, cause)
    jar_sets = load_jar_sets() if jar_sets is None else jar_sets
    jars = sorted({jar for jars in jar_sets.values() for jar in jars})
    with _cache_errors(store.cache_dir):
        complete = not incomplete_jars(store.folder, jars)
    if not complete:
        with _fetch_lock(store.cache_dir, progress):
            lacking = incomplete_jars(store.folder, jars)  # another process may have fetched them
            if lacking:
                _fetch(lacking, store, progress)
    return {
        name: tuple(path_in(store.folder, jar) for jar in jars) for name, jars in jar_sets.items()
    }


def incomplete_jars(folder: Path, jars: Sequence[Jar]) -> list[Jar]:
    """Jars -> those absent from the folder or not byte for byte as pinned."""
    with ThreadPoolExecutor() as hashing:
        complete = hashing.map(lambda jar: is_pinned_content(jar, path_in(folder, jar)), jars)
        return [jar for jar, is_complete in zip(jars, complete, strict=True) if not is_complete]


@contextmanager
def _fetch_lock(cache_dir: Path, progress: Progress) -> Iterator[None]:
    with _cache_errors(cache_dir):
        cache_dir.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(cache_dir / "fetch.lock", thread_local=False)
        try:
            lock.acquire(blocking=False)
        except filelock.Timeout:
            progress(Phase(f"Waiting for another process that fills the cache {cache_dir}"))
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _fetch(jars: Sequence[Jar], store: JarStore, progress: Progress) -> None:
    cache_dir = store.cache_dir
    require_free_space(cache_dir, sum(jar.size_bytes for jar in jars) + CACHE_HEADROOM_BYTES)
    progress(Phase(f"Downloading Kafka and Elasticsearch once, to {cache_dir}"))
    with _cache_errors(cache_dir):
        for stale in cache_dir.glob(f"{_STAGING_PREFIX}*"):  # its process died: we hold the lock
            shutil.rmtree(stale)
        with tempfile.TemporaryDirectory(dir=cache_dir, prefix=_STAGING_PREFIX) as staging:
            _download_all(jars, store, Path(staging), progress)


def _download_all(
    jars: Sequence[Jar],
    store: JarStore,
    staging: Path,
    progress: Progress,
) -> None:
    # Imported here, for a warm start should not wait for an HTTP client it never uses.
    from clashwire_local.jar_download import JarDownload  # noqa: PLC0415

    download = JarDownload(store.repository_url, staging, store.cache_dir)
    tally = _Tally(jars, progress)

    def fetch_one(jar: Jar) -> None:
        file = path_in(store.folder, jar)
        file.parent.mkdir(parents=True, exist_ok=True)
        download(jar, partial(tally.received, jar)).replace(file)

    pool = ThreadPoolExecutor(PARALLEL_DOWNLOADS)
    try:
        for fetched in as_completed([pool.submit(fetch_one, jar) for jar in jars]):
            fetched.result()
    finally:
        pool.shutdown(cancel_futures=True)  # those under way end first, and are kept


@contextmanager
def _cache_errors(cache_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise DiskFullError(cache_dir, CACHE_HEADROOM_BYTES) from error
        raise CacheFolderError(cache_dir, error.strerror or type(error).__name__) from error


class _Tally:
    """Adds up what all downloads have received and reports it; safe across threads."""

    def __init__(self, jars: Sequence[Jar], progress: Progress) -> None:
        self._received_bytes = dict.fromkeys(jars, 0)
        self._total_bytes = sum(jar.size_bytes for jar in jars)
        self._progress = progress
        self._lock = threading.Lock()

    def received(self, jar: Jar, received_bytes: int) -> None:
        with self._lock:
            self._received_bytes[jar] = received_bytes
            done = sum(size >= jar.size_bytes for jar, size in self._received_bytes.items())
            self._progress(
                Downloading(
                    jar=jar.file_name,
                    jar_bytes=jar.size_bytes,
                    jar_received_bytes=received_bytes,
                    jars_done=done,
                    jars_total=len(self._received_bytes),
                    received_bytes=sum(self._received_bytes.values()),
                    total_bytes=self._total_bytes,
                ),
            )
