"""The pinned jars: what Kafka and Elasticsearch consist of, each by size and SHA-256.

`jars.lock.json` is written by `python -m clashwire_local lock` from ROOTS and never by hand.
"""

import hashlib
import importlib.resources
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

KAFKA_VERSION = "4.1.2"
ELASTICSEARCH_VERSION = "9.2.0"

# Each root is resolved alone: Maven would let one root's managed versions change another's.
ROOTS: dict[str, tuple[str, ...]] = {
    "kafka": (
        f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}",
        # Kafka's own log4j 2 release: the binding through which its log lines reach log4j.
        "org.apache.logging.log4j:log4j-slf4j-impl:2.25.3",
    ),
    "elasticsearch": (
        f"org.elasticsearch:elasticsearch:{ELASTICSEARCH_VERSION}",
        "org.apache.logging.log4j:log4j-core:2.19.0",
    ),
    "elasticsearch-transport": (
        f"org.elasticsearch.plugin:transport-netty4:{ELASTICSEARCH_VERSION}",
    ),
}

LOCK_FILE_NAME = "jars.lock.json"


@dataclass(frozen=True, order=True)
class Jar:
    """One pinned jar; `coordinate` is Maven's group:artifact:version."""

    coordinate: str
    size_bytes: int
    sha256: str

    @property
    def file_name(self) -> str:
        """The jar's file name in a Maven repository."""
        _, artifact, version = self.coordinate.split(":")
        return f"{artifact}-{version}.jar"

    @property
    def path(self) -> PurePosixPath:
        """The jar's path in a Maven repository."""
        group, artifact, version = self.coordinate.split(":")
        return PurePosixPath(*group.split("."), artifact, version, self.file_name)


JarSets = dict[str, tuple[Jar, ...]]


def load_jar_sets() -> JarSets:
    """-> the pinned jars of each set of ROOTS, in class path order."""
    lock = importlib.resources.files("clashwire_local").joinpath(LOCK_FILE_NAME)
    return decode_jar_sets(lock.read_text("utf-8"))


def decode_jar_sets(text: str) -> JarSets:
    """Text of the lock file -> its jar sets."""
    return {
        name: tuple(Jar(jar["coordinate"], jar["bytes"], jar["sha256"]) for jar in jars)
        for name, jars in json.loads(text).items()
    }


def encode_jar_sets(jar_sets: JarSets) -> str:
    """Jar sets -> text of the lock file."""
    document = {
        name: [
            {"coordinate": jar.coordinate, "bytes": jar.size_bytes, "sha256": jar.sha256}
            for jar in jars
        ]
        for name, jars in jar_sets.items()
    }
    return json.dumps(document, indent=1) + "\n"


def path_in(repository: Path, jar: Jar) -> Path:
    """A Maven repository folder and a jar -> the jar's file in it."""
    return repository / jar.path


def is_pinned_content(jar: Jar, file: Path) -> bool:
    """Jar, file -> whether the file exists with exactly the pinned size and SHA-256."""
    try:
        if file.stat().st_size != jar.size_bytes:
            return False
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == jar.sha256
    except (FileNotFoundError, NotADirectoryError):
        return False
