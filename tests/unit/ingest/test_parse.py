import gzip
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.documents.parse import MAX_ITEMS, ParsedFeed, parse_document
from tests.unit.ingest.documents import ATOM, RDF, rss, rss_item

URL = "https://harbour.example/feeds/world.xml"


def parse(document: str | bytes, content_type: str = "application/rss+xml") -> ParsedFeed:
    content = document.encode() if isinstance(document, str) else document
    return parse_document(content, content_type, URL)


def with_item(inner: str) -> str:
    return rss(f"<item>{inner}</item>")


def test_an_rss_item_is_read_whole() -> None:
    parsed = parse(rss(rss_item(1)))

    assert (parsed.health, parsed.format, parsed.title) == ("ok", "rss20", "Harbour Post: World")
    (item,) = parsed.items
    assert item.guid == "tag:harbour.example,2026:1"
    assert item.url == "https://harbour.example/world/1"
    assert (item.title, item.text, item.summary) == ("Shells fall", "Two were hurt.", item.text)
    assert item.published_at == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
    assert item.updated_at is None
    assert (item.language, item.authors) == ("en-gb", ("A. Writer",))


def test_an_atom_entry_is_read_whole() -> None:
    (item,) = parse(ATOM).items

    assert item.title == "Tirs & combats"
    assert item.url == "https://upland.example/news/1"
    assert (item.text, item.summary) == ("Un.\n\nDeux.", "Un r\u00e9sum\u00e9.")
    assert item.published_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert item.updated_at == datetime(2026, 3, 1, 11, 30, tzinfo=UTC)
    assert (item.language, item.authors) == ("fr", ("B. Auteur", "C. Auteur"))


def test_an_rdf_item_is_read() -> None:
    (item,) = parse(RDF).items

    assert (item.title, item.text, item.language) == ("One", "One", None)
    assert item.published_at == datetime(2026, 3, 1, 11, 0, tzinfo=UTC)


def test_the_full_text_is_preferred_to_the_summary() -> None:
    (item,) = parse(
        with_item(
            "<title>T</title><description>Short.</description>"
            "<content:encoded><![CDATA[<p>Long &amp; full.</p><p>More.</p>]]></content:encoded>"
        )
    ).items

    assert (item.summary, item.text) == ("Short.", "Long & full.\n\nMore.")


def test_the_title_is_the_text_when_there_is_no_other() -> None:
    (item,) = parse(with_item("<title>Only a title</title>")).items

    assert (item.summary, item.text) == (None, "Only a title")


def test_a_content_without_words_gives_way_to_the_summary() -> None:
    (item,) = parse(
        with_item(
            "<description>Words.</description>"
            "<content:encoded><![CDATA[<img src='x.png'/>]]></content:encoded>"
        )
    ).items

    assert item.text == "Words."


def test_plain_text_in_a_feed_stays_exactly_as_it_came() -> None:
    story = "First paragraph, 5 &lt; 6.\n\nSecond: \u201cquoted\u201d \u2014 and a tab\there."

    (item,) = parse(with_item(f"<description>{story}</description>")).items

    assert item.text == story.replace("&lt;", "<")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("", None),
        ("<pubDate></pubDate>", None),
        ("<pubDate>yesterday at noon</pubDate>", None),
        ("<pubDate>December 26 2018 05:30:03 PM</pubDate>", (17, 30)),
        ("<pubDate>Sun, 01 Mar 99999 11:00:00 GMT</pubDate>", None),
        ("<pubDate>Sun, 01 Mar 2026 11:00:00 GMT</pubDate>", (11, 0)),
        ("<pubDate>Sun, 01 Mar 2026 11:00:00 EST</pubDate>", (16, 0)),
        ("<pubDate>01 Mar 2026 11:00 +0530</pubDate>", (5, 30)),
        ("<dc:date>2026-03-01T11:00:00Z</dc:date>", (11, 0)),
    ],
)
def test_a_date_is_read_or_null_and_never_invented(
    field: str, expected: tuple[int, int] | None
) -> None:
    (item,) = parse(with_item(f"<title>T</title>{field}")).items

    when = item.published_at or item.updated_at
    assert (when and (when.hour, when.minute)) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("<link>/world/7?a=1&amp;b=2</link>", "https://harbour.example/world/7?a=1&b=2"),
        ("<link>//other.example/7</link>", "https://other.example/7"),
        ("<guid>https://harbour.example/7</guid>", "https://harbour.example/7"),
        ('<guid isPermaLink="false">https://harbour.example/7</guid>', None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link></link>", None),
    ],
)
def test_a_link_is_made_absolute(link: str, expected: str | None) -> None:
    (item,) = parse(with_item(f"<title>T</title>{link}")).items

    assert item.url == expected


