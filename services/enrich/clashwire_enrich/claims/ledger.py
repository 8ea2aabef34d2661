"""The ledger: drafted claims of one article, written out as the contract has them."""

import msgspec

from clashwire_contracts.article import RawArticle
from clashwire_contracts.claim import Claim, ClaimRelation, Relation
from clashwire_contracts.event import Provenance
from clashwire_contracts.ids import claim_id
from clashwire_contracts.mention import ActorMention
from clashwire_contracts.span import Span
from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.drafts import Draft, Tie
from clashwire_enrich.claims.speakers import affiliation_of
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range


class ClaimLedger(msgspec.Struct, frozen=True):
    """An article's claims and the ties between them; claims carry their own relations too.

    `actors` are all the article's actors, with the states that only a source's office named.
    """

    claims: tuple[Claim, ...]
    relations: tuple[ClaimRelation, ...]
    actors: tuple[ActorMention, ...]


def write_ledger(
    article: RawArticle,
    document: Document,
    actors: ActorIndex,
    drafts: list[Draft],
    ties: tuple[Tie, ...],
) -> ClaimLedger:
    """Drafts and ties -> claims with ids, and their relations by id."""
    ids = _ids(article.article_id, drafts)
    relations = tuple(
        ClaimRelation(
            from_=ids[tie.first],
            to=ids[tie.second],
            relation=tie.relation,
            axis=tie.axis,
            marker_span=_span(document.text, tie.marker),
        )
        for tie in ties
    )
    claims = tuple(
        _claim(article, document, actors, draft, ids[index], _own(relations, ids[index]))
        for index, draft in enumerate(drafts)
    )
    return ClaimLedger(claims, relations, actors.mentions)


def _ids(article_id: str, drafts: list[Draft]) -> list[str]:
    seen: dict[tuple[str, str], int] = {}
    made: list[str] = []
    for draft in drafts:
        who = draft.voice.speaker.name or draft.voice.speaker.descriptor or ""
        key = (who, draft.words)
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        made.append(claim_id(article_id, who, draft.words, ordinal))
    return made


def _own(relations: tuple[ClaimRelation, ...], own: str) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            to=tie.to if tie.from_ == own else tie.from_,
            relation=tie.relation,
            axis=tie.axis,
            marker_span=tie.marker_span,
        )
        for tie in relations
        if own in (tie.from_, tie.to)
    )


def _claim(
    article: RawArticle,
    document: Document,
    actors: ActorIndex,
    draft: Draft,
    own_id: str,
    relations: tuple[Relation, ...],
) -> Claim:
    field = "title" if draft.in_title else "text"
    text = document.title if draft.in_title else document.text
    source = draft.attribution.source
    return Claim(
        claim_id=own_id,
        version=article.revision,
        article_id=article.article_id,
        url=article.url,
        publisher=article.publisher.name,
        published_at=article.published_at,
        event_ids=draft.event_ids,
        speaker=draft.voice.speaker,
        affiliation=affiliation_of(draft.voice, actors),
        source_span=_spanned(text, source, field),
        cue_span=_spanned(text, draft.attribution.cue, field),
        content_span=_spanned(text, draft.content, field),
        mode=draft.mode,
        medium=draft.medium,
        said_on=draft.said_on,
        reported_via=draft.reported_via,
        claim_type=draft.claim_type,
        about=draft.about,
        number=draft.number,
        status=draft.status,
        status_span=_span(document.text, draft.status_span),
        relations=relations,
        confidence=_confidence(draft),
        provenance=_provenance(text, draft, field),
    )


def _confidence(draft: Draft) -> float:
    carried = 0.85 if draft.attribution.carried else 1.0
    return round(draft.voice.confidence * carried, 2)


def _provenance(text: str, draft: Draft, field: str) -> dict[str, Provenance]:
    source = _spanned(text, draft.attribution.source, field)
    content = _spanned(text, draft.content, field)
    made = {
        "content_span": Provenance(span=content, rule=draft.attribution.rule),
        "speaker": Provenance(span=source, rule=draft.voice.rule),
        "claim_type": Provenance(span=content, rule=f"type.{draft.claim_type}"),
        "status": Provenance(span=None, rule=f"status.{draft.status_rule}"),
    }
    if draft.number is not None:
        made["number"] = Provenance(span=draft.number.text, rule="number.in_content")
    return made


def _span(text: str, found: Range | None) -> Span | None:
    return None if found is None else _spanned(text, found, "text")


def _spanned(text: str, found: Range, field: str) -> Span:
    return Span(text=text[found.start : found.end], start=found.start, end=found.end, field=field)
