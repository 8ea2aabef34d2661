"""Events: one mention in one article, and the happening that mentions add up to."""

from datetime import date

from clashwire_contracts.mention import Location
from clashwire_contracts.model import Count, Fraction, Message, UtcTime, Version
from clashwire_contracts.span import Span
from clashwire_contracts.vocabulary import (
    ActorKind,
    ActorRole,
    DatePrecision,
    EventChange,
    EventStatus,
    EventType,
    PlacePrecision,
    Realis,
    SubEventType,
)


class Occurred(Message, frozen=True, kw_only=True):
    """When it happened, by whole days in the article's own terms; null rather than a guess."""

    start: date | None
    end: date | None
    precision: DatePrecision
    text: Span | None


class Place(Message, frozen=True, kw_only=True):
    """Where it happened; `country` is ISO 3166-1 alpha-2."""

    name: str | None
    country: str | None
    admin1: str | None
    admin2: str | None
    geonames_id: int | None
    location: Location | None
    precision: PlacePrecision
    text: Span | None


class EventActor(Message, frozen=True, kw_only=True):
    """Who took part, and on which side of it."""

    actor_id: str
    name: str
    role: ActorRole
    kind: ActorKind
    country: str | None


class Fatalities(Message, frozen=True, kw_only=True):
    """Deaths: `low` and `high` span all reports and claims.

    `best` is null while parties dispute the toll or only a party reports it.
    """

    low: Count | None
    best: Count | None
    high: Count | None
    claim_ids: tuple[str, ...]


class Provenance(Message, frozen=True, kw_only=True):
    """Which words and which rule made a field."""

    span: Span | None
    rule: str


class Happening(Message, frozen=True, kw_only=True):
    """The fields that a mention and an event share."""

    event_type: EventType
    sub_event_type: SubEventType
    realis: Realis
    claimed_by: str | None
    background: bool
    occurred: Occurred
    place: Place
    actors: tuple[EventActor, ...]
    fatalities: Fatalities
    evidence: tuple[Span, ...]
    confidence: Fraction
    provenance: dict[str, Provenance]


class EventMention(Happening, frozen=True, kw_only=True):
    """One happening as one article tells it."""

    mention_id: str


class Source(Message, frozen=True, kw_only=True):
    """An article that tells of the event; `syndicated` marks a copy of another source's text."""

    article_id: str
    url: str | None
    publisher: str
    owner_group: str
    published_at: UtcTime | None
    syndicated: bool


class HistoryEntry(Message, frozen=True, kw_only=True):
    """One version of an event: what changed, through which article, at which message time."""

    version: Version
    change: EventChange
    at: UtcTime
    article_id: str


class Event(Happening, frozen=True, kw_only=True):
    """One happening over all articles that tell of it; each change is a new version."""

    event_id: str
    version: Version
    change: EventChange
    status: EventStatus
    merged_into: str | None
    contested_fields: tuple[str, ...]
    sources: tuple[Source, ...]
    independent_sources: Count
    mention_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    first_seen_at: UtcTime
    last_updated_at: UtcTime
    backfill: bool
    headline: str
    history: tuple[HistoryEntry, ...]
