"""What teaches the gate, and what it then does with writers it never read."""

import numpy as np
import pytest

from clashwire_enrich.relevance import ARMED_GROUP, BIAS, RelevanceGate, read_weights
from clashwire_enrich.relevance_training import (
    GATE_THRESHOLD,
    common_terms,
    hand_made,
    learn,
    left_out_scores,
    terms_of,
    written,
)
from clashwire_enrich.sentence_kinds.training_sentences import LabelledSentence, read_training

STRIFE = [LabelledSentence(f"Gunmen raid village {n}", "attack", "a") for n in range(9)]
PEACE = [LabelledSentence(f"Bakers open shop {n}", "none", "b") for n in range(9)]


def test_a_term_of_one_sentence_teaches_nothing() -> None:
    terms = common_terms([STRIFE[0], LabelledSentence("Gunmen leave", "attack", "a")])
    assert terms == ["gunm*", "gunme*", "gunmen", "gunmen*"]


def test_pairs_and_beginnings_are_terms() -> None:
    assert terms_of("Opened fire") == [
        "opened fire", "opened", "open*", "opene*", "opened*", "fire", "fire*",
    ]  # fmt: skip


def test_what_tells_of_happenings_weighs_for_and_the_rest_against() -> None:
    gate = RelevanceGate(learn([*STRIFE, *PEACE], {}))
    assert gate.weigh("Gunmen in the village") > 0 > gate.weigh("Bakers in the shop")


def test_a_hand_made_term_that_no_sentence_has_weighs_by_the_slope_of_those_that_they_have() -> (
    None
):
    weights = learn([*STRIFE, *PEACE], {"gunmen": 3.0, "airstrike": 4.0})
    assert weights["airstrike"] > 0
    assert weights[ARMED_GROUP] > 0


def test_written_weights_read_back() -> None:
    weights = {BIAS: -7, "gunmen": 250, "opened fire": 250, "bake*": -90}
    assert read_weights(written(weights)) == weights


@pytest.mark.parametrize("voice", ["reports_and_communiques", "local_press"])
def test_a_writer_never_read_loses_few_happenings(voice: str) -> None:
    sentences = read_training()
    scores = left_out_scores(sentences, hand_made(), [voice])
    own = np.array([one.voice == voice for one in sentences])
    events = np.array([one.kind != "none" for one in sentences])
    assert (scores[own & events] >= GATE_THRESHOLD).mean() >= 0.97
    assert (scores[own & ~events] < GATE_THRESHOLD).mean() >= 0.4
