"""`python -m clashwire_enrich.sentence_kinds.train`: own sentences -> the networks' weights.

Cross-entropy with smoothed labels and dropout, AdamW with a cosine schedule, in JAX; what is
written runs in NumPy. `--check` leaves out one writer's sentences at a time instead, and prints
how well the others' teach to read them.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from clashwire_enrich.sentence_kinds.network import (
    WEIGHTS,
    Network,
    TrainedNetworks,
    Weights,
)
from clashwire_enrich.sentence_kinds.reader import NONE
from clashwire_enrich.sentence_kinds.training_sentences import (
    LabelledSentence,
    checksum,
    read_training,
)
from clashwire_enrich.sentence_kinds.word_vectors import WordVectors, encode, load_word_vectors

_MEMBERS = 3  # a fourth adds nothing that can be measured
_EPOCHS = 20
_HIDDEN, _FILTERS = 128, 256
_BATCH = 64
_LENGTHS = (32, 64)  # tokens a batch is padded to; one in a hundred texts is longer and cut
_RATE, _DECAY, _SMOOTHING = 2e-3, 1e-2, 0.05
_LOST_TOKENS, _LOST_INPUTS, _LOST_HIDDEN, _LOST_FEATURES = 0.15, 0.1, 0.2, 0.4

Array = Any  # jax.Array; JAX's own stubs leave its operators untyped


class Examples(NamedTuple):
    """Tokens padded to one length, which of them are there, and each text's kind by number."""

    tokens: NDArray[np.int32]
    present: NDArray[np.float32]
    kinds: NDArray[np.intp]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on all sentences and write the packaged weights, or check writer by writer."""
    parser = argparse.ArgumentParser(prog="python -m clashwire_enrich.sentence_kinds.train")
    parser.add_argument("--check", action="store_true", help="leave out one writer at a time")
    sentences, vectors = read_training(), load_word_vectors()
    if parser.parse_args(arguments).check:
        for voice in sorted({one.voice for one in sentences}):
            sys.stdout.write(_checked(voice, sentences, vectors) + "\n")
        return 0
    trained = train(sentences, vectors, progress=sys.stderr.write)
    path = Path(__file__).parents[1] / WEIGHTS
    _write(trained, path)
    sys.stdout.write(f"{len(sentences)} sentences of {len(trained.kinds)} kinds -> {path.name}\n")
    return 0


def train(
    sentences: Sequence[LabelledSentence],
    vectors: WordVectors,
    *,
    members: int = _MEMBERS,
    epochs: int = _EPOCHS,
    progress: Any = None,
) -> TrainedNetworks:
    """Sentences -> networks; on one machine the same input gives the same weights."""
    kinds = tuple(sorted({one.kind for one in sentences}))
    examples = _examples(sentences, kinds, vectors)
    found = []
    for seed in range(members):
        found.append(_member(examples, len(kinds), jnp.asarray(vectors.table), seed, epochs))
        if progress is not None:
            progress(f"network {seed + 1} of {members}\n")
    return TrainedNetworks(kinds, tuple(found), checksum(sentences))


def _examples(
    sentences: Sequence[LabelledSentence], kinds: Sequence[str], vectors: WordVectors
) -> Examples:
    encoded = encode(vectors.tokenizer, [one.text for one in sentences])
    shape = (len(sentences), _LENGTHS[-1])
    tokens, present = np.zeros(shape, np.int32), np.zeros(shape, np.float32)
    for row, one in enumerate(encoded):
        ids = one.ids[: _LENGTHS[-1]]
        tokens[row, : len(ids)] = ids
        present[row, : len(ids)] = 1.0
    return Examples(tokens, present, np.array([kinds.index(one.kind) for one in sentences]))


def _member(examples: Examples, kinds: int, table: Array, seed: int, epochs: int) -> Weights:
    steps = epochs * (len(examples.kinds) // _BATCH)
    optimiser = optax.adamw(optax.cosine_decay_schedule(_RATE, steps), weight_decay=_DECAY)
    key, first = jax.random.split(jax.random.PRNGKey(seed))
    weights = _start(first, table.shape[1], kinds)
    state = optimiser.init(weights)

    @jax.jit
    def step(weights: Weights, state: Any, batch: Examples, key: Array) -> tuple[Weights, Any]:
        slope = jax.grad(_loss)(weights, table[batch.tokens], batch, key)
        update, state = optimiser.update(slope, state, weights)
        return optax.apply_updates(weights, update), state

    order = np.random.default_rng(seed)
    for _ in range(epochs):
        shuffled = order.permutation(len(examples.kinds))
        for start in range(0, len(shuffled) - _BATCH + 1, _BATCH):
            key, part = jax.random.split(key)
            batch = _batch(examples, np.sort(shuffled[start : start + _BATCH]))
            weights, state = step(weights, state, batch, part)
    return Weights(*(np.asarray(one, np.float32) for one in weights))


def _batch(examples: Examples, rows: NDArray[np.intp]) -> Examples:
    longest = examples.present[rows].sum(axis=1).max()
    length = next(one for one in _LENGTHS if longest <= one)
    return Examples(
        examples.tokens[rows, :length], examples.present[rows, :length], examples.kinds[rows]
    )


def _start(key: Array, width: int, kinds: int) -> Weights:
    keys = jax.random.split(key, 3)

    def drawn(key: Array, inputs: int, outputs: int) -> Array:
        return jax.random.normal(key, (inputs, outputs)) * (inputs**-0.5)

    return Weights(
        project=drawn(keys[0], width, _HIDDEN),
        project_bias=jnp.zeros(_HIDDEN),  # type: ignore[arg-type]
        window=drawn(keys[1], 3 * _HIDDEN, _FILTERS),
        window_bias=jnp.zeros(_FILTERS),  # type: ignore[arg-type]
        answer=drawn(keys[2], _HIDDEN + 2 * _FILTERS, kinds) * 0.1,
        answer_bias=jnp.zeros(kinds),  # type: ignore[arg-type]
    )


def _loss(weights: Weights, inputs: Array, batch: Examples, key: Array) -> Array:
    scores = _scores(weights, inputs, batch.present, jax.random.split(key, 4))
    wanted = jax.nn.one_hot(batch.kinds, scores.shape[-1])
    return optax.softmax_cross_entropy(scores, optax.smooth_labels(wanted, _SMOOTHING)).mean()


def _scores(weights: Weights, inputs: Array, present: Array, keys: Array) -> Array:
    """The network of `network.py` with parts of it dropped at random."""
    there = present[..., None]
    inputs = inputs * jax.random.bernoulli(keys[0], 1 - _LOST_TOKENS, there.shape)
    inputs = _dropped(keys[1], inputs, _LOST_INPUTS)
    hidden = jax.nn.relu(inputs @ weights.project + weights.project_bias) * there
    hidden = _dropped(keys[2], hidden, _LOST_HIDDEN)
    edges = jnp.pad(hidden, ((0, 0), (1, 1), (0, 0)))
    windows = jnp.concatenate([edges[:, :-2], hidden, edges[:, 2:]], axis=-1)
    filtered = jax.nn.relu(windows @ weights.window + weights.window_bias) * there
    lengths = jnp.maximum(there.sum(axis=1), 1.0)
    features = jnp.concatenate(
        [hidden.sum(axis=1) / lengths, filtered.max(axis=1), filtered.sum(axis=1) / lengths],
        axis=-1,
    )
    return _dropped(keys[3], features, _LOST_FEATURES) @ weights.answer + weights.answer_bias


def _dropped(key: Array, values: Array, share: float) -> Array:
    return values * jax.random.bernoulli(key, 1 - share, values.shape) / (1 - share)


def _checked(voice: str, sentences: Sequence[LabelledSentence], vectors: WordVectors) -> str:
    others = [one for one in sentences if one.voice != voice]
    left_out = [one for one in sentences if one.voice == voice]
    trained = train(others, vectors, members=1)
    network = Network(trained.members[0], vectors.table)
    encoded = encode(vectors.tokenizer, [one.text for one in left_out])
    read = network.probabilities([one.ids for one in encoded])
    none = trained.kinds.index(NONE)
    told = np.array([one.kind != NONE for one in left_out])
    right = np.array([trained.kinds[row] for row in read.argmax(axis=1)]) == np.array(
        [one.kind for one in left_out]
    )
    parts = [f"{voice:28}{len(left_out):5} sentences"]
    if told.any():
        parts.append(f"kind right {right[told].mean():.3f}")
        parts.append(f"happening > .5 {(read[told, none] < 0.5).mean():.3f}")  # noqa: PLR2004
    if not told.all():
        parts.append(f"none > .5 {(read[~told, none] > 0.5).mean():.3f}")  # noqa: PLR2004
    return "  ".join(parts)


def _write(trained: TrainedNetworks, path: Path) -> None:
    arrays = {
        f"{name}_{number}": getattr(member, name).astype(np.float16)
        for number, member in enumerate(trained.members)
        for name in Weights._fields
    }
    with path.open("wb") as opened:
        np.savez(
            opened,
            kinds=np.array(trained.kinds),
            members=np.array(len(trained.members)),
            trained_on=np.array(trained.trained_on),
            **arrays,
        )


if __name__ == "__main__":
    sys.exit(main())
