"""Words: a stretch of text as the attribution rules read it, token by token, with offsets."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S., U.N.
    r"|\d+(?:[.,]\d+)*(?:[-\u2011][^\W_]+)*(?:st|nd|rd|th|%)?"
    r"|[^\W_]+(?:['\u2019.\-\u2011&/][^\W_]+)*['\u2019]?(?=\W|$)"
    r"|[^\W_]+"
    r"|[^\w\s]"
)


def word_set(words: str) -> frozenset[str]:
    """Words between blanks -> the set of them."""
    return frozenset(words.split())


_ABBREVIATED = word_set(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl cmdr adm brig rev sen rep gov st "
    "jan feb mar apr jun jul aug sept sep oct nov dec no"
)


class Range(NamedTuple):
    """A stretch of one text: `start` included, `end` excluded, in code points."""

    start: int
    end: int


class Word(NamedTuple):
    """One word or mark; `quoted` when it stands inside quotation marks."""

    start: int
    end: int
    text: str
    lower: str
    quoted: bool

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name: with a capital first."""
        return self.text[0].isupper()

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.text[0].isalnum()


def split_words(text: str, start: int, end: int, quoted: tuple[Range, ...] = ()) -> list[Word]:
    """Text[start:end] -> its words; those inside a `quoted` range are marked as such.

    The full stop of an abbreviation ("Gen.", "Aug.") is no mark of its own.
    """
    words: list[Word] = []
    ahead = sorted(quoted, reverse=True)
    for found in _TOKEN.finditer(text, start, end):
        word = found[0]
        if word == "." and words and _abbreviates(words[-1], found.start(), end):
            continue
        while ahead and ahead[-1].end <= found.start():
            ahead.pop()
        inside = bool(ahead) and ahead[-1].start <= found.start()
        lower = word.lower().replace("\u2019", "'")
        words.append(Word(found.start(), found.end(), word, lower, inside))
    return words


def _abbreviates(before: Word, position: int, end: int) -> bool:
    if before.end != position or position >= end - 1:
        return False
    initial = len(before.text) == 1 and before.is_name and before.text != "X"
    return before.lower in _ABBREVIATED or initial


def covered(words: list[Word], first: int, beyond: int) -> Range:
    """Words[first:beyond] -> the range from the first one's start to the last one's end."""
    return Range(words[first].start, words[beyond - 1].end)
