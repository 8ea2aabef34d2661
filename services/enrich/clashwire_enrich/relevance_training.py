"""`python -m clashwire_enrich.relevance_training`: labelled sentences -> the gate's weights.

Logistic regression with an L2 penalty over the gate's own terms. The hand-made terms of
`data/relevance_terms.txt` are one further feature, whose learnt slope every one of them gets: they
carry what the sentences say too seldom. What is printed leaves each file out in turn.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clashwire_enrich.relevance import (
    ARMED_GROUP,
    BIAS,
    THRESHOLD,
    WEIGHTS,
    RelevanceGate,
    word_terms,
    words_of,
)
from clashwire_enrich.sentence_kinds.reader import NONE
from clashwire_enrich.sentence_kinds.training_sentences import LabelledSentence, read_training

Vector = NDArray[np.float64]
Index = NDArray[np.intp]
GATE_THRESHOLD = -200
"""Low, since a claim in an article that the gate drops is lost; what passes is read with care.

Of sentences whose file is left out 96 % pass that tell of a happening, and three in five of the
others are dropped.
"""
_HAND_MADE = "data/relevance_terms.txt"
_HAND_SCALE = 5.0  # hand-made weights are 1 to 20, every other feature 0 or 1
_ARMED_GROUP_TERM = 3.0  # an armed group in the news is seldom there for its football
_MIN_SENTENCES = 2  # a term of one sentence tells of its writer
_PENALTY = 1.0
_STEPS = 600
_POWER_STEPS = 20
_MOST_TERM_WORDS = 2  # the gate looks up words and pairs
_LEAST_WEIGHT = 3  # hundredths; less moves no decision and fills the file
_HEADER = """\
# Written by `python -m clashwire_enrich.relevance_training`; do not edit. A weight in hundredths of
# log odds, a tab, its terms: words, beginnings of words ("prote*") and pairs of words.
"""


class Matrix(NamedTuple):
    """Sentences by terms, sparse: row and column of every 1, and the hand-made sums."""

    rows: Index
    columns: Index
    hand: Vector
    terms: tuple[str, ...]

    def dot(self, weights: Vector) -> Vector:
        """Weights of the terms, of the hand-made sum and the bias -> a score a sentence."""
        told = np.bincount(self.rows, weights[self.columns], len(self.hand))
        return np.asarray(told + self.hand * weights[-2] + weights[-1], np.float64)

    def slopes(self, errors: Vector) -> Vector:
        """Errors a sentence -> the gradient, in the order of the weights."""
        terms = np.bincount(self.columns, errors[self.rows], minlength=len(self.terms))
        return np.concatenate([terms, [self.hand @ errors, errors.sum()]])


def main() -> int:
    """Print what each file's sentences get from the others, then write the packaged weights."""
    sentences, hand = read_training(), hand_made()
    voices = sorted({one.voice for one in sentences})
    scores = left_out_scores(sentences, hand, voices)
    events = np.array([one.kind != NONE for one in sentences])
    for voice in (*voices, ""):
        own = np.array([voice in {one.voice, ""} for one in sentences])
        passed = _share(scores[own & events] >= GATE_THRESHOLD)
        dropped = _share(scores[own & ~events] < GATE_THRESHOLD)
        told = f"happenings pass {passed}, others drop {dropped}"
        sys.stdout.write(f"{voice or 'all':28} {told}\n")
    weights = learn(sentences, hand) | {THRESHOLD: GATE_THRESHOLD}
    (Path(__file__).parent / WEIGHTS).write_text(written(weights), encoding="utf-8")
    sys.stdout.write(f"{len(sentences)} sentences -> {len(weights)} terms in {WEIGHTS}\n")
    return 0


def _share(held: NDArray[np.bool_]) -> str:
    return f"{held.mean():.3f}" if len(held) else "    -"


def hand_made() -> dict[str, float]:
    """The packaged hand-made terms of one or two words -> weight."""
    listed = files("clashwire_enrich").joinpath(_HAND_MADE).read_text(encoding="utf-8")
    weights: dict[str, float] = {}
    for line in listed.splitlines():
        if line and not line.startswith("#"):
            weight, _, terms = line.partition(" ")
            for term in terms.split(", "):
                if 1 <= len(words := words_of(term)) <= _MOST_TERM_WORDS:
                    weights[" ".join(words)] = float(weight)
    return weights


