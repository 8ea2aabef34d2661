"""Which words say what was hit, and which only look so."""

import pytest

from clashwire_enrich.resolve.scenes import scenes_of


@pytest.mark.parametrize(
    ("words", "scenes"),
    [
        ("Gunmen storm a Catholic church during mass", {"church"}),
        ("a strike on the railway station", {"train"}),
        ("worshippers at Friday prayers", {"mosque"}),
        ("Vendors die as shells hit bazaar", {"market"}),
        ("A drone struck an IDP camp", {"camp"}),
        ("rebels overran an army base", {"military post"}),
        ("mourners were fired on", {"funeral"}),
        ("a girls' school and a clinic", {"school", "hospital"}),
        ("residential buildings were hit", {"home"}),
    ],
)
def test_what_was_hit_is_named(words: str, scenes: set[str]) -> None:
    assert scenes_of([words]) == scenes


@pytest.mark.parametrize(
    "words",
    [
        "raids across the West Bank",
        "fighting in Port-au-Prince",
        "a mass grave was found",
        "the army camped in the hills",
        "in the wake of the attack",
        "as well as two soldiers",
        "",
    ],
)
def test_words_that_only_look_so_name_nothing(words: str) -> None:
    assert scenes_of([words]) == set()
