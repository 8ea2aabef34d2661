"""A page that was sent in place of its article: a paywall's or a consent page, by what it shows.

Nothing is done to get past either: the article keeps its feed's text.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

_WALL_CHARACTERS = 1_500  # a longer text is an article, whatever else is on the page
_MAX_JSON_LD_BYTES = 200_000
_LOCKED_TIERS = frozenset({"locked", "metered", "premium", "subscriber", "paid"})
_PAY = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read|unlock)|to (?:continue|keep) reading"
    r"|(?:this|the rest of this) (?:article|story|content) is (?:only )?(?:for|available to)"
    r"|(?:for|to) (?:our )?(?:subscribers|members) only|subscriber[- ]only|already a subscriber"
    r"|sign in to (?:continue|read)|log in to (?:continue|read)|create a free account"
    r"|r\u00e9serv\u00e9 aux abonn\u00e9s|jetzt abonnieren und weiterlesen"
    r"|solo para suscriptores|\u0442\u043e\u043b\u044c\u043a\u043e \u0434\u043b\u044f "
    r"\u043f\u043e\u0434\u043f\u0438\u0441\u0447\u0438\u043a\u043e\u0432",
    re.IGNORECASE,
)
_CONSENT_HOST = re.compile(r"^(?:consent|cmp|privacy-gate|cookie(?:wall)?|guce)\.", re.IGNORECASE)
_CONSENT_PATH = re.compile(
    r"/(?:consent|collectconsent|cookie-?wall|privacy-?gate|gdpr)(?:[/?.]|$)", re.IGNORECASE
)
_COOKIE = re.compile(
    r"\bcookies?\b|\u043a\u0443\u043a\u0438|\u0444\u0430\u0439\u043b\u044b? cookie", re.IGNORECASE
)
_AGREE = re.compile(
    r"\b(?:accept all|agree|i accept|consent|our partners|manage (?:options|preferences|choices)"
    r"|before you continue|tout accepter|alle akzeptieren|zustimmen|aceptar)\b",
    re.IGNORECASE,
)
_MIN_COOKIE_WORDS = 2


def paywall_reason(root: HtmlElement, text: str) -> str | None:
    """A page and the text found in it -> what shows that a paywall stands before it, or None."""
    for block in json_ld(root):
        if str(block.get("isAccessibleForFree", "")).strip().lower() == "false":
            return "the page says that it is not accessible for free (isAccessibleForFree)"
        claimed = _number(block.get("wordCount"))
        if claimed is not None and len(text.split()) * 2 < claimed:
            return f"the page claims {claimed} words and shows {len(text.split())}"
    for tier in root.xpath("//meta[@property='article:content_tier' or @name='article:tier']"):
        if (tier.get("content") or "").strip().lower() in _LOCKED_TIERS:
            return f"the page calls itself {tier.get('content')} (article:content_tier)"
    if len(text) < _WALL_CHARACTERS:
        asked = _PAY.search(_shown_words(root))
        if asked is not None:
            return f"the page asks its reader to pay or sign in ({asked[0].lower()!r})"
    return None


def consent_reason(root: HtmlElement, text: str, url: str) -> str | None:
    """A page, the text found in it and where it was -> what shows a consent page, or None."""
    parts = urlsplit(url)
    if _CONSENT_HOST.search(parts.netloc) or _CONSENT_PATH.search(parts.path):
        return f"the answer came from a consent page ({parts.netloc}{parts.path})"
    if len(text) >= _WALL_CHARACTERS or _is_article(root):
        return None
    words = _shown_words(root)
    cookies = _COOKIE.findall(words)
    if len(cookies) >= _MIN_COOKIE_WORDS and _AGREE.search(words):
        return "a page that asks for consent to cookies stands in its place"
    return None


def json_ld(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """A page -> the objects of its JSON-LD, graphs and lists opened; without what is no JSON."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        raw = script.text_content()
        if len(raw) > _MAX_JSON_LD_BYTES:
            continue
        try:
            yield from _objects(json.loads(raw, strict=False))
        except (ValueError, RecursionError):
            continue


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for one in found:
            yield from _objects(one)
    elif isinstance(found, dict):
        yield found
        yield from _objects(found.get("@graph", []))


def _is_article(root: HtmlElement) -> bool:
    kinds = (block.get("@type") for block in json_ld(root))
    names = [name for kind in kinds for name in (kind if isinstance(kind, list) else [kind])]
    return any(str(name).endswith(("Article", "Posting")) for name in names)


def _shown_words(root: HtmlElement) -> str:
    parts = root.xpath("//body//text()[not(ancestor::script or ancestor::style)]")
    return " ".join(" ".join(parts).split())


def _number(value: object) -> int | None:
    try:
        found = int(str(value))
    except ValueError:
        return None
    return found if found > 0 else None
