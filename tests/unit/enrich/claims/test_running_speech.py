"""Quotations without a cue of their own go to who spoke beside them, or to nobody."""

import pytest

from clashwire_enrich.claims.reading import find_attributions
from clashwire_enrich.text.document import read_document


def _handed_over(text: str) -> list[tuple[str, str]]:
    return [
        (text[one.source.start : one.source.end], text[one.content.start : one.content.end])
        for one in find_attributions(read_document("", text, None))
    ]


def test_paragraphs_before_their_speaker_is_named_are_that_speakers() -> None:
    text = (
        '"The garrison left its guns behind.\n\n"We then closed the road to the coast.\n\n'
        '"By noon the bridge was ours," Colonel Sana Diop said.'
    )
    assert _handed_over(text) == [
        ("Colonel Sana Diop", "By noon the bridge was ours"),
        ("Colonel Sana Diop", "The garrison left its guns behind."),
        ("Colonel Sana Diop", "We then closed the road to the coast."),
    ]


def test_a_paragraph_between_two_attributed_ones_is_the_same_speakers() -> None:
    text = (
        '"We came at dawn," Colonel Sana Diop said.\n\n"The garrison fled to the hills.\n\n'
        '"By noon the bridge was ours," he said.'
    )
    assert _handed_over(text)[1] == ("Colonel Sana Diop", "The garrison fled to the hills.")


def test_a_quoted_paragraph_in_the_first_person_goes_on_from_reported_speech() -> None:
    text = 'The colonel said his men would stay.\n\n"We are at home in this valley."'
    assert _handed_over(text)[-1] == ("The colonel", "We are at home in this valley.")


@pytest.mark.parametrize(
    "text",
    [
        # a pull quote after reported speech: nothing says whose it is
        'Residents said shops were shut.\n\n"There is no bread in the whole town."',
        # the quotation stops, and another sentence opens the next paragraph
        '"I am tired of this war and its lies.\n\nResidents said shops were shut.',
        # two paragraphs apart
        'The colonel said his men would stay.\n\nRain fell.\n\n"We are at home in this valley."',
    ],
)
def test_a_quotation_that_could_be_anybodys_is_nobodys(text: str) -> None:
    assert all(content[0] != '"' and "We are" not in content for _, content in _handed_over(text))
    assert not any("bread" in content or "tired" in content for _, content in _handed_over(text))
