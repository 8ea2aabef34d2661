"""The gate: what goes on to the rules."""

import pytest

from clashwire_enrich.relevance import RelevanceGate
from tests.enriching import resources, tagged


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine villagers in a night raid.",
        "An air strike hit a market.",
        "Police fired tear gas at protesters.",
        "The rebels seized control of a town.",
        "A roadside bomb wounded two soldiers.",
        "Twelve pupils were kidnapped from a boarding school.",
        "The two armies agreed a ceasefire.",
    ],
)
def test_conflict_passes(text: str) -> None:
    assert resources().gate.judge("", text).relevant


@pytest.mark.parametrize(
    "text",
    [
        "The striker scored twice as the team won the league match.",
        "Shares fell after the bank missed quarterly earnings forecasts.",
        "The film about a siege won three awards at the festival.",
        "A magnitude 6.1 earthquake killed at least 40 people; rescuers searched for the injured.",
        "The council approved a new bus lane near the station.",
        "",
    ],
)
def test_other_news_is_dropped(text: str) -> None:
    assert not resources().gate.judge("", text).relevant


def test_the_title_weighs_more_than_the_text() -> None:
    gate = RelevanceGate({"clash": 2.5})
    assert gate.judge("Clash at the border", "").relevant
    assert not gate.judge("A quiet day", "A clash at the border").relevant


def test_without_a_title_the_first_words_stand_in_for_it() -> None:
    gate = RelevanceGate({"clash": 2.5})
    assert gate.judge("", "A clash at the border").relevant
    assert not gate.judge("", "No news. " * 20 + "A clash at the border").relevant


def test_a_term_inside_another_word_does_not_count() -> None:
    gate = RelevanceGate({"rape": 9.0})
    assert not gate.judge("", "Grapefruit and drapery").relevant


def test_a_dropped_article_keeps_its_score_and_gets_no_events() -> None:
    article = tagged("The council approved a new bus lane near the old station.", gate=True)
    assert (article.relevant, article.events, article.places) == (False, (), ())
    assert article.relevance < 0.5