@pytest.mark.parametrize("guid", ["hw-88121", "/world/7", "tag:harbour.example,2026:7", "7"])
def test_a_guid_stays_as_it_is_written(guid: str) -> None:
    (item,) = parse(with_item(f'<title>T</title><guid isPermaLink="false">{guid}</guid>')).items

    assert item.guid == guid


def test_a_title_is_plain_with_its_entities_resolved() -> None:
    (item,) = parse(with_item("<title>A &amp;amp; B &lt;b&gt;bold&lt;/b&gt; \n c</title>")).items

    assert item.title == "A & B bold c"


# --- what the server says of the bytes, and what they are -----------------------------------

WORD = "Krak\u00f3w \u2013 \u201c\u0416\u201d"


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", "text/xml"),
        ("utf-8", "utf-8", "application/rss+xml; charset=utf-8"),
        ("utf-8", "iso-8859-1", "application/xml; charset=utf-8"),
        ("utf-16", "utf-16", "application/xml"),
        ("utf-8", "no-such-charset", "application/xml"),
        ("utf-8", "utf-8", "text/html; charset=utf-8"),
        ("utf-8", "utf-8", ""),
        ("utf-8", "utf-8", "nonsense;;;"),
    ],
)
def test_words_survive_their_encoding(encoding: str, declared: str, content_type: str) -> None:
    document = with_item(f"<title>{WORD}</title>").replace('"UTF-8"', f'"{declared}"')

    parsed = parse(document.encode(encoding), content_type)

    assert [item.title for item in parsed.items] == [WORD]


def test_an_old_code_page_is_read_by_its_prolog() -> None:
    document = with_item("<title>\u0411\u043e\u0438</title>").replace("UTF-8", "windows-1251")

    assert parse(document.encode("cp1251")).items[0].title == "\u0411\u043e\u0438"


# --- documents that are no feed, each told apart --------------------------------------------


@pytest.mark.parametrize(
    ("document", "health"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", "html_page"),
        (b"\xef\xbb\xbf\n<HTML><head></head></HTML>", "html_page"),
        (b"<!-- consent --><html></html>", "html_page"),
        (b'{"version": "1.1", "items": []}', "json_document"),
        (b'[{"a": 1}]', "json_document"),
        (b"Service unavailable", "broken_document"),
        (b"\x00\x01\x02\x03" * 100, "broken_document"),
        (gzip.compress(b"<rss/>"), "broken_document"),
        (b'<?xml version="1.0"?><catalogue><entries/></catalogue>', "broken_document"),
        (b"<rss", "broken_document"),
    ],
)
def test_what_is_no_feed_is_told_apart(document: bytes, health: str) -> None:
    parsed = parse(document)

    assert parsed.health == health
    assert not parsed.usable
    assert parsed.reason


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse(rss()).health == "ok"


def test_a_body_that_names_a_file_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(rss(rss_item(1)))

    parsed = parse(str(secret))

    assert parsed.items == ()


# --- damage: the items before the break are kept --------------------------------------------

THREE = rss(rss_item(1), rss_item(2), rss_item(3))


def test_a_document_cut_inside_an_item_keeps_the_items_before() -> None:
    cut = THREE[: THREE.rindex("<description>") + 20]

    parsed = parse(cut)

    assert parsed.health == "damaged_document"
    assert [item.guid for item in parsed.items] == [
        "tag:harbour.example,2026:1",
        "tag:harbour.example,2026:2",
    ]
    assert parsed.lost_items == 1
    assert "2 items" in (parsed.reason or "")


