"""PLOVER's gold standard records: one sentence each, with event type and actors' countries."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from bench.evaluation.measure import Measure, TagText
from clashwire_contracts.event import EventMention
from clashwire_contracts.event_types import BY_SLUG, SUB_EVENT_TYPES
from clashwire_contracts.vocabulary import ActorRole
from clashwire_enrich.text.countries import load_countries

LICENCE = "PLOVER GSR, CC BY-SA 4.0, Open Event Data Alliance"
FILE = Path("plover_gsr") / "PLOVER_GSR_CAMEO.txt"
_NO_EVENT = "DOCUMENT"  # the record that describes the file
_TYPE_OF_2021 = {"FIGHT": "ASSAULT"}  # the records are of 0.5b1; the 2021 codebook joined the two
_TYPES = sorted({entry.plover for entry in SUB_EVENT_TYPES})
_SOURCES: frozenset[ActorRole] = frozenset({"source", "participant"})
_TARGETS: frozenset[ActorRole] = frozenset({"target", "participant", "affected"})


class GsrActor(msgspec.Struct, frozen=True):
    """Who acts or is acted on; `code` is mostly an ISO 3166-1 alpha-3 country."""

    code: str = ""


class GsrRecord(msgspec.Struct, frozen=True):
    """One record; a side is a list, empty text or null. Its date is a placeholder, unread."""

    id: str
    event: str
    text: str = ""
    source: tuple[GsrActor, ...] | str | None = None
    target: tuple[GsrActor, ...] | str | None = None

    @property
    def plover(self) -> str:
        """The event type by the codebook of 2021."""
        return _TYPE_OF_2021.get(self.event, self.event)


def read_records(path: Path) -> list[GsrRecord]:
    """The JSON file -> its event records; raises msgspec.ValidationError on another shape."""
    records = msgspec.json.decode(path.read_bytes(), type=list[GsrRecord])
    return [record for record in records if record.event != _NO_EVENT]


def score_records(records: Iterable[GsrRecord], tag: TagText) -> list[Measure]:
    """Tag every sentence -> recall by type, then of the actors' countries where the type agrees."""
    by_type = {plover: Measure(f"{plover} found as {plover}") for plover in _TYPES}
    others = Measure("any event in records of types no sub-type maps to")
    source = Measure("source's country, of agreeing events")
    target = Measure("target's country, of agreeing events")
    total = Measure("all types that a sub-type maps to")
    for record in records:
        events = tag(record.text, None).events
        if record.plover not in by_type:
            others.add(right=bool(events))
            continue
        agreeing = [one for one in events if BY_SLUG[one.sub_event_type].plover == record.plover]
        for measure in (total, by_type[record.plover]):
            measure.add(right=bool(agreeing))
        if agreeing:
            _compare(record.source, agreeing, _SOURCES, source)
            _compare(record.target, agreeing, _TARGETS, target)
    return [total, *by_type.values(), others, source, target]


def _compare(
    side: tuple[GsrActor, ...] | str | None,
    events: list[EventMention],
    roles: frozenset[ActorRole],
    measure: Measure,
) -> None:
    if not isinstance(side, tuple):
        return
    alpha2 = {country.iso3: country.code for country in load_countries()}
    found = {actor.country for event in events for actor in event.actors if actor.role in roles}
    for code in sorted({alpha2[actor.code] for actor in side if actor.code in alpha2}):
        measure.add(right=code in found)
