"""docs/ingest.md explains every health state there is, and none that there is not."""

import re
from pathlib import Path
from typing import get_args

from clashwire_ingest.documents.parsed_feed import DocumentHealth
from clashwire_ingest.health.attribution import CAUSES, OF_A_FEED, UNANSWERED
from clashwire_ingest.web import failures

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "ingest.md").read_text("utf-8")
SOURCES = sorted((ROOT / "services" / "ingest" / "clashwire_ingest").rglob("*.py"))


def section(title: str) -> str:
    """A section of the page, up to the next one."""
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(table: str) -> set[str]:
    """The names in the first column of a table."""
    rows = re.findall(r"^\|([^|]+)\|", table, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_health_state_is_explained() -> None:
    named = {health for _, health, _ in failures._MEANINGS}
    named |= {health for health, _ in failures._CONNECTION_ERRORS.values()}
    named |= {*get_args(DocumentHealth), *UNANSWERED, *OF_A_FEED, "bot_wall", "http_304"}
    named |= {"bad_redirect", "redirect_loop", "bad_url", "bad_answer"}

    assert named <= first_cells(section("Health"))


def test_every_health_state_that_is_explained_exists() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SOURCES)
    plain = {name for name in first_cells(section("Health")) if not name.startswith("http_")}

    assert {name for name in plain if f'"{name}"' not in code} == set()


def test_every_cause_of_an_outage_is_explained() -> None:
    assert first_cells(section("Outages")) == set(CAUSES)
