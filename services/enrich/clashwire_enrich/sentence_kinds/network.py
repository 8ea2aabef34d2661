"""A small convolutional network over word vectors: texts -> how likely each tells of each kind.

After Kim 2014, "Convolutional Neural Networks for Sentence Classification": windows of three
tokens, the strongest answer of each filter in the text, here with the mean answer beside it. A few
such networks, trained alike from different starts, are averaged.
"""

from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clashwire_enrich.sentence_kinds.word_vectors import Matrix

WEIGHTS = "data/sentence_kinds.npz"
_FEW_TOKENS = 1  # a text without a token is read as one of the padding token

Tokens = Sequence[Sequence[int]]


class Weights(NamedTuple):
    """One network's weights; shapes in vector width V, hidden width H, filters F and kinds K."""

    project: Matrix  # V x H
    project_bias: Matrix  # H
    window: Matrix  # 3H x F, for the token before, the token, the one after
    window_bias: Matrix  # F
    answer: Matrix  # (H + 2F) x K, for mean projected, strongest and mean filtered
    answer_bias: Matrix  # K


class TrainedNetworks(NamedTuple):
    """What the training command writes; `trained_on` is a checksum of the sentences."""

    kinds: tuple[str, ...]
    members: tuple[Weights, ...]
    trained_on: str


class Network:
    """One network with its projection worked out for every token of the vocabulary."""

    def __init__(self, weights: Weights, table: Matrix) -> None:
        self._projected = _rectified(table @ weights.project + weights.project_bias)
        self._weights = weights

    def probabilities(self, tokens: Tokens) -> Matrix:
        """Texts as tokens -> one row of probabilities each; at least one text."""
        bounds = [0, *np.cumsum([max(len(ids), _FEW_TOKENS) for ids in tokens]).tolist()]
        hidden = self._projected[np.concatenate([_some(ids) for ids in tokens])]
        filtered = self._filtered(hidden, bounds)
        starts = np.asarray(bounds[:-1])
        lengths = np.diff(bounds)[:, None].astype(np.float32)
        features = np.hstack(
            [
                np.add.reduceat(hidden, starts) / lengths,
                np.maximum.reduceat(filtered, starts),
                np.add.reduceat(filtered, starts) / lengths,
            ]
        )
        return softmax(features @ self._weights.answer + self._weights.answer_bias)

    def telling(self, ids: Sequence[int], kind: int) -> Matrix:
        """One text's tokens -> how much each speaks for the kind: its shares in the answer."""
        hidden = self._projected[_some(ids)]
        filtered = self._filtered(hidden, [0, len(hidden)])
        width, filters = hidden.shape[1], filtered.shape[1]
        mean, strongest, mean_filtered = np.split(
            self._weights.answer[:, kind], [width, width + filters]
        )
        is_strongest = filtered == filtered.max(axis=0)
        told: Matrix = (hidden @ mean + filtered @ mean_filtered) / len(hidden) + (
            filtered * is_strongest
        ) @ strongest
        return told

    def _filtered(self, hidden: Matrix, bounds: Sequence[int]) -> Matrix:
        before, after = np.zeros_like(hidden), np.zeros_like(hidden)
        for start, end in pairwise(bounds):
            before[start + 1 : end] = hidden[start : end - 1]
            after[start : end - 1] = hidden[start + 1 : end]
        windows = np.hstack([before, hidden, after])
        return _rectified(windows @ self._weights.window + self._weights.window_bias)


def load_networks() -> TrainedNetworks:
    """The packaged weights -> networks; ValueError when the file lacks an array."""
    with files("clashwire_enrich").joinpath(WEIGHTS).open("rb") as opened:
        stored = np.load(opened, allow_pickle=False)
        members = tuple(
            Weights(*(stored[f"{name}_{member}"].astype(np.float32) for name in Weights._fields))
            for member in range(int(stored["members"]))
        )
        kinds = tuple(str(kind) for kind in stored["kinds"])
        return TrainedNetworks(kinds, members, str(stored["trained_on"]))


def softmax(scores: Matrix) -> Matrix:
    """Rows of scores -> rows of probabilities."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)  # type: ignore[no-any-return]


def _rectified(values: Matrix) -> Matrix:
    return np.maximum(values, np.float32(0.0), out=values)


def _some(ids: Sequence[int]) -> NDArray[np.intp]:
    return np.asarray(ids if len(ids) else [0], np.intp)
