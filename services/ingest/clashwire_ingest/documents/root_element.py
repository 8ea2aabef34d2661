"""The first element of an XML document, without parsing it: what tells the formats apart."""

import re

_SNIFF_BYTES = 4096
_FIRST_TAG = re.compile(rb"<(?![?!])(?:\w{1,40}:)?([\w-]{1,40})")
_NO_ELEMENTS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)


def root_element(document: bytes) -> bytes:
    """A document in UTF-8 -> its first element's name in lower case, without prefix; empty if none.

    Only the start is looked at, in one pass: hostile documents repeat what a search backs up on.
    """
    found = _FIRST_TAG.search(_NO_ELEMENTS.sub(b"", document[:_SNIFF_BYTES]))
    return found[1].lower() if found else b""
