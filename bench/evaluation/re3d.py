"""re3d: documents on Syria and Iraq, and the sides that annotators saw fighting each other."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from bench.evaluation.measure import Measure, TagText
from clashwire_contracts.mention import ActorMention
from clashwire_contracts.vocabulary import ActorKind

LICENCE = (
    "re3d, Dstl; by folder: CC BY-NC 3.0 (BBC), CC BY-SA 3.0 (Wikipedia), CC BY 3.0 AU, "
    "OGL 3.0, US public domain, EEAS legal notice"
)
FOLDER = Path("re3d")
_FIGHTS = "FightingAgainst"
_ORGANISATION = "Organisation"
_ARMED: frozenset[ActorKind] = frozenset({"state", "rebel", "militia", "international"})
_NAME = re.compile(r"(?!(?:The|A|An|We|They|Their|It|Its|This|These)\b)\b[A-Z]")
_UNARMED = re.compile(r"\b(?:people|civilians|citizens|families|children)\b")
_R = TypeVar("_R")


class Side(msgspec.Struct, frozen=True, order=True):
    """The words of one belligerent, offsets in the document's text."""

    start: int
    end: int
    words: str

    @property
    def named(self) -> bool:
        """Whether the words hold a name, not only "we", "the coalition" or "militants"."""
        return bool(_NAME.search(self.words))


class ReadDocument(msgspec.Struct, frozen=True):
    """One document: its text and every pair of organisations said to fight each other."""

    text: str
    sides: tuple[Side, ...]
    fights: tuple[tuple[Side, Side], ...]


class _Document(msgspec.Struct, frozen=True):
    id: str = msgspec.field(name="_id")
    text: str


class _Entity(msgspec.Struct, frozen=True, rename="camel"):
    document_id: str
    type: str
    begin: int
    end: int


class _Relation(msgspec.Struct, frozen=True, rename="camel"):
    document_id: str
    type: str
    source_begin: int
    source_end: int
    target_begin: int
    target_end: int


def read_documents(folder: Path) -> list[ReadDocument]:
    """Folders of JSON lines -> documents, in order of folder and line."""
    found: list[ReadDocument] = []
    for inner in sorted(path.parent for path in folder.glob("*/documents.json")):
        organisations = {
            (entity.document_id, entity.begin, entity.end)
            for entity in _rows(inner / "entities.json", _Entity)
            if entity.type == _ORGANISATION
        }
        fights = [one for one in _rows(inner / "relations.json", _Relation) if one.type == _FIGHTS]
        for document in _rows(inner / "documents.json", _Document):
            own = [_ends(one) for one in fights if one.document_id == document.id]
            spans = {(start, end) for key, start, end in organisations if key == document.id}
            found.append(_assemble(document.text, own, spans))
    return found


def score_documents(documents: list[ReadDocument], tag: TagText) -> list[Measure]:
    """Tag every document -> how many of the belligerents are found as armed actors."""
    named = Measure("named side found as an armed actor, every mention")
    unnamed = Measure('unnamed side ("the regime", "we") found as one')
    apart = Measure("both named sides of a fight found, as two actors")
    for document in documents:
        actors = tag(document.text, None).actors
        for side in document.sides:
            (named if side.named else unnamed).add(right=bool(_found(side, actors)))
        for one, other in document.fights:
            if one.named and other.named:
                first, second = _found(one, actors), _found(other, actors)
                apart.add(right=bool(first and second) and first != second)
    return [named, unnamed, apart]


def _found(side: Side, actors: tuple[ActorMention, ...]) -> frozenset[str]:
    """The armed actors, by id, with a span in the text that overlaps the side's words."""
    return frozenset(
        actor.actor_id
        for actor in actors
        if actor.kind in _ARMED
        for span in actor.spans
        if span.field == "text" and span.start < side.end and side.start < span.end
    )


def _ends(fight: _Relation) -> tuple[tuple[int, int], tuple[int, int]]:
    return (fight.source_begin, fight.source_end), (fight.target_begin, fight.target_end)


def _assemble(
    text: str,
    pairs: list[tuple[tuple[int, int], tuple[int, int]]],
    organisations: set[tuple[int, int]],
) -> ReadDocument:
    """Keep what is an organisation and no population; a fight needs two of them."""
    sides: set[Side] = set()
    fights: list[tuple[Side, Side]] = []
    for pair in pairs:
        found = [Side(*end, text[slice(*end)]) for end in pair if end in organisations]
        armed = [side for side in found if not _UNARMED.search(side.words)]
        sides.update(armed)
        if len(armed) == len(pair):
            fights.append((armed[0], armed[1]))
    return ReadDocument(text, tuple(sorted(sides)), tuple(fights))


def _rows(path: Path, row_type: type[_R]) -> Iterator[_R]:
    with path.open("rb") as lines:
        for line in lines:
            if line.strip():
                yield msgspec.json.decode(line, type=row_type)
