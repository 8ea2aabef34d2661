"""Damage in XML, and what is no feed at all: whole items are kept, the state says what is wrong."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.hostile_web.desk import Desk
from tests.unit.ingest.documents import rss, rss_item

THREE = rss(rss_item(1), rss_item(2), rss_item(3))
LINKS = [f"https://harbour.example/world/{number}" for number in (1, 2, 3)]


async def links(desk: Desk, document: str | bytes) -> Sequence[str | None]:
    """Serve a document, poll -> the links of its articles."""
    desk.serve(document.encode() if isinstance(document, str) else document)
    return [article.url for article in (await desk.poll()).articles]


def health(desk: Desk) -> str:
    assert desk.state is not None
    return desk.state.health


@pytest.mark.parametrize("junk", ["\n\n  ", "\t\r\n", "\ufeff\n"])
async def test_white_space_before_the_declaration(desk: Desk, junk: str) -> None:
    """Leading whitespace before <?xml costs nothing."""
    assert await links(desk, junk + THREE) == LINKS


async def test_a_php_warning_before_the_declaration(desk: Desk) -> None:
    """PHP warning before <?xml."""
    warning = "<br />\n<b>Warning</b>: include(): failed in <b>/srv/feed.php</b> on line 3<br />\n"

    assert await links(desk, warning + THREE) == LINKS
    assert health(desk) == "damaged_document"


async def test_two_declarations(desk: Desk) -> None:
    """Two prologs."""
    assert await links(desk, '<?xml version="1.0" encoding="UTF-8"?>\n' + THREE) == LINKS


@pytest.mark.parametrize(
    "junk", ["<!-- cached 0.2 s -->", "<script>count()</script>", "Fatal error: out of memory"]
)
async def test_junk_after_the_end(desk: Desk, junk: str) -> None:
    """Junk after </rss>."""
    assert await links(desk, THREE + junk) == LINKS


async def test_cdata_that_is_never_closed(desk: Desk) -> None:
    """Unclosed CDATA: the items before it are kept, its own is not trusted."""
    damaged = THREE.replace(
        "<title>Shells fall</title><link>https://harbour.example/world/3",
        "<title><![CDATA[Shells fall</title><link>https://harbour.example/world/3",
    )

    assert await links(desk, damaged) == LINKS[:2]
    assert health(desk) == "damaged_document"


async def test_a_bare_ampersand_in_a_link(desk: Desk) -> None:
    """Bare & in link: the address is whole."""
    damaged = THREE.replace("world/1</link>", "world?id=1&page=2&lang=en</link>")

    assert await links(desk, damaged) == [
        "https://harbour.example/world?id=1&page=2&lang=en",
        *LINKS[1:],
    ]


async def test_a_bare_ampersand_in_words(desk: Desk) -> None:
    """Bare & in text: no word is eaten, no semicolon is added."""
    desk.serve(rss(rss_item(1, title="AT&T & co", text="R&D &nbsp; B&B")).encode())

    (article,) = (await desk.poll()).articles

    assert article.title == "AT&T & co"
    assert article.text.split() == ["R&D", "B&B"]


async def test_a_namespace_that_is_not_declared(desk: Desk) -> None:
    """Undeclared namespace."""
    damaged = THREE.replace("<description>", "<media:thumbnail url='a.jpg'/><description>")

    assert await links(desk, damaged) == LINKS


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "&#0;", "&#x1F;"])
async def test_characters_that_no_document_may_hold(desk: Desk, character: str) -> None:
    """Illegal control and NUL characters, and references to them."""
    desk.serve(THREE.replace("Shells fall", f"Shells{character} fall").encode())

    articles = (await desk.poll()).articles

    assert [article.url for article in articles] == LINKS
    assert {"".join(c for c in a.title if c != "\ufffd") for a in articles} == {"Shells fall"}


async def test_elements_left_open(desk: Desk) -> None:
    """Unclosed tags: only the item they are in is lost."""
    damaged = THREE.replace("<title>Shells fall</title>", "<title>Shells fall", 1)

    assert (await links(desk, damaged))[-2:] == LINKS[1:]


async def test_a_document_cut_inside_an_item(desk: Desk) -> None:
    """A truncated document keeps earlier items, and the cut one comes when it is whole."""
    cut = THREE[: THREE.rindex("<description>") + 20]

    assert await links(desk, cut) == LINKS[:2]
    assert health(desk) == "damaged_document"
    assert await links(desk, THREE) == LINKS[2:]


async def test_a_document_cut_between_items(desk: Desk) -> None:
    """A document that ends without closing rss and channel loses nothing."""
    assert await links(desk, THREE[: THREE.rindex("</channel>")]) == LINKS


async def test_items_inside_items(desk: Desk) -> None:
    """Illegally nested items: each is an article of its own."""
    inner = rss_item(2)
    nested = rss_item(1).replace("</item>", inner + "</item>")

    assert set(await links(desk, rss(nested, rss_item(3)))) == set(LINKS)


@pytest.mark.parametrize("document", [b"", b" \r\n\t", b"\x00\x00", b"\xef\xbb\xbf"])
async def test_an_empty_document(desk: Desk, document: bytes) -> None:
    """Empty document: a state of its own, what is known stays."""
    await links(desk, THREE)

    assert await links(desk, document) == []
    assert health(desk) == "empty"
    assert desk.state is not None
    assert len(desk.state.items) == 3


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><head><title>Harbour Post</title></head><body>News</body></html>",
        "<html><body><form action='/login'><input name='password'></form></body></html>",
        "<!-- consent --><HTML><body>We value your privacy</body></HTML>",
        "<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'></html>",
    ],
)
async def test_a_web_page_or_login_form_with_200(desk: Desk, page: str) -> None:
    """HTML page or login form with 200: its own state, no article."""
    assert await links(desk, page) == []
    assert health(desk) == "html_page"


@pytest.mark.parametrize("text", ["Service unavailable", "\x01\x02\x03" * 50, "<error>no</error>"])
async def test_what_is_neither_feed_nor_page(desk: Desk, text: str) -> None:
    """Words, noise or other XML: broken, and set aside with its bytes."""
    desk.serve(text.encode())

    outcome = await desk.poll()

    assert outcome.state.health == "broken_document"
    assert [one.record.value for one in outcome.aside] == [text.encode()]


async def test_an_entity_bomb(desk: Desk) -> None:
    """DOCTYPE + entity bomb: not expanded, the items are kept."""
    bomb = '<!DOCTYPE rss [<!ENTITY a "hahahahaha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    document = THREE.replace("<rss", f"{bomb}]><rss").replace("Two were", "&i; Two were", 1)

    assert await links(desk, document) == LINKS
    assert desk.state is not None
    assert desk.state.health in ("ok", "damaged_document")


async def test_an_entity_from_outside(desk: Desk, tmp_path: Path) -> None:
    """External entities: no file and no URL is opened."""
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    outside = (
        f'<!DOCTYPE rss SYSTEM "{desk.web.url("/dtd")}" [<!ENTITY f SYSTEM "file://{secret}">'
        f'<!ENTITY u SYSTEM "{desk.web.url("/entity")}">]>'
    )
    desk.serve(THREE.replace("<rss", outside + "<rss").replace("Two were", "&f;&u; two").encode())

    outcome = await desk.poll()

    assert "SECRET" not in str(outcome.articles)
    assert [article.url for article in outcome.articles] == LINKS
    assert desk.web.paths() == ["/feed"]


async def test_a_doctype_is_harmless(desk: Desk) -> None:
    """A plain DOCTYPE, as RSS 0.91 has one."""
    doctype = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.example/publish/formats/rss-0.91.dtd">'
    )

    assert await links(desk, THREE.replace("<rss", doctype + "<rss")) == LINKS
