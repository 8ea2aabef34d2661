import gzip
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from bench.evaluation.ucdp import GedRow, read_rows, score_rows
from tests.unit.bench.tagged import answers, clash

COLUMNS = "id,source_headline,source_date,latitude,longitude,where_prec"
SAMPLE = [
    "1,Shelling kills four in Idlib,2018-03-04,35.93,36.63,1.0",
    "2,Told of two rows,2018-03-05,35.0,36.0,2.0",
    "3,Told of two rows,2018-03-05,35.5,36.5,2.0",
    "4,One headline;another headline,2018-03-06;2018-03-06,35.0,36.0,1.0",
    '5,"Clashes in Hama, two killed",2018-03-07,35.13,36.75,6.0',
    "6,Air strike in Raqqa,2018-03-08,35.95,39.01,1.0",
]


def _file(folder: Path) -> Path:
    path = folder / "events.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.write("\n".join([COLUMNS, *SAMPLE]) + "\n")
    return path


def test_rows_with_one_headline_of_their_own_are_read_in_file_order(tmp_path: Path) -> None:
    rows = read_rows(_file(tmp_path), every=1)
    assert [row.headline for row in rows] == [
        "Shelling kills four in Idlib",
        "Clashes in Hama, two killed",
        "Air strike in Raqqa",
    ]
    assert rows[0] == GedRow(
        headline="Shelling kills four in Idlib",
        published_at=datetime(2018, 3, 4, tzinfo=UTC),
        point=(35.93, 36.63),
        where_precision=1,
    )


def test_every_second_row_counts_only_those_that_may_be_read(tmp_path: Path) -> None:
    assert [row.headline for row in read_rows(_file(tmp_path), every=2)] == [
        "Shelling kills four in Idlib",
        "Air strike in Raqqa",
    ]


def test_a_place_far_off_is_wrong_and_a_row_known_by_country_alone_is_not_compared() -> None:
    day = datetime(2018, 3, 4, tzinfo=UTC)
    el_obeid, kosti, khartoum = (13.18, 30.22), (13.17, 31.2), (15.5, 32.56)
    rows = [
        GedRow("clash", day, el_obeid, 1),
        GedRow("clash", day, kosti, 4),
        GedRow("clash", day, khartoum, 1),
        GedRow("clash", day, khartoum, 6),
        GedRow("quiet", day, el_obeid, 1),
    ]
    measures = score_rows(rows, answers({"clash": clash()}))
    counted = [(one.right, one.count) for one in measures]
    assert counted == [(4, 5), (4, 5), (4, 5), (2, 3), (1, 3)]


def test_a_country_is_no_place() -> None:
    told = clash()
    event = told.events[0]
    told = replace(told, events=(replace(event, place=replace(event.place, precision="country")),))
    row = GedRow("clash", datetime(2018, 3, 4, tzinfo=UTC), (13.18, 30.22), 1)
    measures = score_rows([row], answers({"clash": told}))
    assert [(one.right, one.count) for one in measures] == [(1, 1), (1, 1), (0, 1), (0, 0), (0, 0)]
