"""Events of short passages: what, when, where, between whom, at what cost."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clashwire_contracts.event import EventMention
from tests.enriching import tagged

PASSAGES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "enrich" / "passages.toml").read_text()
)["passage"]
NEWS = [p for p in PASSAGES if p["main"] != "none"]
OTHER = [p for p in PASSAGES if p["main"] == "none"]


def _foreground(passage: dict[str, Any], *, gate: bool = False) -> list[EventMention]:
    article = tagged(
        passage["text"],
        title=passage.get("title", ""),
        published=passage["published"],
        gate=gate,
    )
    told = {"actual", "claimed"}
    wanted = passage.get("background", False)
    return [e for e in article.events if e.realis in told and e.background is wanted]


@pytest.mark.parametrize("passage", NEWS, ids=[p["id"] for p in NEWS])
def test_the_main_event_is_read_as_a_careful_reader_would(passage: dict[str, Any]) -> None:
    event = _foreground(passage, gate=True)[0]
    assert event.sub_event_type in (passage["main"], *passage.get("or", ()))
    if "day" in passage:
        assert passage["day"] in (event.occurred.start, event.occurred.end)
    if "place" in passage:
        assert event.place.name == passage["place"]
    if "country" in passage:
        assert event.place.country == passage["country"]
    if "actors" in passage:
        assert set(passage["actors"]) <= {actor.actor_id for actor in event.actors}
    if "killed" in passage:
        toll = event.fatalities
        assert passage["killed"] in (toll.low, toll.best, toll.high)


@pytest.mark.parametrize("passage", NEWS, ids=[p["id"] for p in NEWS])
def test_one_happening_is_one_mention(passage: dict[str, Any]) -> None:
    armed = [e for e in _foreground(passage) if e.event_type != "strategic_development"]
    assert len(armed) <= 1 + passage.get("extra", 0)


@pytest.mark.parametrize("passage", OTHER, ids=[p["id"] for p in OTHER])
def test_sport_film_disaster_and_plans_are_no_events(passage: dict[str, Any]) -> None:
    assert _foreground(passage, gate=True) == []


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Ethiopian forces will attack the town of Shire next week.", "planned"),
        ("The United Nations warned of an assault on El Fasher.", "hypothetical"),
        ("The army did not shell the city of Goma.", "denied"),
        ("Rebels attacked the town of Sake on Monday.", "actual"),
    ],
)
def test_realis_follows_the_governing_words(text: str, realis: str) -> None:
    events = tagged(text, published=date(2025, 6, 12)).events
    assert {event.realis for event in events} == {realis}


def test_history_is_background_and_never_dated_today() -> None:
    text = (
        "Rebels attacked a convoy near Goma on Monday, killing two drivers. The rebels took"
        " Bukavu on February 14, 2025."
    )
    events = tagged(text, published=date(2025, 6, 12)).events
    assert [(e.background, e.occurred.start) for e in events] == [
        (False, date(2025, 6, 9)),
        (True, date(2025, 2, 14)),
    ]


def test_two_happenings_stay_two() -> None:
    text = (
        "A suicide bomber killed six people at a checkpoint in Baidoa on Sunday. Elsewhere,"
        " mortar shells hit the airport in Mogadishu on Tuesday, wounding four guards."
    )
    first, second = _foreground({"text": text, "published": date(2025, 6, 12)})
    assert (first.sub_event_type, first.place.name, first.fatalities.best) == (
        "suicide_bomb",
        "Baidoa",
        6,
    )
    assert (second.sub_event_type, second.place.name) == (
        "shelling_artillery_missile",
        "Mogadishu",
    )
    assert second.fatalities.best is None


def test_a_statement_dates_an_event_from_above_only() -> None:
    text = "Gunmen killed four farmers in a village near Bokkos in Nigeria, police said on Tuesday."
    (event,) = _foreground({"text": text, "published": date(2025, 6, 12)})
    assert (event.occurred.start, event.occurred.end) == (None, date(2025, 6, 10))
    assert event.occurred.precision == "on_or_before"


def test_without_a_publication_date_no_day_is_invented() -> None:
    article = tagged("Rebels attacked the town of Sake on Monday, killing six people.")
    assert [(e.occurred.start, e.occurred.end) for e in article.events] == [(None, None)]


def test_roles_tell_who_struck_whom() -> None:
    text = "JNIM fighters ambushed Malian soldiers near Mopti on Monday, killing nine."
    (event,) = _foreground({"text": text, "published": date(2025, 6, 12)})
    roles = {actor.actor_id: actor.role for actor in event.actors}
    assert roles == {"jnim": "source", "state-ml-armed-forces": "target"}


def test_every_field_tells_its_words_and_its_rule() -> None:
    text = "Rebels attacked the town of Sake in Congo on Monday, killing six people."
    (event,) = _foreground({"text": text, "published": date(2025, 6, 12)})
    assert {"sub_event_type", "realis", "place", "occurred", "fatalities"} <= set(event.provenance)
    for provenance in event.provenance.values():
        assert provenance.span is not None
        assert text[provenance.span.start : provenance.span.end] == provenance.span.text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # a clause that is said has its own date
        (
            "The agency said air defences had shot at jets over Homs on Wednesday night.",
            date(2025, 6, 11),
            date(2025, 6, 12),
        ),
        # a day said outright is nearer the truth than "for days"
        (
            "Rebels shelled Sake, some quarters for days, from houses near the lake in May.",
            date(2025, 5, 1),
            date(2025, 5, 31),
        ),
    ],
)
def test_the_days_are_those_of_the_deed(text: str, first: date, last: date) -> None:
    (event,) = tagged(text, published=date(2025, 6, 12), gate=False).events
    assert (event.occurred.start, event.occurred.end) == (first, last)


def test_what_is_found_out_now_is_news_of_its_own_day() -> None:
    text = "Inspectors concluded that sarin was used in Ltamenah in March 2017."
    (event,) = tagged(text, published=date(2025, 6, 12), gate=False).events
    assert (event.background, event.occurred.start) == (False, date(2017, 3, 1))
