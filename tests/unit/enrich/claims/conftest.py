"""A ledger for any text, from the packaged catalogue alone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from clashwire_contracts.article import Publisher, RawArticle
from clashwire_enrich.actors.actors import ActorCatalogue, find_actors, load_actor_catalogue
from clashwire_enrich.claims.claims import ClaimLedger, find_claims
from clashwire_enrich.events.casualties import find_casualties
from clashwire_enrich.text.document import read_document

PUBLISHED = datetime(2024, 5, 17, 8, 0, tzinfo=UTC)  # a Friday
Ledger = Callable[..., ClaimLedger]


@pytest.fixture(scope="session")
def catalogue() -> ActorCatalogue:
    return load_actor_catalogue()


@pytest.fixture
def ledger(catalogue: ActorCatalogue) -> Ledger:
    def read(text: str, title: str = "", published: datetime | None = PUBLISHED) -> ClaimLedger:
        article = _article(text, title, published)
        document = read_document(title, text, published)
        actors = find_actors(document, catalogue)
        figures = find_casualties(document, actors)
        return find_claims(article, document, actors, figures, (), catalogue=catalogue)

    return read


def _article(text: str, title: str, published: datetime | None) -> RawArticle:
    return RawArticle(
        article_id="5f0f5bb4-0000-5000-8000-000000000001",
        revision=1,
        feed_id="5f0f5bb4-0000-5000-8000-000000000002",
        publisher=Publisher(name="Example News", domain="example.org"),
        url="https://example.org/story",
        canonical_url="https://example.org/story",
        guid=None,
        title=title,
        summary=None,
        text_source="feed",
        language="en",
        authors=(),
        published_at=published,
        first_published_at=published,
        updated_at=None,
        fetched_at=published or PUBLISHED,
        content_hash="",
        sketch=None,
        text=text,
    )
