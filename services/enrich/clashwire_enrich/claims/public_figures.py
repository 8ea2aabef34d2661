"""Public figures: whom well-known speakers speak for, by office and its dates."""

import csv
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

_OTHERS = re.compile(r"\b(?:of|by|to|against|under|for|with|from|anti|who|former|ex)\b")
_NAMESAKE = re.compile(r" [A-Z][a-z]")


class PublicFigure(msgspec.Struct, frozen=True):
    """One person in one office: full name, the actor it speaks for, between two dates."""

    name: str
    actor_id: str
    valid_from: date
    valid_to: date


class PublicFigures:
    """Known speakers by every name news uses for them; methods are pure."""

    def __init__(self, rows: dict[str, tuple[PublicFigure, ...]]) -> None:
        """Name as written -> the offices its bearer held."""
        self._rows = rows
        names = sorted(rows, key=lambda name: (-len(name), name))
        self._pattern = re.compile(
            r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])"
            r"(?!['\u2019]s? (?!office|government|administration|spokes|press|aide|advis))"
        )

    def party_of(self, words: str, on: date | None) -> str | None:
        """A source's words and the story's day -> the actor its person speaks for, or None.

        Without a day the latest office counts. Critics "of" somebody do not speak for them;
        somebody's office or spokesman does.
        """
        found = self._pattern.search(words)
        if found is None or _OTHERS.search(words, 0, found.start()):
            return None
        if " " not in found[0] and _NAMESAKE.match(words, found.end()):
            return None  # "Petro Hnatiuk" is not President Petro
        return _in_office(self._rows[found[0]], on)


@cache
def load_public_figures() -> PublicFigures:
    """The packaged table -> figures; read once, on first use."""
    table = files("clashwire_enrich").joinpath("data/public_figures.csv").read_text("utf-8")
    rows: dict[str, tuple[PublicFigure, ...]] = {}
    for row in csv.DictReader(table.splitlines()):
        figure = PublicFigure(
            row["name"],
            row["actor_id"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
        )
        for name in filter(None, (row["name"], *row["aliases"].split(";"))):
            rows[name] = (*rows.get(name, ()), figure)
    return PublicFigures(rows)


def _in_office(held: Sequence[PublicFigure], on: date | None) -> str | None:
    if on is None:
        return held[-1].actor_id
    return next((one.actor_id for one in held if one.valid_from <= on <= one.valid_to), None)
