import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.documents.charset import to_utf8

DECLARED = '<?xml version="1.0" encoding="{}"?><rss>{}</rss>'


def read(document: bytes, content_type: str = "") -> str:
    return to_utf8(document, content_type).decode()


def test_ascii_and_utf8_stay_as_they_are() -> None:
    for content in (b"<rss/>", "<rss>\u00e9\u0416</rss>".encode()):
        assert to_utf8(content) is content


def test_a_few_letters_of_a_declared_charset_may_look_like_utf8() -> None:
    word = "\u6a21"  # two bytes in GB 2312, and one Latin letter in UTF-8

    assert word in read(DECLARED.format("gb2312", word).encode("gb2312"))


def test_many_letters_that_are_valid_utf8_are_utf8_whatever_is_declared() -> None:
    words = "\u519b\u65b9\u8868\u793a\u5468\u65e5\u53d1\u751f\u51b2\u7a81"

    assert words in read(DECLARED.format("gb2312", words).encode())


@pytest.mark.parametrize("label", ["latin1", "ISO-8859-1", "us-ascii", "windows-1252"])
def test_latin_labels_are_read_as_browsers_read_them(label: str) -> None:
    document = DECLARED.format(label, "\u201cquoted\u201d \u20ac5").encode("cp1252")

    assert "\u201cquoted\u201d \u20ac5" in read(document)


def test_the_header_is_asked_before_the_declaration() -> None:
    document = DECLARED.format("koi8-r", "\u0411\u043e\u0438").encode("cp1251")

    assert "\u0411\u043e\u0438" in read(document, "text/xml; charset=windows-1251")


def test_a_declared_charset_that_the_bytes_are_not_valid_in_is_passed_over() -> None:
    document = DECLARED.format("utf-8", "Deux bless\u00e9s \u00e0 l'h\u00f4pital").encode("latin-1")

    assert "Deux bless\u00e9s \u00e0 l'h\u00f4pital" in read(document)


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("cp1252", "Caf\u00e9 \u00e0 Orl\u00e9ans"),
        ("cp1252", "J\u00f6rg M\u00fcller: f\u00fcnf Tote"),
        ("cp1251", "\u0411\u043e\u0438 \u0432 \u043f\u043e\u0440\u0442\u0443"),
    ],
)
def test_a_few_undeclared_words_are_read_in_their_script(charset: str, words: str) -> None:
    assert words in read(f"<rss><title>{words}</title></rss>".encode(charset))


@given(st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=big5", "a;charset=utf-16"]))
def test_any_bytes_become_utf8(noise: bytes, content_type: str) -> None:
    read(noise, content_type)


@given(st.text(min_size=1, max_size=80))
def test_utf16_words_survive(words: str) -> None:
    shown = "".join(c for c in words if c.isalnum())

    assert read(f"<rss>{shown}</rss>".encode("utf-16")) == f"<rss>{shown}</rss>"
