"""Introductions: the people a document names with a role, for later surnames and pronouns."""

import re

import msgspec

from clashwire_enrich.actor_index import ActorIndex
from clashwire_enrich.document import Document
from clashwire_enrich.parties import Party, party_named
from clashwire_enrich.source_phrases import read_source
from clashwire_enrich.voices import ROLES
from clashwire_enrich.words import Range

_CAPITALISED = r"[A-Z][\w\u00c0-\u024f'\u2019-]+"
_NAME = (
    rf"(?:{_CAPITALISED}(?: (?:al|bin|ibn|de|el|van|von|abu|[A-Z]\.))?"
    rf"(?:[ -]{_CAPITALISED}){{1,3}})"
)
_ROLE = "|".join(sorted((re.escape(role) for role in ROLES), key=len, reverse=True))
_ROLE_FIRST = re.compile(
    rf"(?P<phrase>(?:(?:[\w'\u2019-]+ ){{0,4}})(?i:{_ROLE}|gen\.?|col\.?|maj\.?|lt\.?|capt\.?),?"
    rf" (?P<name>{_NAME}))"
)
_NAME_FIRST = re.compile(
    rf"(?P<phrase>(?P<name>{_NAME}), (?:the |an? |who (?:is|heads|leads|commands) )?"
    rf"(?:[\w'\u2019-]+ ){{0,5}}(?:{_ROLE})\b[^,.;]{{0,60}})"
)
_SUBJECT_CHARACTERS = 45


class Introduction(msgspec.Struct, frozen=True):
    """A named person with a role: where, for which party, whether in subject place."""

    name: str
    role: str | None
    party: Party | None
    gender: str | None
    position: int
    paragraph: int
    subject: bool


def find_introductions(document: Document, actors: ActorIndex) -> tuple[Introduction, ...]:
    """Document -> the people it introduces with a role, in text order."""
    found: list[Introduction] = []
    for sentence in document.sentences:
        if sentence.heading:
            continue
        for pattern in (_ROLE_FIRST, _NAME_FIRST):
            for match in pattern.finditer(document.text, sentence.start, sentence.end):
                phrase = Range(*match.span("phrase"))
                one = _introduction(document, actors, phrase, sentence.start, sentence.paragraph)
                if one is not None:
                    found.append(one)
    return tuple(sorted(found, key=lambda one: one.position))


def _introduction(
    document: Document, actors: ActorIndex, phrase: Range, start: int, paragraph: int
) -> Introduction | None:
    ranges = tuple(Range(s.start, s.end) for s in actors.at(*phrase))
    source = read_source(document.text, phrase, ranges)
    if source.name is None or " " not in source.name:
        return None
    return Introduction(
        name=source.name,
        role=source.role,
        party=party_named(document.text, phrase, source, actors),
        gender=source.gender,
        position=phrase.start,
        paragraph=paragraph,
        subject=phrase.start - start <= _SUBJECT_CHARACTERS,
    )
