"""Public sets beside the repository -> their section of the report, or that they are absent.

They are read where they lie, under their own licences; nothing of them is kept here.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench.evaluation import plover, re3d, ucdp
from bench.evaluation.measure import Measure, TagText, lines
from clashwire_cli.tagging import ArticleLine, to_raw
from clashwire_contracts.article import EnrichedArticle
from clashwire_enrich.tag import Resources, tag_article

FOLDER = Path(__file__).parents[3] / "shared" / "data"
"""`../shared/data`, seen from the repository."""
_Score = Callable[[Path, TagText], list[Measure]]


def development_table(resources: Resources, folder: Path = FOLDER) -> str:
    """Tag the sets that are present; PLOVER and re3d ask for types and actors, so gate off."""
    all_rules, gated = text_tagger(resources, gate=False), text_tagger(resources, gate=True)
    sections = (
        (plover.LICENCE, folder / plover.FILE, _plover, all_rules),
        (ucdp.LICENCE, folder / ucdp.FILE, _ucdp, gated),
        (re3d.LICENCE, folder / re3d.FOLDER, _re3d, all_rules),
    )
    return "\n".join(section(title, path, score, tag) for title, path, score, tag in sections)


def section(title: str, path: Path, score: _Score, tag: TagText) -> str:
    """A heading with the set's licence, and its figures or `not present: skipped`."""
    told = lines(score(path, tag)) if path.exists() else ["not present: skipped"]
    return "\n".join([f"== development set: {title}", *told]) + "\n"


def text_tagger(resources: Resources, *, gate: bool) -> TagText:
    """Resources -> a function from text and time to its tags."""

    def tag(text: str, published_at: datetime | None) -> EnrichedArticle:
        raw = to_raw(ArticleLine(id="", text=text), published_at)
        return tag_article(raw, resources=resources, gate=gate)

    return tag


def _plover(path: Path, tag: TagText) -> list[Measure]:
    return plover.score_records(plover.read_records(path), tag)


def _ucdp(path: Path, tag: TagText) -> list[Measure]:
    return ucdp.score_rows(ucdp.read_rows(path), tag)


def _re3d(path: Path, tag: TagText) -> list[Measure]:
    return re3d.score_documents(re3d.read_documents(path), tag)
