"""The index step: one record of a topic → the document that Elasticsearch keeps of it."""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from clashwire_contracts.alert import Delivery
from clashwire_contracts.article import EnrichedArticle
from clashwire_contracts.claim import Claim
from clashwire_contracts.codec import decode
from clashwire_contracts.event import Event, Occurred
from clashwire_contracts.event_types import is_clash
from clashwire_contracts.model import Message
from clashwire_index.indices import BY_TOPIC, Index
from clashwire_runtime.errors import InvalidRecord
from clashwire_runtime.step import Record

OPPOSING_RELATIONS = frozenset({"contradicts", "competing"})
Fields = Mapping[str, object]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What goes to Elasticsearch: the alias, the _id, the external version, the JSON body."""

    index: str
    id: str
    version: int
    body: bytes


class IndexStep:
    """Record of an indexed topic -> one Document; a tombstone -> none, the document stays.

    The body holds the contract's fields as they are, then the fields of `added_fields`; what the
    contract does not know is left out, so nothing unforeseen (a secret) is ever indexed.
    """

    name = "index"

    def __call__(self, record: Record) -> Sequence[Document]:
        """One record -> its document; raises DecodeError, or InvalidRecord off our topics."""
        index = BY_TOPIC.get(record.topic)
        if index is None:
            raise InvalidRecord("invalid", f"{record.topic} is not a topic that is indexed")
        if record.value is None:
            return ()
        return (to_document(index, decode(index.model, record.value)),)


def to_document(index: Index, message: Message) -> Document:
    """Index and message -> Document; the same message always gives the same bytes."""
    fields: dict[str, object] = msgspec.to_builtins(message)
    return Document(
        index=index.alias,
        id=getattr(message, index.id_field),
        version=getattr(message, index.version_field),
        body=msgspec.json.encode({**fields, **added_fields(message)}),
    )


def added_fields(message: Message) -> Fields:
    """Message -> the fields added for searching and for Kibana, none of them in the contract."""
    return _ADDED[type(message)](message)


def _of_article(article: EnrichedArticle) -> Fields:
    return {"event_count": len(article.events), "claim_count": len(article.claims)}


def _of_event(event: Event) -> Fields:
    return {
        "actor_names": sorted({actor.name for actor in event.actors}),
        "clash": is_clash(event.event_type, event.realis, background=event.background),
        "contested": event.status == "contested" or bool(event.contested_fields),
        "occurred_range": _days(event.occurred),
    }


def _of_claim(claim: Claim) -> Fields:
    return {"party": claim.affiliation and claim.affiliation.name, "contested": is_contested(claim)}


def _of_delivery(delivery: Delivery) -> Fields:
    return {"attempt_count": len(delivery.attempts)}


def is_contested(claim: Claim) -> bool:
    """Whether another claim stands against it, or its status says so."""
    opposed = any(tie.relation in OPPOSING_RELATIONS for tie in claim.relations)
    return claim.status == "contested" or opposed


def _days(occurred: Occurred) -> Fields | None:
    """Both ends inclusive, in days; an unknown end leaves the range open on that side."""
    if occurred.start is None and occurred.end is None:
        return None
    ends = {"gte": occurred.start, "lte": occurred.end}
    return {side: day.isoformat() for side, day in ends.items() if day is not None}


_ADDED: dict[type[Message], Callable[..., Fields]] = {
    EnrichedArticle: _of_article,
    Event: _of_event,
    Claim: _of_claim,
    Delivery: _of_delivery,
}
