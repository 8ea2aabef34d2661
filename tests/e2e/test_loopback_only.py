"""Nothing leaves loopback: the whole demonstration runs where there is no other network."""

import json
from pathlib import Path

import pytest

from tests.e2e.namespaces import alone

pytestmark = pytest.mark.e2e

DEMO_SECONDS = 240.0


def test_the_demo_works_with_no_network_but_loopback(tmp_path: Path) -> None:
    done = alone(["demo", "--json", "--data", str(tmp_path / "demo")], seconds=DEMO_SECONDS)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["articles"] >= 40
    assert found["events"] > 0
    assert found["claims"] >= found["contested_claims"] > 0
    assert found["webhooks_received"] == found["signatures_verified"] >= found["alerts"] > 0
    assert found["dead_letters"] == 0
