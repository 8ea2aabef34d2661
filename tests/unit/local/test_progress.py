"""Progress as a terminal and as a log shows it."""

import io

from clashwire_local.progress import ConsoleProgress, Downloading, Phase, silent


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def downloading(received_bytes: int, jars_done: int = 0) -> Downloading:
    return Downloading(
        jar="lucene-core.jar",
        jar_bytes=4_000_000,
        jar_received_bytes=received_bytes,
        jars_done=jars_done,
        jars_total=1,
        received_bytes=received_bytes,
        total_bytes=4_000_000,
    )


def test_plain_output_has_one_line_for_each_complete_jar() -> None:
    log = io.StringIO()
    show = ConsoleProgress(log)

    for event in (Phase("Downloading"), downloading(1_000_000), downloading(4_000_000, 1)):
        show(event)

    assert log.getvalue() == "Downloading\n[1/1] lucene-core.jar 4.0 MB  (4.0 of 4.0 MB)\n"


def test_a_terminal_line_is_rewritten_until_everything_is_here() -> None:
    terminal = Terminal()
    show = ConsoleProgress(terminal)

    for event in (downloading(1_000_000), downloading(4_000_000, 1), Phase("Starting")):
        show(event)

    assert terminal.getvalue() == (
        "\r\x1b[K[0/1] lucene-core.jar 4.0 MB  (1.0 of 4.0 MB)"
        "\r\x1b[K[1/1] lucene-core.jar 4.0 MB  (4.0 of 4.0 MB)\n"
        "Starting\n"
    )


def test_a_phase_ends_a_terminal_line_that_was_left_open() -> None:
    terminal = Terminal()
    show = ConsoleProgress(terminal)

    for event in (downloading(1_000_000), Phase("Stopped")):
        show(event)

    assert terminal.getvalue().endswith("(1.0 of 4.0 MB)\nStopped\n")


def test_silence_shows_nothing() -> None:
    silent(Phase("Starting"))
