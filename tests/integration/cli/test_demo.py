"""The demo as a stranger types it: one story of their own, one line of numbers at the end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clashwire_cli.demo.story import read_world

pytestmark = pytest.mark.e2e
CLASHWIRE = str(Path(sys.executable).with_name("clashwire"))
DEMO_SECONDS = 280.0
KEYS = [
    "articles",
    "relevant",
    "events",
    "claims",
    "contested_claims",
    "alerts",
    "webhooks_received",
    "signatures_verified",
    "dead_letters",
    "seconds",
]
STORY = """Council of Aldermoor votes for a new tram line

The council of Aldermoor voted on Thursday to build a tram line to the harbour by 2029.
"""


def test_the_demo_prints_one_line_of_numbers_that_hold_together(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    done = subprocess.run(
        [CLASHWIRE, "demo", "--json", "--story", str(story), "--data", str(tmp_path / "demo")],
        capture_output=True,
        text=True,
        timeout=DEMO_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert list(found) == KEYS
    assert found["articles"] == len(read_world().stories) + 1
    assert found["articles"] > found["relevant"] > 0
    assert found["claims"] > found["contested_claims"] > 0
    assert found["alerts"] == found["webhooks_received"] == found["signatures_verified"] > 0
    assert found["events"] >= found["alerts"]
    assert found["dead_letters"] == 0
    for words in ("kafka is ready", "tag is ready", "revisions tagged", "all of it has arrived"):
        assert words in done.stderr
    assert "\x1b" not in done.stderr
