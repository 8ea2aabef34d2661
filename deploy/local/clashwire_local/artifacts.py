"""The jar cache: fetched once, whole or not at all, shared by processes, offline afterwards."""

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import filelock
import platformdirs

from clashwire_local.disk import require_free_space
from clashwire_local.errors import CacheFolderError, DiskFullError, is_disk_full
from clashwire_local.jar_pins import Jar, JarSets, is_pinned_content, load_jar_sets, path_in
from clashwire_local.progress import Downloading, Phase, Progress

CACHE_VARIABLE = "CLASHWIRE_CACHE_DIR"
PARALLEL_DOWNLOADS = 6
CACHE_HEADROOM_BYTES = 100_000_000
_STAGING_PREFIX = ".staging-"


def default_cache_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """Environment -> the cache folder: CLASHWIRE_CACHE_DIR, else the platform's for Clashwire."""
    named = environment.get(CACHE_VARIABLE)
    return Path(named).absolute() if named else platformdirs.user_cache_path("clashwire")


def ensure_jars(
    cache_dir: Path,
    progress: Progress,
    jar_sets: JarSets | None = None,
) -> dict[str, tuple[Path, ...]]:
    """Cache folder -> the checked jar files of each set, after fetching those that lack.

    With a complete cache it reads only: no network, no write. Raises JarError or DiskFullError.
    """
    jar_sets = load_jar_sets() if jar_sets is None else jar_sets
    repository = cache_dir / "maven"
    jars = sorted({jar for jars in jar_sets.values() for jar in jars})
    if incomplete_jars(repository, jars):
        with _fetch_lock(cache_dir, progress):
            lacking = incomplete_jars(repository, jars)  # another process may have fetched them
            if lacking:
                _fetch(lacking, cache_dir, repository, progress)
    return {
        name: tuple(path_in(repository, jar) for jar in jars) for name, jars in jar_sets.items()
    }


def incomplete_jars(repository: Path, jars: Sequence[Jar]) -> list[Jar]:
    """Jars -> those absent from the repository folder or not byte for byte as pinned."""
    with ThreadPoolExecutor() as hashing:
        complete = hashing.map(lambda jar: is_pinned_content(jar, path_in(repository, jar)), jars)
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


def _fetch(jars: Sequence[Jar], cache_dir: Path, repository: Path, progress: Progress) -> None:
    require_free_space(cache_dir, sum(jar.size_bytes for jar in jars) + CACHE_HEADROOM_BYTES)
    progress(Phase(f"Downloading Kafka and Elasticsearch once, to {cache_dir}"))
    with _cache_errors(cache_dir):
        for stale in cache_dir.glob(f"{_STAGING_PREFIX}*"):  # its process died: we hold the lock
            shutil.rmtree(stale)
        with tempfile.TemporaryDirectory(dir=cache_dir, prefix=_STAGING_PREFIX) as folder:
            _download_all(jars, Path(folder), cache_dir, repository, progress)


def _download_all(
    jars: Sequence[Jar],
    staging: Path,
    cache_dir: Path,
    repository: Path,
    progress: Progress,
) -> None:
    # Imported here, for a warm start should not wait for an HTTP client it never uses.
    from clashwire_local.jar_download import download_jar  # noqa: PLC0415

    tally = _Tally(jars, progress)
    pool = ThreadPoolExecutor(PARALLEL_DOWNLOADS)
    try:
        downloads = {
            pool.submit(download_jar, jar, staging, cache_dir, partial(tally.received, jar)): jar
            for jar in jars
        }
        for download in as_completed(downloads):
            file = path_in(repository, downloads[download])
            file.parent.mkdir(parents=True, exist_ok=True)
            download.result().replace(file)
    finally:
        pool.shutdown(cancel_futures=True)


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
