"""The client that asks for feeds, pages, robots.txt and hubs: guarded, named, bounded."""

import httpx

from clashwire_ingest.web.inflate import ACCEPT_ENCODING
from clashwire_ingest.web.journey import set_location_aside
from clashwire_runtime.address_guard import AddressGuard
from clashwire_runtime.guarded_client import guarded_client
from clashwire_runtime.name_lookup import Resolver

_CONNECT_SHARE = 0.3
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, */*;q=0.5"
)


def feed_client(
    guard: AddressGuard,
    *,
    user_agent: str,
    connections: int,
    timeout_seconds: float,
    resolver: Resolver | None = None,
) -> httpx.AsyncClient:
    """A guarded client that says who asks and offers only encodings that can be bounded.

    `connections` are kept open between requests; more may be open while requests run.
    """
    client = guarded_client(
        guard,
        # reaching a server and its TLS get a share each: a handshake that is cancelled by the
        # limit of the whole fetch would leave its socket open
        timeout=httpx.Timeout(timeout_seconds, connect=timeout_seconds * _CONNECT_SHARE),
        headers={
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPT_ENCODING,
        },
        # callers bound how many fetches run; waiting for one of them here would be our delay,
        # told as the server's
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=connections),
        http2=True,
        resolver=resolver,
    )
    client.event_hooks = {"response": [set_location_aside]}
    return client


def user_agent(version: str, contact: str) -> str:
    """Version and a publisher's way to reach the operator -> the User-Agent header."""
    told = f"+{contact}" if contact else "no contact set by its operator"
    return f"Clashwire/{version} (conflict news feed reader; {told})"
