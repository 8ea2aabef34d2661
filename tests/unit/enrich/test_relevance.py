"""The gate: what goes on to the rules."""

import pytest

from clashwire_enrich.relevance import (
    THRESHOLD,
    RelevanceGate,
    load_relevance_gate,
    read_weights,
)
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


def test_title_and_text_weigh_alike() -> None:
    gate = RelevanceGate({"clash": 250})
    assert gate.weigh_article("Clash at the border", "A clash. A calm day.") == 250
    assert gate.weigh_article("A quiet day", "A clash at the border") == 125


def test_of_a_text_the_most_telling_sentence_counts() -> None:
    gate = RelevanceGate({"clash": 250, "goal": -400})
    assert gate.weigh_article("A day", "A goal and a clash. Then a clash. A goal.") == 125


def test_a_sentence_that_the_end_of_reading_cuts_in_two_is_left_out() -> None:
    gate = RelevanceGate({"clash": 250, "goal": -400})
    cut = "A calm day. " * 124 + "A clash over a goal."
    assert gate.weigh_article("A day", cut) == 0


def test_without_a_title_the_first_sentence_stands_in_for_it() -> None:
    gate = RelevanceGate({"clash": 250})
    assert gate.weigh_article("", "A clash at the border. No news.") == 250
    assert gate.weigh_article(" ", "No news. A clash at the border.") == 125


def test_an_article_passes_from_the_threshold_on() -> None:
    gate = RelevanceGate({"clash": 250, THRESHOLD: 250})
    assert gate.judge("Clash", "A clash").relevant
    assert not RelevanceGate({"clash": 249, THRESHOLD: 250}).judge("Clash", "A clash").relevant


def test_a_word_weighs_with_its_beginnings_and_the_word_before() -> None:
    gate = RelevanceGate({"prot*": 1, "protes*": 10, "protester": 100, "the protester": 1000})
    assert gate.weigh("The protester") == 1111
    assert gate.weigh("Protests") == 11
    assert gate.weigh("protein") == 1


def test_a_term_inside_another_word_does_not_count() -> None:
    assert RelevanceGate({"rape": 900}).weigh("Grapefruit and drapery") == 0


def test_an_armed_group_speaks_for_conflict() -> None:
    sentence = "The Band of Qux met in a hall."
    known = load_relevance_gate(["Qux", "A name of many words"])
    assert known.weigh(sentence) > load_relevance_gate().weigh(sentence)


def test_a_malformed_line_of_weights_is_refused() -> None:
    with pytest.raises(ValueError, match="heavy"):
        read_weights("# weights\nheavy\tclash\n")


def test_a_dropped_article_keeps_its_score_and_gets_no_events() -> None:
    article = tagged("The council approved a new bus lane near the old station.", gate=True)
    assert (article.relevant, article.events, article.places) == (False, (), ())
    assert article.relevance < 0.5
