"""A document: an article's readable text in paragraphs and sentences, headings set apart."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

import msgspec

from clashwire_enrich.text.readable import ReadableText, read_text

MAX_SENTENCE_CHARACTERS = 1_200  # a longer "sentence" is cut at a space, so that rules stay bounded
# News articles stay below 30,000 characters; what follows three times that is an archive, a page
# of comments or noise. Rules read no further, so that no article can hold up its partition.
MAX_READ_CHARACTERS = 100_000
MAX_TITLE_CHARACTERS = 1_000  # a headline has some 70; a longer one is a text in the wrong field
PUBLISHING_YEARS = range(1900, 2200)  # years beyond are fillers of programs that know no date
DATED_YEARS = range(1000, 3000)  # of days that a text names; others leave calendar arithmetic
_CUT_WITHIN = 200  # characters before a cut among which a space is looked for
_HEADING_WORDS = 14  # a line below this many words without a final stop is a heading
_LINE = re.compile(r"[^\n]+")
_BREAK = re.compile(
    r"(?<![.!?\u2026])[.!?\u2026]+[\"'\u201d\u2019)\]]{0,3} (?=[\"'\u201c\u2018(\[]{0,3}[^\Wa-z_])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Cmdr|Adm|Brig|Rev|Hon|Sen|Rep|Gov"
    r"|Pres|Amb|Supt|Insp|Jr|Sr|No|Nos|vs|Inc|Ltd|Co|Corp|Bros|Mt|Ft|approx|dept|est"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|U\.S|U\.N|U\.K|E\.U|U\.A\.E|D\.C|a\.m|p\.m|i\.e|e\.g|al|al-)"
    r"|(?:^|[\s(\"'\u201c\u2018.])[A-Z])\.$"
)
_ENDING_ABBREVIATION = re.compile(
    r"\b(?:U\.S|U\.N|U\.K|E\.U|a\.m|p\.m|Jr|Sr|Inc|Ltd|Co|Corp|on X)\.$"
)
_NUMBERED = re.compile(r"\b[Nn]os?\. (?=\d)")  # "communique no. 88"
_STARTER = re.compile(
    r"(?:The|A|An|In|On|At|It|He|She|They|We|But|And|Both|This|That|These|Those|There|Its|His|Her"
    r"|Their|Since|After|Before|For|Meanwhile|However|Police|Officials|Troops)\b"
)
_BOILERPLATE = re.compile(
    r"(?:read more|read also|also read|see also|related(?: stories| articles?)?:|advertisement"
    r"|sign up|subscribe|follow us|share this|click here|photo(?:graph)?:|image (?:credit|source)"
    r"|copyright|all rights reserved|\u00a9|watch:|more on this|story continues)\b",
    re.IGNORECASE,
)


class Sentence(msgspec.Struct, frozen=True):
    """One sentence or heading; `start` and `end` are offsets in Document.text, code points."""

    start: int
    end: int
    text: str
    paragraph: int
    heading: bool


class Document(msgspec.Struct, frozen=True, dict=True):
    """An article as the rules read it; `source` leads from its offsets to the article's own.

    Rules work on `text` (NFC, single spaces, no markup); quotation marks stay as they came.
    """

    title: str
    text: str
    sentences: tuple[Sentence, ...]
    published_at: datetime | None
    source: ReadableText

    def sentence_at(self, position: int) -> int | None:
        """An offset in the text -> the index of its sentence, or None between sentences."""
        index = bisect_right(self._ends, position)
        found = index < len(self.sentences) and self.sentences[index].start <= position
        return index if found else None

    @cached_property
    def _ends(self) -> list[int]:
        return [sentence.end for sentence in self.sentences]


def publication(moment: datetime | None) -> datetime | None:
    """A publication time -> the same, or None when its year is a feed's filler for unknown.

    Empty dates of programs (0001, 9999) date no news, and days cannot be counted back from them.
    """
    return moment if moment is not None and moment.year in PUBLISHING_YEARS else None


def read_title(title: str) -> ReadableText:
    """A title -> its readable text, as far as rules read it."""
    return read_text(_opening(title, MAX_TITLE_CHARACTERS))


def read_document(title: str, text: str, published_at: datetime | None) -> Document:
    """Title, text and publication time -> Document; any text will do, also none.

    What stands beyond MAX_READ_CHARACTERS of the text and MAX_TITLE_CHARACTERS of the title is
    not read.
    """
    source = read_text(_opening(text, MAX_READ_CHARACTERS))
    heading = read_title(title).text.strip()
    lines = [(m.start(), m.end()) for m in _LINE.finditer(source.text) if m[0].strip()]
    headings = [_is_heading(source.text[start:end]) for start, end in lines]
    if all(headings):  # a text of one bare line is its own news, not a heading over nothing
        headings = [bool(_BOILERPLATE.match(source.text[s:e].lstrip())) for s, e in lines]
    sentences = tuple(
        Sentence(start, end, source.text[start:end], number, heading)
        for number, (line, heading) in enumerate(zip(lines, headings, strict=True))
        for start, end in _split_line(source.text, *line)
    )
    return Document(heading, source.text, sentences, publication(published_at), source)


def _opening(text: str, limit: int) -> str:
    """The first `limit` characters, cut at a space where one is near: no word is halved."""
    if len(text) <= limit:
        return text
    space = text.rfind(" ", limit - _CUT_WITHIN, limit)
    return text[: space if space > 0 else limit]


def _is_heading(line: str) -> bool:
    words = line.strip()
    if _BOILERPLATE.match(words):
        return True
    return words[-1] not in ".!?\"'\u201d\u2019:;,\u2026)" and words.count(" ") < _HEADING_WORDS - 1


def _split_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in (*_breaks(text, start, end), end):
        while stop - begin > MAX_SENTENCE_CHARACTERS:
            cut = text.rfind(" ", begin + 1, begin + MAX_SENTENCE_CHARACTERS) + 1
            cut = cut or begin + MAX_SENTENCE_CHARACTERS
            yield from _trimmed(text, begin, cut)
            begin = cut
        yield from _trimmed(text, begin, stop)
        begin = stop


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    for found in _BREAK.finditer(text, start, end):
        before = text[max(start, found.start() - 8) : found.start() + 1]
        if _NUMBERED.search(text, max(start, found.start() - 4), found.end() + 1):
            continue
        if text[found.start()] == "." and _ABBREVIATION.search(before):
            starts_anew = _STARTER.match(text, found.end())
            if not (_ENDING_ABBREVIATION.search(before) and starts_anew):
                continue
        yield found.end()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
