"""What a reader asks for → Elasticsearch's query language, as pure functions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

Clause = Mapping[str, Any]
MARK_START, MARK_END = "\ue000", "\ue001"  # private-use characters: they occur in no news text
_ARTICLE_FIELDS = ("title^3", "summary^2", "text")
_EVENT_FIELDS = ("headline^2", "place.name.words^2", "actors.name.words^2", "evidence.text")
_CLAIM_FIELDS = (
    "content_span.text^2",
    "speaker.name.words",
    "speaker.descriptor.words",
    "affiliation.name.words",
)


class EventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events: those left out by default are background ones and those merged away.

    `event_type` may be a type or a sub-type; `since` compares last_updated_at; `text` may use
    quotation marks, `-` and `|`.
    """

    text: str | None = None
    country: str | None = None
    event_type: str | None = None
    status: str | None = None
    actor: str | None = None
    since: datetime | None = None
    contested: bool | None = None
    include_background: bool = False
    include_merged: bool = False


class ClaimFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims; `contested` means another claim stands against it, or its status says so."""

    text: str | None = None
    contested: bool | None = None
    event_ids: tuple[str, ...] | None = None
    party: str | None = None
    claim_type: str | None = None
    since: datetime | None = None
    include_retracted: bool = False


class ArticleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which articles; `since` compares published_at, `conflict_only` wants events or claims."""

    text: str | None = None
    publisher: str | None = None
    since: datetime | None = None
    conflict_only: bool = False
    relevant: bool | None = None


def event_query(wanted: EventFilter) -> Clause:
    """EventFilter -> query."""
    unwanted = [
        *([] if wanted.include_background else [_term("background", value=True)]),
        *([] if wanted.include_merged else [_term("status", value="merged")]),
    ]
    return _all_of(
        _words(wanted.text, _EVENT_FIELDS),
        _maybe_term("place.country", wanted.country and wanted.country.upper()),
        _either(("event_type", "sub_event_type"), wanted.event_type),
        _maybe_term("status", wanted.status),
        _either(("actors.actor_id", "actor_names"), wanted.actor),
        _maybe_term("contested", wanted.contested),
        _since("last_updated_at", wanted.since),
        unwanted=unwanted,
    )


def claim_query(wanted: ClaimFilter) -> Clause:
    """ClaimFilter -> query."""
    return _all_of(
        _words(wanted.text, _CLAIM_FIELDS),
        _maybe_term("contested", wanted.contested),
        None if wanted.event_ids is None else {"terms": {"event_ids": list(wanted.event_ids)}},
        _either(("affiliation.actor_id", "party"), wanted.party),
        _maybe_term("claim_type", wanted.claim_type),
        _since("published_at", wanted.since),
        unwanted=[] if wanted.include_retracted else [_term("status", value="retracted")],
    )


def article_query(wanted: ArticleFilter) -> Clause:
    """ArticleFilter -> query."""
    found = [{"range": {field: {"gt": 0}}} for field in ("event_count", "claim_count")]
    return _all_of(
        _words(wanted.text, _ARTICLE_FIELDS),
        _either(("publisher.name", "publisher.domain"), wanted.publisher),
        _since("published_at", wanted.since),
        {"bool": {"should": found}} if wanted.conflict_only else None,
        _maybe_term("relevant", wanted.relevant),
        unwanted=[],
    )


def article_highlight() -> Clause:
    """Which passages of an article to show, with the words that matched between two marks."""
    return {
        "pre_tags": [MARK_START],
        "post_tags": [MARK_END],
        "fragment_size": 160,
        "number_of_fragments": 3,
        "fields": {
            "title": {"number_of_fragments": 0},
            "summary": {},
            "text": {"no_match_size": 160},
        },
    }


def _all_of(*clauses: Clause | None, unwanted: list[Clause]) -> Clause:
    """Text scores, filters only narrow."""
    given = [clause for clause in clauses if clause is not None]
    scored = [clause for clause in given if "simple_query_string" in clause]
    narrowing = [clause for clause in given if clause not in scored]
    return {"bool": {"must": scored, "filter": narrowing, "must_not": unwanted}}


def _words(text: str | None, fields: tuple[str, ...]) -> Clause | None:
    """A reader's words; this query type never fails on odd punctuation."""
    if not text or not text.strip():
        return None
    return {
        "simple_query_string": {
            "query": text,
            "fields": list(fields),
            "default_operator": "and",
            "flags": "PHRASE|NOT|OR|AND|WHITESPACE",
        }
    }


def _term(field: str, *, value: str | bool) -> Clause:
    return {"term": {field: value}}


def _maybe_term(field: str, value: str | bool | None) -> Clause | None:  # noqa: FBT001  # a value
    return None if value is None or value == "" else _term(field, value=value)


def _either(fields: tuple[str, ...], value: str | None) -> Clause | None:
    if not value:
        return None
    return {"bool": {"should": [_term(field, value=value) for field in fields]}}


def _since(field: str, moment: datetime | None) -> Clause | None:
    return None if moment is None else {"range": {field: {"gte": moment.isoformat()}}}
