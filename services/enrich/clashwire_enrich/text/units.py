"""Units: what attribution reads at a time: sentences, joined where a quotation joins them."""

from collections.abc import Iterator

import msgspec

from clashwire_enrich.claims.quotations import Quotation
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Word, split_words

MAX_UNIT_WORDS = 700  # a longer unit is a transcript or noise; the rest of it is not read


class Unit(msgspec.Struct, frozen=True):
    """One stretch of a paragraph with its whole quotations; `first` is its first sentence."""

    start: int
    end: int
    first: int
    paragraph: int
    heading: bool
    quotations: tuple[Quotation, ...]

    def words(self, text: str) -> list[Word]:
        """The unit's words, those inside quotation marks flagged."""
        quoted = tuple(quotation.inner for quotation in self.quotations)
        return split_words(text, self.start, self.end, quoted)[:MAX_UNIT_WORDS]


def read_units(document: Document, quotations: tuple[Quotation, ...]) -> Iterator[Unit]:
    """Document and its quotations -> units in reading order."""
    sentences = document.sentences
    waiting = list(reversed(quotations))
    first = 0
    while first < len(sentences):
        last, held = first, []
        while waiting and waiting[-1].outer.start < sentences[last].end:
            held.append(waiting.pop())
            while _runs_past(held[-1], last, document):
                last += 1
        head = sentences[first]
        yield Unit(
            head.start,
            sentences[last].end,
            first,
            head.paragraph,
            head.heading,
            tuple(held),
        )
        first = last + 1


def _runs_past(quotation: Quotation, last: int, document: Document) -> bool:
    sentences = document.sentences
    more = last + 1 < len(sentences) and sentences[last + 1].paragraph == sentences[last].paragraph
    return more and quotation.outer.end > sentences[last].end
