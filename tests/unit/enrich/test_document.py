"""Sentences, paragraphs and headings."""

import pytest

from clashwire_enrich.text.document import MAX_SENTENCE_CHARACTERS, read_document


def _sentences(text: str) -> list[str]:
    return [s.text for s in read_document("", text, None).sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lt. Gen. A. B. Korda spoke at 5 a.m. on Aug. 15. He left.", 2),
        ('"We won. They lost," he said. The rest is known.', 3),
        ("The U.S. Army denied it. The U.S. The end came.", 3),
        ("It cost 3.5 million. Prices rose by 2.1 percent.", 2),
        ("Where were they? Nobody knew! \u201cGone,\u201d she said.", 3),
        ("No. 10 said so. Mr. Adeyemi agreed.", 2),
        ("One sentence without a stop", 1),
    ],
)
def test_sentences_end_at_stops_and_not_at_abbreviations(text: str, count: int) -> None:
    assert len(_sentences(text)) == count


def test_headings_and_boilerplate_are_set_apart() -> None:
    lines = ("Guards fled the post on Friday.", "A Night of Fear", "The rest stayed.")
    text = "\n\n".join((*lines, "READ MORE: x y z."))
    flags = [s.heading for s in read_document("", text, None).sentences]
    assert flags == [False, True, False, True]


def test_a_bare_headline_is_its_own_news() -> None:
    assert [s.heading for s in read_document("", "Gunmen kill six in Jos", None).sentences] == [
        False
    ]


def test_offsets_point_into_the_text_and_paragraphs_count_up() -> None:
    document = read_document("", "First here. Second here.\n\nThird here.", None)
    assert [s.paragraph for s in document.sentences] == [0, 0, 1]
    assert all(document.text[s.start : s.end] == s.text for s in document.sentences)
    assert [document.sentence_at(s.start) for s in document.sentences] == [0, 1, 2]


@pytest.mark.parametrize("text", ["x" * 1_000_000, "word " * 200_000, "", " \n ", "a." * 300_000])
def test_no_sentence_is_endless(text: str) -> None:
    assert all(len(sentence) <= MAX_SENTENCE_CHARACTERS for sentence in _sentences(text))
