"""The page for operators names every state that a fetch can end in."""

from pathlib import Path

import pytest

from clashwire_ingest.web import failures

PAGE = (Path(__file__).parents[3] / "docs" / "fetching.md").read_text(encoding="utf-8")
STATES = sorted(
    {health for _, health, _ in failures._MEANINGS}
    | {health for health, _ in failures._CONNECTION_ERRORS.values()}
    | {"bad_answer", "bad_url", "bot_wall", "bad_redirect", "redirect_loop"}
)


@pytest.mark.parametrize("health", STATES)
def test_a_state_of_a_fetch_is_explained(health: str) -> None:
    assert f"`{health}`" in PAGE
