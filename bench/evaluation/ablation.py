"""`make ablation`: what each family of claim rules adds, written to docs/claims-ablation.md."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from bench.evaluation.claim_rules import FAMILIES, Family
from bench.evaluation.gold import BATCHES, ClaimPassage, Half, claim_passages
from bench.evaluation.score_claims import score_claims
from bench.evaluation.tally import Scores
from clashwire_cli.tagging import ArticleLine, to_raw
from clashwire_contracts.article import RawArticle
from clashwire_enrich.tag import Resources, load_resources, tag_article

PAGE = Path(__file__).parents[2] / "docs" / "claims-ablation.md"
HALVES: tuple[Half, ...] = ("open", "held")
FIELDS = {
    "claims": "content span",
    "parties": "party, end to end",
    "outside": "speaker outside the sentence",
    "types": "claim type",
    "numbers": "number",
    "about": "about, of matched",
    "status": "status",
    "ties": "relations",
    "via": "reported via",
}
"""The columns: how many answers of a field are right."""
_EXTRA = ("extra claims in passages with claims", "extra claims in passages without claims")
_HEAD = """# What each family of claim rules adds

Written by `make ablation`; do not edit. The first row counts right answers over {passages} passages
of both halves of each batch, with every rule in force and the gate open, and the claims found that
nobody makes. Every other row is without one family: how many right answers are then lost (minus) or
won, and how many claims too many are then found. A family whose row is all noughts adds nothing
here; its tests say why it stays.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every family and write the page; with --print, to standard output."""
    parser = argparse.ArgumentParser(prog="python -m bench.evaluation.ablation")
    parser.add_argument("--print", action="store_true", dest="shown", help="write no file")
    options = parser.parse_args(arguments)
    page = ablation_page(load_resources())
    if options.shown:
        print(page)
    else:
        PAGE.write_text(page, encoding="utf-8")
    return 0


def ablation_page(resources: Resources) -> str:
    """Resources -> the page: all rules, then each family left out in turn."""
    sample = read_sample()
    whole = counts(sample, resources)
    columns = [*FIELDS, "too many"]
    lines = [_HEAD.format(passages=len(sample)), f"| rules | {' | '.join(columns)} |"]
    lines.append("|---|" + "--:|" * len(columns))
    lines.append(_row("**all**", [str(whole[name]) for name in columns]))
    for family in FAMILIES:
        with left_out(family):
            without = counts(sample, resources)
        cells = [_change(without[name] - whole[name]) for name in columns]
        lines.append(_row(f"without {family.name}", cells))
    return "\n".join(lines) + "\n"


def read_sample() -> list[tuple[ClaimPassage, RawArticle]]:
    """Every claim passage with its article."""
    return [
        (passage, to_raw(_line(passage), passage.published_at))
        for batch, half in product(BATCHES, HALVES)
        for passage in claim_passages(half, batch)
    ]


def counts(
    sample: Sequence[tuple[ClaimPassage, RawArticle]], resources: Resources
) -> dict[str, int]:
    """Right answers by column, and claims too many, under the rules now in force."""
    scores = Scores()
    for passage, article in sample:
        score_claims(passage, tag_article(article, resources=resources, gate=False), scores)
    found = {name: scores.tallies[field].right for name, field in FIELDS.items()}
    return found | {"too many": sum(scores.counts[name] for name in _EXTRA)}


@contextmanager
def left_out(family: Family) -> Iterator[None]:
    """A family's rules replaced by ones that find nothing, until the block ends."""
    before = [(part, getattr(part.owner, part.name)) for part in family.parts]
    try:
        for part in family.parts:
            setattr(part.owner, part.name, part.instead)
        yield
    finally:
        for part, value in before:
            setattr(part.owner, part.name, value)


def _line(passage: ClaimPassage) -> ArticleLine:
    return ArticleLine(id=passage.id, title=passage.title, text=passage.text)


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _change(difference: int) -> str:
    return f"{difference:+d}" if difference else "0"


if __name__ == "__main__":
    sys.exit(main())
