"""Spoken phrases: every phrase of a document that can name an office or a body that speaks."""

import re
from collections.abc import Iterator, Sequence

from clashwire_enrich.claims.attribution import Attribution
from clashwire_enrich.claims.introduced_phrases import IntroducedPhrase
from clashwire_enrich.claims.noun_phrases import phrase_after
from clashwire_enrich.text.document import Document
from clashwire_enrich.text.words import Range, covered, split_words

_SENTENCES_BACK = 2
_SUBJECT_CHARACTERS = 160
_POINTS_BACK = re.compile(
    r"(?:it|its|they|their|the \w+|one|another|others?|some|most|many|several"
    r"|a (?:second|third))\b",
    re.IGNORECASE,
)


def spoken_phrases(
    document: Document,
    attributions: Sequence[Attribution],
    introduced: Sequence[IntroducedPhrase],
) -> tuple[Range, ...]:
    """All phrases that can name an office: sources, introductions, subjects that sources refer to.

    'The ministry ... It said': the subject of the sentence before a source that points back.
    """
    sources = {one.source for one in attributions if not one.mutual}
    subjects = {
        subject
        for source in sources
        if _POINTS_BACK.match(document.text, *source)
        for subject in subjects_before(document, source)
    }
    return tuple(sorted({*sources, *subjects, *(phrase.words for phrase in introduced)}))


def subjects_before(document: Document, source: Range) -> Iterator[Range]:
    """A source -> the phrases that open the sentences before it, and its own up to it."""
    here = document.sentence_at(source.start) or 0
    for sentence in document.sentences[max(0, here - _SENTENCES_BACK) : here + 1]:
        stop = min(sentence.end, sentence.start + _SUBJECT_CHARACTERS, source.start)
        words = split_words(document.text, sentence.start, stop)
        end = phrase_after(words, 0, len(words)) if words and not sentence.heading else 0
        if end:
            yield covered(words, 0, end)
