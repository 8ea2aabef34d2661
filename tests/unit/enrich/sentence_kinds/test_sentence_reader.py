"""Reading sentences by meaning: pinned weights, a layer trained on our words, its verdicts."""

import subprocess
import sys

import numpy as np
import pytest

from clashwire_enrich.sentence_kinds import encoder
from clashwire_enrich.sentence_kinds.encoder import DIMENSIONS, SentenceEncoder, load_encoder
from clashwire_enrich.sentence_kinds.reader import (
    ModelError,
    RulesAlone,
    SentenceReader,
    SparingReader,
    load_layer,
    load_sentence_reader,
)
from clashwire_enrich.sentence_kinds.train import (
    TRAINING,
    WORDINGS,
    checksum,
    read_training,
    read_wordings,
    train,
)

SHELLING = "Shells crashed into a bakery in the besieged quarter, and four people died."
MATCH = "The visitors shelled the home goal but lost by a penalty."


@pytest.fixture(scope="module")
def minilm() -> SentenceEncoder:
    return load_encoder()


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return load_sentence_reader()


def test_sentences_of_like_meaning_lie_close(minilm: SentenceEncoder) -> None:
    vectors = minilm.encode(["A bomb killed six shoppers.", "Six died in a blast.", "It may rain."])

    assert vectors.shape == (3, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.5
    assert vectors[0] @ vectors[2] < 0.2


def test_a_sentence_has_one_vector_whatever_it_is_read_with(minilm: SentenceEncoder) -> None:
    alone, among = minilm.encode([SHELLING]), minilm.encode([MATCH, "Yes.", SHELLING])

    assert np.abs(alone[0] - among[2]).max() < 1e-5
    assert minilm.encode([]).shape == (0, DIMENSIONS)


def test_other_weights_under_the_same_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "WEIGHTS_SHA256", "0" * 64)

    with pytest.raises(ModelError, match="not the measured ones"):
        load_encoder()


def test_a_reading_names_the_happening_and_lets_a_match_be_none(reader: SentenceReader) -> None:
    shelling, match = reader.read([SHELLING, MATCH])

    assert shelling is not None
    assert match is not None
    assert shelling.likeliest == "shelling_artillery_missile"
    assert shelling.happening > 0.8
    assert match.happening < 0.4


def test_the_packaged_layer_comes_from_the_sentences_in_the_repository(
    minilm: SentenceEncoder,
) -> None:
    sentences = (*read_training(TRAINING), *read_wordings(WORDINGS))
    packaged = load_layer()

    assert packaged.trained_on == checksum(sentences), "python -m ...sentence_kinds.train"
    few = [one for at, one in enumerate(sentences) if at % 5 == 0]
    again = train(few, minilm.encode([one.text for one in few]))
    assert set(again.kinds) == set(packaged.kinds)
    assert len(packaged.weights[0]) == DIMENSIONS


def test_training_sentences_are_no_evaluation_passages() -> None:
    passages = "\n".join(p.read_text("utf-8") for p in WORDINGS.parents[3].glob("bench/**/*.yaml"))

    assert not [one.text for one in read_training(TRAINING) if one.text in passages]


def test_a_sparing_reader_leaves_sentences_without_a_word_of_conflict_to_the_rules(
    reader: SentenceReader,
) -> None:
    sparing = SparingReader(reader, lambda words: 5.0 if "hells" in words else 0.0)

    shelling, other = sparing.read([SHELLING, "The bank cut its rates."])

    assert shelling is not None
    assert other is None
    assert RulesAlone().read(["a", "b"]) == (None, None)


def test_without_its_packages_the_model_is_refused_with_a_remedy_and_rules_go_on() -> None:
    script = """
import sys
sys.modules["tokenizers"] = None
from clashwire_enrich.sentence_kinds.reader import ModelError, load_sentence_reader
try:
    load_sentence_reader()
except ModelError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert "install clashwire-enrich[sentence-model]" in done.stdout
