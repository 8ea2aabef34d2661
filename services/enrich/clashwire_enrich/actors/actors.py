"""Who takes part: every actor of a document, from its name, its definition or a group phrase."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from clashwire_contracts.mention import ActorMention
from clashwire_contracts.span import Span
from clashwire_enrich.actors.actor_catalogue import (
    ActorCatalogue,
    CatalogueActor,
    load_actor_catalogue,
)
from clashwire_enrich.actors.actor_definitions import LearnedActor, learn_actors
from clashwire_enrich.actors.actor_groups import Cast, group_actors
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.actors.actor_names import country_votes, named_actors, named_in_title
from clashwire_enrich.text.document import Document

__all__ = ["ActorCatalogue", "ActorIndex", "ActorSpan", "find_actors", "load_actor_catalogue"]


MAX_SPANS_OF_AN_ACTOR = 250  # that a mention lists; the index still holds every span


def find_actors(
    document: Document, catalogue: ActorCatalogue, country: str | None = None
) -> ActorIndex:
    """Document -> its actors; `country` (alpha-2) says whose army "the army" is.

    Without `country`, the country that the text names most is taken.
    """
    known = named_actors(document, catalogue)
    focus = country or _country_in_focus(document, catalogue)
    learned, short_names = learn_actors(document, known, focus)
    spans = _without_overlaps((*_defined(document.text, learned, short_names), *known))
    actors = _describe(spans, learned, document, catalogue)
    counts = _counts(spans)
    in_title = named_in_title(document, catalogue)
    titled = _describe(in_title, (), document, catalogue)
    groups, generic = group_actors(document, spans, Cast(titled | actors, counts, focus))
    everything = tuple(sorted({*spans, *groups}))
    actors = generic | _describe(everything, learned, document, catalogue) | actors
    return _index(document, everything, actors, in_title)


def _defined(
    text: str, learned: tuple[LearnedActor, ...], short_names: dict[str, str]
) -> Iterator[ActorSpan]:
    owners = dict(short_names)
    for found in learned:
        owners |= dict.fromkeys(found.names, found.actor.actor_id)
    for name, actor_id in sorted(owners.items()):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield ActorSpan(match.start(), match.end(), actor_id, "definition")


def _without_overlaps(spans: Iterable[ActorSpan]) -> tuple[ActorSpan, ...]:
    """Keep the longest of overlapping spans; a definition in the article wins a tie."""
    kept: list[ActorSpan] = []
    by_length = sorted(spans, key=lambda s: (s.start - s.end, s.how != "definition", s))
    taken: set[int] = set()
    for span in by_length:
        positions = range(span.start, span.end)
        if taken.isdisjoint(positions):
            taken.update(positions)
            kept.append(span)
    return tuple(sorted(kept))


def _counts(spans: tuple[ActorSpan, ...]) -> Counter[str]:
    return Counter(span.actor_id for span in spans)


def _country_in_focus(document: Document, catalogue: ActorCatalogue) -> str | None:
    votes = country_votes((*catalogue.scan(document.title), *catalogue.scan(document.text)))
    return min(votes, key=lambda code: (-votes[code], code)) if votes else None


def _describe(
    spans: tuple[ActorSpan, ...],
    learned: tuple[LearnedActor, ...],
    document: Document,
    catalogue: ActorCatalogue,
) -> dict[str, CatalogueActor]:
    own = {found.actor.actor_id: found.actor for found in learned}
    day = document.published_at.date() if document.published_at else None
    described: dict[str, CatalogueActor] = {}
    for actor_id in sorted({span.actor_id for span in spans}):
        actor = own.get(actor_id) or catalogue.describe(actor_id, day)
        if actor is not None:
            described[actor_id] = actor
    return described


def _index(
    document: Document,
    spans: tuple[ActorSpan, ...],
    actors: dict[str, CatalogueActor],
    in_title: tuple[ActorSpan, ...],
) -> ActorIndex:
    standing: dict[str, list[Span]] = {}
    for span in spans:
        words = document.text[span.start : span.end]
        standing.setdefault(span.actor_id, []).append(
            Span(text=words, start=span.start, end=span.end)
        )
    mentions = tuple(
        ActorMention(
            actor_id=actor_id,
            name=actors[actor_id].name,
            kind=actors[actor_id].kind,
            country=actors[actor_id].country,
            codes=actors[actor_id].codes,
            spans=tuple(islice(dict.fromkeys(words), MAX_SPANS_OF_AN_ACTOR)),
        )
        for actor_id, words in standing.items()
    )
    traits = {key: actor.traits for key, actor in actors.items()}
    titled = tuple(dict.fromkeys(one.actor_id for one in in_title if one.actor_id in standing))
    return ActorIndex(mentions, spans, traits, titled)
