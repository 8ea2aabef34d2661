import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.documents.text import to_line, to_text


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "First paragraph.\n\nSecond, with 5 < 6 and a > b.",
        "AT&T said so; so did R&D.",
        "  spaces   kept \u2014 as they came\u00a0here ",
        "\u0628\u064a\u0627\u0646",
        "",
    ],
)
def test_plain_text_stays_exactly_as_it_came(text: str) -> None:
    assert to_text(text, plain=False) == text
    assert to_text(text, plain=True) == text


def test_text_declared_plain_keeps_what_looks_like_a_tag() -> None:
    assert to_text("Use <b> for bold &amp; so on", plain=True) == "Use <b> for bold &amp; so on"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<p>One <b>bold</b> <a href='x'>link</a>.</p>", "One bold link."),
        ("One.<br><br>Two.", "One.\n\nTwo."),
        ("<ul><li>first</li><li>second</li></ul>", "first\nsecond"),
        ("<p>A &amp; B &#8212; C&nbsp;D</p>", "A & B \u2014 C\u00a0D"),
        ("<p>Head</p><ul><li>first</li></ul>After", "Head\n\nfirst\n\nAfter"),
        ("<p>\u201c<em>Never</em>\u201d, he<a> said</a>.</p>", "\u201cNever\u201d, he said."),
        ("U.S.<a href='/x'>-backed</a> forces", "U.S.-backed forces"),
        ("a <b> b </b> c", "a b c"),
        ("One.<br>Two.<br/>\n<br />Three.", "One.\nTwo.\n\nThree."),
        ("<div><div><p>Deep</p></div></div><p></p><p> </p><p>End</p>", "Deep\n\nEnd"),
        ("<h2>Heading</h2>Text", "Heading\n\nText"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<p>Words</p><script>steal()</script><style>p{}</style>", "Words"),
        ("<p>Words</p><!-- a note -->", "Words"),
        ("A &amp; B, &#34;so&#34;", 'A & B, "so"'),
        ("line one\nline two &amp; three", "line one\nline two & three"),
        ('Para one.\n\nPara two <a href="/x">more</a>', "Para one.\n\nPara two more"),
        ("<p>wrapped\nin source</p>", "wrapped in source"),
        ("<img src='x.png'/>", ""),
        ("<p>unclosed <b>tag", "unclosed tag"),
    ],
)
def test_html_becomes_plain_text_with_its_paragraphs(value: str, expected: str) -> None:
    assert to_text(value, plain=False) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Rebels &amp; army", "Rebels & army"),
        ("  Rebels\n and <i>army</i>  ", "Rebels and army"),
        ("5 < 6", "5 < 6"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("", ""),
    ],
)
def test_a_title_is_one_plain_line(value: str, expected: str) -> None:
    assert to_line(value) == expected


def test_a_deep_nest_of_tags_is_read() -> None:
    assert to_text("<div>" * 1500 + "deep" + "</div>" * 1500, plain=False) == "deep"


@given(st.one_of(st.text(alphabet="<>/pbr&;a \n\"'=!-?xml\0", max_size=60), st.text()))
def test_no_markup_makes_it_raise(value: str) -> None:
    to_text(value, plain=False)
    assert "\n" not in to_line(value)


def test_a_lone_surrogate_is_replaced() -> None:
    assert to_text("<p>a\ud800b</p>", plain=False) == "a\ufffdb"
    assert to_text("a\udfffb", plain=True) == "a\ufffdb"


@pytest.mark.timeout(10)
@pytest.mark.parametrize("part", ["<", "<a ", "<!--", "</", "&", "&#", "\n ", "<![CDATA["])
def test_a_large_value_is_read_in_time(part: str) -> None:
    to_text(part * 200_000, plain=False)
