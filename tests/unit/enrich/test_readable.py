"""Readable text and the way back to the article's own offsets."""

import pytest

from clashwire_enrich.text.readable import read_text


@pytest.mark.parametrize(
    ("source", "readable"),
    [
        ("Two men\u00a0fell.", "Two men fell."),
        ("One.\r\n\r\nTwo.", "One.\nTwo."),
        ("<p>One.</p><p>Two <b>men</b>.</p>", "\nOne.\n\nTwo men.\n"),
        ("Fire &amp; smoke", "Fire & smoke"),
        ("cafe\u0301", "caf\u00e9"),
        ("hid\u200bden", "hidden"),
        ("a<script>var x = 'killed';</script>b", "a b"),
        ("Clean text stays.\n\nAs it is.", "Clean text stays.\n\nAs it is."),
        ("a lone < sign & a lone ampersand;", "a lone < sign & a lone ampersand;"),
    ],
)
def test_text_is_read_without_markup_and_in_one_form(source: str, readable: str) -> None:
    assert read_text(source).text == readable


def test_a_wrapped_line_is_joined_and_a_paragraph_is_not() -> None:
    source = "The patrol was ambushed near the bridge on the road\nto the coast.\n\nNobody spoke."
    assert read_text(source).text.splitlines() == [
        "The patrol was ambushed near the bridge on the road to the coast.",
        "",
        "Nobody spoke.",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<p>Rebels\u00a0took &quot;Adana&quot; cafe\u0301.</p>\r\n<p>Then left.</p>",
        "plain words only",
        "\ufeffbom first \u00ad then soft",
    ],
)
def test_every_readable_word_leads_back_to_its_source(source: str) -> None:
    readable = read_text(source)
    position = 0
    for word in readable.text.split():
        start = readable.text.index(word, position)
        position = start + len(word)
        first, last = readable.source_span(start, position)
        assert read_text(source[first:last]).text.strip() == word


def test_an_unclosed_script_swallows_the_rest_in_linear_time() -> None:
    assert read_text("before<script>" * 200_000).text.startswith("before")
