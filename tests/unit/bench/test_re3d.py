import json
from pathlib import Path

from msgspec.structs import replace

from bench.evaluation.re3d import ReadDocument, Side, read_documents, score_documents
from tests.unit.bench.tagged import answers, clash

TEXT = "The Syrian Democratic Forces attacked Hezbollah. We fought the militants in Homs."


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _entity(words: str, kind: str = "Organisation") -> dict[str, object]:
    start, end = _span(words)
    return {"_id": words, "documentId": "d1", "type": kind, "begin": start, "end": end}


def _relation(kind: str, source: str, target: str) -> dict[str, object]:
    (start, end), (target_start, target_end) = _span(source), _span(target)
    return {
        "documentId": "d1",
        "type": kind,
        "sourceBegin": start,
        "sourceEnd": end,
        "targetBegin": target_start,
        "targetEnd": target_end,
    }


def _write(folder: Path) -> Path:
    rows: dict[str, list[dict[str, object]]] = {
        "documents": [{"_id": "d1", "title": "", "text": TEXT}],
        "entities": [
            _entity("The Syrian Democratic Forces"),
            _entity("Hezbollah"),
            _entity("We"),
            _entity("the militants"),
            _entity("Homs", "Location"),
        ],
        "relations": [
            _relation("FightingAgainst", "The Syrian Democratic Forces", "Hezbollah"),
            _relation("FightingAgainst", "We", "the militants"),
            _relation("FightingAgainst", "We", "Homs"),
            _relation("BelongsTo", "Hezbollah", "We"),
        ],
    }
    (folder / "press").mkdir()
    for name, told in rows.items():
        lines = "\n".join(json.dumps(row) for row in told) + "\n\n"
        (folder / "press" / f"{name}.json").write_text(lines, encoding="utf-8")
    return folder


def test_sides_are_the_organisations_of_fights_alone(tmp_path: Path) -> None:
    (document,) = read_documents(_write(tmp_path))
    assert [side.words for side in document.sides] == [
        "The Syrian Democratic Forces",
        "Hezbollah",
        "We",
        "the militants",
    ]
    assert [(one.words, other.words) for one, other in document.fights] == [
        ("The Syrian Democratic Forces", "Hezbollah"),
        ("We", "the militants"),
    ]


def test_a_name_is_more_than_a_capital_at_the_start() -> None:
    assert Side(0, 1, "the Hama Brigade").named
    assert Side(0, 1, "U.S.").named
    assert not Side(0, 1, "The coalition").named
    assert not Side(0, 1, "We").named


def test_named_sides_are_found_apart_by_the_actors_over_their_words() -> None:
    told = clash()  # "Army" stands at 0-4, "Rapid Support Forces" at 16-36 and "RSF" at 138-141
    army, forces, again = Side(0, 11, "Army troops"), Side(16, 36, "the RSF"), Side(138, 141, "RSF")
    mayor, nobody = Side(60, 70, "the Mayor"), Side(50, 55, "they")
    document = ReadDocument(
        "clash",
        (army, forces, again, mayor, nobody),
        ((army, forces), (forces, again), (army, mayor), (army, nobody)),
    )
    named, unnamed, apart = score_documents([document], answers({"clash": told}))
    assert (named.right, named.count) == (3, 4)
    assert (unnamed.right, unnamed.count) == (0, 1)
    assert (apart.right, apart.count) == (1, 3)


def test_an_actor_that_bears_no_arms_is_no_side() -> None:
    told = clash()
    told = replace(told, actors=tuple(replace(one, kind="civilian") for one in told.actors))
    side = Side(16, 36, "the RSF")
    named, _, _ = score_documents([ReadDocument("clash", (side,), ())], answers({"clash": told}))
    assert (named.right, named.count) == (0, 1)
