"""The command in namespaces of its own: no network but loopback, mounts that nobody else sees."""

import os
import shutil
import subprocess

import pytest

from tests.e2e.deployment import CLASHWIRE, environment

_NOT_PERMITTED = "network and mount namespaces of our own (unshare) are not permitted here"


def alone(
    arguments: list[str], *, before: str = "", seconds: float = 120.0, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `clashwire` there to its end; `before` is a shell command that must succeed first.

    Skips the test, with the reason, where the machine does not permit it.
    """
    script = f'{before or "true"} && ip link set lo up && exec "$@"'
    return subprocess.run(
        [*_unshare(), "sh", "-c", script, "sh", CLASHWIRE, *arguments],
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def _unshare() -> list[str]:
    found = shutil.which("unshare")
    if found is None or shutil.which("ip") is None:
        pytest.skip(_NOT_PERMITTED)
    command = [found, "--net", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    probe = [*command, "ip", "link", "set", "lo", "up"]
    if subprocess.run(probe, check=False, capture_output=True).returncode:
        pytest.skip(_NOT_PERMITTED)
    return command
