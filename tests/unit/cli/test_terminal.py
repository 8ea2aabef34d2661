from io import StringIO

import pytest

from clashwire_cli.terminal import Narrator, counted, harmless


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def narrate(stream: StringIO) -> str:
    say = Narrator(stream)
    say("starting")
    for line in ("1 waiting", "1 waiting", "nothing waiting"):
        say.progress(line)
    say("done")
    return stream.getvalue()


def test_in_a_log_progress_is_a_line_each_and_nothing_is_said_twice() -> None:
    assert narrate(StringIO()) == "starting\n1 waiting\nnothing waiting\ndone\n"


def test_on_a_terminal_progress_rewrites_its_line() -> None:
    erase = "\r\x1b[K"
    assert narrate(Terminal()) == f"starting\n{erase}1 waiting{erase}nothing waiting\ndone\n"


def test_a_progress_line_never_wraps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    Narrator(stream).progress("x" * 90)
    assert stream.getvalue().count("x") == 19


def test_control_characters_from_outside_are_shown_and_not_obeyed() -> None:
    assert harmless("a\x1b[2Jb\x07\u009b c\té\n") == "a\\x1b[2Jb\\x07\\x9b c\té\n"


def test_nouns_follow_their_number() -> None:
    assert [counted(n, "event") for n in (0, 1, 1200)] == ["0 events", "1 event", "1,200 events"]
