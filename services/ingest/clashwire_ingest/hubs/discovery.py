"""Which hub a feed names, and under which topic: HTTP Link headers, else the document's links.

W3C WebSub section 4: the headers win, and the topic is what stands there as `self`.
"""

import re

import msgspec

from clashwire_ingest.documents.parsed_feed import ParsedFeed
from clashwire_ingest.identity.canonical_url import absolute_url
from clashwire_ingest.web.answer import Answer

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s,;\"]+))?)*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s,;\"]+))", re.IGNORECASE)
_MAX_URL_CHARACTERS = 1_000  # a hub's URL becomes part of ours, and hubs keep so much


class HubOffer(msgspec.Struct, frozen=True):
    """What a document says of hubs: the first one it names and its topic; both None for none."""

    hub: str | None = None
    topic: str | None = None


def find_hub(answer: Answer, parsed: ParsedFeed) -> HubOffer:
    """A document and the answer it came in -> the hub it names, an absolute http or https URL."""
    links = links_of(answer.headers.get("link", ""), answer.url)
    hub = links.get("hub") or parsed.hub
    if hub is None or not _is_usable(hub):
        return HubOffer()
    topic = links.get("self") or parsed.self_url or answer.url
    return HubOffer(hub, topic) if _is_usable(topic) else HubOffer()


def links_of(header: str, base: str) -> dict[str, str]:
    """A Link header (RFC 8288) -> the first absolute URL of each relation, in lower case."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header):
        url = absolute_url(target.strip(), base)
        rel = _REL.search(parameters)
        if url is None or rel is None:
            continue
        for name in (rel[1] or rel[2]).lower().split():
            found.setdefault(name, url)
    return found


def _is_usable(url: str) -> bool:
    return url.startswith(("http://", "https://")) and len(url) <= _MAX_URL_CHARACTERS
