"""What a server said besides its document: every answer on the way, and the headers that count.

Header values are kept as latin-1, the one reading that gives back each byte as it came, so that
a validator goes back verbatim whatever it is made of.
"""

from collections.abc import Iterable, Mapping

import msgspec

HEADER_ENCODING = "latin-1"
MAX_HEADER_CHARACTERS = 8192  # an ETag of 2 KB exists; a longer value than this is no header
_KEPT = frozenset(
    {
        b"age",
        b"cache-control",
        b"cf-mitigated",
        b"content-length",
        b"content-type",
        b"date",
        b"etag",
        b"expires",
        b"last-modified",
        b"link",
        b"retry-after",
        b"server",
        b"tdm-reservation",
        b"x-amzn-waf-action",
        b"x-robots-tag",
        b"x-vercel-mitigated",
    }
)
_KEPT_PREFIXES = (b"x-ratelimit-", b"ratelimit")  # de facto, and the IETF draft's two generations


class Hop(msgspec.Struct, frozen=True):
    """One answer on the way: the URL asked for and the status that came."""

    url: str
    status: int


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The last answer: its URL, status, all hops up to it, headers by lower-case name."""

    url: str
    status: int
    hops: tuple[Hop, ...] = ()
    headers: Mapping[str, str] = msgspec.field(default_factory=dict)


def kept_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Raw header pairs -> those of interest; a repeated one is joined as RFC 9110 5.3 says."""
    kept: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name = raw_name.lower()
        if name not in _KEPT and not name.startswith(_KEPT_PREFIXES):
            continue
        key, value = name.decode(HEADER_ENCODING), raw_value.decode(HEADER_ENCODING)
        joined = f"{kept[key]}, {value}" if key in kept else value
        if len(joined) <= MAX_HEADER_CHARACTERS:
            kept[key] = joined
    return kept
