"""Counts of people harmed."""

import pytest

from clashwire_enrich.actors.actors import ActorCatalogue, find_actors, load_actor_catalogue
from clashwire_enrich.events.casualties import CasualtyFigure, find_casualties
from clashwire_enrich.text.document import read_document

Count = tuple[str, int | None, int | None, int | None, str]


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
        ("At least 12 people, two of them nurses, died.", ("killed", 12, 12, None, "min")),
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
