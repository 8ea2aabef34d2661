"""One jar from the Maven repository into a staging folder, checked against its pin."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import requests
from jgo.maven import MavenContext, PythonResolver

from clashwire_local.errors import CorruptJarError, DownloadError, LocalStackError
from clashwire_local.jar_pins import Jar, is_pinned_content, path_in

ATTEMPTS = 3
RETRY_PAUSE_SECONDS = 1.0
TIMEOUT_SECONDS = 30

BytesArrived = Callable[[int], None]


def download_jar(jar: Jar, staging: Path, cache_dir: Path, arrived: BytesArrived) -> Path:
    """Jar -> its checked file below `staging`; `arrived` hears each jar's bytes so far.

    DownloadError or CorruptJarError after ATTEMPTS; nothing of a failed attempt is kept.
    """
    for attempt in range(1, ATTEMPTS + 1):
        arrived(0)
        try:
            return _attempt(jar, staging, cache_dir, arrived)
        except LocalStackError:
            path_in(staging, jar).unlink(missing_ok=True)
            if attempt == ATTEMPTS:
                raise
            time.sleep(RETRY_PAUSE_SECONDS * attempt)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _attempt(jar: Jar, staging: Path, cache_dir: Path, arrived: BytesArrived) -> Path:
    resolver = PythonResolver(progress_callback=_as_jgo_callback(arrived))
    maven = MavenContext(resolver=resolver, repo_cache=staging, timeout=TIMEOUT_SECONDS)
    try:
        file = resolver.download(maven.create_dependency(jar.coordinate).artifact)
    except requests.RequestException as error:
        raise DownloadError(jar.coordinate, cache_dir, type(error).__name__) from error
    except RuntimeError as error:  # jgo's word for any answer but 200
        raise DownloadError(jar.coordinate, cache_dir, "the repository refused it") from error
    if file is None or not is_pinned_content(jar, file):
        received_bytes = file.stat().st_size if file else 0
        raise CorruptJarError(jar.coordinate, received_bytes, jar.size_bytes)
    return file


def _as_jgo_callback(
    arrived: BytesArrived,
) -> Callable[[str, int], AbstractContextManager[BytesArrived]]:
    @contextmanager
    def started(_file_name: str, _total_bytes: int) -> Iterator[BytesArrived]:
        received_bytes = 0

        def update(chunk_bytes: int) -> None:
            nonlocal received_bytes
            received_bytes += chunk_bytes
            arrived(received_bytes)

        yield update

    return started
