import pytest

from bench.evaluation.same_actor import accepts_none, same_actor


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Russia", "Russian armed forces"),
        ("Somalia", "Somali National Army"),
        ("Democratic Republic of Congo", "Government of Democratic Republic of the Congo"),
        ("al-Shabaab", "Harakat al-Shabaab"),
        ("United States", "US military"),
        ("ELN / National Liberation Army", "National Liberation Army (ELN)"),
        ("Allied Democratic Forces", "ADF"),
        ("Islamic State", "Islamic State Khorasan Province"),
        ("M23", "March 23 Movement"),
        ("Burkina Faso", "Burkinabe armed forces"),
        ("Zimbabwe / police", "Zimbabwean police"),
        ("Papua New Guinea", "Papua New Guinean armed forces"),
    ],
)
def test_one_actor_has_several_names(gold: str, found: str) -> None:
    assert same_actor(gold, found)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Sudan", "South Sudan"),
        ("Taliban", "Pakistani Taliban"),
        ("Sudanese Armed Forces", "Rapid Support Forces"),
        ("Sudan", "Sudan Liberation Movement"),
        ("Niger", "Nigerian army"),
        ("Guinea", "Equatoguinean armed forces"),
        ("Islamic State", ""),
        ("-", "-"),
    ],
)
def test_two_actors_stay_two(gold: str, found: str) -> None:
    assert not same_actor(gold, found)


def test_any_word_of_the_text_that_is_tied_to_an_actor_names_it() -> None:
    assert same_actor("UPC", "Union for Peace in the Central African Republic", "UPC")
    assert not same_actor("UPC", "Anti-balaka", "the militia")


def test_gold_may_accept_that_no_party_is_found() -> None:
    assert accepts_none(None)
    assert accepts_none("Kosovo / -")
    assert not accepts_none("Kosovo")
