"""Room on the disk, asked before anything is written."""

import shutil
from pathlib import Path

from clashwire_local.errors import DiskFullError

DATA_FLOOR_BYTES = 500_000_000  # less than this, and Kafka may die in the middle of a segment


def require_free_space(folder: Path, needed_bytes: int) -> None:
    """Existing folder -> nothing; DiskFullError when its disk has less than `needed_bytes` free."""
    free_bytes = shutil.disk_usage(folder).free
    if free_bytes < needed_bytes:
        raise DiskFullError(folder, needed_bytes, free_bytes)
