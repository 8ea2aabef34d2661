"""Who is named, who is defined in the text, and whom a group phrase means.

`actors.tsv` holds passages in our own words about invented happenings, and the sides that their
events have, unnamed people left out (`-`: none).
"""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.actors.actors import ActorIndex, find_actors, load_actor_catalogue
from clashwire_enrich.text.document import read_document
from tests.enriching import tagged

TABLE = Path(__file__).parents[2] / "data" / "enrich" / "actors.tsv"
LINES = list(
    csv.DictReader(
        TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
)
UNNAMED = {"civilians", "protesters", "rioters", "unidentified-armed-group"}


@pytest.fixture(scope="module")
def catalogue() -> ActorCatalogue:
    return load_actor_catalogue()


def _actors(catalogue: ActorCatalogue, text: str, country: str | None = None) -> ActorIndex:
    document = read_document("", text, datetime(2025, 6, 12, tzinfo=UTC))
    return find_actors(document, catalogue, country)


def _at(index: ActorIndex, text: str, words: str) -> set[str]:
    start = text.index(words)
    return {span.actor_id for span in index.at(start, start + len(words))}


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Hezbollah fired on the post.", "hezbollah"),
        ("Russian troops crossed the river.", "state-ru-armed-forces"),
        ("Ukraine's air force shot it down.", "state-ua-armed-forces"),
        ("The armed forces of Chad left.", "state-td-armed-forces"),
        ("Kenyan police opened an inquiry.", "state-ke-police"),
        ("Israel struck the camp at dawn.", "state-il"),
        ("Kyiv denied the report.", "state-ua"),
        ("Israeli strikes hit the port.", "state-il-armed-forces"),
        ("FARDC soldiers fled in Congo.", "state-cd-armed-forces"),
    ],
)
def test_a_named_actor_is_found(catalogue: ActorCatalogue, text: str, actor_id: str) -> None:
    assert _actors(catalogue, text).get(actor_id) is not None


def test_a_country_that_is_only_a_place_is_no_actor(catalogue: ActorCatalogue) -> None:
    assert _actors(catalogue, "A quiet day in Ukraine and near Chad.").mentions == ()


def test_a_short_alias_needs_its_country_beside_it(catalogue: ActorCatalogue) -> None:
    assert _actors(catalogue, "The RSF report ranks newspapers.").get("rsf-sudan") is None
    assert _actors(catalogue, "The RSF held the bridge in Sudan.").get("rsf-sudan") is not None


def test_one_alias_of_two_groups_goes_by_the_country(catalogue: ActorCatalogue) -> None:
    assert _actors(catalogue, "SNA units left Somalia.").get("state-so-armed-forces") is not None
    assert _actors(catalogue, "SNA units left Syria.").get("syrian-national-army") is not None


def test_a_kind_follows_the_date(catalogue: ActorCatalogue) -> None:
    before = catalogue.describe("taliban", date(2020, 1, 1))
    after = catalogue.describe("taliban", date(2023, 1, 1))
    assert (before and before.kind, after and after.kind) == ("rebel", "state")


def test_the_text_defines_a_new_actor_and_its_short_name(catalogue: ActorCatalogue) -> None:
    text = "Rebels of the Upper Lomba Front (ULF) took a bridge. The ULF said so on Monday."
    index = _actors(catalogue, text)
    found = index.get("upper-lomba-front")
    assert found is not None
    assert found.kind == "rebel"
    assert [span.text for span in found.spans] == ["Upper Lomba Front", "ULF", "ULF"]


def test_a_short_name_for_a_known_actor_is_learned(catalogue: ActorCatalogue) -> None:
    text = "Fighters of the Shining Path (SPX) fled. The SPX said nothing."
    assert _at(_actors(catalogue, text), text, "SPX said") == {"shining-path"}


@pytest.mark.parametrize(
    ("text", "phrase", "wanted"),
    [
        ("The army of Mali fought JNIM. The jihadist group fled.", "jihadist group", {"jnim"}),
        ("M23 fought the Congolese army. The rebels won.", "The rebels", {"m23"}),
        (
            "The Arakan Army met troops of Myanmar's junta; both sides lost men.",
            "both sides",
            {"arakan-army", "state-mm-armed-forces"},
        ),
        ("Al-Shabaab attacked. The group said so.", "The group", {"al-shabaab"}),
        ("The army of Chad met rebels. The army won.", "The army won", {"state-td-armed-forces"}),
    ],
)
def test_a_group_phrase_means_the_last_fitting_actor(
    catalogue: ActorCatalogue, text: str, phrase: str, wanted: set[str]
) -> None:
    assert _at(_actors(catalogue, text), text, phrase) == wanted


def test_a_peaceful_group_is_no_armed_one(catalogue: ActorCatalogue) -> None:
    text = "Boko Haram denied it. The rights group said otherwise."
    assert _at(_actors(catalogue, text), text, "The rights group") == set()


def test_the_country_in_focus_owns_the_army(catalogue: ActorCatalogue) -> None:
    index = _actors(catalogue, "The army fired on a convoy.", country="NE")
    assert index.get("state-ne-armed-forces") is not None


def test_unnamed_people_are_told_apart_by_kind(catalogue: ActorCatalogue) -> None:
    index = _actors(catalogue, "Gunmen shot at villagers and protesters.")
    kinds = {mention.actor_id: mention.kind for mention in index.mentions}
    assert kinds == {
        "unidentified-armed-group": "unknown",
        "civilians": "civilian",
        "protesters": "civilian",
    }


def test_the_catalogue_is_wide_and_every_row_is_sound(catalogue: ActorCatalogue) -> None:
    curated = [a for a in catalogue.armed_group_names() if a]
    assert len(curated) >= 200
    assert catalogue.country_name("SD") == "Sudan"


@pytest.mark.parametrize("line", LINES, ids=[line["text"][:60] for line in LINES])
def test_the_events_of_a_passage_have_its_sides(line: dict[str, str]) -> None:
    events = tagged(line["text"], published=date(2025, 6, 12), gate=False).events
    named = {a.actor_id for event in events for a in event.actors} - UNNAMED
    assert events
    assert named == set(line["actors"].split()) - {"-"}


@pytest.mark.parametrize(
    "text", ["Eleven insurgents fled.", "Thirty-two militants died.", "Several gunmen were seen."]
)
def test_a_numeral_is_no_name(catalogue: ActorCatalogue, text: str) -> None:
    assert {found.actor_id for found in _actors(catalogue, text).mentions} <= UNNAMED
