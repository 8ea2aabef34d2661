"""The data folder: one holder, remembered ports, room to write."""

import os
from pathlib import Path

import pytest

from clashwire_local.data_folder import DataFolder, data_folder_errors
from clashwire_local.disk import require_free_space
from clashwire_local.errors import AlreadyRunningError, DataFolderError, DiskFullError

FULL_DEVICE = Path("/dev/full")


def held(root: Path) -> DataFolder:
    folder = DataFolder(root)
    folder.hold()
    return folder


def test_a_held_folder_is_refused_naming_its_holder(tmp_path: Path) -> None:
    folder = held(tmp_path)

    with pytest.raises(AlreadyRunningError, match=f"{tmp_path} is in use by process {os.getpid()}"):
        DataFolder(tmp_path).hold()

    folder.release()


def test_a_refused_start_leaves_the_holders_memory_alone(tmp_path: Path) -> None:
    folder = held(tmp_path)
    folder.remember_ports({"kafka": 9092})

    with pytest.raises(AlreadyRunningError):
        DataFolder(tmp_path).hold()

    assert folder.remembered_ports() == {"kafka": 9092}
    folder.release()


def test_ports_are_remembered_from_one_holder_to_the_next(tmp_path: Path) -> None:
    first = held(tmp_path)
    first.remember_ports({"kafka": 9092})
    first.release()

    second = held(tmp_path)

    assert second.remembered_ports() == {"kafka": 9092}
    second.release()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"ports": {"kafka": "x"}}'])
def test_an_unusable_memory_is_no_memory(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "stack.json").write_bytes(content)

    folder = held(tmp_path)

    assert folder.remembered_ports() == {}
    folder.release()


def test_a_folder_that_cannot_be_made_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(DataFolderError, match=r"file/data cannot be used \(Not a directory\)"):
        DataFolder(tmp_path / "file" / "data").hold()


def test_a_path_kafka_would_misread_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFolderError, match=r"one,two cannot be used .*comma"):
        DataFolder(tmp_path / "one,two").hold()

    assert not (tmp_path / "one,two").exists()


@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="this system has no device that is full")
def test_a_full_disk_is_told_from_other_trouble(tmp_path: Path) -> None:
    with pytest.raises(DiskFullError, match="it is full"), data_folder_errors(tmp_path):
        FULL_DEVICE.write_bytes(b"x")


def test_too_little_room_is_refused_with_both_figures(tmp_path: Path) -> None:
    require_free_space(tmp_path, 1)

    with pytest.raises(DiskFullError, match=r"MB are free, at least 1000000000000 MB are needed"):
        require_free_space(tmp_path, 10**18)
