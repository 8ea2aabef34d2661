"""Where somebody's own words begin and end, also when the marks are careless."""

import pytest

from clashwire_enrich.claims.quotations import find_quotations
from clashwire_enrich.claims.reading import find_attributions
from clashwire_enrich.text.document import read_document


def _inner(text: str) -> list[str]:
    document = read_document("", text, None)
    return [document.text[q.inner.start : q.inner.end] for q in find_quotations(document)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"We won," he said.', ["We won,"]),
        ("\u201cWe won,\u201d he said, \u201cand they lost.\u201d", ["We won,", "and they lost."]),
        ("\u00abWe won\u00bb, he said.", ["We won"]),
        ("He called it 'a disgrace' and left.", ["a disgrace"]),
        ("The rebels' base near the soldiers' camp burned.", []),
        ("The army's men and the town's mayor met.", []),
        ('The 5" shell hit.', []),
        ('"We won. They ran.', ["We won."]),
        ("No quotation at all.", []),
    ],
)
def test_quotations_are_found_with_their_bounds(text: str, inner: list[str]) -> None:
    assert _inner(text) == inner


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = (
        '"They came at night and burned the mosque, Amina Yusuf said.\n\n'
        '"They took the young men with them."'
    )
    document = read_document("", text.replace("mosque,", 'mosque,"'), None)
    first = find_attributions(document)
    assert document.text[first[0].source.start : first[0].source.end] == "Amina Yusuf"
    told = (
        'Amina Yusuf, a teacher, said: "They came at night and burned the mosque.\n\n'
        '"They took the young men with them."'
    )
    document = read_document("", told, None)
    contents = [
        (one.carried, document.text[one.content.start : one.content.end])
        for one in find_attributions(document)
    ]
    assert contents == [
        (False, "They came at night and burned the mosque"),
        (True, "They took the young men with them."),
    ]


def test_a_quotation_right_after_an_attributed_one_goes_on() -> None:
    text = '"They came at night," said Mariam, a resident of El Fasher. "They burned everything."'
    document = read_document("", text, None)
    assert [one.rule for one in find_attributions(document)] == [
        "say.after",
        "quotation.carries_on",
    ]


def test_a_lone_quotation_without_a_speaker_claims_nothing() -> None:
    text = 'The square was empty.\n\n"The army is winning this war for us."'
    assert find_attributions(read_document("", text, None)) == ()
