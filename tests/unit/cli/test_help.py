"""The help of every verb: whole sentences, and a word on each option."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from clashwire_cli.main import app, run_command


def verbs(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from verbs(below, (*path, name))


VERBS = dict(verbs(typer.main.get_command(app)))


def test_the_verbs_of_the_first_form_are_there() -> None:
    wanted = [
        "demo",
        "up",
        "setup",
        "run",
        "tag",
        "search",
        "events",
        "claims",
        "status",
        "dlq",
        "feeds",
    ]
    assert {(name,) for name in wanted} <= VERBS.keys()
    assert {("dlq", name) for name in ("list", "show", "replay")} <= VERBS.keys()
    assert {("feeds", name) for name in ("check", "list", "import", "export")} <= VERBS.keys()
    assert ("events", "show") in VERBS


@pytest.mark.parametrize("path", VERBS, ids=lambda path: " ".join(path) or "clashwire")
def test_no_line_of_the_help_is_cut(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run_command([*path, "--help"]) == 0
    shown = capsys.readouterr().out
    assert "..." not in re.sub(r"[\]}]\.\.\.", "", shown)  # click's own mark of a list
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("path", VERBS, ids=lambda path: " ".join(path) or "clashwire")
def test_every_option_says_what_it_does(path: tuple[str, ...]) -> None:
    for parameter in VERBS[path].params:
        assert getattr(parameter, "help", ""), parameter.name
