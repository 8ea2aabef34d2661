"""Introductions: the people a document names with a role, for later surnames and pronouns."""

import re
from collections.abc import Iterator

import msgspec

from clashwire_enrich.actor_index import ActorIndex
from clashwire_enrich.document import Document, Sentence
from clashwire_enrich.parties import Party, party_named
from clashwire_enrich.source_phrases import read_source
from clashwire_enrich.voices import ROLES
from clashwire_enrich.words import Range

_CAPITALISED = r"[A-Z][\w\u00c0-\u024f'\u2019-]{1,30}"
_NAME = (
    rf"{_CAPITALISED}(?: (?:al|bin|ibn|de|el|van|von|abu|[A-Z]\.))?(?:[ -]{_CAPITALISED}){{1,3}}"
)
_ROLES = ROLES | {"gen", "col", "maj", "lt", "capt", "brig"}
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_NAME_AFTER = re.compile(rf"\.?,? {_NAME}")
_WORDS_BEFORE = re.compile(r"(?:[\w'\u2019-]+ ){0,4}$")
_NAME_BEFORE = re.compile(
    rf"{_NAME}, (?:the |an? |who (?:is|heads|leads|commands) )?(?:[\w'\u2019-]+ ){{0,5}}$"
)
_REST_OF_APPOSITION = re.compile(r"[^,.;\n]{0,60}")
_WINDOW = 110  # characters before a role in which its words or its person's name stand
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
    found = [
        one
        for sentence in document.sentences
        if not sentence.heading
        for phrase in _phrases(document.text, sentence)
        if (one := _introduction(document, actors, phrase, sentence)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.position))


def _phrases(text: str, sentence: Sentence) -> Iterator[Range]:
    for role in _WORD.finditer(text, sentence.start, sentence.end):
        if role[0].lower() not in _ROLES:
            continue
        opening = max(sentence.start, role.start() - _WINDOW)
        after = _NAME_AFTER.match(text, role.end(), sentence.end)
        if after is not None:
            before = _WORDS_BEFORE.search(text, opening, role.start())
            yield Range(before.start() if before else role.start(), after.end())
        named = _NAME_BEFORE.search(text, opening, role.start())
        if named is not None:
            rest = _REST_OF_APPOSITION.match(text, role.end(), sentence.end)
            yield Range(named.start(), rest.end() if rest else role.end())


def _introduction(
    document: Document, actors: ActorIndex, phrase: Range, sentence: Sentence
) -> Introduction | None:
    ranges = tuple(Range(span.start, span.end) for span in actors.at(*phrase))
    source = read_source(document.text, phrase, ranges)
    if source.name is None or " " not in source.name:
        return None
    return Introduction(
        name=source.name,
        role=source.role,
        party=party_named(document.text, phrase, source, actors),
        gender=source.gender,
        position=phrase.start,
        paragraph=sentence.paragraph,
        subject=phrase.start - sentence.start <= _SUBJECT_CHARACTERS,
    )
