"""Damage that feeds often have and that can be undone without guessing, on the bytes."""

import re

_DOCUMENT_START = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_MAX_JUNK_BYTES = 4096  # a warning of the server's own code, printed before the document
# XML 1.0 section 2.2: characters that no document may hold
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCE = re.compile(rb"&#(?:([0-9]{1,9})|[xX]([0-9a-fA-F]{1,8}));")
_REPLACEMENT = b"&#xFFFD;"
_MAX_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_CONTROLS = frozenset(range(0x20)) - {0x09, 0x0A, 0x0D}
# CDATA sections and comments are kept as they are; elsewhere an ampersand begins a reference
_KEPT_OR_BARE = re.compile(
    rb"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))|&(?!#[0-9]+;|#x[0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)",
    re.DOTALL,
)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


def mend(content: bytes) -> bytes:
    """A damaged document -> itself without junk before it, illegal characters, bare ampersands.

    A reference to what is no character becomes one to U+FFFD, the replacement character.

    UTF-16 and UTF-32 are left as they are: their bytes are no ASCII.
    """
    if content.startswith(_WIDE):
        return content
    start = _DOCUMENT_START.search(content[:_MAX_JUNK_BYTES])
    whole = _ILLEGAL.sub(b"", content[start.start() :] if start else content)
    referring = _REFERENCE.sub(_legal_reference, whole)
    return _KEPT_OR_BARE.sub(lambda found: found[1] or b"&amp;", referring)


def _legal_reference(found: re.Match[bytes]) -> bytes:
    code = int(found[1]) if found[1] else int(found[2], 16)
    illegal = code > _MAX_CODE_POINT or code in _SURROGATES or code in _CONTROLS
    return _REPLACEMENT if illegal else found[0]
