"""Subjects: which belligerent stood in subject place last, for "the group said" and "it said"."""

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import word_set

_SUBJECT_CHARACTERS = 60  # a subject begins within this many characters of its sentence
_OPENING_CHARACTERS = 25  # "On Monday fighters of the" stands before it at most
_SENTENCES_BACK = 6
_NEVER = word_set("civilians protesters rioters police unidentified-armed-group")
_ARMED = frozenset(("rebel", "militia", "unknown"))


def last_collective_subject(
    document: Document, actors: ActorIndex, attribution: Attribution
) -> str | None:
    """The last armed group that began a sentence before this cue, else the last one named."""
    source = attribution.source
    here = document.sentence_at(source.start)
    if here is None:
        return None
    fallback: str | None = None
    for number in range(here, max(-1, here - _SENTENCES_BACK), -1):
        sentence = document.sentences[number]
        if sentence.heading:
            continue
        stop = min(sentence.end, source.start)
        spans = [s for s in actors.at(sentence.start, stop) if s.end <= stop]
        armed = [s for s in spans if _is_armed(actors, s.actor_id)]
        if armed and number < here and armed[0].start - sentence.start <= _SUBJECT_CHARACTERS:
            return armed[0].actor_id
        if armed and fallback is None:
            fallback = armed[-1].actor_id
    return fallback


def last_subject(document: Document, actors: ActorIndex, attribution: Attribution) -> str | None:
    """The side named in subject place of the sentence before, a state's forces too, or None."""
    here = document.sentence_at(attribution.source.start)
    if not here:
        return None
    sentence = document.sentences[here - 1]
    spans = [
        span
        for span in actors.at(sentence.start, sentence.end)
        if span.start - sentence.start <= _OPENING_CHARACTERS and span.actor_id not in _NEVER
    ]
    armed = [span for span in spans if _is_side(actors, span.actor_id)]
    return armed[0].actor_id if armed and not sentence.heading else None


def _is_side(actors: ActorIndex, actor_id: str) -> bool:
    actor = actors.get(actor_id)
    return actor is not None and actor.kind in _ARMED | {"state"}


def _is_armed(actors: ActorIndex, actor_id: str) -> bool:
    actor = actors.get(actor_id)
    return actor is not None and actor.kind in _ARMED and actor_id not in _NEVER
