"""A document's bytes -> the same in UTF-8, in the order that real feeds are right about it.

| what speaks | source |
|---|---|
| a byte order mark, or the zero bytes of UTF-16 and UTF-32 | XML 1.0 appendix F |
| bytes that are valid UTF-8, for words of another charset almost never are | RFC 3629 section 4 |
| the charset of Content-Type, where the bytes are valid in it | RFC 7303 section 3.2 |
| the encoding of the XML declaration, where the bytes are valid in it | XML 1.0 section 4.3.3 |
| UTF-8 with single bytes of windows-1252 pasted in | seen in many content systems |
| what the words look like | chardet |

Names are read as browsers read them, ISO-8859-1 as windows-1252 (WHATWG Encoding, by w3lib).
"""

import codecs
import re

import chardet
from w3lib.encoding import http_content_type_encoding, resolve_encoding

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00{\x00", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
)
_PROLOG = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_HIGH_BYTES = bytes(range(0x80, 0x100))
_WORD = re.compile(rb"[a-zA-Z\x80-\xff]+")
_ASCII_LETTER = re.compile(rb"[a-zA-Z]")
_TAG = re.compile(rb"<[^<>]*>|[\x00-\x7f]{200,}")
_SAMPLE_BYTES = 20_000  # of words outside tags, enough to tell a language's letters
# A few letters in these can be valid UTF-8 by chance; so many cannot.
_MULTI_BYTE = ("gb", "big5", "cp9", "euc", "iso2022", "shift", "johab")
_CHANCE_BYTES = 24
_FALLBACK = "cp1252"
# Words of Latin script mix few letters beyond ASCII with those in it; in another script's words
# all are beyond it, or half of the bytes where a letter takes two.
_LATIN_SHARE, _MIXED_SHARE = 0.4, 0.6
_LATIN = frozenset(
    ("cp1250", "cp1252", "cp1254", "cp1257", "iso8859-2", "iso8859-9", "iso8859-13", "iso8859-15")
)


def to_utf8(content: bytes, content_type: str = "") -> bytes:
    """Bytes and their Content-Type -> UTF-8 without a byte order mark; never refuses."""
    if content.startswith(codecs.BOM_UTF8):
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8", _PASTED).encode()
    wide = _wide_charset(content)
    if wide is not None:
        return content.decode(wide, "replace").lstrip("\ufeff").encode()
    declared = _declared(content, content_type)
    if _is_utf8(content) and not _may_be_by_chance(content, declared):
        return content
    read = (_decode(content, charset) for charset in declared)
    valid = next((text for text in read if text is not None), None)
    return _guess(content) if valid is None else valid.encode()


def _wide_charset(content: bytes) -> str | None:
    """UTF-16 or UTF-32, by byte order mark or by the zero bytes of a first `<` or `{`."""
    starts = (*_BYTE_ORDER_MARKS, *_WIDE_STARTS)
    return next((charset for start, charset in starts if content.startswith(start)), None)


def _declared(content: bytes, content_type: str) -> list[str]:
    """The charsets that header and declaration name, other than UTF-8, in that order."""
    prolog = _PROLOG.search(content[:400])
    names = [
        http_content_type_encoding(content_type),
        resolve_encoding(prolog[1].decode("ascii")) if prolog else None,
    ]
    return [name for name in names if name and not name.startswith("utf")]


def _is_utf8(content: bytes) -> bool:
    return _decode(content, "utf-8") is not None


def _may_be_by_chance(content: bytes, declared: list[str]) -> bool:
    if not declared or not declared[0].replace("_", "").startswith(_MULTI_BYTE):
        return False
    return _count_high(content) < _CHANCE_BYTES and _decode(content, declared[0]) is not None


def _decode(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(content: bytes) -> bytes:
    """Bytes that are valid in nothing declared -> UTF-8 with odd bytes, or what chardet says."""
    well_formed = len(content.decode("utf-8", "ignore").encode())
    odd = len(content) - well_formed
    if odd * 2 < _count_high(content):
        return content.decode("utf-8", _PASTED).encode()
    words = b" ".join(_TAG.sub(b" ", content).split())[:_SAMPLE_BYTES]
    charset = resolve_encoding(chardet.detect(words)["encoding"] or "") or _FALLBACK
    if charset not in _LATIN and _is_latin_script(words):
        charset = _FALLBACK
    return content.decode(charset, "replace").encode()


def _is_latin_script(words: bytes) -> bool:
    """Whether the letters beyond ASCII are few, and stand in words with ASCII letters."""
    marked = [word for word in _WORD.findall(words) if not word.isascii()]
    beyond = sum(_count_high(word) for word in marked)
    mixed = sum(_count_high(word) for word in marked if _ASCII_LETTER.search(word))
    letters = beyond + len(_ASCII_LETTER.findall(words))
    return beyond < letters * _LATIN_SHARE and mixed > beyond * _MIXED_SHARE


def _count_high(content: bytes) -> int:
    return len(content) - len(content.translate(None, _HIGH_BYTES))


def _read_as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    odd = error.object[error.start : error.end]
    return odd.decode(_FALLBACK, "replace"), error.end


_PASTED = "clashwire-windows-1252"
codecs.register_error(_PASTED, _read_as_windows_1252)
