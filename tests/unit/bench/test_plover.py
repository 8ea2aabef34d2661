import json
from pathlib import Path

from msgspec.structs import replace

from bench.evaluation.plover import GsrActor, GsrRecord, read_records, score_records
from clashwire_contracts.article import EnrichedArticle
from tests.unit.bench.tagged import answers, clash

SUDAN, PERU = GsrActor(code="SDN"), GsrActor(code="PER")
SAMPLE = [
    {"id": "about", "event": "DOCUMENT", "eventText": "what this file is"},
    {
        "id": "one",
        "event": "FIGHT",
        "text": "Ethiopian troops clashed with Eritrean troops near the border.",
        "source": [{"actorText": "Ethiopian", "code": "ETH", "sector": "MIL"}],
        "target": [{"actorText": "Eritrean", "code": "ERI"}],
    },
    {"id": "two", "event": "DEMAND", "text": "A minister asked for talks.", "target": ""},
    {"id": "three", "event": "PROTEST", "text": "The sun rose.", "source": None},
]


def test_the_record_about_the_file_is_no_event_and_empty_sides_are_read(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps(SAMPLE), encoding="utf-8")
    records = read_records(path)
    assert [record.id for record in records] == ["one", "two", "three"]
    assert records[0].plover == "ASSAULT"
    assert records[0].source == (GsrActor(code="ETH"),)
    assert records[1].target == ""
    assert records[1].source is None


def test_types_and_countries_are_counted_where_the_record_has_them() -> None:
    records = [
        GsrRecord(id="1", event="FIGHT", text="clash", source=(SUDAN,), target=(SUDAN, PERU)),
        GsrRecord(id="2", event="PROTEST", text="clash", source=(SUDAN,)),
        GsrRecord(id="3", event="PROTEST", text="quiet", source=(SUDAN,)),
        GsrRecord(id="4", event="DEMAND", text="clash", source=(SUDAN,)),
        GsrRecord(id="5", event="DEMAND", text="quiet", target=""),
    ]
    found = _scored(records)
    assert found["all types that a sub-type maps to"] == (1, 3)
    assert found["ASSAULT found as ASSAULT"] == (1, 1)
    assert found["PROTEST found as PROTEST"] == (0, 2)
    assert found["any event in records of types no sub-type maps to"] == (1, 2)
    assert found["source's country, of agreeing events"] == (1, 1)
    assert found["target's country, of agreeing events"] == (1, 2)


def test_a_code_that_is_no_country_is_not_counted() -> None:
    sides = (GsrActor(code="IGO"), GsrActor(code=""))
    found = _scored([GsrRecord(id="1", event="ASSAULT", text="clash", source=sides, target="")])
    assert found["ASSAULT found as ASSAULT"] == (1, 1)
    assert found["source's country, of agreeing events"] == (0, 0)
    assert found["target's country, of agreeing events"] == (0, 0)


def test_a_side_is_not_found_among_the_actors_of_the_other() -> None:
    told = clash()
    event = told.events[0]
    actors = tuple(replace(actor, role="target") for actor in event.actors)
    told = replace(told, events=(replace(event, actors=actors),))
    record = GsrRecord(id="1", event="ASSAULT", text="clash", source=(SUDAN,), target=(SUDAN,))
    found = _scored([record], told)
    assert found["source's country, of agreeing events"] == (0, 1)
    assert found["target's country, of agreeing events"] == (1, 1)


def _scored(
    records: list[GsrRecord], told: EnrichedArticle | None = None
) -> dict[str, tuple[int, int]]:
    measures = score_records(records, answers({"clash": told or clash()}))
    return {one.name: (one.right, one.count) for one in measures}
