"""What the enrichment tests share: an article around a text, and the resources, loaded once."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache

import msgspec

from clashwire_contracts import ids
from clashwire_contracts.article import EnrichedArticle, Publisher, RawArticle
from clashwire_contracts.span import Span
from clashwire_enrich.gazetteer_build import build_gazetteer
from clashwire_enrich.places.gazetteer import gazetteer_path
from clashwire_enrich.tag import Resources, load_resources, tag_article

EVENING = time(18, tzinfo=UTC)
Ties = list[tuple[int, str, str, int]]


def raw_article(text: str, *, title: str = "", published: date | None = None) -> RawArticle:
    """A text -> a raw article of an invented outlet, published that evening."""
    moment = datetime.combine(published, EVENING) if published else None
    url = "https://news.example.org/story"
    return RawArticle(
        article_id=ids.article_id(url),
        revision=1,
        feed_id=ids.feed_id("https://news.example.org/feed.xml"),
        publisher=Publisher(name="Example News", domain="example.org"),
        url=url,
        canonical_url=url,
        guid=None,
        title=title,
        summary=None,
        text_source="feed",
        language=None,
        authors=(),
        published_at=moment,
        first_published_at=moment,
        updated_at=None,
        fetched_at=moment or datetime(2025, 6, 12, tzinfo=UTC),
        content_hash="",
        sketch=None,
        text=text,
    )


@cache
def resources(*, sentence_model: bool = True) -> Resources:
    """The packaged resources; builds the gazetteer first where nobody has."""
    build_gazetteer(gazetteer_path(), lambda line: print(line, file=sys.stderr))  # noqa: T201
    return load_resources(sentence_model=sentence_model)


def tagged(
    text: str,
    *,
    title: str = "",
    published: date | None = None,
    gate: bool = False,
    sentence_model: bool = True,
) -> EnrichedArticle:
    """A text -> its enriched article, by default whatever the gate thinks of it."""
    article = raw_article(text, title=title, published=published)
    return tag_article(article, resources=resources(sentence_model=sentence_model), gate=gate)


def spans_in(value: object) -> Iterator[Span]:
    """Every span anywhere inside a message or a part of one."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from spans_in(item)


def ties_of(article: EnrichedArticle) -> Ties:
    """An article's relations -> (from, relation, axis, to), claims by their place in it."""
    at = {claim.claim_id: number for number, claim in enumerate(article.claims)}
    return [(at[tie.from_], tie.relation, tie.axis, at[tie.to]) for tie in article.claim_relations]
