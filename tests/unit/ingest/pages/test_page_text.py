"""Pages of invented publishers -> their articles' prose, word for word, and nothing else."""

from pathlib import Path

import pytest

from clashwire_ingest.pages.page_outcome import PageReading
from clashwire_ingest.pages.page_text import read_page

PAGES = Path(__file__).parents[3] / "data" / "ingest" / "pages"
TITLES = {
    "divs_without_paragraphs": "Clashes near Orven dam",
    "live_page": "Tarrin: what happened today, hour by hour",
    "report_with_sidebar": "Shells fall on Tarrin market, two hurt",
    "short_agency_item": "Drone downed over Sellin bay",
    "table_and_quote": "Two counts of the dead at Orven",
    "ukrainian_report": "Обстріл Тарина: двоє поранених",
}
TITLE = "Shells fall on Tarrin market"
PROSE = (
    "Shells fell on the covered market of Tarrin on Sunday morning, and two people were hurt, "
    "the mayor of the town said. The northern command denied that its guns had fired at all."
)


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>".encode()


def json_ld(block: str) -> str:
    return f'<script type="application/ld+json">{block}</script>'


def article(text: str = PROSE, times: int = 1) -> str:
    paragraphs = "".join(f"<p>{text}{' ' + str(n) if n else ''}</p>" for n in range(times))
    return f"<article><h1>{TITLE}</h1>{paragraphs}</article>"


def read(
    content: bytes,
    content_type: str = "text/html; charset=utf-8",
    url: str = "https://harbour.example/world/1",
    title: str = TITLE,
    feed_text: str = "Two people were hurt.",
) -> PageReading:
    return read_page(content, content_type, url, title=title, feed_text=feed_text)


@pytest.mark.parametrize("name", sorted(TITLES))
def test_the_prose_of_a_page_is_read_and_nothing_else(name: str) -> None:
    content = (PAGES / f"{name}.html").read_bytes()

    found = read(content, title=TITLES[name])

    assert found.outcome == "page", found.reason
    assert found.text == (PAGES / f"{name}.txt").read_text(encoding="utf-8").strip()


def test_every_page_has_a_title() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(TITLES)


def test_a_plain_article_is_a_page() -> None:
    assert read(page(article())) == PageReading(outcome="page", text=PROSE)


@pytest.mark.parametrize(
    "head",
    [
        json_ld('{"@type":"NewsArticle","isAccessibleForFree":false}'),
        json_ld('{"@graph":[{"@type":"WebPage"},{"isAccessibleForFree":"False"}]}'),
        '<meta property="article:content_tier" content="locked">',
        json_ld('{"@type":"NewsArticle","wordCount":900}'),
    ],
    ids=["not-free", "not-free-in-a-graph", "locked-tier", "far-fewer-words-than-claimed"],
)
def test_a_page_that_says_it_is_not_whole_is_a_paywall(head: str) -> None:
    assert read(page(article(), head)).outcome == "paywall"


@pytest.mark.parametrize(
    "notice",
    [
        "Subscribe to continue reading",
        "This article is for subscribers only",
        "Already a subscriber? Sign in",
        "Log in to read the whole story",
    ],
)
def test_a_teaser_that_asks_for_a_subscription_is_a_paywall(notice: str) -> None:
    assert read(page(article() + f"<div>{notice}</div>")).outcome == "paywall"


def test_a_whole_article_that_offers_a_subscription_is_a_page() -> None:
    body = article(times=10) + "<footer>Already a subscriber? Sign in</footer>"

    assert read(page(body)).outcome == "page"


def test_a_free_article_with_json_ld_is_a_page() -> None:
    head = json_ld('{"@type":"NewsArticle","isAccessibleForFree":true,"wordCount":31}')

    assert read(page(article(), head + json_ld("{broken"))).outcome == "page"


CONSENT = page(
    "<h1>Before you continue</h1><p>We and our partners use cookies to store and read data on "
    "your device. Cookies let us show you advertisements that fit your interests, and let us "
    "count who reads which article, on this site and on others.</p><button>Accept all</button>"
)


def test_a_cookie_wall_is_a_consent_page() -> None:
    assert read(CONSENT).outcome == "consent_page"


@pytest.mark.parametrize(
    "url",
    ["https://consent.harbour.example/collect", "https://harbour.example/consent/?to=/world/1"],
)
def test_an_answer_from_a_consent_address_is_a_consent_page(url: str) -> None:
    assert read(page(article()), url=url).outcome == "consent_page"


def test_an_article_about_cookies_and_consent_is_a_page() -> None:
    words = (
        f"{PROSE} The ministry wants to ban cookies without consent; our partners at Coast Wire "
        "say that cookies on its site told the army who had read about the market of Tarrin."
    )
    assert read(page(article(words), json_ld('{"@type":"NewsArticle"}'))).outcome == "page"


def test_an_article_under_a_cookie_banner_is_a_page() -> None:
    banner = "<div id='cookies'>We use cookies. Cookies help us. <button>Accept all</button></div>"

    assert read(page(banner + article(times=10))).outcome == "page"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="robots" content="max-image-preview:large, noai">',
        '<meta name="Robots" content="NOINDEX,follow">',
        '<meta name="clashwire" content="none">',
        '<meta name="tdm-reservation" content="1">',
    ],
)
def test_a_page_reserved_from_machines_is_left_alone(meta: str) -> None:
    assert read(page(article(), meta)).outcome == "reserved"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="robots" content="index, follow, max-snippet:-1">',
        '<meta name="otherbot" content="noai">',
        '<meta name="tdm-reservation" content="0">',
    ],
)
def test_a_page_open_to_machines_is_a_page(meta: str) -> None:
    assert read(page(article(), meta)).outcome == "page"


@pytest.mark.parametrize(
    ("content", "content_type", "url"),
    [
        (b"%PDF-1.7", "application/pdf", "https://harbour.example/world/1"),
        (page(article()), "text/html", "https://harbour.example/"),
        (b"", "text/html", "https://harbour.example/world/1"),
        (page("<p>Loading...</p>"), "text/html", "https://harbour.example/world/1"),
    ],
    ids=["a-pdf", "a-home-page", "nothing", "a-page-made-by-scripts"],
)
def test_what_holds_no_prose_is_not_an_article(content: bytes, content_type: str, url: str) -> None:
    assert read(content, content_type, url).outcome == "not_an_article"


def test_a_page_about_something_else_is_not_an_article() -> None:
    other = (
        "<html><head><title>Not found</title></head><body><article><p>We looked everywhere, and "
        "could not find what you asked for. Perhaps it was moved, or the address was typed with "
        "an error. Here is what others read today, and how to reach us by telephone.</p>"
        "</article></body></html>"
    )

    assert read(other.encode()).outcome == "not_an_article"


def test_a_page_that_says_less_than_the_feed_is_not_used() -> None:
    assert read(page(article()), feed_text=PROSE + " And more.").outcome == "shorter_than_feed"


def test_a_page_in_an_older_charset_is_read_by_what_its_meta_says() -> None:
    words = PROSE.replace("the mayor", "le maire désolé, l'élu à Tarrin,")
    head = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
    content = page(article(words), head).decode().encode("latin-1")

    assert read(content, "text/html").text == words


def test_an_endless_page_gives_a_bounded_text() -> None:
    found = read(page(article(times=2_000)))

    assert found.outcome == "page"
    assert len(found.text) == 200_000
