"""What a document tells beside its items: the publisher's wish, its hub, its older pages."""

from datetime import UTC, datetime

import pytest

from clashwire_ingest.documents.parse import parse_document
from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.documents.sitemap import MAX_CHILDREN
from tests.unit.ingest.documents import rss, rss_item

URL = "https://harbour.example/feeds/world.xml"
NAMES = (
    'version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def parse(document: str) -> ParsedFeed:
    return parse_document(document.encode(), "", URL)


def channel(more: str) -> ParsedFeed:
    return parse(rss(rss_item(1)).replace('version="2.0"', NAMES).replace("<language>", more, 1))


@pytest.mark.parametrize(
    ("period", "frequency", "expected"),
    [
        ("hourly", "2", ("hourly", 2.0)),
        (" Dayly\n", "0.1", ("daily", 0.1)),
        ("always", "1", (None, 1.0)),
        ("fortnightly", "often", (None, None)),
        ("weekly", "-3", ("weekly", None)),
    ],
)
def test_syndication_hints(
    period: str, frequency: str, expected: tuple[str | None, float | None]
) -> None:
    parsed = channel(
        f"<sy:updatePeriod>{period}</sy:updatePeriod>"
        f"<sy:updateFrequency>{frequency}</sy:updateFrequency><language>"
    )

    assert (parsed.sy_period, parsed.sy_frequency) == expected


@pytest.mark.parametrize(("ttl", "expected"), [("60", 60.0), ("0", None), ("x", None), ("", None)])
def test_time_to_live(ttl: str, expected: float | None) -> None:
    assert channel(f"<ttl>{ttl}</ttl><language>").ttl_minutes == expected


def test_hub_self_and_older_pages() -> None:
    parsed = channel(
        '<atom:link rel="hub" href="https://hub.example/"/>'
        '<atom:link rel="self" href="/feeds/self.xml"/>'
        '<atom:link rel="next" href="?page=2"/>'
        '<atom:link rel="prev-archive" href="/archive/9.xml"/><language>'
    )

    assert parsed.hub == "https://hub.example/"
    assert parsed.self_url == "https://harbour.example/feeds/self.xml"
    assert parsed.next_archive == "https://harbour.example/archive/9.xml"
    assert (
        channel('<atom:link rel="next" href="?page=2"/><language>').next_archive == f"{URL}?page=2"
    )


def test_json_feeds_tell_the_same() -> None:
    parsed = parse(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "H", "feed_url": "/f.json",'
        '"next_url": "/f.json?2", "hubs": [{"type": "rssCloud", "url": "x"},'
        '{"type": "WebSub", "url": "https://hub.example/"}], "items": []}'
    )

    assert (parsed.health, parsed.format, parsed.title) == ("ok", "json11", "H")
    assert parsed.hub == "https://hub.example/"
    assert parsed.self_url == "https://harbour.example/f.json"
    assert parsed.next_archive == "https://harbour.example/f.json?2"


def test_a_sitemap_index_lists_its_newest_children_first() -> None:
    entries = "".join(
        f"<sitemap><loc>https://harbour.example/{n}.xml</loc>"
        f"<lastmod>2026-02-{1 + n % 28:02}T{n % 24:02}:00:00Z</lastmod></sitemap>"
        for n in range(200)
    )
    parsed = parse(f'<sitemapindex xmlns="http://www.sitemaps.org/x">{entries}</sitemapindex>')

    assert (parsed.health, parsed.format, parsed.items) == ("ok", "sitemap-index", ())
    assert len(parsed.children) == MAX_CHILDREN
    assert parsed.children[0] == "https://harbour.example/167.xml"


def test_the_newest_date_of_the_items() -> None:
    day = "Sun, 01 Mar 2026 11:00:00 +0100"
    items = (rss_item(1), rss_item(2).replace(day, "Mon, 02 Mar 2026 11:00:00 +0100"), rss_item(3))

    assert parse(rss(*items)).newest == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    assert parse(rss()).newest is None


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<description>Two were hurt.</description>", True),
        (f"<description>{'Two were hurt. ' * 200}</description>", False),
        (f"<description>{'Two were hurt. ' * 200}[&#8230;]</description>", True),
        ("<content:encoded>All there is to say.</content:encoded>", False),
        ("<content:encoded>The first words of it...</content:encoded>", True),
        ("", True),
    ],
)
def test_whether_a_text_is_likely_a_summary(inner: str, expected: bool) -> None:
    (item,) = parse(rss(f"<item><title>Shells fall</title>{inner}</item>")).items

    assert item.is_summary is expected
