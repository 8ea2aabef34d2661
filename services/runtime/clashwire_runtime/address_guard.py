"""The address guard: no request leaves for an address inside a network, whoever names it.

This module judges addresses and sends nothing; `guarded_client` connects by its verdict. An
operator may open networks by CIDR.
"""

from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from clashwire_runtime.errors import ClashwireError, SettingsError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # IANA IPv6 address space: all that is routed today
_NAT64 = IPv6Network("64:ff9b::/96")
# IANA special-purpose address registries, written out because `is_global` lets the multicast,
# NAT64, 6to4 and Teredo spellings of an inner address through.
_FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "unspecified"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "carrier-grade NAT"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::ffff:0:0/96", "IPv4-mapped"),
    ("::/96", "IPv4-compatible"),
    ("64:ff9b::/96", "NAT64"),
    ("64:ff9b:1::/48", "NAT64"),
    ("2001::/23", "Teredo or reserved"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("3fff::/20", "documentation"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("ff00::/8", "multicast"),
)
# Ports of other protocols, which a request must not be made to talk to: WHATWG Fetch, "bad port".
_FORBIDDEN_PORTS = frozenset(
    {1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95}
    | {101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179}
    | {389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601}
    | {636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566}
    | {6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)
_FORBIDDEN_NETWORKS = tuple((ip_network(text), kind) for text, kind in _FORBIDDEN)


class ForbiddenAddressError(ClashwireError):
    """A host whose addresses are all forbidden; nothing was sent, and trying again is no use."""


class AddressGuard:
    """Judges addresses; `allowed_cidrs` are the networks an operator opened."""

    def __init__(self, allowed_cidrs: Iterable[str] = ()) -> None:
        self._allowed = tuple(_read_cidr(text) for text in allowed_cidrs)

    def refuse(self, address: str, port: int | None = None) -> str | None:
        """A numeric address and port -> why it is refused, in a few words, or None when it is not.

        A network that the operator opened is open at every port.
        """
        try:
            found = ip_address(address)
        except ValueError:
            return f"{address!r} is not an address"
        if self._is_opened(found):
            # a network behind NAT64 may open its prefix, not what stands inside its own walls
            inner = _behind_nat64(found)
            return None if inner is None else self.refuse(str(inner), port)
        if port in _FORBIDDEN_PORTS:
            return f"port {port} is another protocol's"
        kind = _forbidden_kind(found)
        return None if kind is None else f"{found} is a {kind} address"

    def opens(self, host: str) -> bool:
        """Whether a host, a numeric address or localhost, lies in a network the operator opened."""
        name = host.strip("[]").lower()
        if name == "localhost":
            return self._is_opened(IPv4Address("127.0.0.1")) or self._is_opened(IPv6Address("::1"))
        try:
            return self._is_opened(ip_address(name))
        except ValueError:
            return False

    def _is_opened(self, address: Address) -> bool:
        plain = _unmapped(address)
        return any(plain in network for network in self._allowed)


def _forbidden_kind(address: Address) -> str | None:
    for network, kind in _FORBIDDEN_NETWORKS:
        if address in network:
            return kind
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return "reserved"
    # what a newer Python knows to be special and the table does not
    return None if address.is_global and not address.is_multicast else "special-purpose"


def _behind_nat64(address: Address) -> IPv4Address | None:
    """The IPv4 address that a NAT64 gateway connects to, RFC 6052 2.1; None for any other."""
    if address not in _NAT64:
        return None
    return IPv4Address(int(address) & 0xFFFF_FFFF)


def _unmapped(address: Address) -> Address:
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return address if inner is None else inner


def _read_cidr(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise SettingsError(
            f"CLASHWIRE_ALLOW_CIDRS: {text!r} is not a network such as 10.0.0.0/8 ({error})."
        ) from error
