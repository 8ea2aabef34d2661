"""One jar from the Maven repository into a staging folder, checked against its pin."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from jgo.maven import MavenContext, PythonResolver

from clashwire_local.errors import CorruptJarError, DownloadError, JarError
from clashwire_local.jar_pins import Jar, is_pinned_content, path_in

ATTEMPTS = 3
RETRY_PAUSE_SECONDS = 1.0
TIMEOUT_SECONDS = 30

BytesArrived = Callable[[int], None]


@dataclass(frozen=True)
class JarDownload:
    """Downloads jars from one repository into one staging folder."""

    repository_url: str
    staging: Path
    cache_dir: Path

    def __call__(self, jar: Jar, arrived: BytesArrived) -> Path:
        """Jar -> its checked file below the staging folder; `arrived` hears the bytes so far.

        DownloadError or CorruptJarError after ATTEMPTS; nothing of a failed attempt is kept.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(jar, arrived)
            except JarError:
                path_in(self.staging, jar).unlink(missing_ok=True)
                if attempt == ATTEMPTS:
                    raise
                arrived(0)
                time.sleep(RETRY_PAUSE_SECONDS * attempt)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _attempt(self, jar: Jar, arrived: BytesArrived) -> Path:
        resolver = PythonResolver(progress_callback=_as_jgo_callback(arrived))
        maven = MavenContext(
            resolver=resolver,
            repo_cache=self.staging,
            remote_repos={"repository": self.repository_url},
            timeout=TIMEOUT_SECONDS,
        )
        try:
            file = resolver.download(maven.create_dependency(jar.coordinate).artifact)
        except requests.RequestException as error:
            cause = f"{type(error).__name__} at {self.repository_url}"
            raise DownloadError(jar.coordinate, self.cache_dir, cause) from error
        except RuntimeError as error:  # jgo's word for any answer but 200
            cause = f"{self.repository_url} does not offer it"
            raise DownloadError(jar.coordinate, self.cache_dir, cause) from error
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
