"""The reader with a model: encoder, linear layer, probabilities."""

from collections.abc import Mapping, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from clashwire_enrich.sentence_kinds.encoder import Matrix, load_encoder
from clashwire_enrich.sentence_kinds.reader import NONE, Layer, Reading, as_sub_type

_DECIMALS = 3  # what a machine's own way to add up may change is left out


class ModelReader:
    """Reads sentences with the encoder and one linear layer."""

    def __init__(self, layer: Layer, models: Mapping[str, str]) -> None:
        self.models = models
        threadpool_limits(1)  # the products are small: a second thread slows them tenfold
        self._encoder = load_encoder()
        self._kinds = layer.kinds
        self._weights = np.asarray(layer.weights, np.float32).T
        self._biases = np.asarray(layer.biases, np.float32)

    def read(self, sentences: Sequence[str]) -> Sequence[Reading]:
        """Sentences -> a reading each."""
        scores = self._encoder.encode(sentences) @ self._weights + self._biases
        return tuple(self._reading(row) for row in softmax(scores))

    def _reading(self, probabilities: Matrix) -> Reading:
        rounded = (round(float(p), _DECIMALS) for p in probabilities)
        found = zip(self._kinds, rounded, strict=True)
        return Reading({as_sub_type(kind): p for kind, p in found if kind != NONE})


def softmax(scores: Matrix) -> Matrix:
    """Rows of scores -> rows of probabilities."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)  # type: ignore[no-any-return]
