"""The events of two whole stories: what happened, where, when, between whom.

`panjshir` is read from ../shared/golden where that folder stands; `golis` is our own.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.event import EventMention
from tests.enriching import tagged

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "golden"
SHARED = ROOT.parent / "shared" / "golden"
GOLIS_PARTIES = {"front": "golis-resistance-front", "shabaab": "al-shabaab"}
needs_shared = pytest.mark.skipif(
    not (SHARED / "panjshir.txt").is_file(), reason="../shared/golden is not beside this repository"
)
TOLD = {"actual", "claimed"}


@cache
def _golis() -> tuple[Any, EnrichedArticle]:
    gold = msgspec.yaml.decode((DATA / "golis.gold.yaml").read_bytes())
    text = (DATA / "golis.txt").read_text()
    return gold, tagged(text, title=gold["title"], published=gold["published_at"].date(), gate=True)


@cache
def _panjshir() -> EnrichedArticle:
    text = (SHARED / "panjshir.txt").read_text()
    return tagged(text, published=date(2021, 9, 3), gate=True)


def _main(article: EnrichedArticle) -> EventMention:
    return next(e for e in article.events if not e.background and e.realis in TOLD)


def _of(article: EnrichedArticle, words: str) -> EventMention:
    """The event whose evidence stands in the words, or around them."""
    start = article.text.index(words)
    return next(
        event
        for event in article.events
        for span in event.evidence
        if span.start < start + len(words) and start < span.end
    )


def _parties(event: EventMention) -> set[str]:
    return {actor.actor_id for actor in event.actors}


# --- our own story


def test_the_main_event_of_our_story() -> None:
    gold, article = _golis()
    wanted, event = gold["main_event"], _main(article)
    assert (event.event_type, event.sub_event_type) == (
        wanted["event_type"],
        wanted["sub_event_type"],
    )
    assert (event.realis, event.background) == ("actual", False)
    assert _parties(event) == {GOLIS_PARTIES[key] for key in wanted["actors"]}
    assert event.occurred.start == wanted["occurred"]["start"]
    assert event.occurred.end in wanted["occurred"]["end"]
    assert event.place.country == "SO"
    assert event.place.admin1 == wanted["place"]["admin1"]
    assert event.place.name not in wanted["place"]["not_name"]
    assert event.fatalities.best is None


@pytest.mark.parametrize(
    ("words", "sub_type", "background", "start"),
    [
        ("traded sporadic fire for ten days", "armed_clash", True, date(2024, 5, 6)),
        ("moving several hundred men", "other", True, date(2024, 4, 16)),
        (
            "captured four villages",
            "non_state_actor_overtakes_territory",
            False,
            date(2024, 5, 12),
        ),
        ("overran the port", "non_state_actor_overtakes_territory", True, date(2024, 3, 3)),
    ],
)
def test_the_other_events_of_our_story(
    words: str,
    sub_type: str,
    background: bool,
    start: date,
) -> None:
    event = _of(_golis()[1], words)
    assert (event.sub_event_type, event.background, event.occurred.start) == (
        sub_type,
        background,
        start,
    )


def test_a_partys_number_is_no_fact_in_our_story() -> None:
    for event in _golis()[1].events:
        assert event.fatalities.best != 35


def test_no_heading_of_our_story_is_evidence() -> None:
    gold, article = _golis()
    headings = next(rule["headings"] for rule in gold["must_not"] if "headings" in rule)
    evidence = [span.text for event in article.events for span in event.evidence]
    assert not [words for words in evidence for heading in headings if heading in words]


# --- the golden article


@needs_shared
def test_the_main_event_of_the_golden_article() -> None:
    event = _main(_panjshir())
    assert (event.event_type, event.sub_event_type) == ("battle", "armed_clash")
    assert (event.place.name, event.place.country) == ("Panjshir Valley", "AF")
    assert event.occurred.start == date(2021, 9, 2)
    assert event.occurred.end in {date(2021, 9, 2), date(2021, 9, 3)}
    assert _parties(event) == {"taliban", "nrf-afghanistan"}
    assert event.fatalities.best is None


@needs_shared
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("sporadic gunfights", ("armed_clash", True, "actual", None, "Panjshir Valley")),
        ("deploying large groups", ("other", True, "actual", None, "Panjshir")),
        (
            "taken control of three districts",
            (
                "non_state_actor_overtakes_territory",
                False,
                "claimed",
                "taliban",
                "Panjshir",
            ),
        ),
        (
            "their assault of the region",
            ("armed_clash", False, "claimed", "nrf-afghanistan", "Panjshir"),
        ),
        (
            "pushed back the Taliban from the Shotul district",
            ("government_regains_territory", False, "claimed", "nrf-afghanistan", "Shotul"),
        ),
        ("Negotiation attempts", ("other", False, "actual", None, "Panjshir Valley")),
        (
            "took control of Kabul",
            ("non_state_actor_overtakes_territory", True, "actual", None, "Kabul"),
        ),
    ],
)
def test_the_other_events_of_the_golden_article(words: str, wanted: tuple[object, ...]) -> None:
    event = _of(_panjshir(), words)
    assert (
        event.sub_event_type,
        event.background,
        event.realis,
        event.claimed_by,
        event.place.name,
    ) == wanted


@needs_shared
def test_what_must_not_be_read_into_the_golden_article() -> None:
    events = _panjshir().events
    for event in events:
        if event.occurred.start == date(2021, 8, 15):
            assert event.place.name == "Kabul"
        elif event.place.admin1 is not None:
            assert event.place.admin1 == "Panjshir"
        assert event.fatalities.best != 40
        assert not {"fahim-dashti", "cnn"} & _parties(event)
    evidence = " ".join(span.text for event in events for span in event.evidence)
    assert "Face Off" not in evidence
    assert "Casualties on Both Sides" not in evidence
