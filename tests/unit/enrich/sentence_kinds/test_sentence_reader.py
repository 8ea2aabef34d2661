"""Reading sentences by meaning: pinned word vectors, networks trained on our words, verdicts."""

import subprocess
import sys
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from clashwire_contracts.vocabulary import SubEventType
from clashwire_enrich.sentence_kinds import word_vectors
from clashwire_enrich.sentence_kinds.network import Network, load_networks
from clashwire_enrich.sentence_kinds.reader import (
    NONE,
    ModelError,
    RulesAlone,
    SentenceReader,
    load_sentence_reader,
)
from clashwire_enrich.sentence_kinds.train import train
from clashwire_enrich.sentence_kinds.training_sentences import (
    LabelledSentence,
    checksum,
    read_training,
)
from clashwire_enrich.sentence_kinds.word_vectors import WordVectors, encode, load_word_vectors

SHELLING = "Shells crashed into a bakery in the besieged quarter, and four people died."
MATCH = "The visitors shelled the home goal but lost by a penalty."
STRIKE = "A missile hit a block of flats on Monday night."
RALLY = "Thousands marched through the streets with banners."


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    return load_word_vectors()


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return load_sentence_reader()


def test_every_dimension_of_the_word_vectors_counts_alike(vectors: WordVectors) -> None:
    assert vectors.table.shape == (30522, 384)
    assert np.allclose(vectors.table.mean(axis=0), 0.0, atol=1e-4)
    assert np.allclose(vectors.table.std(axis=0), 1.0, atol=1e-4)


def test_other_weights_under_the_same_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_vectors, "WEIGHTS_SHA256", "0" * 64)

    with pytest.raises(ModelError, match="not the measured ones"):
        load_word_vectors()


def test_a_reading_names_the_happening_and_lets_a_match_be_none(reader: SentenceReader) -> None:
    shelling, match = reader.read([SHELLING, MATCH])

    assert shelling is not None
    assert match is not None
    assert shelling.likeliest == "shelling_artillery_missile"
    assert shelling.happening > 0.9
    assert match.happening < 0.5


def test_a_sentence_has_one_reading_whatever_it_is_read_with(reader: SentenceReader) -> None:
    (alone,) = reader.read([SHELLING])
    *_, among = reader.read([MATCH, "", "Yes.", SHELLING])

    assert alone == among
    assert reader.read([]) == ()


def test_an_endless_text_costs_what_its_opening_costs(reader: SentenceReader) -> None:
    opening = " ".join([SHELLING] * 30)

    assert reader.read([opening]) == reader.read([opening + " It rained." * 50_000])


def test_the_word_that_told_most_is_the_happening_s_own(reader: SentenceReader) -> None:
    span = reader.telling_word(SHELLING, "shelling_artillery_missile")

    assert span is not None
    assert SHELLING[slice(*span)] in {"crashed", "besieged", "bakery"}
    assert reader.telling_word("", "attack") is None
    assert reader.telling_word("1945 !!", "attack") is None


def test_the_packaged_networks_come_from_the_sentences_in_the_repository() -> None:
    packaged = load_networks()

    assert packaged.trained_on == checksum(read_training()), "python -m ...sentence_kinds.train"
    assert set(packaged.kinds) == {NONE, *get_args(SubEventType)}


def test_training_teaches_to_tell_kinds_apart(vectors: WordVectors) -> None:
    few = [one for one in read_training() if one.kind in {"peaceful_protest", "air_drone_strike"}]

    trained = train(few, vectors, members=1, epochs=4)

    network = Network(trained.members[0], vectors.table)
    encoded = encode(vectors.tokenizer, [STRIKE, RALLY])
    read = network.probabilities([one.ids for one in encoded])
    assert [trained.kinds[at] for at in read.argmax(axis=1)] == [
        "air_drone_strike",
        "peaceful_protest",
    ]


def test_a_sentence_before_any_section_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loose.txt").write_text("Rebels fought soldiers.\n", "utf-8")
    wordings = tmp_path / "wordings.tsv"
    wordings.write_text("sub_event_type\ttext\nattack\tGunmen killed two.\n", "utf-8")

    with pytest.raises(ValueError, match="before its first section"):
        read_training(tmp_path, wordings)
    (tmp_path / "loose.txt").unlink()
    assert read_training(tmp_path, wordings)[0] == LabelledSentence(
        "Gunmen killed two.", "attack", "wordings"
    )


def test_training_sentences_are_no_evaluation_passages() -> None:
    root = Path(__file__).parents[4]
    passages = "\n".join(path.read_text("utf-8") for path in root.glob("bench/**/*.yaml"))

    assert "ev3a-traps-01" in passages
    assert not [one.text for one in read_training() if one.text in passages]


def test_rules_alone_read_nothing() -> None:
    assert RulesAlone().read(["a", "b"]) == (None, None)
    assert RulesAlone().telling_word("Rebels fought.", "armed_clash") is None


def test_without_its_packages_the_model_is_refused_with_a_remedy_and_rules_go_on() -> None:
    script = """
import sys
sys.modules["tokenizers"] = None
from clashwire_enrich.sentence_kinds.reader import ModelError, load_sentence_reader
from clashwire_enrich.tag import load_resources
try:
    load_sentence_reader()
except ModelError as error:
    print(error)
print("rules:", dict(load_resources(sentence_model=False).sentences.models))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert "set CLASHWIRE_SENTENCE_MODEL=false" in done.stdout
    assert "rules: {}" in done.stdout
