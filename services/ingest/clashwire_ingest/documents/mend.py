"""Damage that feeds often have and that can be undone without guessing, on UTF-8 bytes."""

import re

_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|channel|urlset|sitemapindex)[\s/>]", re.IGNORECASE)
_PROLOG = re.compile(rb"<\?xml\b[^>]*\?>", re.IGNORECASE)
_MAX_JUNK_BYTES = 4096  # a warning of the server's own code, printed before the document
_END = re.compile(rb"</(?:rss|feed|rdf:RDF|urlset|sitemapindex)\s*>", re.IGNORECASE)
# XML 1.0 section 2.2: characters that no document may hold
_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
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


def mend(content: bytes) -> bytes:
    """A damaged document -> itself without junk around it, illegal characters, bare ampersands.

    A reference to what is no character becomes one to U+FFFD, the replacement character.
    """
    whole = _ILLEGAL.sub(b"", _without_junk(content))
    referring = _REFERENCE.sub(_legal_reference, whole)
    return _KEPT_OR_BARE.sub(lambda found: found[1] or b"&amp;", referring)


def _without_junk(content: bytes) -> bytes:
    """From the last declaration before the root element to the root's end."""
    root = _ROOT.search(content, 0, _MAX_JUNK_BYTES)
    if root is None:
        return content
    prologs = list(_PROLOG.finditer(content, 0, root.start()))
    start = prologs[-1].start() if prologs else root.start()
    ends = list(_END.finditer(content, root.end()))
    return content[start : ends[-1].end() if ends else None]


def _legal_reference(found: re.Match[bytes]) -> bytes:
    code = int(found[1]) if found[1] else int(found[2], 16)
    illegal = code > _MAX_CODE_POINT or code in _SURROGATES or code in _CONTROLS
    return _REPLACEMENT if illegal else found[0]
