"""Subjects: which belligerent stood in subject place last, for "the group said" and "it said"."""

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.parties import GENERIC_IDS
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import word_set

_SUBJECT_CHARACTERS = 60  # a subject begins within this many characters of its sentence
_OPENING_CHARACTERS = 25  # "On Monday fighters of the" stands before it at most
_SENTENCES_BACK = 6
_BODY_SENTENCES_BACK = 3
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


def last_subject(
    document: Document, actors: ActorIndex, attribution: Attribution, *, sentences_back: int = 1
) -> str | None:
    """The side or body in subject place just before: of the same sentence, else the one before."""
    return subject_before(document, actors, attribution.source.start, sentences_back)


def subject_before(
    document: Document, actors: ActorIndex, position: int, sentences_back: int = 1
) -> str | None:
    """The side or body that begins the sentence of a position before it, else an earlier one."""
    here = document.sentence_at(position)
    if here is None:
        return None
    for sentence in reversed(document.sentences[max(0, here - sentences_back) : here + 1]):
        stop = min(sentence.end, position)
        spans = [
            span
            for span in actors.at(sentence.start, stop)
            if span.start - sentence.start <= _OPENING_CHARACTERS
            and span.end <= stop
            and span.actor_id not in _NEVER
        ]
        sides = [span for span in spans if _is_side(actors, span.actor_id)]
        if sides and not sentence.heading:
            return sides[0].actor_id
    return None


def last_body(
    document: Document, actors: ActorIndex, attribution: Attribution, noun: str, *, any_body: bool
) -> str | None:
    """'the ministry', 'the agency': the last actor named with that noun in the sentences before.

    With `any_body` an international body counts under whatever noun it was named.
    """
    here = document.sentence_at(attribution.source.start) or 0
    for sentence in reversed(document.sentences[max(0, here - _BODY_SENTENCES_BACK) : here]):
        for span in reversed(actors.at(sentence.start, sentence.end)):
            actor = actors.get(span.actor_id)
            if actor is None or span.actor_id in GENERIC_IDS:
                continue
            around = document.text[max(sentence.start, span.start - 30) : span.end + 20].lower()
            if noun in around.split() or (any_body and actor.kind == "international"):
                return span.actor_id
    return None


def sentences_apart(document: Document, voice: Voice, attribution: Attribution) -> int:
    """How many sentences lie between a voice's cue and a later source."""
    first, last = document.sentence_at(voice.position), document.sentence_at(attribution.cue.start)
    return (last or 0) - (first or 0)


def _is_side(actors: ActorIndex, actor_id: str) -> bool:
    actor = actors.get(actor_id)
    return actor is not None and actor.kind in _ARMED | {"state", "international"}


def _is_armed(actors: ActorIndex, actor_id: str) -> bool:
    actor = actors.get(actor_id)
    return actor is not None and actor.kind in _ARMED and actor_id not in _NEVER
