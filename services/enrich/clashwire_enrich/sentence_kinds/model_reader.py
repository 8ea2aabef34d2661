"""The reader with a model: tokens, the networks' mean answer, the word that told most."""

from collections.abc import Mapping, Sequence

import numpy as np
from threadpoolctl import threadpool_limits
from tokenizers import Encoding

from clashwire_enrich.sentence_kinds.network import Network, TrainedNetworks
from clashwire_enrich.sentence_kinds.reader import NONE, Reading, as_sub_type
from clashwire_enrich.sentence_kinds.word_vectors import Matrix, encode, load_word_vectors

_MAX_CHARACTERS = 2_000  # MAX_TOKENS of long words; of more the tokenizer would cut the rest
_DECIMALS = 3  # what a machine's own way to add up may change is left out


class ModelReader:
    """Reads texts with the networks of one training."""

    def __init__(self, trained: TrainedNetworks, models: Mapping[str, str]) -> None:
        self.models = models
        threadpool_limits(1)  # the products are small: a second thread slows them tenfold
        vectors = load_word_vectors()
        self._tokenizer = vectors.tokenizer
        self._networks = tuple(Network(one, vectors.table) for one in trained.members)
        self._kinds = trained.kinds

    def read(self, texts: Sequence[str]) -> Sequence[Reading]:
        """Texts -> a reading each; of one that is too long its opening is read."""
        if not texts:
            return ()
        tokens = [one.ids for one in self._encoded(texts)]
        answers = np.mean([network.probabilities(tokens) for network in self._networks], axis=0)
        return tuple(self._reading(row) for row in answers)

    def telling_word(self, text: str, kind: str) -> tuple[int, int] | None:
        """Text and a kind -> start and end of the word that speaks for it most, code points.

        Null for a text without a word of letters; a name never speaks for a kind.
        """
        (encoded,) = self._encoded([text])
        if not encoded.ids:
            return None
        at = self._kinds.index(kind)
        shares = np.sum([network.telling(encoded.ids, at) for network in self._networks], axis=0)
        return _strongest_word(text, encoded, shares)

    def _encoded(self, texts: Sequence[str]) -> Sequence[Encoding]:
        return encode(self._tokenizer, [text[:_MAX_CHARACTERS] for text in texts])

    def _reading(self, probabilities: Matrix) -> Reading:
        rounded = (round(float(p), _DECIMALS) for p in probabilities)
        found = zip(self._kinds, rounded, strict=True)
        return Reading({as_sub_type(kind): p for kind, p in found if kind != NONE})


def _strongest_word(text: str, encoded: Encoding, shares: Matrix) -> tuple[int, int] | None:
    words: dict[tuple[int, int], float] = {}
    for word, share in zip(encoded.word_ids, shares.tolist(), strict=True):
        span = encoded.word_to_chars(word) if word is not None else None
        if span is not None and text[span[0] : span[1]].isalpha() and text[span[0]].islower():
            words[span] = words.get(span, 0.0) + share
    return max(words, key=lambda span: (words[span], -span[0])) if words else None
