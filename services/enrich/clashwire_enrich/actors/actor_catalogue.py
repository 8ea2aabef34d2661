"""The actor catalogue: who is known before any article is read, with aliases, codes and dates."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Literal

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from clashwire_contracts.vocabulary import ActorKind
from clashwire_enrich.text.countries import Country, load_countries

NameForm = Literal["actor", "country", "demonym", "capital"]
_BRANCHES: tuple[tuple[str, str, str], ...] = (
    ("", "Government of {name}", "GOV"),
    ("-armed-forces", "{demonym} armed forces", "MIL"),
    ("-police", "{demonym} police", "COP"),
)
_DEFAULT_TRAITS: dict[str, tuple[str, ...]] = {
    "rebel": ("rebel", "insurgent", "militant"),
    "militia": ("militia",),
}


class CatalogueActor(msgspec.Struct, frozen=True):
    """One actor as it was between two dates; `traits` are adjectives news uses for it."""

    actor_id: str
    name: str
    kind: ActorKind
    country: str | None
    codes: dict[str, str]
    traits: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


class NameHit(msgspec.Struct, frozen=True):
    """A known name in a text: of actors (by id), or of a country in one of its forms."""

    start: int
    end: int
    text: str
    form: NameForm
    actor_ids: tuple[str, ...]
    country: str | None


class ActorCatalogue:
    """Known actors and country names, with one automaton that finds them all; methods are pure."""

    def __init__(self, actors: tuple[CatalogueActor, ...], aliases: dict[str, set[str]]) -> None:
        """Actors and alias -> actor_ids; country names come from the packaged table."""
        self._countries = load_countries()
        rows = defaultdict[str, list[CatalogueActor]](list)
        for actor in (*actors, *_state_actors(self._countries)):
            rows[actor.actor_id].append(actor)
        self._rows = {key: tuple(entries) for key, entries in rows.items()}
        self._targets = _targets(aliases, self._countries, self._rows)
        self._names = tuple(sorted(self._targets))
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)
        self._aliases = {
            actor_id: tuple(sorted(name for name, ids in aliases.items() if actor_id in ids))
            for actor_id in sorted({actor for ids in aliases.values() for actor in ids})
        }

    def scan(self, text: str) -> tuple[NameHit, ...]:
        """Text -> every known name at word bounds, leftmost-longest, in text order."""
        return tuple(
            NameHit(start, end, self._names[index], *self._targets[self._names[index]])
            for index, start, end in self._automaton.find_matches_as_indexes(text)
            if _at_word_bounds(text, start, end)
        )

    def describe(self, actor_id: str, on: date | None) -> CatalogueActor | None:
        """Actor and date -> the row valid then, else the nearest row; None when unknown."""
        rows = self._rows.get(actor_id, ())
        if on is not None:
            for row in rows:
                if (row.valid_from or date.min) <= on <= (row.valid_to or date.max):
                    return row
        return rows[-1] if rows else None

    def aliases(self, actor_id: str) -> tuple[str, ...]:
        """Actor -> its names in the catalogue, sorted."""
        return self._aliases.get(actor_id, ())

    def armed_group_names(self) -> tuple[str, ...]:
        """Names of rebels and militias that no everyday word shares, sorted."""
        armed = {"rebel", "militia"}
        return tuple(
            name
            for name in self._names
            if (ids := self._targets[name][1])
            and self._rows[ids[0]][-1].kind in armed
            and (" " in name or "-" in name)
        )

    def country_name(self, code: str) -> str | None:
        """ISO 3166-1 alpha-2 -> English name."""
        return next((country.name for country in self._countries if country.code == code), None)


def load_actor_catalogue() -> ActorCatalogue:
    """The packaged table -> catalogue; raises ValueError on a malformed row."""
    table = files("clashwire_enrich").joinpath("data/actors.csv").read_text(encoding="utf-8")
    iso3 = {country.code: country.iso3 for country in load_countries()}
    actors: list[CatalogueActor] = []
    aliases = defaultdict[str, set[str]](set)
    for row in csv.DictReader(table.splitlines()):
        actors.append(_actor(row, iso3))
        for name in (row["name"], *row["aliases"].split(";")):
            if name:
                aliases[name].add(row["actor_id"])
    return ActorCatalogue(tuple(actors), dict(aliases))


def _actor(row: dict[str, str], iso3: dict[str, str]) -> CatalogueActor:
    try:
        kind = msgspec.convert(row["kind"], ActorKind)
        traits = tuple(filter(None, row["traits"].split(";"))) or _DEFAULT_TRAITS.get(kind, ())
        return CatalogueActor(
            actor_id=row["actor_id"],
            name=row["name"],
            kind=kind,
            country=row["country"] or None,
            codes={"plover": f"{iso3.get(row['country'], '')} {row['sector']}".strip()},
            traits=traits,
            valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
    except (ValueError, KeyError) as error:
        raise ValueError(f"actor {row.get('actor_id')!r} in actors.csv: {error}") from error


def _state_actors(countries: tuple[Country, ...]) -> Iterator[CatalogueActor]:
    for country in countries:
        for suffix, name, sector in _BRANCHES:
            yield CatalogueActor(
                actor_id=f"state-{country.code.lower()}{suffix}",
                name=name.format(name=country.name, demonym=country.demonyms[0]),
                kind="state",
                country=country.code,
                codes={"plover": f"{country.iso3} {sector}"},
                traits=("government", "state"),
            )


def _targets(
    aliases: dict[str, set[str]],
    countries: tuple[Country, ...],
    rows: dict[str, tuple[CatalogueActor, ...]],
) -> dict[str, tuple[NameForm, tuple[str, ...], str | None]]:
    targets: dict[str, tuple[NameForm, tuple[str, ...], str | None]] = {}
    for country in countries:
        forms: tuple[tuple[NameForm, tuple[str, ...]], ...] = (
            ("capital", country.capitals),
            ("demonym", country.demonyms),
            ("country", country.names),
        )
        for form, names in forms:
            for name in names:
                targets[name] = (form, (), country.code)
    for name, ids in aliases.items():
        owners = {rows[actor_id][-1].country for actor_id in ids}
        targets[name] = ("actor", tuple(sorted(ids)), owners.pop() if len(owners) == 1 else None)
    return targets


def _at_word_bounds(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")
    after = end == len(text) or not (text[end].isalnum() or text[end] == "_")
    return before and after
