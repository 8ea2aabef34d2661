"""The ledger in a terminal: a line a claim, a column a party, disputes marked, at any width."""

import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from clashwire_cli.claim_ledger import ledger_lines, print_ledger
from clashwire_cli.tagging import Tagger
from clashwire_contracts.article import EnrichedArticle

STORY = (
    "The Sudanese army said it had retaken Bara and killed 60 RSF fighters. The RSF denied this and"
    " said its fighters still held the town. The Sudanese government praised its soldiers and said"
    " the road was open. Residents said 14 civilians had died in the shelling."
)


@pytest.fixture(scope="module")
def article() -> EnrichedArticle:
    return Tagger(gate=False).tag_text(STORY, datetime(2024, 5, 16, 12, tzinfo=UTC))


def _shown(article: EnrichedArticle, width: int, *, colour: bool = False) -> list[str]:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    print_ledger(article, console)
    return out.getvalue().splitlines()


def test_every_claim_is_one_line_in_the_column_of_its_party(article: EnrichedArticle) -> None:
    header, *rows = _shown(article, 140)
    columns = {name: header.index(name) for name in ("Sudanese Armed Forces", "Rapid Support")}
    claims = [row for row in rows if row.split()[0].isdigit() and "\u2260" not in row]
    assert len(claims) == len(article.claims)
    assert claims[0].index("it had retaken Bara") == columns["Sudanese Armed Forces"]
    assert claims[2].index("denies: this") == columns["Rapid Support"]


def test_branches_of_one_state_share_a_column(article: EnrichedArticle) -> None:
    lines = ledger_lines(article)
    spoken = {line.party for line in lines if "road" in line.words or "Bara" in line.words}
    assert spoken == {"Sudanese Armed Forces"}


def test_what_is_disputed_is_named_with_the_claims_that_dispute_it(
    article: EnrichedArticle,
) -> None:
    first = ledger_lines(article)[0]
    assert first.status == "contested"
    assert "ground 4" in first.dispute or "ground 3,4" in first.dispute
    assert any(row.startswith("1 \u2260 ") for row in _shown(article, 140))


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(article: EnrichedArticle, width: int) -> None:
    assert all(len(row) <= width for row in _shown(article, width))


def test_parties_without_a_column_of_their_own_are_named_before_their_words(
    article: EnrichedArticle,
) -> None:
    assert any("[Rapid Suppor\u2026] denies: this"[:18] in row for row in _shown(article, 60))


def test_a_dispute_is_red_on_a_terminal_and_plain_elsewhere(article: EnrichedArticle) -> None:
    assert any("\x1b[1;31mcontested" in row for row in _shown(article, 120, colour=True))
    assert not any("\x1b" in row for row in _shown(article, 120))
