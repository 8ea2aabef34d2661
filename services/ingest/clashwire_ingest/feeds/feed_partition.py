"""Which partition of the feed topics a feed belongs to: one for all feeds of a site.

So one worker owns them all, and spacing between requests, the scope of a rate limit and articles
shared by several feeds of a site need no second worker (docs/adr/0008).
"""

import hashlib
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


def feed_partition(url: str, partitions: int) -> int:
    """A feed's URL as configured -> the number of its partition, the same in every process."""
    digest = hashlib.sha256(site_of(url).encode()).digest()
    return int.from_bytes(digest[:8]) % partitions


def site_of(url: str) -> str:
    """A URL -> its registrable domain by the Public Suffix List; an address or bare name as is.

    Only the list's ICANN part counts: all blogs of one platform are one platform's load.
    """
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    if _is_address(host):
        return host
    name = _in_ascii(host)
    return _public_suffixes().privatesuffix(name) or name


@lru_cache(maxsize=1)
def _public_suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True, accept_unknown=True)


def _in_ascii(host: str) -> str:
    """An internationalised name and its xn-- spelling are one site."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