def terms_of(text: str) -> list[str]:
    """A text -> its words, their beginnings and its pairs of words, each as often as it stands."""
    words = words_of(text)
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return [*pairs, *(term for word in words for term in word_terms(word))]


def to_matrix(
    sentences: Sequence[LabelledSentence], terms: Sequence[str], hand: Mapping[str, float]
) -> Matrix:
    """Sentences, the terms that count and the hand-made weights -> matrix."""
    numbers = {term: number for number, term in enumerate(terms)}
    rows: list[int] = []
    columns: list[int] = []
    sums: list[float] = []
    for row, one in enumerate(sentences):
        found = terms_of(one.text)
        known = [numbers[term] for term in found if term in numbers]
        rows += [row] * len(known)
        columns += known
        sums.append(sum(hand.get(term, 0.0) for term in found) / _HAND_SCALE)
    return Matrix(np.array(rows, np.intp), np.array(columns, np.intp), np.array(sums), tuple(terms))


def common_terms(sentences: Sequence[LabelledSentence]) -> list[str]:
    """The terms of at least two sentences, in order."""
    seen = Counter(term for one in sentences for term in set(terms_of(one.text)))
    return sorted(term for term, count in seen.items() if count >= _MIN_SENTENCES)


def fit(matrix: Matrix, happenings: Vector) -> Vector:
    """A matrix and 0 or 1 a sentence -> weights; happenings and others weigh the same in sum.

    Full-batch gradient descent with Nesterov's momentum, its step from the largest slope.
    """
    share = happenings.mean()
    balance = np.where(happenings > 0, 0.5 / share, 0.5 / (1 - share))
    weights = np.zeros(len(matrix.terms) + 2)
    penalty = np.full(len(weights), _PENALTY)
    penalty[-1] = 0.0
    step = 1.0 / (_PENALTY + 0.25 * largest_slope(matrix, balance))
    ahead = weights
    for number in range(_STEPS):
        chances = 1.0 / (1.0 + np.exp(-matrix.dot(ahead)))
        slope = matrix.slopes(balance * (chances - happenings)) + penalty * ahead
        following = ahead - step * slope
        ahead = following + number / (number + 3) * (following - weights)
        weights = following
    return weights


def largest_slope(matrix: Matrix, balance: Vector) -> float:
    """The largest eigenvalue of the balanced matrix with itself, by power iteration."""
    vector = np.ones(len(matrix.terms) + 2)
    size = 1.0
    for _ in range(_POWER_STEPS):
        vector = matrix.slopes(balance * matrix.dot(vector / np.linalg.norm(vector)))
        size = float(np.linalg.norm(vector))
    return size * 1.05


def learn(sentences: Sequence[LabelledSentence], hand: Mapping[str, float]) -> dict[str, int]:
    """Sentences and hand-made weights -> weights of the gate's terms, in hundredths."""
    terms = common_terms(sentences)
    happenings = np.array([float(one.kind != NONE) for one in sentences])
    learnt = fit(to_matrix(sentences, terms, hand), happenings)
    slope, bias = learnt[-2] / _HAND_SCALE, learnt[-1]
    weights = {term: slope * weight for term, weight in hand.items()}
    for term, weight in zip(terms, learnt[:-2].tolist(), strict=True):
        weights[term] = weights.get(term, 0.0) + weight
    whole = {term: round(100 * weight) for term, weight in weights.items()}
    kept = {term: weight for term, weight in whole.items() if abs(weight) >= _LEAST_WEIGHT}
    return kept | {BIAS: round(100 * bias), ARMED_GROUP: round(100 * slope * _ARMED_GROUP_TERM)}


def left_out_scores(
    sentences: Sequence[LabelledSentence], hand: Mapping[str, float], voices: Iterable[str]
) -> Vector:
    """What the sentences of these files weigh as articles, by gates that the other files teach."""
    scores = np.full(len(sentences), np.nan)
    for voice in voices:
        gate = RelevanceGate(learn([one for one in sentences if one.voice != voice], hand))
        for number, one in enumerate(sentences):
            if one.voice == voice:
                scores[number] = gate.weigh_article("", one.text)
    return scores


def written(weights: Mapping[str, int]) -> str:
    """Weights -> the packaged file's lines, heaviest first."""
    terms: dict[int, list[str]] = {}
    for term in sorted(weights):
        terms.setdefault(weights[term], []).append(term)
    lines = [f"{weight}\t{', '.join(terms[weight])}" for weight in sorted(terms, reverse=True)]
    return _HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
