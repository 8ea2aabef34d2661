"""Headline claims: what a title attributes that the text does not."""

from clashwire_enrich.actors.actor_index import ActorIndex, ActorSpan
from clashwire_enrich.claims import cues
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.circumstances import Circumstances
from clashwire_enrich.claims.claim_parts import Findings
from clashwire_enrich.claims.concerns import same_side
from clashwire_enrich.claims.drafts import Draft
from clashwire_enrich.claims.nominal import read_headline
from clashwire_enrich.claims.reading import find_attributions
from clashwire_enrich.claims.speaker_chain import SpeakerChain
from clashwire_enrich.events.casualties import find_casualties
from clashwire_enrich.text.document import Document, read_document


def draft_headline(document: Document, actors: ActorIndex, drafts: list[Draft]) -> list[Draft]:
    """A document and its text's drafts -> drafts of the title that the text does not hold.

    A headline has no context of its own: only a speaker whose party it names makes a claim.
    """
    if not document.title:
        return []
    title = read_document("", document.title, document.published_at)
    if title.text != document.title:
        return []
    known = _in_title(title.text, document.text, actors)
    findings = Findings(title, known, find_casualties(title, known), (), in_title=True)
    chain = SpeakerChain(title, known, ())
    made: list[Draft] = []
    for attribution in _attributions(title):
        voice = None if attribution.mutual else chain.hear(attribution)
        if voice is None or voice.party is None:
            continue
        draft = findings.draft(attribution, voice, attribution.content, ())
        if not any(_holds(one, draft) for one in drafts):
            made.append(draft)
    return made


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


def _in_title(title: str, text: str, actors: ActorIndex) -> ActorIndex:
    """The text's actors, found in the title by the names the text gives them."""
    names: dict[str, str] = {}
    for span in actors.spans:
        words = text[span.start : span.end]
        if span.how != "anaphor":
            names.setdefault(words, span.actor_id)
        elif words.lower().startswith("the "):  # headlines drop the article: "Army says ..."
            names.setdefault(words[len("the ") :].capitalize(), span.actor_id)
            names.setdefault(words[len("the ") :], span.actor_id)
    spans: list[ActorSpan] = []
    for name in sorted(names, key=lambda one: (-len(one), one)):
        start = title.find(name)
        overlaps = any(s.start < start + len(name) and start < s.end for s in spans)
        if start >= 0 and not overlaps:
            spans.append(ActorSpan(start, start + len(name), names[name], "name"))
    return ActorIndex(actors.mentions, tuple(sorted(spans)), actors.traits)


def _holds(held: Draft, draft: Draft) -> bool:
    return same_side(held.party, draft.party) and held.claim_type == draft.claim_type
