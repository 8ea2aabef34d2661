"""Spellings of names from other scripts, and the places they are found at."""

import pytest

from clashwire_enrich.places.gazetteer import fold
from clashwire_enrich.places.spellings import are_alike, sound_key
from tests.enriching import resources, tagged


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir Ezzor", "Deir ez-Zor"),
        ("Jisr al-Shoughour", "Jisr ash-Shughur"),
        ("Qamishli", "Kamishly"),
        ("Zaporizhia", "Zaporizhzhya"),
    ],
)
def test_spellings_of_one_name_share_a_key_and_are_alike(one: str, other: str) -> None:
    assert sound_key(fold(one)) == sound_key(fold(other))
    assert are_alike(fold(one), fold(other))


@pytest.mark.parametrize(("one", "other"), [("Abdullah", "Abdulino"), ("Sarmada", "Surman")])
def test_other_names_are_not_one(one: str, other: str) -> None:
    same = sound_key(fold(one)) == sound_key(fold(other))
    assert not (same and are_alike(fold(one), fold(other))) or one[0] != other[0]


def test_a_name_of_few_consonants_has_no_key() -> None:
    assert sound_key(fold("Dar'a")) is None


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("Shells hit the city of Deir Ezzor in eastern Syria on Monday.", "Deir ez-Zor"),
        ("Rockets struck the town of Jisr al-Shoughour in Syria.", "Idlib"),
    ],
)
def test_a_spelling_that_no_source_has_is_found_in_its_country(text: str, admin1: str) -> None:
    (event,) = tagged(text).events
    assert (event.place.country, event.place.admin1) == ("SY", admin1)
    assert event.place.location is not None


def test_a_spelling_in_another_country_is_no_place() -> None:
    names = {p.name for p in resources().gazetteer.named("Jisr al-Shoughour")}
    article = tagged("Shells hit the town of Jisr al-Shoughour in Peru on Monday.")
    assert not names & {event.place.name for event in article.events}


def test_a_name_put_into_another_country_is_not_the_namesake() -> None:
    text = "Gunmen killed nine farmers at Bolgatanga in Nigeria's Kebbi state on Sunday."
    places = {event.place.country for event in tagged(text).events}
    assert "GH" not in places


def test_a_name_that_means_one_place_on_earth_needs_no_country() -> None:
    (event,) = tagged("Gunmen killed nine people in the town of Luganville.").events
    assert (event.place.name, event.place.country) == ("Luganville", "VU")
