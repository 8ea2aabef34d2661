from pathlib import Path

import pytest

from clashwire_cli.demo.runner import prepare_folder
from clashwire_local.data_folder import DataFolder
from clashwire_local.errors import LocalStackError
from clashwire_runtime.errors import UsageError


def test_what_an_earlier_demo_left_is_emptied(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    prepare_folder(folder)
    (folder / "stack.lock").touch()
    (folder / "endpoints.json").write_text("{}")  # as a killed demo leaves it
    prepare_folder(folder)
    assert not any(folder.iterdir())


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(UsageError, match="holds other files"):
        prepare_folder(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def test_a_folder_that_another_run_holds_is_refused(tmp_path: Path) -> None:
    holder = DataFolder(tmp_path)
    holder.hold()
    with pytest.raises(LocalStackError, match=str(tmp_path)):
        prepare_folder(tmp_path)
    holder.release()
