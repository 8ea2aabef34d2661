"""Claims: who says what, about whom, with which number, and who says otherwise."""

from datetime import date

from clashwire_contracts.event import Provenance
from clashwire_contracts.model import Count, Fraction, Message, UtcTime, Version
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import (
    AffiliationHow,
    ClaimMode,
    ClaimStatus,
    ClaimType,
    NumberKind,
    NumberPrecision,
    RelationAxis,
    RelationKind,
)


class Speaker(Message, frozen=True, kw_only=True):
    """Who speaks; an anonymous source has no name and keeps its noun phrase as descriptor."""

    name: str | None
    role: str | None
    descriptor: str | None
    anonymous: bool


class Affiliation(Message, frozen=True, kw_only=True):
    """The party a speaker speaks for, and how the text showed it."""

    actor_id: str
    name: str
    how: AffiliationHow


class ClaimNumber(Message, frozen=True, kw_only=True):
    """A number as claimed: `value` is null when vague; `low`/`high` bound it, null when open."""

    kind: NumberKind
    value: Count | None
    low: Count | None
    high: Count | None
    precision: NumberPrecision
    text: Span


class Relation(Message, frozen=True, kw_only=True):
    """One claim's tie to another, stored on both ends."""

    to: str
    relation: RelationKind
    axis: RelationAxis
    marker_span: Span | None


class ClaimRelation(Message, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A tie between two claims of one article, by claim_id."""

    from_: str
    to: str
    relation: RelationKind
    axis: RelationAxis
    marker_span: Span | None


class Claim(Message, frozen=True, kw_only=True):
    """One statement of one proposition, with its speaker, party, number and status.

    `event_ids` hold mention_ids until resolve replaces them by event_ids; `about` is the
    actor_id of whom the claim concerns (the side that suffered a toll).
    """

    claim_id: str
    version: Version
    article_id: str
    url: str | None
    publisher: str
    published_at: UtcTime | None
    event_ids: tuple[str, ...]
    speaker: Speaker
    affiliation: Affiliation | None
    source_span: Span
    cue_span: Span
    content_span: Span
    mode: ClaimMode
    medium: str | None
    said_on: date | None
    reported_via: tuple[str, ...]
    claim_type: ClaimType
    about: str | None
    number: ClaimNumber | None
    status: ClaimStatus
    status_span: Span | None
    relations: tuple[Relation, ...]
    confidence: Fraction
    provenance: dict[str, Provenance]
