"""Killed five times at each point of its work, ingest loses nothing and gives no second id."""

from pathlib import Path

import pytest

from clashwire_local import RunningStack
from tests.integration.ingest.crash_rounds import crash_rounds
from tests.integration.ingest.crashing_ingest import POINTS

pytestmark = pytest.mark.integration
ROUNDS = 5


@pytest.mark.parametrize("point", POINTS)
async def test_kills_lose_nothing_and_make_no_second_id(
    ready_stack: RunningStack, tmp_path: Path, point: str
) -> None:
    result = await crash_rounds(ready_stack, tmp_path, point, ROUNDS)

    assert (result.lost, result.second_ids, result.rewritten) == (0, 0, 0), result
