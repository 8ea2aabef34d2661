"""Volume and formats: every feed format is read, and no document is large enough to hurt."""

import json
import resource
import time

import pytest

from tests.hostile_web.desk import Desk
from tests.unit.ingest.documents import RDF, rss, rss_item

MANY = 50_000
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {more}>{urls}</urlset>'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
NEWS_URL = """<url><loc>https://harbour.example/world/{n}</loc><news:news>
<news:publication><news:name>Harbour Post</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-03-01T11:00:00+01:00</news:publication_date>
<news:title>Shells fall, &amp; more {n}</news:title></news:news></url>"""


def old_rss(version: str) -> bytes:
    return rss(rss_item(1)).replace('version="2.0"', f'version="{version}"').encode()


async def test_a_feed_of_fifty_thousand_entries(desk: Desk) -> None:
    """50 K-entry feed: the newest thousand, within the parser's limits of time and memory."""
    day = "Sun, 01 Mar 2026 11:00:00 +0100"
    old = (rss_item(n).replace(day, "Sat, 01 Mar 2025 11:00:00 +0100") for n in range(MANY))
    desk.serve(rss(*old, rss_item(10**6)).encode())

    outcome = await desk.poll()

    assert outcome.state.health == "ok"
    assert len(outcome.articles) == 1000
    assert outcome.articles[-1].url == "https://harbour.example/world/1000000"


async def test_a_sitemap_of_fifty_thousand_entries(desk: Desk) -> None:
    """50 K-entry sitemap: the newest thousand, bounded in time and memory."""
    urls = (
        f"<url><loc>https://harbour.example/{n}</loc>"
        f"<lastmod>2026-02-{1 + n % 28:02}</lastmod></url>"
        for n in range(MANY)
    )
    desk.serve(SITEMAP.format(more="", urls="".join(urls)).encode())
    started = time.process_time()

    outcome = await desk.poll()

    assert outcome.state.health == "ok"
    assert len(outcome.articles) == 1000
    assert {str(article.updated_at)[:10] for article in outcome.articles} == {"2026-02-28"}
    assert time.process_time() - started < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000


@pytest.mark.parametrize("version", ["0.91", "0.92", "0.93", "0.94", "2.0"])
async def test_rss_of_every_version(desk: Desk, version: str) -> None:
    """RSS 0.9x and 2.0."""
    desk.serve(old_rss(version))

    (article,) = (await desk.poll()).articles

    assert (article.title, article.url) == ("Shells fall", "https://harbour.example/world/1")


@pytest.mark.parametrize(
    "namespace", ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"]
)
async def test_rdf_feeds(desk: Desk, namespace: str) -> None:
    """RSS 1.0 and RSS 0.90, which are RDF."""
    desk.serve(RDF.replace("http://purl.org/rss/1.0/", namespace).encode())

    (article,) = (await desk.poll()).articles

    assert (article.title, article.url) == ("One", "https://lowland.example/1")


async def test_atom_0_3(desk: Desk) -> None:
    """Atom 0.3: issued and modified are read as published and updated."""
    desk.serve(
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Upland</title><entry>'
        b'<title>One</title><link rel="alternate" href="http://upland.example/1"/><id>u1</id>'
        b"<issued>2026-03-01T10:00:00Z</issued><modified>2026-03-01T11:00:00Z</modified>"
        b'<content mode="escaped" type="text/html">&lt;p&gt;Long.&lt;/p&gt;</content>'
        b"</entry></feed>"
    )

    (article,) = (await desk.poll()).articles

    assert (article.title, article.text, article.guid) == ("One", "Long.", "u1")
    assert article.published_at is not None
    assert article.updated_at is not None
    assert (article.published_at.hour, article.updated_at.hour) == (10, 11)


async def test_atom_1_0(desk: Desk) -> None:
    """Atom 1.0 with relative links and xml:base."""
    desk.serve(
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://upland.example/news/">'
        b'<title>Upland</title><id>f</id><entry><id>u1</id><title>One</title><link href="1"/>'
        b"<published>2026-03-01T10:00:00Z</published><summary>S</summary></entry></feed>"
    )

    (article,) = (await desk.poll()).articles

    assert (article.url, article.text) == ("https://upland.example/news/1", "S")


async def test_channel_definition_format(desk: Desk) -> None:
    """CDF, Microsoft's format of 1997."""
    desk.serve(
        b'<?xml version="1.0"?><CHANNEL HREF="http://harbour.example/"><TITLE>Harbour</TITLE>'
        b'<ITEM HREF="http://harbour.example/1" LASTMOD="2026-03-01T11:00"><TITLE>One</TITLE>'
        b"<ABSTRACT>Shells fell.</ABSTRACT></ITEM></CHANNEL>"
    )

    (article,) = (await desk.poll()).articles

    assert (article.title, article.text) == ("One", "Shells fell.")
    assert article.url == "http://harbour.example/1"


