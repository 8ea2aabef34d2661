"""State actors: states and their branches joined to a document's actors as claims need them."""

from collections.abc import Iterable, Sequence

from clashwire_contracts.mention import ActorMention
from clashwire_contracts.span import Span
from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.text.document import Document


def with_states(
    document: Document, actors: ActorIndex, states: Iterable[str], catalogue: ActorCatalogue
) -> ActorIndex:
    """Actors plus states that stand nowhere in the text, so that claims can name them."""
    day = document.published_at.date() if document.published_at else None
    known = {actor.actor_id for actor in actors.mentions}
    fresh = [
        ActorMention(
            actor_id=state.actor_id,
            name=state.name,
            kind=state.kind,
            country=state.country,
            codes=state.codes,
            spans=(),
        )
        for actor_id in sorted(set(states) - known)
        if (state := catalogue.describe(actor_id, day)) is not None
    ]
    return ActorIndex((*actors.mentions, *fresh), actors.spans, actors.traits)


def extended(
    document: Document,
    actors: ActorIndex,
    spans: Sequence[ActorSpan],
    people: Sequence[ActorSpan],
    catalogue: ActorCatalogue,
) -> ActorIndex:
    """The actors with those spans; people's names stay free to name the speaker."""
    day = document.published_at.date() if document.published_at else None
    mentions = {actor.actor_id: actor for actor in actors.mentions}
    kept: list[ActorSpan] = []
    for span in (*spans, *people):
        known = catalogue.describe(span.actor_id, day)
        words = Span(text=document.text[span.start : span.end], start=span.start, end=span.end)
        earlier = mentions.get(span.actor_id)
        if earlier is not None:
            mentions[span.actor_id] = _seen_again(earlier, words)
        elif known is not None:
            mentions[span.actor_id] = ActorMention(
                actor_id=known.actor_id,
                name=known.name,
                kind=known.kind,
                country=known.country,
                codes=known.codes,
                spans=(words,),
            )
        else:
            continue
        if span not in people:
            kept.append(span)
    return ActorIndex(tuple(mentions.values()), _sorted(actors.spans, kept), actors.traits)


def _seen_again(actor: ActorMention, words: Span) -> ActorMention:
    spans = tuple(sorted({(s.start, s.end): s for s in (*actor.spans, words)}.items()))
    return ActorMention(
        actor_id=actor.actor_id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        codes=actor.codes,
        spans=tuple(span for _, span in spans),
    )


def _sorted(first: Iterable[ActorSpan], second: Iterable[ActorSpan]) -> tuple[ActorSpan, ...]:
    return tuple(sorted({*first, *second}))


def known_branch(catalogue: ActorCatalogue, country: str, branch: str) -> str:
    """A country and a branch -> the branch's actor_id, the state's where none is listed."""
    state = f"state-{country.lower()}"
    return state + branch if catalogue.describe(state + branch, None) is not None else state
