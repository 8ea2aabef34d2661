"""Counts of people harmed.

`counts.tsv` holds one sentence a line, in our own words, and what it counts: k killed, w wounded,
c captured, m missing, l losses; 5 exact, >5 at least, <5 at most, ~5 about, 5-8 between, ?12 vague
from 12 up, in parentheses when part of another count; `-` when it counts nobody harmed.
"""

import csv
from pathlib import Path

import pytest

from clashwire_enrich.actors.actors import ActorCatalogue, find_actors, load_actor_catalogue
from clashwire_enrich.events.casualties import CasualtyFigure, find_casualties
from clashwire_enrich.text.document import read_document

Count = tuple[str, int | None, int | None, int | None, str]


TABLE = Path(__file__).parents[2] / "data" / "enrich" / "counts.tsv"
LINES = list(
    csv.DictReader(
        TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
)
SIGNS = {"min": ">", "max": "<", "approx": "~", "exact": ""}


@pytest.fixture(scope="module")
def catalogue() -> ActorCatalogue:
    return load_actor_catalogue()


def _figures(catalogue: ActorCatalogue, text: str) -> tuple[CasualtyFigure, ...]:
    document = read_document("", text, None)
    return find_casualties(document, find_actors(document, catalogue))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nine miners were killed.", ("killed", 9, 9, 9, "exact")),
        ("At least 12 people died.", ("killed", 12, 12, None, "min")),
        ("The blast killed more than 30 shoppers.", ("killed", 30, 30, None, "min")),
        ("Up to 20 recruits are missing.", ("missing", 20, None, 20, "max")),
        ("Between 10 and 15 rebels died.", ("killed", None, 10, 15, "approx")),
        ("About 40 guards were wounded.", ("wounded", 40, 40, 40, "approx")),
        ("Dozens were killed.", ("killed", None, 12, None, "vague")),
        ("Twenty-three farmers were shot dead.", ("killed", 23, 23, 23, "exact")),
        ("The death toll rose to 1,204.", ("killed", 1204, 1204, 1204, "exact")),
        ("The raid left eight dead.", ("killed", 8, 8, 8, "exact")),
        ("Gunmen kidnapped 31 pupils.", ("captured", 31, 31, 31, "exact")),
        ("A driver was killed.", ("killed", 1, 1, 1, "exact")),
        ("They hacked 17 people to death.", ("killed", 17, 17, 17, "exact")),
        ("There were no casualties.", ("killed", 0, 0, 0, "exact")),
        ("No one was hurt.", ("wounded", 0, 0, 0, "exact")),
        ("The front lost 40 of its fighters.", ("losses", 40, 40, 40, "exact")),
        ("The militia suffered heavy losses.", ("losses", None, None, None, "vague")),
    ],
)
def test_a_count_is_read(catalogue: ActorCatalogue, text: str, wanted: Count) -> None:
    (found,) = _figures(catalogue, text)
    assert (found.kind, found.value, found.low, found.high, found.precision) == wanted


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The blast killed five guards and wounded seven.", [("killed", 5), ("wounded", 7)]),
        ("Two policemen and three gunmen were killed.", [("killed", 2), ("killed", 3)]),
        ("They died, killing two gendarmes and a driver.", [("killed", 2), ("killed", 1)]),
        ("Shelling left 8 dead and 14 wounded.", [("killed", 8), ("wounded", 14)]),
    ],
)
def test_coordinated_counts_are_kept_apart(
    catalogue: ActorCatalogue, text: str, values: list[tuple[str, int]]
) -> None:
    assert [(f.kind, f.value) for f in _figures(catalogue, text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "The siege lasted 12 days.",
        "The army shot down 45 drones.",
        "A 12-year-old told the court.",
        "The toll road opened in 2019.",
    ],
)
def test_other_numbers_are_no_toll(catalogue: ActorCatalogue, text: str) -> None:
    assert _figures(catalogue, text) == ()


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Rebels killed 17 Congolese soldiers.", "state-cd-armed-forces"),
        ("The Taliban lost 40 of their members.", "taliban"),
        ("Eight al-Shabaab fighters were killed.", "al-shabaab"),
        ("Four villagers were killed.", "civilians"),
        ("Six people were killed.", None),
    ],
)
def test_the_victims_side_is_told_where_the_text_tells_it(
    catalogue: ActorCatalogue, text: str, victim: str | None
) -> None:
    assert _figures(catalogue, text)[0].victim_actor_id == victim


def test_offsets_point_at_the_number(catalogue: ActorCatalogue) -> None:
    text = "Quiet day. At least 12 people were killed."
    (found,) = _figures(catalogue, text)
    assert text[found.start : found.end] == found.text == "At least 12"


@pytest.mark.parametrize("line", LINES, ids=[line["text"][:60] for line in LINES])
def test_every_wording_counts_what_it_says(catalogue: ActorCatalogue, line: dict[str, str]) -> None:
    found = [_told(figure) for figure in _figures(catalogue, line["text"])]
    wanted = [] if line["counts"] == "-" else line["counts"].split()
    assert sorted(found) == sorted(wanted)


def _told(figure: CasualtyFigure) -> str:
    if figure.precision == "vague":
        amount = f"?{figure.low}" if figure.low is not None else "?"
    elif figure.value is None:
        amount = f"{figure.low}-{figure.high}"
    else:
        amount = f"{SIGNS[figure.precision]}{figure.value}"
    told = f"{figure.kind[0]}{amount}"
    return f"({told})" if figure.part_of_total else told


@pytest.mark.parametrize(
    ("text", "over_a_period"),
    [
        ("The war has killed 3,000 people since April.", True),
        ("Over the past two years 400 farmers were killed.", True),
        ("Some 900 people died in three years of fighting.", True),
        ("The deadliest attack this year killed 12 people.", False),
        ("Twelve people have been killed since Monday.", False),
    ],
)
def test_the_dead_of_months_are_told_apart(
    catalogue: ActorCatalogue, text: str, over_a_period: bool
) -> None:
    (found,) = _figures(catalogue, text)
    assert found.over_a_period is over_a_period
