"""Quotations: where somebody's own words begin and end, in straight and curly marks.

An unclosed quotation ends with its sentence, or with its paragraph when the next paragraph
opens with a mark of its own, as a quotation over several paragraphs is printed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from clashwire_enrich.text.document import Document, Sentence
from clashwire_enrich.text.words import Range

_MARK = re.compile(
    r"[\u201c\u201d\u201e\u00ab\u00bb\"]"
    r"|(?:(?<=[\s(\[\u2014])|^)[\u2018'](?=\w)"
    r"|(?<=[\w.,!?])[\u2019'](?=[\s.,;:!?)\]]|$)"
)
_OPENERS = "\u201c\u201e\u00ab"
_CLOSERS = "\u201d\u00bb"
_SINGLE = "\u2018\u2019'"


class Quotation(msgspec.Struct, frozen=True):
    """One quotation: `outer` with its marks, `inner` without.

    `continues`: it goes on in the next paragraph.
    """

    outer: Range
    inner: Range
    continues: bool = False


def find_quotations(document: Document) -> tuple[Quotation, ...]:
    """Document -> its quotations in order; they never overlap and never leave a paragraph."""
    paragraphs = _paragraphs(document)
    found: list[Quotation] = []
    for index, sentences in enumerate(paragraphs):
        following = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else None
        resumes = following is not None and following.text[0] in _OPENERS + '"'
        found.extend(_in_paragraph(document.text, sentences, resumes=resumes))
    return tuple(found)


def _paragraphs(document: Document) -> list[list[Sentence]]:
    grouped: dict[int, list[Sentence]] = {}
    for sentence in document.sentences:
        grouped.setdefault(sentence.paragraph, []).append(sentence)
    return list(grouped.values())


def _in_paragraph(text: str, sentences: list[Sentence], *, resumes: bool) -> Iterator[Quotation]:
    end = sentences[-1].end
    opened: int | None = None
    single = False
    for found in _MARK.finditer(text, sentences[0].start, end):
        mark, position = found[0], found.start()
        if opened is None:
            if _opens(text, position, mark):
                opened, single = position, mark in _SINGLE
        elif (mark in _SINGLE) != single:
            continue
        elif _opens_anew(text, position, mark):
            yield _unclosed(opened, _sentence_end(sentences, opened, position))
            opened = position
        else:
            yield Quotation(Range(opened, position + 1), _inner(text, opened, position))
            opened = None
    if opened is not None and not single:
        stop = end if resumes else _sentence_end(sentences, opened, end)
        yield _unclosed(opened, stop, continues=resumes)


def _opens(text: str, position: int, mark: str) -> bool:
    if mark in _CLOSERS or mark == "\u2019":
        return False
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    return mark in _OPENERS or (
        (not before or before in " \n([\u2014\u2013-:\u2018'") and after > " "
    )


def _opens_anew(text: str, position: int, mark: str) -> bool:
    if mark in _OPENERS:
        return True
    spaced = text[position - 1 : position] in (" ", "\n")
    return mark == '"' and spaced and text[position + 1 : position + 2].isalnum()


def _unclosed(start: int, end: int, *, continues: bool = False) -> Quotation:
    return Quotation(Range(start, end), Range(min(start + 1, end), end), continues)


def _sentence_end(sentences: list[Sentence], start: int, limit: int) -> int:
    index = bisect_right(sentences, start, key=lambda sentence: sentence.start) - 1
    within = index >= 0 and start < sentences[index].end
    return max(start, min(sentences[index].end, limit) if within else limit)


def _inner(text: str, opened: int, closed: int) -> Range:
    start, end = opened + 1, closed
    while start < end and text[start].isspace():
        start += 1
    return Range(start, end)


def is_quotation_open(text: str, at: int, reach: int | None = None) -> bool:
    """Whether a quotation of the paragraph stands open at an offset; `reach` bounds the look back.

    Single quotes are no marks here: they are apostrophes as often.
    """
    start = text.rfind("\n", 0, at) + 1
    before = text[start if reach is None else max(start, at - reach) : at]
    return before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1