def json_feed(version: str, *items: object, **more: object) -> bytes:
    head = {"version": f"https://jsonfeed.org/version/{version}", "title": "Harbour"}
    return json.dumps(head | {"items": items} | more).encode()


async def test_json_feed_1_0(desk: Desk) -> None:
    """JSON Feed 1.0: one author, and an id that is a number."""
    item = {
        "id": 7,
        "url": "/world/7",
        "title": "Shells fall",
        "content_html": "<p>Two were hurt.</p><p>More.</p>",
        "summary": "Two hurt",
        "date_published": "2026-03-01T11:00:00+01:00",
        "author": {"name": "A. Writer"},
    }
    desk.serve(json_feed("1", item), Content_Type="application/json")

    (article,) = (await desk.poll()).articles

    assert (article.guid, article.url) == ("7", desk.web.url("/world/7"))
    assert (article.text, article.summary) == ("Two were hurt.\n\nMore.", "Two hurt")
    assert article.authors == ("A. Writer",)
    assert article.published_at is not None
    assert article.published_at.hour == 10


async def test_json_feed_1_1(desk: Desk) -> None:
    """JSON Feed 1.1: several authors, a language, plain text exactly as it came."""
    item = {
        "id": "https://harbour.example/8",
        "url": "https://harbour.example/8",
        "content_text": "Five < six.\nA & B.",
        "authors": [{"name": "A. Writer"}, {"name": "B. Writer"}],
    }
    desk.serve(json_feed("1.1", item, language="sw"))

    (article,) = (await desk.poll()).articles

    assert (article.text, article.title) == ("Five < six.\nA & B.", "")
    assert (article.authors, article.language) == (("A. Writer", "B. Writer"), "sw")


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
async def test_json_feed_in_another_charset(desk: Desk, charset: str) -> None:
    """JSON Feed in UTF-16, or behind a byte order mark."""
    item = {"id": "1", "title": "Krak\u00f3w"}
    document = json_feed("1.1", item).decode().replace("\\u00f3", "\u00f3")
    desk.serve(document.encode(charset))

    (article,) = (await desk.poll()).articles

    assert article.title == "Krak\u00f3w"


async def test_json_feed_with_odd_items(desk: Desk) -> None:
    """JSON Feed whose items are odd: each costs itself, wrong types cost a field."""
    good = {"id": "1", "url": "https://harbour.example/1", "title": "Good"}
    odd = {"id": "2", "title": ["x"], "content_text": 7, "date_published": 5, "url": {}}
    desk.serve(json_feed("1.1", "words", None, good, odd, {}, authors="x", hubs={"a": 1}))

    outcome = await desk.poll()

    assert [article.guid for article in outcome.articles] == ["1", "2"]
    assert len(outcome.aside) == 1


