"""A URL -> the host that answers it, and the site, its registrable domain, that owns the host.

Sites come from the public suffix list that is bundled with `publicsuffixlist`: `a.co.uk` is a
site, `co.uk` is none. Only its ICANN part counts, so that all blogs of one hosting service are
one site: they share its servers and its patience.
"""

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import idna
from publicsuffixlist import PublicSuffixList

_REMEMBERED_HOSTS = 65_536
_USER = re.compile(r"^([a-z]+://)[^/]*@", re.IGNORECASE)


def host_of(url: str) -> str:
    """A URL -> host, or host:port where a port is written; lower case, without user name."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def registrable_domain(url: str) -> str:
    """A URL -> the site that its host belongs to; an address or a single label is its own."""
    return site_of_host(urlsplit(url).hostname or "")


def shown(url: str) -> str:
    """A URL -> the same for logs and reasons, without user and query, which may hold a key."""
    plain = url.partition("?")[0]
    return _USER.sub(r"\1", plain) if "@" in plain else plain


@lru_cache(maxsize=_REMEMBERED_HOSTS)
def site_of_host(host: str) -> str:
    """A host name, in Unicode or as punycode, or an address -> its site, as punycode."""
    name = _ascii(host.lower().rstrip("."))
    if _is_address(name):
        return name
    return _suffixes().privatesuffix(name) or name


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True, accept_unknown=True)


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
