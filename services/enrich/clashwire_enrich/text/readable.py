"""Readable text: what extractors read, and the way back to the article's own offsets."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|tr|table|blockquote|section|article)\b", re.IGNORECASE
)
_DIRTY = re.compile(
    r"(?P<tag><[/!a-zA-Z][^<>]{0,500}>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)"
    r"|(?P<newline>[^\S\n]*(?:\r\n?|[\n\u2028\u2029\x0b\x0c])\s*)"
    r"|(?P<space>[^\S\n ][^\S\n]*| [^\S\n]+)"
    r"|(?P<hidden>[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]+)"
    r"|(?P<combining>\w[\u0300-\u036f]{1,8})"
)
_UNSPOKEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_SENTENCE_END = tuple(".!?:\"'\u201d\u2019)")
_WRAPPED_LINE_CHARACTERS = range(45, 101)  # lines of hard-wrapped text end within this range


class _Piece(msgspec.Struct, frozen=True):
    """One replaced stretch: where it stands in the readable text and in the source."""

    start: int
    end: int
    source_start: int
    source_end: int


class ReadableText(msgspec.Struct, frozen=True):
    """Text for reading: NFC, one space between words, a newline between paragraphs, no markup."""

    text: str
    pieces: tuple[_Piece, ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the readable text -> offsets in the article's own text."""
        if not self.pieces:
            return start, end
        first = self._source_of(start)[0]
        return first, max(first, self._source_of(end - 1)[1]) if end > start else first

    def _source_of(self, position: int) -> tuple[int, int]:
        index = bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1
        if index < 0:
            return position, position + 1
        piece = self.pieces[index]
        if position < piece.end:
            return piece.source_start, piece.source_end
        source = piece.source_end + (position - piece.end)
        return source, source + 1


def read_text(source: str) -> ReadableText:
    """Any text as it came -> its readable form; clean text comes back as it is."""
    parts: list[str] = []
    pieces: list[_Piece] = []
    done = length = 0
    for start, end, spoken in _replacements(source):
        length += start - done
        parts += (source[done:start], spoken)
        pieces.append(_Piece(length, length + len(spoken), start, end))
        length += len(spoken)
        done = end
    if not pieces:
        return ReadableText(source)
    return ReadableText("".join((*parts, source[done:])), tuple(pieces))


def _replacements(source: str) -> Iterator[tuple[int, int, str]]:
    wrapped = _is_hard_wrapped(source)
    position = 0
    while found := _DIRTY.search(source, position):
        end = _end_of_unspoken(source, found) if found["tag"] else found.end()
        spoken = _spoken(source, found, wrapped=wrapped)
        if spoken != source[found.start() : end]:
            yield found.start(), end, spoken
        position = end


def _spoken(source: str, found: re.Match[str], *, wrapped: bool) -> str:
    words = found[0]
    match found.lastgroup:
        case "tag":
            return "\n" if _BLOCK_TAG.match(words) else " " if _UNSPOKEN.match(words) else ""
        case "entity":
            character = html.unescape(words)
            return " " if character.isspace() else "" if character == words else character
        case "newline":
            if _joins_lines(source, found, wrapped=wrapped):
                return " "
            return "\n" if words.strip("\n") else words
        case "combining":
            return unicodedata.normalize("NFC", words)
        case kind:
            return " " if kind == "space" else ""


def _end_of_unspoken(source: str, found: re.Match[str]) -> int:
    unspoken = _UNSPOKEN.match(found[0])
    if unspoken is None:
        return found.end()
    closing = source.find(f"</{unspoken[1]}", found.end())
    return len(source) if closing < 0 else closing  # an unclosed script swallows the rest


def _is_hard_wrapped(source: str) -> bool:
    lines = [len(line) for line in source[:20_000].splitlines() if line.strip()]
    long = [length for length in lines if length in _WRAPPED_LINE_CHARACTERS]
    return bool(lines) and max(lines) < _WRAPPED_LINE_CHARACTERS.stop and len(long) * 2 > len(lines)


def _joins_lines(source: str, found: re.Match[str], *, wrapped: bool) -> bool:
    if len(re.findall(r"\r\n?|\n|\u2029", found[0])) != 1:
        return False
    before = source[max(0, found.start() - 1) : found.start()]
    after = source[found.end() : found.end() + 1]
    if not before or before in _SENTENCE_END or not after:
        return wrapped and bool(after) and before in _SENTENCE_END and _line_is_long(source, found)
    return after.islower() or (wrapped and _line_is_long(source, found))


def _line_is_long(source: str, found: re.Match[str]) -> bool:
    floor = max(0, found.start() - _WRAPPED_LINE_CHARACTERS.stop)
    line_start = source.rfind("\n", floor, found.start()) + 1 or floor
    return found.start() - line_start in _WRAPPED_LINE_CHARACTERS
