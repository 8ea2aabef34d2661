from pathlib import Path

import pytest

from clashwire_cli.connection import (
    Endpoints,
    find_elasticsearch,
    find_kafka,
    read_endpoints,
    write_endpoints,
)
from clashwire_runtime.errors import UsageError

RUNNING = Endpoints(
    kafka="127.0.0.1:1",
    elasticsearch="http://127.0.0.1:2",
    page="http://127.0.0.1:3/",
    pids={"tag": 9},
)


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLASHWIRE_KAFKA_BOOTSTRAP", raising=False)
    monkeypatch.delenv("CLASHWIRE_ELASTICSEARCH_URL", raising=False)


def test_endpoints_survive_the_file(tmp_path: Path) -> None:
    write_endpoints(tmp_path, RUNNING)
    assert read_endpoints(tmp_path) == RUNNING


def test_no_file_or_a_torn_one_means_nothing_runs(tmp_path: Path) -> None:
    assert read_endpoints(tmp_path) is None
    (tmp_path / "endpoints.json").write_text('{"kafka": ')
    assert read_endpoints(tmp_path) is None


def test_an_option_goes_before_a_variable_before_what_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_endpoints(tmp_path, RUNNING)
    assert find_kafka(None, tmp_path) == "127.0.0.1:1"
    monkeypatch.setenv("CLASHWIRE_KAFKA_BOOTSTRAP", "k:2")
    assert find_kafka(None, tmp_path) == "k:2"
    assert find_kafka("k:3", tmp_path) == "k:3"


def test_with_nothing_known_the_sentence_names_the_folder_and_the_option(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--elasticsearch\.$") as caught:
        find_elasticsearch(None, tmp_path)
    assert str(tmp_path) in str(caught.value)
