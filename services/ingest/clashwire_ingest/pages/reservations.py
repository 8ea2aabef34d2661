"""What a publisher reserves from machines, by header or in the page -> why it is left alone.

| what says it | values | source |
|---|---|---|
| `X-Robots-Tag`, `<meta name="robots">`, or under our name | noai | de facto |
| the same | noindex, none | the robots meta tag; our text goes into a search index |
| `tdm-reservation` header or meta | 1 | TDM Reservation Protocol, W3C community group |
| `/.well-known/tdmrep.json` of the host, by path | 1 | the same |
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from protego import Protego

AGENT_TOKEN = "Clashwire"  # noqa: S105  # the product's name in robots.txt, no secret
_REFUSING = frozenset({"noai", "noindex", "none"})
_NAMED = re.compile(r"^\s*([\w-]+)\s*:(.*)$", re.DOTALL)


def refused_by_headers(headers: Mapping[str, str]) -> str | None:
    """Headers by lower-case name -> why the page may not be used, or None."""
    if headers.get("tdm-reservation", "").strip() == "1":
        return "the publisher reserves text and data mining (header tdm-reservation: 1)"
    for part in _by_agent(headers.get("x-robots-tag", "")):
        if part in _REFUSING:
            return f"the publisher asks machines to leave the page alone (X-Robots-Tag: {part})"
    return None


def refused_by_meta(pairs: Iterable[tuple[str, str]]) -> str | None:
    """A page's meta names and contents -> why the page may not be used, or None."""
    for name, content in pairs:
        lowered = name.strip().lower()
        if lowered == "tdm-reservation" and content.strip() == "1":
            return "the publisher reserves text and data mining (meta tdm-reservation)"
        if lowered in ("robots", AGENT_TOKEN.lower()):
            found = _REFUSING & {part.strip().lower() for part in content.split(",")}
            if found:
                said = min(found)
                return f"the publisher asks machines to leave the page alone (meta robots: {said})"
    return None


def reserved_paths(content: bytes) -> Protego | None:
    """A tdmrep.json -> what it reserves, as rules that disallow it; None for what is none.

    Its locations are patterns as in robots.txt, and the longest that matches decides.
    """
    try:
        entries = msgspec.json.decode(content)
    except msgspec.DecodeError:
        return None
    if not isinstance(entries, list):
        return None
    lines = [_rule(entry) for entry in entries if isinstance(entry, dict)]
    return Protego.parse("\n".join(["User-agent: *", *lines])) if any(lines) else None


def _rule(entry: Mapping[str, Any]) -> str:
    location = str(entry.get("location", "")).split("\n", 1)[0]
    if not location.startswith("/"):
        return ""
    return f"{'Disallow' if entry.get('tdm-reservation') == 1 else 'Allow'}: {location}"


def _by_agent(header: str) -> Iterable[str]:
    """An X-Robots-Tag header, perhaps several joined -> the rules that concern us.

    `name: rule, rule` holds for that agent alone, up to the next name; rules before for all.
    """
    ours = True
    for part in header.split(","):
        named = _NAMED.match(part)
        rule = part
        if named is not None and named[1].lower() != "unavailable_after":
            ours = named[1].lower() == AGENT_TOKEN.lower()
            rule = named[2]
        if ours:
            yield rule.strip().lower()
