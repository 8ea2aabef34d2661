"""Introduced phrases: the words in which a document introduces people by role, named or not."""

import re
from collections.abc import Iterator

import msgspec

from clashwire_enrich.claims.noun_phrases import has_verb
from clashwire_enrich.claims.voices import ROLES
from clashwire_enrich.text.document import Document, Sentence
from clashwire_enrich.text.words import Range, split_words

_CAPITALISED = r"[A-Z][\w\u00c0-\u024f'\u2019-]{1,30}"
CAPITALISED_NAME = (
    rf"{_CAPITALISED}(?: (?:al|bin|ibn|de|el|van|von|abu|[A-Z]\.))?(?:[ -]{_CAPITALISED}){{1,3}}"
)
_ROLES = ROLES | {"gen", "col", "maj", "lt", "capt", "brig"}
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_NAME_AFTER = re.compile(rf"\.?,? {CAPITALISED_NAME}")
# "envoy for Yemen, Hans Grund,", "head of the army's third division, Ali Omar,"
_NAME_AFTER_COMPLEMENT = re.compile(
    rf" (?:of|for|to|in|at) [^,.;:\n\"\u201c]{{3,60}}, {CAPITALISED_NAME}(?=,)"
)
_WORDS_BEFORE = re.compile(r"(?:[\w'\u2019-]+ ){0,4}$")
_NAME_BEFORE = re.compile(
    rf"{CAPITALISED_NAME}, (?:\d\d, )?(?:the |an? |who (?:heads|leads|commands) )?"
    r"(?:[\w'\u2019-]+ ){0,5}$"
)
_PLACED = re.compile(r"\b(?:in|near|at|outside|around|from|inside|into|through) $")
# "Commander Abu Laith of the Syrian National Army"
_OF_BODY = re.compile(
    rf" (?:of|from|with) (?:the )?{_CAPITALISED}"
    rf"(?: (?:(?:of|for|and) (?:the )?)?{_CAPITALISED}){{0,5}}"
)
_REST_OF_APPOSITION = re.compile(r"[^,.;\n]{0,60}")
_UNNAMED = re.compile(r"\b(?:[Tt]he|[Aa]n?) (?:(?!(?:the|an?) )[\w'\u2019-]+ ){0,3}$")
_COMPLEMENT = re.compile(r" (?:of|for|from) (?:the )?[A-Z][^,.;:\n]{2,40}")
_WINDOW = 110  # characters before a role in which its words or its person's name stand


class IntroducedPhrase(msgspec.Struct, frozen=True):
    """Words that introduce a person by role, and their sentence; `named` when they name it."""

    words: Range
    sentence: Sentence
    named: bool = True


def find_introduced_phrases(document: Document) -> tuple[IntroducedPhrase, ...]:
    """Document -> its introducing phrases in the order of their roles; headings introduce none."""
    return tuple(
        found
        for sentence in document.sentences
        if not sentence.heading
        for found in _phrases(document.text, sentence)
    )


def _phrases(text: str, sentence: Sentence) -> Iterator[IntroducedPhrase]:
    for role in _WORD.finditer(text, sentence.start, sentence.end):
        if role[0].lower() not in _ROLES:
            continue
        named = list(_named(text, sentence, role))
        yield from (IntroducedPhrase(words, sentence) for words in named)
        if not named and (unnamed := _unnamed(text, sentence, role)) is not None:
            yield IntroducedPhrase(unnamed, sentence, named=False)


def _named(text: str, sentence: Sentence, role: re.Match[str]) -> Iterator[Range]:
    opening = max(sentence.start, role.start() - _WINDOW)
    after = _NAME_AFTER.match(text, role.end(), sentence.end)
    after = after or _NAME_AFTER_COMPLEMENT.match(text, role.end(), sentence.end)
    if after is not None:
        before = _WORDS_BEFORE.search(text, opening, role.start())
        of_body = _OF_BODY.match(text, after.end(), sentence.end)
        end = of_body.end() if of_body else after.end()
        yield Range(before.start() if before else role.start(), end)
    name = _NAME_BEFORE.search(text, opening, role.start())
    placed = name is not None and _PLACED.search(text, opening, name.start())
    if name is not None and not placed and not has_verb(split_words(text, *name.span())):
        rest = _REST_OF_APPOSITION.match(text, role.end(), sentence.end)
        yield Range(name.start(), rest.end() if rest else role.end())


def _unnamed(text: str, sentence: Sentence, role: re.Match[str]) -> Range | None:
    """'the Afghan envoy', 'a spokesman for the front': a role that tells its party alone."""
    opening = max(sentence.start, role.start() - _WINDOW)
    before = _UNNAMED.search(text, opening, role.start())
    if before is None:
        return None
    complement = _COMPLEMENT.match(text, role.end(), sentence.end)
    return Range(before.start(), complement.end() if complement else role.end())
