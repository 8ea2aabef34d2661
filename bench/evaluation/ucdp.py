"""UCDP GED's events in Syria: a source's headline, and where the event took place."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bench.evaluation.distance import NEAR_KM, distance_km
from bench.evaluation.measure import Measure, TagText
from clashwire_contracts.event import EventMention

LICENCE = "UCDP GED 19.1, Syria, CC BY 4.0, Uppsala Conflict Data Program"
FILE = Path("ucdp_ged_syria.csv.gz")
EVERY = 7
"""One row of so many is read: about a thousand."""
_SEVERAL_HEADLINES = ";"
_NARROW_KM = 40.0
_LEAST_EXACT = 4  # UCDP's where_prec: 1 exact, 2 near, 3 district, 4 province, 5 line, 6 country
_NO_PLACE = frozenset({"country", "unknown"})


class GedRow(msgspec.Struct, frozen=True):
    """One event: its headline, the day that was published, and its place in degrees."""

    headline: str
    published_at: datetime
    point: tuple[float, float]
    where_precision: int


def read_rows(path: Path, every: int = EVERY) -> list[GedRow]:
    """Gzipped CSV -> every n-th, in file order, of the rows whose headline no other row shares.

    Rows of several headlines are left out: nobody can say which of them tells the event.
    """
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    shared = Counter(row["source_headline"] for row in rows)
    alone = (
        row
        for row in rows
        if shared[row["source_headline"]] == 1 and _SEVERAL_HEADLINES not in row["source_headline"]
    )
    return [_row(row) for place, row in enumerate(alone) if place % every == 0]


def score_rows(rows: Iterable[GedRow], tag: TagText) -> list[Measure]:
    """Tag every headline -> relevance, how many have a place, and how near that is."""
    relevant = Measure("headline relevant")
    event = Measure("an event found")
    placed = Measure("an event with a place more exact than a country")
    near = Measure(f"an event's place within {NEAR_KM:.0f} km, where both have one")
    narrow = Measure(f"an event's place within {_NARROW_KM:.0f} km, where both have one")
    for row in rows:
        article = tag(row.headline, row.published_at)
        kilometres = _kilometres(row.point, article.events)
        relevant.add(right=article.relevant is True)
        event.add(right=bool(article.events))
        placed.add(right=bool(kilometres))
        if kilometres and row.where_precision <= _LEAST_EXACT:
            near.add(right=min(kilometres) <= NEAR_KM)
            narrow.add(right=min(kilometres) <= _NARROW_KM)
    return [relevant, event, placed, near, narrow]


def _row(row: dict[str, str]) -> GedRow:
    return GedRow(
        headline=row["source_headline"],
        published_at=datetime.fromisoformat(row["source_date"]).replace(tzinfo=UTC),
        point=(float(row["latitude"]), float(row["longitude"])),
        where_precision=int(float(row["where_prec"])),
    )


def _kilometres(point: tuple[float, float], events: Iterable[EventMention]) -> list[float]:
    return [
        distance_km(point, (place.location.lat, place.location.lon))
        for place in (event.place for event in events)
        if place.location is not None and place.precision not in _NO_PLACE
    ]
