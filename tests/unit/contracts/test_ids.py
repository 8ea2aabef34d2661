import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from clashwire_contracts import ids


def test_ids_are_the_same_on_every_run() -> None:
    """A stored id from the first release; a change of minting would orphan every document."""
    assert ids.article_id("https://example.org/a") == "6cad05c4-4f49-5f35-be12-90ae5e667ea1"
    assert ids.event_id("m") == "1d3f5538-36b3-5ef4-b0c5-e9930afe700a"


def test_kinds_never_share_an_id() -> None:
    minted = [ids.feed_id("x"), ids.article_id("x"), ids.event_id("x")]
    assert len(set(minted)) == len(minted)


def test_parts_are_not_run_together() -> None:
    assert ids.alert_id("ab", "c", 1) != ids.alert_id("a", "bc", 1)
    assert ids.article_id_from_guid("a", "bc") != ids.article_id_from_guid("ab", "c")


def test_an_edit_of_punctuation_spacing_or_case_keeps_a_claims_id() -> None:
    plain = ids.claim_id("a", "Fahim D.", "the enemy lost 40 men", 0)
    edited = ids.claim_id("a", "fahim d", "\u201cThe enemy  lost 40 men,\u201d", 0)
    assert plain == edited


def test_another_number_is_another_claim() -> None:
    assert ids.claim_id("a", "s", "40 dead", 0) != ids.claim_id("a", "s", "41 dead", 0)


def test_the_same_words_said_twice_are_two_claims_and_two_mentions() -> None:
    assert ids.claim_id("a", "s", "40 dead", 0) != ids.claim_id("a", "s", "40 dead", 1)
    assert ids.mention_id("a", "attack", "shot", 0) != ids.mention_id("a", "attack", "shot", 1)


@given(st.text())
def test_composed_and_decomposed_accents_give_one_id(words: str) -> None:
    composed = unicodedata.normalize("NFC", words)
    decomposed = unicodedata.normalize("NFD", words)
    assert ids.normalise(composed) == ids.normalise(decomposed)


@given(st.text())
def test_normalising_twice_changes_nothing(words: str) -> None:
    assert ids.normalise(ids.normalise(words)) == ids.normalise(words)
