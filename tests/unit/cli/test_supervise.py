import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clashwire_cli.parts import Part
from clashwire_cli.supervise import Restarts, SupervisedPart, Supervisor
from clashwire_local.ports import free_ports
from clashwire_runtime.errors import ClashwireError

WritePart = Callable[[str], SupervisedPart]
READY_PART = """
import http.server, sys, os
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
port = int(os.environ["CLASHWIRE_HEALTH_PORT"])
http.server.HTTPServer(("127.0.0.1", port), Ready).serve_forever()
"""


@pytest.fixture
def write_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WritePart:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def write(code: str) -> SupervisedPart:
        (tmp_path / "a_part.py").write_text(code)
        port = free_ports(1)[0]
        return SupervisedPart(Part(name="a", module="a_part"), {}, tmp_path / "a.log", port)

    return write


def test_back_off_doubles_up_to_a_limit_and_a_steady_life_resets_it() -> None:
    restarts = Restarts()
    waits = []
    for _ in range(10):
        waits.append(restarts.backoff_seconds)
        restarts = restarts.after(lived_seconds=1)
    assert waits[:4] == [0.5, 1.0, 2.0, 4.0]
    assert max(waits) == 30.0
    assert restarts.after(lived_seconds=120).backoff_seconds == 0.5


async def test_a_part_that_dies_is_restarted_and_said_so(write_part: WritePart) -> None:
    said: list[str] = []
    supervised = write_part(READY_PART)
    supervisor = Supervisor([supervised], said.append)
    await supervisor.start()
    first = supervised.pid
    assert supervised.process is not None
    supervised.process.kill()
    for _ in range(100):
        await asyncio.sleep(0.05)
        if supervised.pid != first:
            break
    assert supervised.pid != first
    assert any("a ended with code -9" in sentence for sentence in said)
    await supervisor.stop()
    assert supervised.process.returncode is not None


async def test_a_part_that_cannot_start_is_named_with_its_last_words(write_part: WritePart) -> None:
    supervised = write_part("import sys; sys.exit('no such broker')")
    with pytest.raises(ClashwireError, match="a did not start: no such broker"):
        await Supervisor([supervised], lambda _: None).start()


async def test_a_part_ends_when_its_starter_is_gone(tmp_path: Path) -> None:
    """Real services watch their standard input; the runtime's own process does the same here."""
    code = (
        "from clashwire_runtime.process import run_service\n"
        "from clashwire_runtime.settings import ServiceSettings\n"
        "async def main(settings, context):\n"
        "    await context.stop.wait()\n"
        "raise SystemExit(run_service('example', ServiceSettings, main))\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        code,
        stdin=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"CLASHWIRE_STOP_WITH_STDIN": "true", "PATH": ""},
        cwd=tmp_path,
    )
    await asyncio.sleep(0.5)
    assert process.returncode is None
    assert process.stdin is not None
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 10) == 0
