"""Bytes and encodings that feeds come in: one test for each kind, each with its words intact."""

import codecs
import gzip
from hashlib import sha256

import pytest

from clashwire_contracts.article import RawArticle
from tests.hostile_web.desk import Desk
from tests.unit.ingest.documents import rss, rss_item

DOCUMENT = (
    '<?xml version="1.0"{declared}?><rss version="2.0"><channel><title>Harbour Post</title>'
    "<item><guid>1</guid><title>{title}</title><description>{text}</description></item>"
    "</channel></rss>"
)
TITLE = "Krak\u00f3w: \u201c\u0411\u043e\u0438\u201d"
LATIN = "Deux bless\u00e9s \u00e0 l'h\u00f4pital"
CYRILLIC = (
    "\u0412\u043e\u0435\u043d\u043d\u044b\u0435 \u0441\u043e\u043e\u0431\u0449\u0438\u043b\u0438, "
    "\u0447\u0442\u043e \u0432 \u043f\u043e\u0440\u0442\u0443 \u0431\u044b\u043b\u0438 "
    "\u0441\u0442\u043e\u043b\u043a\u043d\u043e\u0432\u0435\u043d\u0438\u044f"
)


def document(title: str = TITLE, text: str = "", charset: str | None = None) -> str:
    """A feed of one item, with the charset that its declaration names."""
    declared = f' encoding="{charset}"' if charset else ""
    return DOCUMENT.format(declared=declared, title=title, text=text or title)


async def one(desk: Desk, body: bytes, content_type: str = "application/xml") -> RawArticle:
    """Serve a body, poll -> the one article in it."""
    desk.serve(body, Content_Type=content_type)
    (article,) = (await desk.poll()).articles
    return article


async def test_prolog_names_a_charset_but_the_body_is_utf8(desk: Desk) -> None:
    """Prolog says X, body is UTF-8: the bytes are right."""
    article = await one(desk, document(charset="iso-8859-1").encode())

    assert article.title == TITLE


async def test_header_names_a_charset_but_the_body_is_utf8(desk: Desk) -> None:
    """Header says X, body is UTF-8: the bytes are right."""
    article = await one(desk, document().encode(), "text/xml; charset=ISO-8859-1")

    assert article.title == TITLE


async def test_charset_only_in_the_content_type(desk: Desk) -> None:
    """Charset only in Content-Type, upper case and quoted."""
    article = await one(
        desk, document(CYRILLIC).encode("cp1251"), 'text/xml; charset="Windows-1251"'
    )

    assert article.title == CYRILLIC


@pytest.mark.parametrize("media_type", ["application/xml", "application/atom+xml", "text/xml"])
async def test_header_overrides_the_prolog(desk: Desk, media_type: str) -> None:
    """Header overrides prolog, for each media type of a feed (RFC 7303)."""
    body = document(CYRILLIC, charset="iso-8859-1").encode("cp1251")

    article = await one(desk, body, f"{media_type}; charset=windows-1251")

    assert article.title == CYRILLIC


