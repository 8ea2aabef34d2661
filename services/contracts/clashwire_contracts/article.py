"""Articles: raw as ingest publishes them, and as enrich tags them."""

from clashwire_contracts.claim import Claim, ClaimRelation
from clashwire_contracts.event import EventMention
from clashwire_contracts.mention import ActorMention, PlaceMention
from clashwire_contracts.model import Count, Fraction, Message, UtcTime, Version
from clashwire_contracts.vocabulary import ChangedField, TextSource


class Publisher(Message, frozen=True, kw_only=True):
    """Who publishes a feed; sources of one owner group never corroborate each other."""

    name: str
    domain: str
    country: str | None = None
    owner_group: str | None = None


class Sketch(Message, frozen=True, kw_only=True):
    """A near-duplicate sketch of a text: a MinHash digest and how many shingles went in.

    `digest` is base64 of little-endian unsigned 32-bit values; equal positions over all
    positions estimate the Jaccard similarity, which with `shingles` gives containment.
    """

    method: str
    shingles: Count
    digest: str


class FieldChange(Message, frozen=True, kw_only=True):
    """One thing that a revision changed: what stood there before and what stands there now.

    `before` is null for words that are new, `after` for words that are gone; both are null when
    the text changed but what it was is not kept. Long words are cut.
    """

    field: ChangedField
    before: str | None
    after: str | None


class ArticleIdentity(Message, frozen=True, kw_only=True):
    """Which article this is, which revision of it, what it changed, and where it came from."""

    article_id: str
    revision: Version
    feed_id: str
    publisher: Publisher
    url: str | None
    canonical_url: str | None
    guid: str | None
    title: str
    summary: str | None
    text_source: TextSource
    language: str | None
    authors: tuple[str, ...]
    published_at: UtcTime | None
    first_published_at: UtcTime | None
    updated_at: UtcTime | None
    fetched_at: UtcTime
    content_hash: str
    sketch: Sketch | None
    changed: tuple[FieldChange, ...] = ()


class RawArticle(ArticleIdentity, frozen=True, kw_only=True):
    """One revision of a feed item; `text` is plain text exactly as spans will count it."""

    text: str


class EnrichVersion(Message, frozen=True, kw_only=True):
    """What made the tags: code version, model versions by name, gazetteer hash."""

    code: str
    models: dict[str, str]
    gazetteer: str


class ArticleMentions(ArticleIdentity, frozen=True, kw_only=True):
    """What enrich found in an article, without its text: all that resolve needs of it.

    `relevant` is null with a `relevance_reason`, such as `language`, when enrich cannot decide.
    """

    relevant: bool | None
    relevance_reason: str | None
    relevance: Fraction
    events: tuple[EventMention, ...]
    claims: tuple[Claim, ...]
    claim_relations: tuple[ClaimRelation, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[PlaceMention, ...]
    enrich_version: EnrichVersion


class EnrichedArticle(ArticleMentions, frozen=True, kw_only=True):
    """A tagged article with its text, echoed exactly as it came."""

    text: str
