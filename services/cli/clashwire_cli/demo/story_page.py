"""Pages of the feed site for a person who follows a link: one outlet's front, one story."""

from collections.abc import Sequence
from html import escape

from clashwire_cli.demo.feed_document import item_html, item_url
from clashwire_cli.demo.story import FeedItem, Publisher


def story_page(publisher: Publisher, item: FeedItem) -> str:
    """A story as an HTML page, the outlet's notice that nothing is real above it."""
    article = f"<article><h1>{escape(item.title)}</h1>\n{item_html(item)}\n</article>"
    return _page(publisher, item.title or publisher.name, item.language, article)


def front_page(publisher: Publisher, items: Sequence[FeedItem], base_url: str) -> str:
    """An outlet's stories as an HTML list of links."""
    lines = "\n".join(
        f'<li><a href="{escape(item_url(item, base_url))}">{escape(item.title or item.summary)}'
        "</a></li>"
        for item in items
    )
    return _page(publisher, publisher.name, publisher.language, f"<ul>\n{lines}\n</ul>")


def _page(publisher: Publisher, title: str, language: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body>"
        f"<p><em>{escape(publisher.name)}: {escape(publisher.description)}</em></p>\n"
        f"{body}</body></html>"
    )
