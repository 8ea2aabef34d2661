"""Countries as news names them: names, people and capitals from one packaged table."""

import csv
from functools import cache
from importlib.resources import files

import msgspec


class Country(msgspec.Struct, frozen=True):
    """One country: ISO 3166-1 codes, English name and aliases, demonyms, capital names."""

    code: str
    iso3: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


def load_countries() -> tuple[Country, ...]:
    """The packaged table -> countries in file order."""
    table = files("clashwire_enrich").joinpath("data/countries.csv").read_text(encoding="utf-8")
    return tuple(
        Country(
            code=row["country"],
            iso3=row["iso3"],
            name=row["name"],
            names=(row["name"], *_listed(row["aliases"])),
            demonyms=_listed(row["demonyms"]),
            capitals=_listed(row["capital"]),
        )
        for row in csv.DictReader(table.splitlines())
    )


@cache
def country_names() -> dict[str, str]:
    """ISO 3166-1 alpha-2 -> English name."""
    return {country.code: country.name for country in load_countries()}


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split(";") if name)
