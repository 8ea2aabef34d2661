"""What a reader gets back: typed values made from Elasticsearch's answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from clashwire_contracts.alert import Delivery
from clashwire_contracts.claim import Claim
from clashwire_contracts.event import Event
from clashwire_index.documents import is_contested
from clashwire_index.queries import MARK_END, MARK_START

T = TypeVar("T")
Hit = Mapping[str, Any]


class Found(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One page of an answer: how many there are in all, and the ones asked for."""

    total: int
    items: tuple[T, ...]


class Fragment(msgspec.Struct, frozen=True):
    """A run of words; `matched` when the reader searched for them."""

    text: str
    matched: bool


Passage = tuple[Fragment, ...]


class ArticleHit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that matches, with the passages that do."""

    article_id: str
    title: Passage
    publisher: str
    url: str | None
    published_at: datetime | None
    fetched_at: datetime
    relevant: bool | None
    event_count: int
    claim_count: int
    passages: tuple[Passage, ...]


class PartyClaims(msgspec.Struct, frozen=True, kw_only=True):
    """What one party says: its name and its claims, oldest first."""

    party: str
    claims: tuple[Claim, ...]


class EventWithClaims(msgspec.Struct, frozen=True, kw_only=True):
    """An event with every claim about it, and the alerts that were sent."""

    event: Event
    claims: tuple[Claim, ...]
    deliveries: tuple[Delivery, ...] = ()

    @property
    def by_party(self) -> tuple[PartyClaims, ...]:
        """The claims side by side: one entry a party, those that are disputed first."""
        return group_by_party(self.claims)


class IndexCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents stand behind an alias, and the time of the newest."""

    alias: str
    documents: int
    newest_at: datetime | None


class IndexStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The cluster's own word on its health (green, yellow, red), and what it holds."""

    cluster: str
    indices: tuple[IndexCount, ...]


def to_event(hit: Hit) -> Event:
    """A hit in clashwire-events -> Event."""
    return msgspec.convert(hit["_source"], Event)


def to_claim(hit: Hit) -> Claim:
    """A hit in clashwire-claims -> Claim."""
    return msgspec.convert(hit["_source"], Claim)


def to_delivery(hit: Hit) -> Delivery:
    """A hit in clashwire-deliveries -> Delivery."""
    return msgspec.convert(hit["_source"], Delivery)


def to_article_hit(hit: Hit) -> ArticleHit:
    """A hit in clashwire-articles, with its highlight -> ArticleHit."""
    source, marked = hit["_source"], hit.get("highlight", {})
    fields = {
        **source,
        "publisher": source["publisher"]["name"],
        "title": to_passage(marked.get("title", [source["title"]])[0]),
        "passages": tuple(
            to_passage(text) for name in ("summary", "text") for text in marked.get(name, ())
        ),
    }
    return msgspec.convert(fields, ArticleHit)


def to_passage(marked: str) -> Passage:
    """Text with marks around what matched -> its fragments, marks gone."""
    fragments: list[Fragment] = []
    for position, part in enumerate(marked.split(MARK_START)):
        inside, _, after = part.partition(MARK_END) if position else ("", "", part)
        fragments += [Fragment(inside, matched=True), Fragment(after, matched=False)]
    return tuple(fragment for fragment in fragments if fragment.text)


def party_of(claim: Claim) -> str:
    """Who a claim is laid to: the party, else the speaker, else the words for the source."""
    speaker = claim.speaker
    if claim.affiliation is not None:
        return claim.affiliation.name
    return speaker.name or speaker.descriptor or "An unnamed source"


def group_by_party(claims: Sequence[Claim]) -> tuple[PartyClaims, ...]:
    """Claims -> one group a party; those that are disputed first, then by first appearance."""
    groups: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda one: not is_contested(one)):
        groups.setdefault(party_of(claim), [])
    for claim in claims:
        groups[party_of(claim)].append(claim)
    return tuple(PartyClaims(party=party, claims=tuple(said)) for party, said in groups.items())
