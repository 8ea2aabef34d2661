"""The data folder: its layout, its single holder, and the ports it remembers."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock
import msgspec

from clashwire_local.disk import DATA_FLOOR_BYTES, require_free_space
from clashwire_local.errors import (
    AlreadyRunningError,
    DataFolderError,
    DiskFullError,
    PartFailedError,
    is_disk_full,
)
from clashwire_local.launch import CLOSE_GRACE_SECONDS


@dataclass(frozen=True)
class Layout:
    """Where everything of a stack lies below its data folder."""

    root: Path

    def part(self, name: str) -> Path:
        """Name of a part -> the folder of its data and settings."""
        return self.root / name

    def lock_file(self, name: str) -> Path:
        """Name of a part -> the file its process locks while it lives."""
        return self.root / f"{name}.lock"

    def ready_file(self, name: str) -> Path:
        """Name of a part -> the file in which its process writes its pid once it serves."""
        return self.root / f"{name}.ready"

    def log_file(self, name: str) -> Path:
        """Name of a part -> its server's log."""
        return self.root / "logs" / f"{name}.log"

    def output_file(self, name: str) -> Path:
        """Name of a part -> what its process wrote to stdout and stderr since its last start."""
        return self.root / "logs" / f"{name}.out"


class Memory(msgspec.Struct, frozen=True):
    """What a run leaves for the next: its process and its ports by name."""

    holder_pid: int | None = None
    ports: dict[str, int] = {}


class DataFolder:
    """A data folder held by this process until `release`."""

    def __init__(self, root: Path) -> None:
        self.layout = Layout(root.absolute())
        self._lock = filelock.FileLock(self.layout.root / "stack.lock", thread_local=False)
        self._memory_file = self.layout.root / "stack.json"

    def hold(self) -> None:
        """Make the folder and hold it alone; DataFolderError or DiskFullError when it cannot be."""
        root = self.layout.root
        if "," in str(root):
            raise DataFolderError(root, "Kafka takes the comma in its path for its end")
        with data_folder_errors(root):
            (root / "logs").mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(blocking=False)
            except filelock.Timeout:
                raise AlreadyRunningError(root, self._memory().holder_pid) from None
        try:
            require_free_space(root, DATA_FLOOR_BYTES)
            self.remember_ports(self.remembered_ports())
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let another process have the folder."""
        self._lock.release()

    def wait_for_predecessor(self, part: str) -> None:
        """Return when no process of an earlier run hosts the part any more.

        After kill -9 of the earlier parent its servers still need a moment to close.
        """
        lock = filelock.FileLock(self.layout.lock_file(part), thread_local=False)
        try:
            with data_folder_errors(self.layout.root):
                lock.acquire(timeout=CLOSE_GRACE_SECONDS + 5)
        except filelock.Timeout:
            what = "of an earlier run has not ended"
            raise PartFailedError(part, what, self.layout.log_file(part)) from None
        lock.release()

    def remembered_ports(self) -> dict[str, int]:
        """-> the ports of the earlier run by name; empty when there was none."""
        return self._memory().ports

    def remember_ports(self, ports: Mapping[str, int]) -> None:
        """Keep the ports, and this process as the holder, for the next run; whole or not at all."""
        memory = Memory(holder_pid=os.getpid(), ports=dict(ports))
        draft = self._memory_file.with_suffix(".draft")
        with data_folder_errors(self.layout.root):
            draft.write_bytes(msgspec.json.encode(memory))
            draft.replace(self._memory_file)

    def _memory(self) -> Memory:
        try:
            return msgspec.json.decode(self._memory_file.read_bytes(), type=Memory)
        except (OSError, msgspec.DecodeError):  # a first run, or a file of no use: no memory
            return Memory()


@contextmanager
def data_folder_errors(root: Path) -> Iterator[None]:
    """Within: an OSError becomes the DataFolderError or DiskFullError that names the remedy."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise DiskFullError(root, DATA_FLOOR_BYTES) from error
        raise DataFolderError(root, error.strerror or type(error).__name__) from error
