import pytest

from clashwire_contracts.event import Place
from clashwire_contracts.mention import Location
from clashwire_contracts.vocabulary import PlacePrecision
from clashwire_index.connection import Connection
from clashwire_index.page.asked import MAX_PAGE, PAGE_SIZE, read_question
from clashwire_index.page.rendering import map_link, place_note, safe_link


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("HTTPS://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/a", False),
        ("/local", False),
        ("https:///nohost", False),
        ("http://[bad", False),
        ("", False),
        (None, False),
    ],
)
def test_only_a_whole_http_address_becomes_a_link(url: str | None, *, followed: bool) -> None:
    assert (safe_link(url) == url and url is not None and url != "") is followed


@pytest.mark.parametrize(
    ("page", "expected"),
    [("", 1), ("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("²", 1), ("9" * 9, MAX_PAGE)],
)
def test_an_odd_page_number_is_taken_as_the_nearest_page(page: str, expected: int) -> None:
    assert read_question({"page": page}).page == expected


def test_the_deepest_page_stays_within_what_elasticsearch_answers() -> None:
    assert read_question({"page": str(MAX_PAGE)}).offset + PAGE_SIZE <= 10_000


def test_values_that_no_event_has_ask_for_nothing() -> None:
    asked = read_question({"country": "Sudan", "type": "war", "status": "merged"})
    assert not asked.narrowed
    assert read_question({"country": "sd"}).country == "SD"


def test_a_question_survives_the_link_to_the_next_page() -> None:
    asked = read_question({"q": "bridge & river", "country": "SD", "type": "battle"})
    again = read_question(asked.parameters(2))
    assert (again.text, again.country, again.event_type, again.page) == (
        "bridge & river", "SD", "battle", 2,
    )  # fmt: skip


def place(precision: PlacePrecision) -> Place:
    return Place(
        name="X", country="SD", admin1=None, admin2=None, geonames_id=None,
        location=Location(lat=13.5, lon=-30.25), precision=precision, text=None,
    )  # fmt: skip


def test_only_a_town_or_better_is_put_on_a_map() -> None:
    assert "mlat=13.5000&mlon=-30.2500" in (map_link(place("town")) or "")
    assert map_link(place("admin1")) is None
    assert place_note(place("admin1")) == "located to the province"
    assert place_note(place("town")) == ""


def test_a_password_in_the_url_is_never_shown() -> None:
    shown = Connection(url="https://user:secret@search.example:9200/x").shown_url
    assert shown == "https://search.example:9200/x"
