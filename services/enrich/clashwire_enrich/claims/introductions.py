"""Introductions: the people a document names with a role, for later surnames and pronouns."""

import re
from collections.abc import Iterator

import msgspec

from clashwire_enrich.actors.actor_index import ActorIndex
from clashwire_enrich.claims.parties import Party, party_named, party_spans
from clashwire_enrich.claims.source_phrases import read_source
from clashwire_enrich.claims.voices import ROLES
from clashwire_enrich.text.document import Document, Sentence
from clashwire_enrich.text.words import Range

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
# "X speaks for the front", "X, who leads the rebels,", "X toured the ruins": no role word needed.
_PERSON_CLAUSE = re.compile(
    rf"(?P<name>{_NAME})(?:, who)? (?:has |had |also )?(?:(?P<stands>speaks|spoke)(?= for)"
    r"|(?P<heads>leads|led|heads|headed|commands|commanded|represents|represented|chairs|runs)"
    r"|(?:visited|met|toured|briefed|travelled|traveled|arrived|returned|survived|fled|escaped"
    r"|saw|watched|witnessed|sent|received|addressed|inspected|attended|lives|lived|works|worked"
    r"|owns|teaches|fought|served|serves|walked|stood|sat|hid|recorded|lost (?:his|her)))\b"
)
_OF_PARTY = re.compile(r"[^,.;\n]{0,70}")
_REST_OF_APPOSITION = re.compile(r"[^,.;\n]{0,60}")
_WINDOW = 110  # characters before a role in which its words or its person's name stand
_SUBJECT_CHARACTERS = 45


class Introduction(msgspec.Struct, frozen=True):
    """A named person with a role: where, for which party, whether in subject place.

    `words`: the introducing words in lower case, for "the envoy" and "the general" later.
    """

    name: str
    role: str | None
    party: Party | None
    gender: str | None
    position: int
    paragraph: int
    subject: bool
    words: frozenset[str] = frozenset()


def find_introductions(document: Document, actors: ActorIndex) -> tuple[Introduction, ...]:
    """Document -> the people it introduces with a role, in text order."""
    found = [
        one
        for sentence in document.sentences
        if not sentence.heading
        for phrase in _phrases(document.text, sentence)
        if (one := _introduction(document, actors, phrase, sentence)) is not None
    ]
    known = {one.name for one in found}
    found += [
        one
        for sentence in document.sentences
        if not sentence.heading
        if (one := _by_clause(document, actors, sentence)) is not None
        and (one.party is not None or one.name not in known)
    ]
    return tuple(sorted(found, key=lambda one: one.position))


def _by_clause(document: Document, actors: ActorIndex, sentence: Sentence) -> Introduction | None:
    """'Nadia Rind speaks for the front': who, and for whom when the verb tells it."""
    found = _PERSON_CLAUSE.match(document.text, sentence.start, sentence.end)
    if found is None:
        return None
    phrase = Range(*found.span("name"))
    source = read_source(document.text, phrase, _ranges(actors, phrase))
    if source.name is None or " " not in source.name:
        return None
    party: Party | None = None
    if found["stands"] or found["heads"]:
        stretch = _OF_PARTY.match(document.text, found.end(), sentence.end)
        spans = party_spans(document.text, Range(*stretch.span()), actors) if stretch else ()
        party = Party(spans[0].actor_id, "role") if spans else None
    return Introduction(
        name=source.name,
        role="spokesperson" if found["stands"] else None,
        party=party,
        gender=source.gender,
        position=phrase.start,
        paragraph=sentence.paragraph,
        subject=True,
        words=frozenset({"spokesperson", "spokesman", "spokeswoman"} if found["stands"] else ()),
    )


def _ranges(actors: ActorIndex, phrase: Range) -> tuple[Range, ...]:
    return tuple(Range(span.start, span.end) for span in actors.at(*phrase))


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
    source = read_source(document.text, phrase, _ranges(actors, phrase))
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
        words=frozenset(word.lower() for word in _WORD.findall(source.words)),
    )
