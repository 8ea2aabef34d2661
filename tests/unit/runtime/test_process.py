"""A service as a process: it ends when told to, whatever its work waits for."""

import signal
import subprocess
import sys

import pytest

# a service whose work never looks at `stop`, as one that waits for a server that is gone
DEAF = """
import asyncio, sys
from clashwire_runtime import process
from clashwire_runtime.settings import ServiceSettings

process.DRAIN_SECONDS = 0.3

async def main(settings, context):
    await asyncio.sleep({seconds})

sys.exit(process.run_service("deaf", ServiceSettings, main))
"""


def start(seconds: float, **settings: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", DEAF.format(seconds=seconds)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"CLASHWIRE_HEALTH_PORT": "0", **settings},
    )
    assert process.stderr
    assert '"started"' in process.stderr.readline()
    return process


def test_work_that_does_not_drain_is_cut_off_with_a_sentence() -> None:
    with start(600) as process:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 70
    assert said.startswith("clashwire deaf: It did not drain within 0.3 s")
    assert len(said.splitlines()) == 1


def test_a_service_whose_starter_is_gone_ends_though_its_work_waits() -> None:
    with start(600, CLASHWIRE_STOP_WITH_STDIN="true") as process:
        process.communicate(timeout=30)  # closes its standard input
    assert process.returncode == 70


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_work_that_ends_in_time_ends_well(number: signal.Signals) -> None:
    with start(0.2) as process:
        process.send_signal(number)
        process.communicate(timeout=30)
    assert process.returncode == 0
