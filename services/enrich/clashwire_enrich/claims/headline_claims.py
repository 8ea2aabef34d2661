"""Headline claims: what a title attributes that the text does not."""

from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec import structs

from clashwire_contracts.mention import ActorMention
from clashwire_contracts.span import Span
from clashwire_enrich.actors.actor_catalogue import ActorCatalogue
from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.actors.actors import find_actors
from clashwire_enrich.claims import cues
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.claim_parts import Findings
from clashwire_enrich.claims.concerns import other_side, same_side
from clashwire_enrich.claims.drafts import Draft
from clashwire_enrich.claims.nominal import read_headline
from clashwire_enrich.claims.official_sources import with_official_sources
from clashwire_enrich.claims.reading import find_attributions
from clashwire_enrich.claims.speaker_chain import SpeakerChain
from clashwire_enrich.events.casualties import find_casualties
from clashwire_enrich.text.countries import load_countries
from clashwire_enrich.text.document import Document, read_document


def draft_headline(
    document: Document,
    actors: ActorIndex,
    drafts: list[Draft],
    catalogue: ActorCatalogue | None,
    country: str | None = None,
) -> tuple[list[Draft], ActorIndex]:
    """A document and its text's drafts -> drafts of the title that the text does not hold.

    `country` is where the story plays, for "Army: ...". A headline has no other context of
    its own: only a speaker whose party it names makes a claim. The actors come back with those
    that only the title names.
    """
    if not document.title:
        return [], actors
    title = read_document("", document.title, document.published_at)
    if title.text != document.title:
        return [], actors
    attributions = _attributions(title)
    if not attributions:
        return [], actors
    known = _in_title(title, document.text, attributions, actors, catalogue, country)
    findings = Findings(title, known, find_casualties(title, known), (), in_title=True)
    chain = SpeakerChain(title, known, ())
    made: list[Draft] = []
    for attribution in attributions:
        voice = None if attribution.mutual else chain.hear(attribution)
        if voice is None or voice.party is None or _is_label(title.text, attribution, known):
            continue
        draft = findings.draft(attribution, voice, attribution.content, ())
        if not any(_holds(one, draft) for one in drafts):
            made.append(draft)
    return made, _joined(actors, known) if made else actors


def _is_label(title: str, attribution: Attribution, actors: ActorIndex) -> bool:
    """'Somalia: militants attack hotel': a country before a colon is where, not who says it."""
    source = attribution.source
    if attribution.rule != "headline.colon" or source.start > attribution.content.start:
        return False
    state = any(
        (actor := actors.get(span.actor_id)) is not None
        and actor.actor_id == f"state-{(actor.country or '').lower()}"
        and span.end - span.start >= source.end - source.start
        for span in actors.at(*source)
    )
    other = other_side(attribution.content, actors.at(*source)[0].actor_id, actors) if state else ""
    return state and (other is None or title[: source.end] in _country_names())


@cache
def _country_names() -> frozenset[str]:
    return frozenset(name for country in load_countries() for name in country.names)


def _joined(actors: ActorIndex, titled: ActorIndex) -> ActorIndex:
    """The text's actors, and behind them those that only the title names."""
    known = {actor.actor_id for actor in actors.mentions}
    only = [actor for actor in titled.mentions if actor.actor_id not in known]
    told = tuple(structs.replace(actor, spans=_of_title(actor)) for actor in only)
    return ActorIndex((*actors.mentions, *told), actors.spans, actors.traits)


def _of_title(actor: ActorMention) -> tuple[Span, ...]:
    return tuple(structs.replace(span, field="title") for span in actor.spans)


def _attributions(title: Document) -> tuple[Attribution, ...]:
    found = find_attributions(title)
    headline = read_headline(title.text) if not found else None
    if headline is None:
        return found
    source, cue, content = headline
    return (
        Attribution(
            source=source,
            cue=cue,
            verb=cues.COLON,
            content=content,
            circumstances=Circumstances(0),
            rule="headline.colon",
            paragraph=0,
        ),
    )


def _in_title(
    title: Document,
    text: str,
    attributions: Sequence[Attribution],
    actors: ActorIndex,
    catalogue: ActorCatalogue | None,
    country: str | None,
) -> ActorIndex:
    """The text's actors in the title, by the names the text gives them; and the title's own."""
    spans: list[ActorSpan] = []
    names = _names(actors, text)
    for name in sorted(names, key=lambda one: (-len(one), one)):
        start = title.text.find(name)
        overlaps = any(s.start < start + len(name) and start < s.end for s in spans)
        if start >= 0 and not overlaps:
            spans.append(ActorSpan(start, start + len(name), names[name], "name"))
    known = ActorIndex(actors.mentions, tuple(sorted(spans)), actors.traits)
    if catalogue is None:
        return known
    own = find_actors(title, catalogue, country or _country(actors))
    fresh = [span for span in own.spans if not known.at(span.start, span.end)]
    mentions = {actor.actor_id: actor for actor in (*own.mentions, *actors.mentions)}
    known = ActorIndex(
        tuple(mentions.values()), tuple(sorted({*spans, *fresh})), own.traits | actors.traits
    )
    sources = sorted({one.source for one in attributions})
    return with_official_sources(title, sources, known, (), catalogue, country)


def _country(actors: ActorIndex) -> str | None:
    """The country of the text's states, the most named first."""
    named = Counter(
        actor.country
        for actor in actors.mentions
        if actor.kind == "state" and actor.country
        for _ in actor.spans
    )
    return min(named, key=lambda code: (-named[code], code)) if named else None


def _names(actors: ActorIndex, text: str) -> dict[str, str]:
    """The names that the text gives its actors, as a headline writes them."""
    names: dict[str, str] = {}
    for span in actors.spans:
        words = text[span.start : span.end]
        if span.how != "anaphor":
            names.setdefault(words, span.actor_id)
        elif words.lower().startswith("the "):  # headlines drop the article: "Army says ..."
            names.setdefault(words[len("the ") :].capitalize(), span.actor_id)
            names.setdefault(words[len("the ") :], span.actor_id)
    return names


def _holds(held: Draft, draft: Draft) -> bool:
    return same_side(held.party, draft.party) and held.claim_type == draft.claim_type