def test_a_document_cut_between_items_loses_none() -> None:
    parsed = parse(THREE[: THREE.rindex("</channel>")])

    assert (parsed.health, len(parsed.items), parsed.lost_items) == ("damaged_document", 3, 0)


def test_a_document_cut_in_its_first_item_is_no_use() -> None:
    parsed = parse(THREE[: THREE.index("<description>") + 16])

    assert (parsed.health, parsed.items) == ("broken_document", ())


@pytest.mark.parametrize(
    "damaged",
    [
        THREE.replace("Two were hurt.", "Two & three \x0b were hurt.", 1),
        "\n\n  " + THREE,
        "Warning: include(): failed\n" + THREE,
        THREE + "<script>tracker()</script>",
        THREE.replace("<description>", "<description><unknown:x>", 1),
    ],
)
def test_damage_elsewhere_keeps_every_item(damaged: str) -> None:
    assert [item.guid for item in parse(damaged).items] == [
        f"tag:harbour.example,2026:{number}" for number in (1, 2, 3)
    ]


def test_words_with_a_bare_ampersand_stay_whole() -> None:
    (item,) = parse(rss(rss_item(1, title="AT&T & co", text="R&D &amp; <![CDATA[a & b]]>"))).items

    assert (item.title, item.text) == ("AT&T & co", "R&D & a & b")


def test_a_reference_to_half_a_character_costs_that_character() -> None:
    (item,) = parse(rss(rss_item(1, title="a&#xD800;b"))).items

    msgspec.json.encode(item)
    assert item.title.startswith("a")


def test_an_item_with_wrong_tags_costs_no_other() -> None:
    parsed = parse(THREE.replace("fall</title>", "fall</titel>", 1))

    assert parsed.health == "damaged_document"
    assert parsed.lost_items == 1
    assert [item.guid for item in parsed.items] == [
        "tag:harbour.example,2026:2",
        "tag:harbour.example,2026:3",
    ]


def test_entity_bombs_and_outside_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    bomb = (
        f'<!DOCTYPE r [<!ENTITY a "{"x" * 100}"><!ENTITY b "{"&a;" * 100}">'
        f'<!ENTITY c "{"&b;" * 100}"><!ENTITY f SYSTEM "file://{secret}">]>'
    )
    document = with_item("<title>&c;&f;</title>").replace("<rss", bomb + "<rss")

    text = str(parse(document).items)

    assert len(text) < 10_000
    assert "SECRET" not in text


def test_a_whole_archive_gives_its_newest_items() -> None:
    day = "Sun, 01 Mar 2026 11:00:00"
    old = [rss_item(n).replace(day, "Sat, 01 Mar 2025 11:00:00") for n in range(MAX_ITEMS)]

    parsed = parse(rss(*old, rss_item(9_999_999)))

    assert len(parsed.items) == MAX_ITEMS
    assert parsed.items[-1].guid == "tag:harbour.example,2026:9999999"


@pytest.mark.parametrize(
    "document",
    [
        b"<a>" + b"<!-- x --> <?y z?> " * 100_000 + b"</a>",
        b"<!--" * 300_000,
        b"<!-- x -->" * 200_000 + b"<rss>",
        rss("<item><title>x" * 20_000 + "</entry>" * 3_000).encode(),
        rss(rss_item(1, text="." * 400_000 + "x")).encode(),
        rss(rss_item(1, text="1," * 200_000 + "x")).encode(),
        rss(rss_item(1, text="\n " * 200_000 + "x")).encode(),
        b"[" * 500_000,
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + b'{"id": ' * 90_000,
        b"<urlset>" + b"<url><loc>" * 100_000,
    ],
    ids=["preamble", "comments", "comments-rss", "open", "dots", "numbers", "lines", "[", "{", "<"],
)
def test_a_repeating_document_takes_no_more_than_linear_time(document: bytes) -> None:
    before = time.process_time()

    parse(document)

    assert time.process_time() - before < 4


@given(st.binary(max_size=400), st.sampled_from([b"", b"<rss><channel><item>", b"<feed>"]))
def test_no_bytes_make_the_parser_raise(noise: bytes, head: bytes) -> None:
    parse(head + noise)
