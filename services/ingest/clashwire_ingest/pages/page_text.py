"""A page's bytes -> its article's text, or why there is none; runs in the parsing child."""

import re

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import html_to_unicode

from clashwire_ingest.documents.text import to_text
from clashwire_ingest.identity.canonical_url import names_a_page
from clashwire_ingest.pages.boilerplate import strip_boilerplate
from clashwire_ingest.pages.page_outcome import PageOutcome, PageReading
from clashwire_ingest.pages.reservations import refused_by_meta
from clashwire_ingest.pages.walls import consent_reason, paywall_reason

_HTML_TYPES = ("text/html", "application/xhtml+xml", "")
MAX_TEXT_CHARACTERS = 200_000  # a long read has 60,000; a message holds at most 2 MB
_MIN_CHARACTERS = 140  # less is a caption or a notice
_WORD = re.compile(r"[^\W\d_]{4,}")
_MIN_SHARED = 1 / 3  # of the title's words; a page about something else shares few


def read_page(
    content: bytes, content_type: str, url: str, *, title: str, feed_text: str
) -> PageReading:
    """A page, where it was found, and what its feed says -> what it gave; refuses nothing."""
    if content_type.partition(";")[0].strip().lower() not in _HTML_TYPES:
        return _none("not_an_article", f"it is {content_type}, not HTML")
    if not names_a_page(url):
        return _none("not_an_article", "the answer came from a home page")
    markup = _decode(content, content_type)
    root = _parse(markup)
    if root is None:
        return _none("not_an_article", "it holds no HTML")
    reserved = refused_by_meta(_meta(root))
    if reserved is not None:
        return _none("reserved", reserved)
    text = _article_text(markup, title)
    return _judge(root, text, url, title=title, feed_text=feed_text)


def _judge(root: HtmlElement, text: str, url: str, *, title: str, feed_text: str) -> PageReading:
    """A page and the text found in it -> whether that is the article's, whole."""
    consent = consent_reason(root, text, url)
    if consent is not None:
        return _none("consent_page", consent)
    pay = paywall_reason(root, text)
    if pay is not None:
        return _none("paywall", pay)
    if len(text) < _MIN_CHARACTERS:
        return _none("not_an_article", f"it holds {len(text)} characters of prose")
    if not _is_about(title, root, text):
        return _none("not_an_article", "it shares too few words with the article's title")
    if len(text) <= len(feed_text):
        return _none("shorter_than_feed", f"{len(text)} characters, the feed has {len(feed_text)}")
    return PageReading(outcome="page", text=text[:MAX_TEXT_CHARACTERS])


def _decode(content: bytes, content_type: str) -> str:
    """UTF-8 where the bytes are valid in it, else what header or meta declares (WHATWG)."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        _, text = html_to_unicode(content_type, content)
        return str(text)


def _parse(markup: str) -> HtmlElement | None:
    # a declared encoding is no news once the text is decoded, and lxml refuses str with one
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _meta(root: HtmlElement) -> list[tuple[str, str]]:
    return [
        (meta.get("name") or "", meta.get("content") or "") for meta in root.xpath("//meta[@name]")
    ]


def _article_text(markup: str, title: str) -> str:
    found = trafilatura.extract(
        markup, output_format="html", include_comments=False, include_tables=True
    )
    return strip_boilerplate(to_text(found, plain=False), title) if found else ""


def _is_about(title: str, root: HtmlElement, text: str) -> bool:
    """Whether enough of the title's words stand on the page, in its own titles or its text."""
    words = {word.lower() for word in _WORD.findall(title)}
    if not words:
        return True
    own = " ".join(root.xpath("//title//text() | //h1//text()"))
    there = f"{own} {text}".lower()
    return sum(word in there for word in words) >= _MIN_SHARED * len(words)


def _none(outcome: PageOutcome, reason: str) -> PageReading:
    return PageReading(outcome=outcome, reason=reason)
