"""Places: resolved by context, with an honest precision, or left out."""

import pytest

from clashwire_enrich.places.found_places import FoundPlaces
from clashwire_enrich.places.places import find_places
from clashwire_enrich.text.document import read_document
from tests.enriching import resources


def _places(text: str, title: str = "") -> FoundPlaces:
    document = read_document(title, text, None)
    catalogue = resources().catalogue
    return find_places(document, resources().gazetteer, catalogue.scan(text), catalogue.scan(title))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A mine went off in Bakhmut, Ukraine.", ("Bakhmut", "UA", "Donetsk", "town")),
        ("Shots rang out in Goma.", ("Goma", "CD", "North Kivu", "town")),
        (
            "Snipers hold the Shotul district of Afghanistan.",
            ("Shotul", "AF", "Panjshir", "admin2"),
        ),
        ("Troops left Panjshir province.", ("Panjshir", "AF", "Panjshir", "admin1")),
        ("Fog lay over the Panjshir Valley.", ("Panjshir Valley", "AF", "Panjshir", "region")),
        ("Fighting goes on in Darfur.", ("Darfur", "SD", None, "region")),
        ("Strikes hit Rafah in the Gaza Strip.", ("Rafah", "PS", "Rafah", "town")),
        ("A raid in Bunagana, eastern Congo.", ("Bunagana", "CD", "North Kivu", "town")),
        ("Rockets fell in northern Gaza.", ("northern Gaza", "PS", "Gaza Strip", "region")),
        ("Calm returned to Ukraine.", ("Ukraine", "UA", None, "country")),
    ],
)
def test_a_place_is_resolved(text: str, wanted: tuple[str | None, ...]) -> None:
    mention = _places(text).mentions[0]
    assert (mention.name, mention.country, mention.admin1, mention.precision) == wanted


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Nigerian troops entered Gwoza.", "NG"),
        ("Syrian shells fell on Tripoli, Lebanon said.", "LB"),
        ("Libyan fighters returned to Tripoli.", "LY"),
        ("Colombian rebels took San Vicente.", "CO"),
        ("Sudanese families fled to Merowe.", "SD"),
    ],
)
def test_the_article_decides_between_namesakes(text: str, country: str) -> None:
    towns = [p for p in _places(text).mentions if p.precision != "country"]
    assert towns[0].country == country


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Guns were heard 30 km north of Goma.", "near"),
        ("The valley lies in the northern parts of Kabul.", "near"),
        ("Families fled from Goma.", "origin"),
        ("The army shelled Goma.", "at"),
    ],
)
def test_a_phrase_that_only_contains_a_name_does_not_place_it(text: str, relation: str) -> None:
    assert _places(text).places[0].relation == relation


@pytest.mark.parametrize(
    "text",
    [
        "Fahim Dashti said little.",
        "The Kabul Times printed it.",
        "Mr Jordan Smith spoke on Friday.",
        "Springfield won the toss.",
        "Paris Hilton arrived.",
        "Hundreds of Residents and Troops, the President said.",
    ],
)
def test_people_and_papers_are_no_places(text: str) -> None:
    assert [p.text.text for p in _places(text).mentions] == []


def test_one_unknown_name_does_not_empty_the_document() -> None:
    found = _places("Gunmen left Qxyztown for Maiduguri in Nigeria.")
    assert [p.name for p in found.mentions] == ["Maiduguri", "Nigeria"]


def test_a_list_of_towns_is_resolved_whole() -> None:
    found = _places("Clashes broke out in Masisi, Rutshuru and Goma.")
    assert [p.text.text for p in found.mentions] == ["Masisi", "Rutshuru", "Goma"]


def test_a_dateline_is_told_apart_from_the_news() -> None:
    found = _places("NAIROBI, Kenya (Example Wire) - Shells hit Baidoa, Somalia.")
    assert [(p.mention.text.text, p.relation) for p in found.places[:2]] == [
        ("NAIROBI", "dateline"),
        ("Kenya", "dateline"),
    ]