async def test_json_feed_that_breaks_off(desk: Desk) -> None:
    """JSON Feed cut short: the items before the break."""
    items = [{"id": str(n), "title": f"Item {n}"} for n in range(9)]
    whole = json_feed("1.1", *items)
    desk.serve(whole[: len(whole) * 3 // 4])

    outcome = await desk.poll()

    assert [article.guid for article in outcome.articles] == [str(n) for n in range(6)]
    assert outcome.state.health == "damaged_document"


@pytest.mark.parametrize(
    "document",
    [b'{"error": "no"}', b'[{"id": 1}]', b'{"version": "1.1", "items": []}', b"[" * 9000],
)
async def test_json_that_is_no_feed(desk: Desk, document: bytes) -> None:
    """JSON of another kind: its own state."""
    desk.serve(document)

    assert (await desk.poll()).state.health == "json_document"


async def test_news_sitemap(desk: Desk) -> None:
    """Google-news sitemap: title, date and language of each entry."""
    desk.serve(SITEMAP.format(more=NEWS, urls=NEWS_URL.format(n=1) + NEWS_URL.format(n=2)).encode())

    first, second = (await desk.poll()).articles

    assert (first.title, first.text) == ("Shells fall, & more 1",) * 2
    assert (first.url, first.language) == ("https://harbour.example/world/1", "en")
    assert first.published_at == second.published_at
    assert first.published_at is not None
    assert first.published_at.hour == 10


async def test_a_news_sitemap_cut_short(desk: Desk) -> None:
    """Google-news sitemap that breaks off: the entries before the break."""
    urls = "".join(NEWS_URL.format(n=n) for n in range(4))
    whole = SITEMAP.format(more=NEWS, urls=urls)
    desk.serve(whole[: whole.rindex("<news:title>")].encode())

    outcome = await desk.poll()

    assert len(outcome.articles) == 3
    assert outcome.state.health == "damaged_document"


async def test_a_sitemap_with_entities_from_outside(desk: Desk) -> None:
    """Sitemap with DOCTYPE entities: nothing is expanded, nothing is opened."""
    bomb = f'<!DOCTYPE urlset [<!ENTITY a SYSTEM "{desk.web.url("/x")}">]>'
    urls = NEWS_URL.format(n=1).replace("Shells fall", "&a;Shells fall")
    desk.serve((bomb + SITEMAP.format(more=NEWS, urls=urls)).encode())

    outcome = await desk.poll()

    assert desk.web.paths() == ["/feed"]
    assert len(outcome.articles) == 1


async def test_a_sitemap_index(desk: Desk) -> None:
    """Sitemap index: a document that is known, with no items of its own."""
    children = "".join(
        f"<sitemap><loc>https://harbour.example/news-{n}.xml</loc></sitemap>" for n in range(3)
    )
    desk.serve(f"<sitemapindex xmlns='http://x.example'>{children}</sitemapindex>".encode())

    outcome = await desk.poll()

    assert outcome.state.health == "ok"


async def test_a_feed_with_the_sitemap_namespace(desk: Desk) -> None:
    """Feed with sitemap namespace: a feed, for its root says so."""
    names = 'version="2.0" xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"'
    document = rss(rss_item(1)).replace('version="2.0"', names)
    desk.serve(document.replace("<link>", "<sm:loc>x</sm:loc><link>").encode())

    assert len((await desk.poll()).articles) == 1


@pytest.mark.parametrize(
    "hint",
    [
        "<sy:updatePeriod>always</sy:updatePeriod>",
        "<sy:updatePeriod> dayly </sy:updatePeriod>",
        "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0.1</sy:updateFrequency>",
        "<sy:updateFrequency>-1</sy:updateFrequency><ttl>NaN</ttl>",
        "<sy:updateFrequency>0</sy:updateFrequency><ttl>1e999</ttl>",
    ],
)
async def test_odd_update_hints(desk: Desk, hint: str) -> None:
    """sy:updatePeriod 'always', 'dayly', frequency 0.1: the next poll is neither now nor never."""
    syndication = 'version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    document = rss(rss_item(1)).replace('version="2.0"', syndication)
    desk.serve(document.replace("<language>", hint + "<language>").encode())

    outcome = await desk.poll()

    wait = outcome.state.next_poll_at - outcome.state.polled_at
    assert len(outcome.articles) == 1
    assert 600 <= wait.total_seconds() <= 2 * 86_400


async def test_the_home_page_as_every_items_link(desk: Desk) -> None:
    """Homepage links as items: the guid tells them apart, the link does not."""
    items = [rss_item(n, title=f"Item {n}").replace(f"/world/{n}<", "/<") for n in range(3)]
    desk.serve(rss(*items[:2]).encode())
    first = (await desk.poll()).articles
    desk.serve(rss(*items).encode())

    (third,) = (await desk.poll()).articles

    assert len({article.article_id for article in (*first, third)}) == 3


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/world/9", "https://harbour.example/world/9"),
        ("world/9", "https://harbour.example/news/world/9"),
        ("//other.example/9", "https://other.example/9"),
        ("?p=9", "https://harbour.example/news/?p=9"),
    ],
)
async def test_relative_links(desk: Desk, link: str, expected: str) -> None:
    """Relative and `//` links in RSS: relative to the site that the channel names."""
    site = "<link>https://harbour.example/</link>", "<link>https://harbour.example/news/</link>"
    document = rss(rss_item(1)).replace(*site)
    desk.serve(document.replace("https://harbour.example/world/1", link).encode())

    (article,) = (await desk.poll()).articles

    assert article.url == expected


async def test_relative_links_without_a_site(desk: Desk) -> None:
    """Relative links where the channel names no site: relative to the document."""
    document = rss(rss_item(1)).replace("<link>https://harbour.example/</link>", "")
    desk.serve(document.replace("https://harbour.example/world/1", "/world/9").encode())

    (article,) = (await desk.poll()).articles

    assert article.url == desk.web.url("/world/9")


async def test_a_link_of_more_than_2048_characters(desk: Desk) -> None:
    """URL > 2048: kept up to 4,096, and known again; beyond, the item goes by its guid."""
    long, longer = ("https://harbour.example/" + "a" * size for size in (3000, 9000))
    items = [
        rss_item(1, title="One").replace("https://harbour.example/world/1", long),
        rss_item(2, title="Two").replace("https://harbour.example/world/2", longer),
    ]
    desk.serve(rss(*items).encode())
    first = (await desk.poll()).articles
    desk.serve(rss(*items).encode() + b"<!-- again -->")

    assert [article.url for article in first] == [long, None]
    assert (await desk.poll()).articles == ()


async def test_links_to_shorteners_and_advertisements(desk: Desk) -> None:
    """Links to shorteners/ads: kept as they came, never followed, never an item's one key."""
    advert = "https://ads.example/click?id=1"
    items = [
        rss_item(n, title=f"Item {n}").replace(f"https://harbour.example/world/{n}", advert)
        for n in range(3)
    ]
    desk.serve(rss(*items).encode())

    articles = (await desk.poll()).articles

    assert len({article.article_id for article in articles}) == 3
    assert {article.url for article in articles} == {advert}
    assert desk.web.paths() == ["/feed"]