@pytest.mark.parametrize("with_mark", [True, False])
@pytest.mark.parametrize(
    ("charset", "mark"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
async def test_utf16_and_utf32_of_both_orders(
    desk: Desk, charset: str, mark: bytes, with_mark: bool
) -> None:
    """UTF-16/32 LE/BE with and without BOM, whatever the prolog says."""
    body = document(charset="utf-8").encode(charset)

    article = await one(desk, mark + body if with_mark else body)

    assert article.title == TITLE


async def test_byte_order_mark_and_invalid_bytes(desk: Desk) -> None:
    """BOM + invalid bytes: the invalid ones cost themselves."""
    body = codecs.BOM_UTF16_LE + document("Shells fall").encode("utf-16-le") + b"\x00\xd8x"

    article = await one(desk, body)

    assert article.title == "Shells fall"


async def test_utf8_mark_and_invalid_bytes(desk: Desk) -> None:
    """A UTF-8 BOM + invalid bytes: everything else is kept."""
    body = codecs.BOM_UTF8 + document(TITLE).encode().replace(b"Krak", b"\xe9 Krak", 1)

    article = await one(desk, body)

    assert article.title == f"\u00e9 {TITLE}"


async def test_bogus_charset_name_in_the_header(desk: Desk) -> None:
    """Bogus charset name in Content-Type: as if it named none."""
    article = await one(desk, document().encode(), "text/xml; charset=no-such-thing")

    assert article.title == TITLE


async def test_bogus_charset_name_in_the_prolog(desk: Desk) -> None:
    """Bogus charset name in the prolog: as if it named none."""
    article = await one(desk, document(charset="x-nonsense").encode())

    assert article.title == TITLE


UNDECLARED = {
    "big5": "\u8ecd\u65b9\u8868\u793a\u9031\u65e5\u5728\u6e2f\u53e3\u57ce\u5e02\u767c\u751f\u6fc0"
    "\u70c8\u885d\u7a81\uff0c\u81f3\u5c11\u5341\u4e8c\u4eba\u6b7b\u4ea1\u3002",
    "euc-jp": "\u8ecd\u5f53\u5c40\u306f\u65e5\u66dc\u65e5\u3001\u6e2f\u753a\u3067\u6fc0\u3057\u3044"
    "\u885d\u7a81\u304c\u3042\u308a\u3001\u4f4f\u6c11\u304c\u6b7b\u4ea1\u3057\u305f\u3002",
    "shift_jis": "\u8ecd\u5f53\u5c40\u306f\u65e5\u66dc\u65e5\u3001\u6e2f\u753a\u3067\u6fc0\u3057"
    "\u3044\u885d\u7a81\u304c\u3042\u308a\u3001\u4f4f\u6c11\u304c\u6b7b\u4ea1\u3057\u305f\u3002",
    "euc-kr": "\uad70 \ub2f9\uad6d\uc740 \uc77c\uc694\uc77c \ud56d\uad6c \ub3c4\uc2dc\uc5d0\uc11c "
    "\ucda9\ub3cc\uc774 \ubc1c\uc0dd\ud588\ub2e4\uace0 \ubc1d\ud614\ub2e4.",
    "gb2312": "\u519b\u65b9\u8868\u793a\u5468\u65e5\u5728\u6e2f\u53e3\u57ce\u5e02\u53d1\u751f\u6fc0"
    "\u70c8\u51b2\u7a81\uff0c\u81f3\u5c11\u5341\u4e8c\u4eba\u6b7b\u4ea1\u3002",
    "koi8-r": CYRILLIC,
    "windows-1251": CYRILLIC,
    "tis-620": "\u0e01\u0e2d\u0e07\u0e17\u0e31\u0e1e\u0e23\u0e30\u0e1a\u0e38\u0e27\u0e48\u0e32"
    "\u0e40\u0e01\u0e34\u0e14\u0e01\u0e32\u0e23\u0e1b\u0e30\u0e17\u0e30\u0e43\u0e19\u0e40\u0e21\u0e37\u0e2d"
    "\u0e07\u0e17\u0e48\u0e32",
    "windows-1255": "\u05d4\u05e6\u05d1\u05d0 \u05de\u05e1\u05e8 \u05db\u05d9 "
    "\u05d1\u05d9\u05d5\u05dd \u05e8\u05d0\u05e9\u05d5\u05df \u05e4\u05e8\u05e6\u05d5 "
    "\u05e2\u05d9\u05de\u05d5\u05ea\u05d9\u05dd "
    "\u05e7\u05e9\u05d9\u05dd",
    "windows-1256": "\u0642\u0627\u0644 \u0627\u0644\u062c\u064a\u0634 \u0625\u0646 "
    "\u0627\u0634\u062a\u0628\u0627\u0643\u0627\u062a \u0639\u0646\u064a\u0641\u0629 "
    "\u0627\u0646\u062f\u0644\u0639\u062a \u064a\u0648\u0645 \u0627\u0644\u0623\u062d\u062f",
}


@pytest.mark.parametrize("charset", sorted(UNDECLARED))
async def test_an_old_charset_that_no_one_declares(desk: Desk, charset: str) -> None:
    """big5, euc-jp/kr, gb2312, shift-jis, koi8-r, tis-620, windows-125x undeclared."""
    words = UNDECLARED[charset]

    article = await one(desk, document(words).encode(charset))

    assert article.title == words


@pytest.mark.parametrize("charset", sorted(UNDECLARED))
async def test_an_old_charset_that_the_prolog_declares(desk: Desk, charset: str) -> None:
    """The same, declared; a few letters are enough."""
    words = UNDECLARED[charset][:5]

    article = await one(desk, document(words, charset=charset).encode(charset))

    assert article.title == words.strip()


async def test_windows_1252_quotes_in_utf8(desk: Desk) -> None:
    """cp1252 smart quotes in UTF-8: read as the quotes they are."""
    body = document("caf\u00e9 \u0416 @heard@ said").encode()

    article = await one(desk, body.replace(b"@heard@", b"\x93heard\x94", 2))

    assert article.title == "caf\u00e9 \u0416 \u201cheard\u201d said"


async def test_windows_1252_quotes_as_references(desk: Desk) -> None:
    """cp1252 smart quotes written as references to control characters."""
    body = document("&#147;Heard&#148; he said", "It&#146;s over, it&amp;#146;s done")

    article = await one(desk, body.encode())

    assert article.title == "\u201cHeard\u201d he said"
    assert article.text == "It\u2019s over, it\u2019s done"


async def test_latin1_and_utf8_in_one_document(desk: Desk) -> None:
    """Mixed UTF-8 and Latin-1: each word in its own charset, nothing garbled."""
    body = document(TITLE, "@latin@ " + TITLE * 3).encode()

    article = await one(desk, body.replace(b"@latin@", LATIN.encode("latin-1")))

    assert article.title == TITLE
    assert article.text == f"{LATIN} {TITLE * 3}"


async def test_double_encoded_html(desk: Desk) -> None:
    """Double-encoded HTML: the reader's words, no tags and no entities."""
    text = "&amp;lt;p&amp;gt;Shells fell &amp;amp;amp; burned.&amp;lt;/p&amp;gt;"

    article = await one(desk, document("A &amp;amp;amp; B", text).encode())

    assert (article.title, article.text) == ("A & B", "Shells fell & burned.")


async def test_gzip_bytes_without_a_header(desk: Desk) -> None:
    """Gzip bytes without Content-Encoding."""
    article = await one(desk, gzip.compress(document().encode()), "application/octet-stream")

    assert article.title == TITLE


async def test_gzip_bytes_with_illegal_characters_inside(desk: Desk) -> None:
    """Gzip bytes whose document holds characters that XML forbids."""
    body = document().encode().replace(b"Krak", b"\x0b\x00Krak")

    article = await one(desk, gzip.compress(body))

    assert article.title == TITLE


async def test_gzip_bytes_cut_short(desk: Desk) -> None:
    """Gzip bytes that end early: the items before the cut are kept, and the state says so."""
    items = [rss_item(n, text=sha256(str(n).encode()).hexdigest() * 9) for n in range(50)]
    whole = gzip.compress(rss(*items).encode())
    desk.serve(whole[: len(whole) // 2])

    outcome = await desk.poll()

    assert 10 < len(outcome.articles) < 40
    assert outcome.state.health == "damaged_document"
