"""Tagging: one raw article -> its actors, places, events and claims; pure, no clock, no network."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import NamedTuple, TypeVar

import msgspec

from clashwire_contracts.article import ArticleMentions, EnrichedArticle, EnrichVersion, RawArticle
from clashwire_contracts.codec import MAX_MESSAGE_BYTES, encode
from clashwire_contracts.span import Span
from clashwire_enrich.actors.actor_catalogue import ActorCatalogue, load_actor_catalogue
from clashwire_enrich.actors.actors import find_actors
from clashwire_enrich.claims.claims import find_claims
from clashwire_enrich.conflict_evidence import is_borne_out
from clashwire_enrich.events.casualties import find_casualties
from clashwire_enrich.events.events import find_events
from clashwire_enrich.events.read_triggers import SentenceReading
from clashwire_enrich.events.settlement import settle_events
from clashwire_enrich.events.title_news import title_as_text, with_title_news
from clashwire_enrich.events.toll_links import link_tolls
from clashwire_enrich.places.gazetteer import Gazetteer, open_gazetteer
from clashwire_enrich.places.places import find_places
from clashwire_enrich.relevance import Relevance, RelevanceGate, load_relevance_gate
from clashwire_enrich.sentence_kinds.reader import (
    RulesAlone,
    SentenceReader,
    load_sentence_reader,
)
from clashwire_enrich.text.document import Document, read_document, read_title
from clashwire_enrich.text.language import RULE_LANGUAGES, LanguageReader
from clashwire_enrich.text.readable import ReadableText

T = TypeVar("T")
_NO_TEXT = "no_text"
_OTHER_LANGUAGE = "language"
_TOO_LARGE = "mentions_too_large"  # text and mentions together leave the contract's message size
_PLAINLY_OF_CONFLICT = 0.6  # the gate, which must not lose a claim, passes articles from .5
_UNBORNE = 0.25  # relevance of an article whose words spoke of conflict and whose content does not


class Resources(msgspec.Struct, frozen=True):
    """What tagging reads beside the article: loaded once, never changed, passed in."""

    catalogue: ActorCatalogue
    gazetteer: Gazetteer
    gate: RelevanceGate
    languages: LanguageReader
    sentences: SentenceReader
    version: EnrichVersion


def load_resources(*, sentence_model: bool = True) -> Resources:
    """Packaged data and the built gazetteer -> resources; raises GazetteerError when not built.

    Without `sentence_model` the rules stand alone; with it ModelError where its package is missing.
    """
    gazetteer = open_gazetteer()
    catalogue = load_actor_catalogue()
    languages = LanguageReader()
    gate = load_relevance_gate(catalogue.armed_group_names())
    sentences: SentenceReader = RulesAlone()
    if sentence_model:
        sentences = load_sentence_reader()
    return Resources(
        catalogue=catalogue,
        gazetteer=gazetteer,
        gate=gate,
        languages=languages,
        sentences=sentences,
        version=EnrichVersion(
            code=version("clashwire-enrich"),
            models={**languages.models, **sentences.models},
            gazetteer=gazetteer.version,
        ),
    )


def tag_article(article: RawArticle, *, resources: Resources, gate: bool = True) -> EnrichedArticle:
    """Raw article -> enriched article; any text gives an answer that says what was not possible.

    With `gate` false every extractor runs on every article; what the gate thinks is still told.
    """
    language = resources.languages.read(article.title, article.text) or article.language
    relevance = resources.gate.judge(article.title, article.text)
    reason = _undecidable(article, language)
    relevant = relevance.relevant if reason is None else None
    if gate and not relevant:
        return _enriched(article, resources, language, relevant, reason, relevance)
    found = _extract(article, resources, language, relevant, reason, relevance)
    if not found.events and (titled := title_as_text(article)) is not None:
        told = _extract(titled, resources, language, relevant, reason, relevance)
        found = with_title_news(found, told)
    if len(encode(found)) <= MAX_MESSAGE_BYTES:
        return found
    return _enriched(article, resources, language, relevant, _TOO_LARGE, relevance)


def to_mentions(article: EnrichedArticle) -> ArticleMentions:
    """An enriched article -> the same without its text, as resolve reads it."""
    kept = {name: getattr(article, name) for name in ArticleMentions.__struct_fields__}
    return ArticleMentions(**kept)


def _undecidable(article: RawArticle, language: str | None) -> str | None:
    if not (article.text.strip() or article.title.strip()):
        return _NO_TEXT
    return None if language is None or language in RULE_LANGUAGES else _OTHER_LANGUAGE


def _extract(
    article: RawArticle,
    resources: Resources,
    language: str | None,
    relevant: bool | None,  # noqa: FBT001 - the contract's three-valued field
    reason: str | None,
    relevance: Relevance,
) -> EnrichedArticle:
    # an Atom entry may tell only when it was last changed, which "on Sunday" goes by as well
    told_at = article.published_at or article.updated_at
    document = read_document(article.title, article.text, told_at)
    catalogue = resources.catalogue
    hits, title_hits = catalogue.scan(document.text), catalogue.scan(document.title)
    places = find_places(document, resources.gazetteer, hits, title_hits)
    actors = find_actors(document, catalogue, places.country)
    casualties = find_casualties(document, actors)
    reading = SentenceReading(resources.sentences, relevance.score < _PLAINLY_OF_CONFLICT)
    told = find_events(document, actors, places, casualties, article.article_id, reading)
    events = tuple(one.mention for one in told)
    ledger = find_claims(
        article,
        document,
        actors,
        casualties,
        events,
        places=places.mentions,
        catalogue=catalogue,
        country=places.country,
    )
    figures = {one.mention.mention_id: one.figures for one in told}
    claims = link_tolls(ledger.claims, figures)
    events = settle_events(
        events,
        claims,
        ledger.relations,
        ledger.actors,
        document=document,
        figures=figures,
    )
    if relevant and not is_borne_out(events, ledger.actors, relevance.score, document):
        relevant, relevance = False, msgspec.structs.replace(relevance, score=_UNBORNE)
    enriched = _enriched(article, resources, language, relevant, reason, relevance)
    found = msgspec.structs.replace(
        enriched,
        events=events,
        claims=claims,
        claim_relations=ledger.relations,
        actors=ledger.actors,
        places=places.mentions,
    )
    return _in_source_offsets(found, document)


def _enriched(
    article: RawArticle,
    resources: Resources,
    language: str | None,
    relevant: bool | None,  # noqa: FBT001 - the contract's three-valued field
    reason: str | None,
    relevance: Relevance,
) -> EnrichedArticle:
    identity = {name: getattr(article, name) for name in RawArticle.__struct_fields__}
    return EnrichedArticle(
        **(identity | {"language": language}),
        relevant=relevant,
        relevance_reason=reason,
        relevance=relevance.score,
        events=(),
        claims=(),
        claim_relations=(),
        actors=(),
        places=(),
        enrich_version=resources.version,
    )


class _Field(NamedTuple):
    """A field as the rules read it: its way back, blanks cut off in front, and its own words."""

    source: ReadableText
    cut: int
    words: str


def _in_source_offsets(article: EnrichedArticle, document: Document) -> EnrichedArticle:
    """Spans in the readable text and title -> spans in the article's own, where they differ."""
    if not document.source.pieces and document.title == article.title:
        return article
    title = read_title(article.title)
    cut = len(title.text) - len(title.text.lstrip())
    fields = {
        "text": _Field(document.source, 0, article.text),
        "title": _Field(title, cut, article.title),
    }
    moved = {
        name: _moved(getattr(article, name), fields)
        for name in ("events", "claims", "claim_relations", "actors", "places")
    }
    return msgspec.structs.replace(article, **moved)


def _moved(value: T, fields: Mapping[str, _Field]) -> T:
    if isinstance(value, Span):
        moved: object = _moved_span(value, fields.get(value.field))
    elif isinstance(value, msgspec.Struct):
        held = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = {name: _moved(one, fields) for name, one in held.items()}
        moved = msgspec.structs.replace(value, **changed)
    elif isinstance(value, tuple):
        moved = tuple(_moved(item, fields) for item in value)
    elif isinstance(value, dict):
        moved = {key: _moved(item, fields) for key, item in value.items()}
    else:
        return value
    return moved  # type: ignore[return-value]


def _moved_span(span: Span, field: _Field | None) -> Span:
    if field is None:
        return span
    start, end = field.source.source_span(span.start + field.cut, span.end + field.cut)
    return msgspec.structs.replace(span, start=start, end=end, text=field.words[start:end])
