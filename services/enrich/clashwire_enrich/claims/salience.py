"""Salience: whom 'he' or 'she' means: who spoke or was told of last, by place and gender.

Who spoke in a sentence comes before whom it is about, that one before others it names; the
nearer sentence wins, and a person whose gender is known to fit wins a near tie.
"""

from collections.abc import Iterator

import msgspec

from clashwire_enrich.claims.introductions import Introduction
from clashwire_enrich.claims.speakers import Voice
from clashwire_enrich.claims.voice_memory import NEAR_PARAGRAPHS, VoiceMemory
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range

_SPOKE, _SUBJECT, _NAMED = 0.0, 0.5, 1.6  # what a role in its sentence costs, in sentences
_KNOWN_TO_FIT = 0.4  # what a gender that is known to fit is worth, in sentences
_SENTENCES_BACK = 4  # further back only the one person of a text is meant


class _Candidate(msgspec.Struct, frozen=True):
    told: Voice | Introduction
    cost: float


def most_salient(
    document: Document,
    memory: VoiceMemory,
    gender: str | None,
    source: Range,
    content: Range,
) -> Voice | Introduction | None:
    """A pronoun's gender, place and words handed over -> the person it means, or None.

    Whom the words themselves are about is not who speaks them, unless a colon sets them apart.
    """
    here = document.sentence_at(source.start) or 0
    fitting = [
        one
        for one in (
            *_voices(document, memory, here),
            *_people(document, memory, here, (source, content)),
        )
        if gender is None or memory.gender_of(one.told) in {None, gender}
    ]
    if not fitting:
        return memory.only_person(source.start, gender)
    return min(fitting, key=lambda one: (_cost(memory, one, gender), -one.told.position)).told


def _cost(memory: VoiceMemory, one: _Candidate, gender: str | None) -> float:
    known = gender is not None and memory.gender_of(one.told) == gender
    return one.cost - (_KNOWN_TO_FIT if known else 0.0)


def _voices(document: Document, memory: VoiceMemory, here: int) -> Iterator[_Candidate]:
    paragraph = document.sentences[here].paragraph
    for voice in memory.latest_first():
        if paragraph - voice.paragraph > NEAR_PARAGRAPHS:
            return
        if voice.is_human:
            away = here - (document.sentence_at(voice.position) or 0)
            yield _Candidate(voice, away + _SPOKE)


def _people(
    document: Document, memory: VoiceMemory, here: int, spans: tuple[Range, Range]
) -> Iterator[_Candidate]:
    source, content = spans
    for one in memory.people:
        at = document.sentence_at(one.position)
        if one.name is None or one.dead or at is None or not 0 <= here - at <= _SENTENCES_BACK:
            continue
        if source.start <= one.position < source.end:
            continue
        if at == here and not _set_apart(document.text, one, content):
            continue
        yield _Candidate(one, here - at + (_SUBJECT if one.subject else _NAMED))


def _set_apart(text: str, one: Introduction, content: Range) -> bool:
    """'The commander, Ali Omar, bristles: his men had fired, he says': told before the words."""
    if one.position < content.start:
        return True
    return one.position < content.end and one.subject and ":" in text[one.position : content.end]
