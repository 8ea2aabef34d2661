"""The passages and their gold: YAML files -> typed passages; refuses unknown fields and values."""

from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
import yaml

from clashwire_contracts.model import UtcTime
from clashwire_contracts.vocabulary import (
    ClaimMode,
    ClaimStatus,
    ClaimType,
    EventType,
    NumberKind,
    NumberPrecision,
    PlacePrecision,
    Realis,
    RelationAxis,
    RelationKind,
    SubEventType,
)

Half = Literal["open", "held"]
Batch = Literal["first", "second", "third"]
FOLDER = Path(__file__).parent
_FOLDER_OF: dict[Batch, Path] = {
    "first": FOLDER,
    "second": FOLDER / "second",
    "third": FOLDER / "third",
}
BATCHES = tuple(_FOLDER_OF)
_P = TypeVar("_P", bound="Passage")


class GoldPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where it happened; degrees in WGS 84."""

    name: str
    country: str
    lat: float
    lon: float
    precision: PlacePrecision
    admin1: str | None = None


class GoldToll(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Deaths of one event, as README.md defines them."""

    low: int | None
    best: int | None
    high: int | None


class GoldEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One happening as a careful reader tells it."""

    sub_event_type: SubEventType
    event_type: EventType
    realis: Realis
    background: bool
    start: date | None
    end: date | None
    place: GoldPlace
    actors: tuple[str, ...]
    killed: GoldToll | None
    claimed_by: str | None = None
    also_accept: tuple[SubEventType, ...] = ()


class GoldNumber(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claimed number; a list of kinds means that each is defensible."""

    kind: NumberKind | tuple[NumberKind, ...]
    value: int | None
    precision: NumberPrecision


class GoldClaim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement; lists hold every defensible value."""

    source: str
    cue: str
    content: str
    party: str | None
    claim_type: ClaimType | tuple[ClaimType, ...]
    status: ClaimStatus | tuple[ClaimStatus, ...]
    mode: ClaimMode | tuple[ClaimMode, ...]
    speaker: str | None = None
    descriptor: str | None = None
    number: GoldNumber | None = None
    about: str | None = None
    reported_via: str | None = None
    outside: bool = False
    optional: bool = False


class GoldRelation(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}
):
    """A tie between two claims of the passage, counted from 1, in either direction."""

    from_: int
    to: int
    relation: RelationKind | tuple[RelationKind, ...]
    axis: RelationAxis | tuple[RelationAxis, ...]


class Passage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A short text as a feed would bring it."""

    id: str
    title: str
    published_at: UtcTime
    text: str


class EventPassage(Passage, frozen=True, kw_only=True):
    """A passage with its gold events."""

    relevant: bool
    events: tuple[GoldEvent, ...]


class ClaimPassage(Passage, frozen=True, kw_only=True):
    """A passage with its gold claims."""

    claims: tuple[GoldClaim, ...]
    relations: tuple[GoldRelation, ...] = ()


def accepted(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """One gold value or several -> all that count as right."""
    return (value,) if isinstance(value, str) else value


def event_passages(half: Half, batch: Batch = "first") -> list[EventPassage]:
    """Every event passage of one half of a batch, in file order; none without files."""
    return _read(_FOLDER_OF[batch] / "events", half, EventPassage)


def claim_passages(half: Half, batch: Batch = "first") -> list[ClaimPassage]:
    """Every claim passage of one half of a batch, in file order; none without files."""
    return _read(_FOLDER_OF[batch] / "claims", half, ClaimPassage)


def _read(folder: Path, half: Half, passage_type: type[_P]) -> list[_P]:
    passages: list[_P] = []
    for path in sorted(folder.glob(f"{half}-*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        passages += msgspec.convert(rows, list[passage_type])  # type: ignore[valid-type]
    return passages
