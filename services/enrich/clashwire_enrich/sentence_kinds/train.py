"""`python -m clashwire_enrich.sentence_kinds.train`: own sentences -> the linear layer's weights.

Multinomial logistic regression on the encoder's vectors, each kind weighing the same however many
sentences it has, with an L2 penalty; full-batch gradient descent with Nesterov's momentum.
"""

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from clashwire_enrich.sentence_kinds.encoder import Matrix, load_encoder
from clashwire_enrich.sentence_kinds.model_reader import softmax
from clashwire_enrich.sentence_kinds.reader import NONE, WEIGHTS, Layer

_ROOT = Path(__file__).parents[4]
TRAINING = _ROOT / "services" / "enrich" / "training"
WORDINGS = _ROOT / "tests" / "data" / "enrich" / "wordings.tsv"  # what the lexicon is tested on
_PENALTY = 0.00005  # by five-fold cross-validation over 0.0001 to 0.01
_STEPS = 1500
_STEP_SIZE = 20.0  # unit vectors make flat slopes
_MOMENTUM = 0.9
_DECIMALS = 4
_NONE_SHARE = 0.4  # of the sentences of articles that the gate lets through


class LabelledSentence(msgspec.Struct, frozen=True):
    """A sentence and the kind its section says it is."""

    text: str
    kind: str


def main() -> int:
    """Train on the folder's sentences and write the packaged weights."""
    sentences = (*read_training(TRAINING), *read_wordings(WORDINGS))
    layer = train(sentences, load_encoder().encode([one.text for one in sentences]))
    path = Path(__file__).parents[1] / WEIGHTS
    path.write_bytes(msgspec.json.encode(layer) + b"\n")
    sys.stdout.write(f"{len(sentences)} sentences of {len(layer.kinds)} kinds -> {path.name}\n")
    return 0


def read_training(folder: Path) -> tuple[LabelledSentence, ...]:
    """Training files -> sentences in order; ValueError for one before any section."""
    found: list[LabelledSentence] = []
    for path in sorted(folder.glob("*.txt")):
        kind = ""
        for line in path.read_text("utf-8").splitlines():
            text = line.strip()
            if text.startswith("[") and text.endswith("]"):
                kind = text[1:-1]
            elif text and not text.startswith("#"):
                if not kind:
                    raise ValueError(f"{path.name} has a sentence before its first section: {text}")
                found.append(LabelledSentence(text, kind))
    return tuple(found)


def read_wordings(path: Path) -> tuple[LabelledSentence, ...]:
    """A table with columns sub_event_type and text -> its sentences in order."""
    rows = csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t")
    return tuple(LabelledSentence(row["text"], row["sub_event_type"]) for row in rows)


def checksum(sentences: Sequence[LabelledSentence]) -> str:
    """Training sentences -> a SHA-256 that changes with any of them."""
    return hashlib.sha256(msgspec.json.encode(sentences)).hexdigest()


def train(sentences: Sequence[LabelledSentence], vectors: Matrix) -> Layer:
    """Sentences and their vectors -> the layer; the same input gives the same weights."""
    kinds = tuple(sorted({one.kind for one in sentences}))
    labels = np.array([kinds.index(one.kind) for one in sentences])
    weights, biases = _fit(vectors, labels, len(kinds), kinds.index(NONE))
    return Layer(
        kinds=kinds,
        weights=tuple(tuple(round(float(w), _DECIMALS) for w in row) for row in weights.T),
        biases=tuple(round(float(b), _DECIMALS) for b in biases),
        trained_on=checksum(sentences),
    )


def _shares(labels: NDArray[np.intp], none: int) -> Matrix:
    """Labels -> each sentence's share of the whole: `none` has its own, the kinds share alike."""
    counts = Counter(labels.tolist())
    others = (1.0 - _NONE_SHARE) / (len(counts) - 1)
    shares = {k: (_NONE_SHARE if k == none else others) / n for k, n in counts.items()}
    return np.array([shares[label] for label in labels.tolist()], np.float32)


def _fit(vectors: Matrix, labels: NDArray[np.intp], kinds: int, none: int) -> tuple[Matrix, Matrix]:
    wanted = np.eye(kinds, dtype=np.float32)[labels]
    shares = _shares(labels, none)[:, None]
    inputs = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)])
    penalty = np.full((inputs.shape[1], 1), _PENALTY, np.float32)
    penalty[-1] = 0.0
    state = np.zeros((inputs.shape[1], kinds), np.float32)
    speed = np.zeros_like(state)
    for _ in range(_STEPS):
        ahead = state + _MOMENTUM * speed
        slope = inputs.T @ ((softmax(inputs @ ahead) - wanted) * shares) + penalty * ahead
        speed = _MOMENTUM * speed - _STEP_SIZE * slope
        state = state + speed
    return state[:-1], state[-1]


if __name__ == "__main__":
    sys.exit(main())
