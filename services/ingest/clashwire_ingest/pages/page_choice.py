"""Which articles want their page, and what an article becomes with it: pure decisions.

The feed's words stay what identity goes by: the content hash, and so the revision, is of what the
feed said, so that a page whose sidebar or comments change makes no revision. Text and sketch are
the page's, for they are what enrich and resolve read.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_ingest.documents.feed_item import ParsedItem
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.identity.canonical_url import names_a_page
from clashwire_ingest.identity.identify import Identified
from clashwire_ingest.identity.sketch import sketch_text
from clashwire_ingest.polling.set_aside import refuse_too_large

_ENDING_CHARACTERS = 400
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_POINTS_ON = re.compile(
    r"(?:read (?:more|on|the (?:full|whole|rest of the) (?:story|article|post))"
    r"|continue reading|click here to read|the post .{1,200} (?:first )?appeared first on .{1,100}"
    r"|lire la suite|weiterlesen|seguir leyendo|leer m\u00e1s"
    r"|\u0447\u0438\u0442\u0430\u0442\u0438 \u0434\u0430\u043b\u0456"
    r"|\u0447\u0438\u0442\u0430\u0442\u044c \u0434\u0430\u043b\u0435\u0435)\W*$",
    re.IGNORECASE,
)


def wants_page(item: ParsedItem) -> bool:
    """Whether an item's text is a summary of a page that it names."""
    if item.url is None or not names_a_page(item.url):
        return False
    return item.is_summary or _POINTS_ON.search(item.text[-_ENDING_CHARACTERS:]) is not None


def pages_wanted(
    feed: FeedConfig, found: Iterable[Identified], articles: Sequence[RawArticle]
) -> tuple[RawArticle, ...]:
    """A feed's articles about to be published -> those that want their page, the newest first."""
    if not feed.full_text:
        return ()
    summaries = {one.known.article_id for one in found if wants_page(one.item)}
    wanted = [article for article in articles if article.article_id in summaries]
    wanted.sort(key=lambda article: article.published_at or _LONG_AGO, reverse=True)
    return tuple(wanted)


def with_page_text(article: RawArticle, text: str) -> RawArticle:
    """An article and its page's text -> the article with it; as it was when too large to send.

    What the feed said stays as the summary.
    """
    said = article.summary or (article.text if article.text != article.title else None)
    whole = msgspec.structs.replace(
        article, text=text, text_source="page", summary=said, sketch=sketch_text(text)
    )
    return whole if refuse_too_large(whole) is None else article
