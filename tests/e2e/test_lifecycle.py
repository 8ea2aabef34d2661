"""Starting and ending: Ctrl-C and SIGTERM drain, and nothing outlives a killed `clashwire up`."""

import signal
import time
from collections.abc import Sequence

import psutil
import pytest

from tests.e2e.patience import eventually
from tests.e2e.running import Running

pytestmark = pytest.mark.e2e

SECOND_START_SECONDS = 60.0
NOTHING_LEFT_SECONDS = 30.0


@pytest.fixture
def up(plain: Running) -> Running:
    """The plain deployment, running, whatever the test before did to it."""
    if not plain.deployment.alive:
        plain.deployment.start()
    return plain


def alive(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    """Which of these very processes run; a pid given to another does not count."""
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_a_signal_drains_exits_0_and_leaves_no_process(up: Running, number: signal.Signals) -> None:
    processes = up.deployment.processes()
    assert len(processes) >= 9, "up, two servers and six parts"
    assert up.deployment.stop(number) == 0, up.deployment.last_words()
    assert alive(processes) == []
    assert not (up.deployment.data / "endpoints.json").exists()


def test_kill_9_of_up_leaves_no_process(up: Running) -> None:
    processes = up.deployment.processes()
    assert up.deployment.stop(signal.SIGKILL) == -signal.SIGKILL
    eventually(lambda: alive(processes) == [], NOTHING_LEFT_SECONDS)


def test_up_starts_again_after_a_kill_on_the_same_data(plain: Running) -> None:
    if plain.deployment.alive:
        plain.deployment.stop(signal.SIGKILL)
    started = time.monotonic()
    plain.deployment.start()
    assert time.monotonic() - started < SECOND_START_SECONDS