def test_the_country_in_focus_is_the_one_spoken_of_most() -> None:
    assert (
        _places("Malian troops and Malian drones struck near Mopti; France kept out.").country
        == "ML"
    )
    assert _places("Nothing here names a land.").country is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor of Kherson said two people died.", "Kherson"),
        ("The governor of Nikopol, Olha Bondar, reported a hit.", "Nikopol"),
        ("Kherson governor Olha Bondar said two people died.", "Kherson"),
        ("Residents of Djibo said the market burned.", "Djibo"),
    ],
)
def test_an_office_or_its_people_place_a_name(text: str, name: str) -> None:
    assert [place.name for place in _places(text).mentions] == [name]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Junta jets dropped two bombs on the market of Mindat at noon.", "Mindat", "MM"),
        ("A patrol ran into a mine outside Beni before dawn.", "Beni", "CD"),
        ("Shells fell on the old quarter of Raqqa all night.", "Raqqa", "SY"),
        ("Herders took back the Bria road on Monday.", "Bria", "CF"),
        ("Three drones were brought down over Sloviansk's bus depot.", "Sloviansk", "UA"),
    ],
)
def test_a_name_alone_means_the_place_where_conflict_is_news(
    text: str, name: str, country: str
) -> None:
    towns = [p for p in _places(text).mentions if p.precision != "country"]
    assert [(place.text.text, place.country) for place in towns] == [(name, country)]


@pytest.mark.parametrize(
    "text",
    [
        "Barcelona's town hall was splashed with paint by students.",
        "Paint was thrown at a bank in Barcelona.",
    ],
)
def test_the_famous_namesake_stays_where_it_is(text: str) -> None:
    assert [place.country for place in _places(text).mentions] == ["ES"]


def test_a_capital_does_not_vote_for_itself() -> None:
    found = _places("BEIRUT - Gunmen shot at a checkpoint in Tripoli, a Lebanese officer said.")
    assert [p.country for p in found.mentions if p.text.text == "Tripoli"] == ["LB"]


def test_the_title_tells_which_namesake_is_meant() -> None:
    text = "Armed men set fire to granaries at Abala on Monday."
    assert _places(text, "Tillaberi: two villages burnt").mentions[0].country == "NE"


def test_a_paper_or_agency_is_no_place() -> None:
    text = "The Saba agency denied it; fighting went on in Marib, Yemen."
    assert [place.text.text for place in _places(text).mentions] == ["Marib", "Yemen"]


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        (
            "A bus hit a mine near Bourasso, on the Nouna road in Burkina Faso.",
            ("Bourasso", "Boucle du Mouhoun"),
            "BF",
            "admin2",
        ),
        (
            "A plane circled over Saraf Omra on Monday. Dozens died in the North Darfur town.",
            ("Saraf Omra", "North Darfur"),
            "SD",
            "admin1",
        ),
        (
            "The villages of Kumshe and Jarawa are in the hands of the Nigerian army.",
            ("Jarawa", None),
            "NG",
            "country",
        ),
    ],
)
def test_a_village_no_gazetteer_has_lies_where_the_text_puts_it(
    text: str, name: tuple[str, str | None], country: str, precision: str
) -> None:
    found = [p for p in _places(text).places if p.is_learned][-1].mention
    assert (found.name, found.admin1, found.country, found.precision) == (*name, country, precision)
    assert found.geonames_id is None


@pytest.mark.parametrize(
    "text",
    [
        "She told the soldiers in Farsi, in Kabul, to leave.",
        "Shells hit the Sabreen market in Omdurman, Sudan.",
        "Talks in Parliament went on in Nairobi.",
        "Men in Colonel Tariq's unit left Aden.",
    ],
)
def test_no_village_is_made_of_another_name(text: str) -> None:
    assert [p.mention.text.text for p in _places(text).places if p.is_learned] == []


def test_a_river_is_not_the_province_it_names() -> None:
    text = "Rockets fired from the eastern bank of the White Nile hit Kosti, Sudan."
    assert [place.text.text for place in _places(text).mentions] == ["Kosti", "Sudan"]
