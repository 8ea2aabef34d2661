"""One request to a hub: subscribe this callback to that topic (W3C WebSub 5.1)."""

import asyncio
from urllib.parse import urlsplit

import httpx
import msgspec

from clashwire_ingest.hubs.subscription import LEASE
from clashwire_ingest.web.failures import EXPECTED, explain_failure
from clashwire_ingest.web.journey import location_of
from clashwire_ingest.web.sites import shown
from clashwire_runtime.address_guard import AddressGuard

_TIMEOUT_SECONDS = 10.0
_MAX_REDIRECTS = 3
_REDIRECTS = frozenset({307, 308})  # those that keep the method and the form


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription to ask for; the secret is the hub's to sign pushes with."""

    hub: str
    topic: str
    callback: str
    secret: str

    @property
    def form(self) -> dict[str, str]:
        """The fields of the request."""
        return {
            "hub.mode": "subscribe",
            "hub.topic": self.topic,
            "hub.callback": self.callback,
            "hub.secret": self.secret,
            "hub.lease_seconds": str(round(LEASE.total_seconds())),
        }


def hub_address(hub: str, guard: AddressGuard) -> str:
    """A hub as a feed names it -> where to ask: by https, for a secret goes along (WebSub 5.1).

    Plain http is left only to hosts in networks that the operator opened.
    """
    parts = urlsplit(hub)
    if parts.scheme == "https" or guard.opens(parts.hostname or ""):
        return hub
    return parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80")).geturl()


async def ask_hub(client: httpx.AsyncClient, wish: Wish, guard: AddressGuard) -> str | None:
    """Send the request, past the guard -> why it failed, or None when the hub took it."""
    try:
        async with asyncio.timeout(_TIMEOUT_SECONDS):
            return await _send(client, wish, guard)
    except EXPECTED as error:
        _, reason = explain_failure(error)
        return f"the hub at {shown(wish.hub)} cannot be asked: {reason}"


async def _send(client: httpx.AsyncClient, wish: Wish, guard: AddressGuard) -> str | None:
    url = hub_address(wish.hub, guard)
    for _ in range(_MAX_REDIRECTS + 1):
        request = client.build_request("POST", url, data=wish.form, headers={"Accept": "*/*"})
        response = await client.send(request, stream=True)  # what it says beside does not matter
        await response.aclose()
        if response.is_success:
            return None
        target = location_of(response, url) if response.status_code in _REDIRECTS else None
        if target is None:
            return f"the hub at {shown(url)} answered {response.status_code}"
        url = hub_address(target, guard)
    return f"the hub at {shown(wish.hub)} redirects more than {_MAX_REDIRECTS} times"
